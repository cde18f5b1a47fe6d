#include "report/page.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/files.h"
#include "base/text.h"
#include "report/describe.h"
#include "report/html_page.h"
#include "report/page_parts.h"

namespace assay::report {
namespace {

// Ahead of everything else in the body, for who reads with the keyboard or by ear.
void add_navigation(pugi::xml_node main) {
  pugi::xml_node body = main.parent();
  pugi::xml_node skip = body.insert_child_before("a", main);
  set_attribute(skip, "class", "skip");
  set_attribute(skip, "href", "#main");
  add_text(skip, "Skip to the verdict");
  set_attribute(main, "id", "main");
  set_attribute(main, "tabindex", "-1");

  pugi::xml_node nav = body.insert_child_before("nav", main);
  set_attribute(nav, "aria-label", "Sections");
  pugi::xml_node list = add(nav, "ul");
  for (const pugi::xml_node section : main.children("section")) {
    const std::string id = section.attribute("id").value();
    if (id == "verdict") continue;
    add_link(add(list, "li"), "#" + id, section.child("h2").child_value());
  }
}

void add_footer(pugi::xml_node main, const results::Run& run) {
  pugi::xml_node footer = add(main.parent(), "footer");
  add_classed(footer, "p", "quiet",
              fmt::format("Written by assay {}. Nothing here is fetched from elsewhere, and no "
                          "script is needed.",
                          shown(run.tool_version)));
}

}  // namespace

PageContext::PageContext(const results::Results& results,
                         const std::vector<contract::Contradiction>& known)
    : run(results) {
  for (const contract::Contradiction& one : known) contradictions.emplace(one.id, &one);
  std::map<std::uint32_t, Broken> by_rule;
  for (std::uint32_t i = 0; i < run.findings.size(); ++i) {
    const std::uint32_t rule = run.findings[i].rule;
    by_rule.try_emplace(rule, Broken{rule, {}}).first->second.findings.push_back(i);
  }
  for (auto& [rule, group] : by_rule) broken.push_back(std::move(group));
  const auto weight = [&](const Broken& group) {
    const auto gates =
        std::count_if(group.findings.begin(), group.findings.end(), [&](std::uint32_t finding) {
          return run.findings[finding].outcome == judge::Outcome::kFailed;
        });
    return std::pair(gates > 0, group.findings.size());
  };
  std::stable_sort(broken.begin(), broken.end(),
                   [&](const Broken& a, const Broken& b) { return weight(a) > weight(b); });
}

void make_page(const results::Results& run,
               const std::vector<contract::Contradiction>& contradictions, bool has_selftest,
               pugi::xml_document& document) {
  PageContext page(run, contradictions);
  page.has_selftest = has_selftest;
  pugi::xml_node main = begin_page(document, "assay: " + shown(run.run.target, 80));
  add_verdict(main, page);
  add_overview(main, page);
  add_evidence(main, page);
  add_coverage(main, page);
  add_findings(main, page);
  add_waiver_states(main, page);
  add_unseen(main, page);
  add_undeclared(main, page);
  add_timings(main, page);
  add_cases(main, page);
  add_navigation(main);
  add_footer(main, run.run);
}

base::Status write_page_report(const results::Results& run,
                               const std::vector<contract::Contradiction>& contradictions,
                               const std::string& folder) {
  pugi::xml_document document;
  make_page(run, contradictions, base::file_exists(in_folder(folder, kSelftestFile)), document);
  return write_page(in_folder(folder, kPageFile), document);
}

// Small parts.

pugi::xml_node add_section(pugi::xml_node main, const char* id, std::string_view title) {
  pugi::xml_node section = add(main, "section");
  set_attribute(section, "id", id);
  const std::string heading = std::string(id) + "-heading";
  set_attribute(section, "aria-labelledby", heading);
  set_attribute(add(section, "h2", title), "id", heading);
  return section;
}

pugi::xml_node add_details(pugi::xml_node parent, std::string_view summary) {
  pugi::xml_node details = add(parent, "details");
  add(details, "summary", summary);
  return details;
}

void add_row_head(pugi::xml_node row, std::string_view text) {
  set_attribute(add(row, "th", text), "scope", "row");
}

void add_id_head(pugi::xml_node row, std::string_view id) {
  set_attribute(add_classed(row, "th", "id", id), "scope", "row");
}

void add_number(pugi::xml_node row, std::uint64_t number) {
  add_number(row, std::to_string(number));
}

void add_number(pugi::xml_node row, std::string_view words) {
  pugi::xml_node cell = add_classed(row, "td", "number", words);
  if (row.previous_sibling()) return;
  pugi::xml_node head = row.parent().parent().child("thead").child("tr").first_child();
  for (pugi::xml_node left = row.first_child(); left && left != cell; left = left.next_sibling()) {
    head = head.next_sibling();
  }
  set_attribute(head, "class", "number");
}

pugi::xml_node add_outcome(pugi::xml_node parent, const char* name, judge::Outcome outcome) {
  return add_classed(parent, name, class_of(outcome), judge::to_string(outcome));
}

const char* class_of(judge::Outcome outcome) {
  switch (outcome) {
    case judge::Outcome::kPassed:
      return "good";
    case judge::Outcome::kFailed:
    case judge::Outcome::kUnexpectedPass:
      return "bad";
    case judge::Outcome::kWarned:
    case judge::Outcome::kSetupFailed:
    case judge::Outcome::kCouldNotRun:
      return "doubt";
    default:
      return "quiet";
  }
}

std::string rule_anchor(std::uint32_t rule) {
  return fmt::format("rule-{}", rule);
}

}  // namespace assay::report
