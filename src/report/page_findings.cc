// Every broken rule: what it asks, where that is written, examples in full, the rest as a list.

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "report/describe.h"
#include "report/html_page.h"
#include "report/page_parts.h"

namespace assay::report {
namespace {

// Examples in full of a rule: the first is open, so that it is printed; of further rules than so
// many, none.
constexpr std::size_t kExamples = 3;
constexpr std::size_t kRulesWithExamples = 100;
// Further findings of a rule as a list, and of all rules.
constexpr std::size_t kListed = 200;
constexpr std::size_t kListedInAll = 2000;

std::string level_words(contract::Level level) {
  return level == contract::Level::kMust ? "must: a case that breaks it fails"
                                         : "should: a case that breaks it is warned of";
}

void add_contradiction(pugi::xml_node parent, const PageContext& page, const std::string& id) {
  pugi::xml_node box = add_classed(parent, "div", "contradiction");
  pugi::xml_node first = add(box, "p");
  add(first, "strong", "The document contradicts itself, " + shown(id));
  const auto found = page.contradictions.find(id);
  if (found == page.contradictions.end()) return;
  const contract::Contradiction& one = *found->second;
  add_text(first, ": " + shown(one.where, 2000));
  pugi::xml_node readings = add(box, "p", "It can be read as ");
  for (std::size_t i = 0; i < one.readings.size(); ++i) {
    if (i > 0) add_text(readings, i + 1 == one.readings.size() ? " or " : ", ");
    add(readings, "q", shown(one.readings[i], 500));
  }
  add_text(readings, ".");
  const auto choice = one.choice.find(page.run.run.profile);
  if (choice == one.choice.end()) return;
  add(box, "p",
      fmt::format("The profile {} takes: {}", contract::to_string(page.run.run.profile),
                  shown(choice->second, 1000)));
}

void add_rule(pugi::xml_node group, const PageContext& page, const results::Rule& rule) {
  add_classed(group, "p", "statement", shown(rule.statement, 1000));
  pugi::xml_node facts = add_classed(group, "dl", "facts");
  add(facts, "dt", "level");
  add(facts, "dd", level_words(rule.level));
  add(facts, "dt", "source");
  add(facts, "dd", shown(rule.source.to_string()));
  add(facts, "dt", "broken");
  add(facts, "dd",
      fmt::format("{} of {} times", rule.broken, std::max(rule.broken, rule.exercised)));
  for (const std::string& id : rule.contradictions) add_contradiction(group, page, id);
}

// "3 findings in 2 cases: failed 3"
std::string extent_words(const PageContext& page, const PageContext::Broken& group) {
  results::Counts outcomes;
  std::vector<std::uint32_t> cases;
  for (const std::uint32_t index : group.findings) {
    outcomes.add(page.run.findings[index].outcome);
    const std::uint32_t one = page.run.findings[index].case_index;
    if (cases.empty() || cases.back() != one) cases.push_back(one);
  }
  return fmt::format("{} in {}: {}", counted(group.findings.size(), "finding"),
                     counted(cases.size(), "case"), counts_text(outcomes));
}

void add_rest(pugi::xml_node group, const PageContext& page, const PageContext::Broken& broken,
              std::size_t from, std::size_t& room) {
  const std::size_t count = broken.findings.size() - std::min(broken.findings.size(), from);
  if (count == 0) return;
  const std::size_t told = std::min({count, kListed, room});
  room -= told;
  const std::string_view more = from == 0 ? "" : " more";
  pugi::xml_node details = add_details(
      group, fmt::format("{}{} finding{} of this rule", count, more, count == 1 ? "" : "s"));
  if (told > 0) {
    pugi::xml_node body = add_table(details, "Findings of " + page.run.rules[broken.rule].id,
                                    {"case", "place", "expected", "actual", "outcome"});
    for (std::size_t i = from; i < from + told; ++i) {
      const results::Finding& finding = page.run.findings[broken.findings[i]];
      pugi::xml_node row = add(body, "tr");
      add_id_head(row, safe_id(page.run.case_of(finding)));
      add_classed(row, "td", "id", shown(place_text(page.run, finding), 300));
      add(row, "td", shown(finding.expected, 120));
      add(row, "td", shown(finding.actual, 120));
      add_outcome(row, "td", finding.outcome);
    }
  }
  if (told < count) {
    add(details, "p", fmt::format("{} of them stand here; results.json has all.", told));
  }
}

void add_group(pugi::xml_node section, const PageContext& page, const PageContext::Broken& broken,
               std::size_t examples, std::size_t& room) {
  const results::Rule& rule = page.run.rules[broken.rule];
  pugi::xml_node group = add_classed(section, "article", "rule");
  set_attribute(group, "id", rule_anchor(broken.rule));
  add(add(group, "h3"), "code", shown(rule.id));
  add_classed(group, "p", "quiet", extent_words(page, broken));
  add_rule(group, page, rule);
  const std::size_t full = std::min(broken.findings.size(), examples);
  for (std::size_t i = 0; i < full; ++i) {
    const results::Finding& finding = page.run.findings[broken.findings[i]];
    if (i == 0) {
      add_example(group, page, finding);
    } else {
      add_example(add_details(group, fmt::format("Another example: {}",
                                                 safe_id(page.run.case_of(finding)))),
                  page, finding);
    }
  }
  add_rest(group, page, broken, full, room);
}

void add_index(pugi::xml_node section, const PageContext& page) {
  if (page.broken.size() < 2) return;
  pugi::xml_node body = add_table(section, "Broken rules", {"rule", "level", "findings"});
  for (const PageContext::Broken& group : page.broken) {
    const results::Rule& rule = page.run.rules[group.rule];
    pugi::xml_node row = add(body, "tr");
    pugi::xml_node head = add_classed(row, "th", "id");
    set_attribute(head, "scope", "row");
    add_link(head, "#" + rule_anchor(group.rule), shown(rule.id));
    add(row, "td", contract::to_string(rule.level));
    add_number(row, group.findings.size());
  }
}

}  // namespace

void add_findings(pugi::xml_node main, const PageContext& page) {
  pugi::xml_node section = add_section(main, "findings", "Findings");
  if (page.broken.empty()) {
    add_classed(section, "p", "good", "No rule was broken.");
    return;
  }
  add(section, "p",
      fmt::format("{} broken at {}. What gates stands first.",
                  counted(page.broken.size(), "rule") + (page.broken.size() == 1 ? " is" : " are"),
                  counted(page.run.findings.size(), "place")));
  add_index(section, page);
  std::size_t room = kListedInAll;
  for (std::size_t i = 0; i < page.broken.size(); ++i) {
    add_group(section, page, page.broken[i], i < kRulesWithExamples ? kExamples : 0, room);
  }
}

}  // namespace assay::report
