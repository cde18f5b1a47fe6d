// What came out where: operations by category, and the same answers under each profile.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <map>

#include "report/describe.h"
#include "report/html_page.h"
#include "report/page_parts.h"
#include "results/summary.h"

namespace assay::report {
namespace {

using judge::Outcome;

// Cases that one profile judges otherwise, in the page.
constexpr std::size_t kMostDisputed = 100;

using Row = std::array<results::Counts, contract::kCategories.size()>;

std::map<std::string_view, Row> count_by_category(const results::Results& run) {
  std::map<std::string_view, Row> rows;
  for (const results::Case& one : run.cases) {
    Row& row = rows[one.operation];
    for (const results::Check& check : one.checks) {
      row[static_cast<std::size_t>(check.category)].add(check.outcome);
    }
  }
  for (const results::Coverage& one : run.coverage) {
    rows[one.operation][static_cast<std::size_t>(contract::Category::kCoverage)].add(one.outcome);
  }
  return rows;
}

// "Field<wbr>Presence": columns are narrow.
void add_category_column(pugi::xml_node body, contract::Category category) {
  pugi::xml_node head = add_column(body, "");
  std::string_view word = contract::to_string(category);
  for (std::size_t at = 1; at < word.size(); ++at) {
    if (std::isupper(static_cast<unsigned char>(word[at])) == 0) continue;
    add_text(head, word.substr(0, at));
    add(head, "wbr");
    word.remove_prefix(at);
    at = 0;
  }
  add_text(head, word);
}

// The rule that a reader looks for first behind a failed cell.
std::string anchor_of(const PageContext& page, std::string_view operation,
                      contract::Category category, Outcome outcome) {
  for (const PageContext::Broken& group : page.broken) {
    if (page.run.rules[group.rule].operation != operation) continue;
    for (const std::uint32_t index : group.findings) {
      const results::Finding& finding = page.run.findings[index];
      if (finding.category == category && finding.outcome == outcome) {
        return "#" + rule_anchor(group.rule);
      }
    }
  }
  return "";
}

// The worst outcome with its count; the rest of the checks passed, or has less to say.
void add_cell(pugi::xml_node row, const PageContext& page, std::string_view operation,
              contract::Category category, const results::Counts& counts) {
  constexpr std::array kOrder = {
      Outcome::kFailed,      Outcome::kUnexpectedPass, Outcome::kCouldNotRun,
      Outcome::kSetupFailed, Outcome::kWarned,         Outcome::kWaived,
      Outcome::kPassed,      Outcome::kNotProvoked,    Outcome::kNotApplicable};
  pugi::xml_node cell = add(row, "td");
  const auto* const worst = std::find_if(kOrder.begin(), kOrder.end(),
                                         [&](Outcome outcome) { return counts[outcome] > 0; });
  if (worst == kOrder.end()) {
    add_classed(cell, "span", "quiet", "none");
    return;
  }
  const std::uint32_t seen =
      counts.total - counts[Outcome::kNotApplicable] - counts[Outcome::kNotProvoked];
  const std::string text = fmt::format("{} {}", counts[*worst], judge::to_string(*worst));
  const std::string address = anchor_of(page, operation, category, *worst);
  pugi::xml_node told = address.empty() ? add(cell, "span", text) : add_link(cell, address, text);
  set_attribute(told, "class", class_of(*worst));
  if (*worst != Outcome::kPassed && counts[*worst] < seen) {
    add_classed(cell, "span", "quiet", fmt::format(" of {}", seen));
  }
}

void add_matrix(pugi::xml_node section, const PageContext& page) {
  pugi::xml_node body =
      add_table(section, "Checks: each category of each case, the worst outcome with its count",
                {"operation", "cases"});
  set_attribute(body.parent(), "class", "matrix");
  for (const contract::Category category : contract::kCategories) {
    add_category_column(body, category);
  }
  const std::map<std::string_view, Row> rows = count_by_category(page.run);
  std::map<std::string_view, std::uint32_t> cases;
  for (const results::Case& one : page.run.cases) ++cases[one.operation];
  for (const std::string_view operation : results::operations_of(page.run)) {
    pugi::xml_node row = add(body, "tr");
    add_id_head(row, shown(operation));
    add_number(row, cases[operation]);
    for (const contract::Category category : contract::kCategories) {
      add_cell(row, page, operation, category,
               rows.at(operation)[static_cast<std::size_t>(category)]);
    }
  }
}

using ByProfile = std::map<contract::Profile, results::ReadingCounts>;

void add_reading_cells(pugi::xml_node row, const ByProfile& counts) {
  for (const contract::Profile profile : contract::kProfiles) {
    pugi::xml_node cell = add(row, "td");
    const auto found = counts.find(profile);
    if (found == counts.end()) {
      add_classed(cell, "span", "quiet", "not asked");
      continue;
    }
    const auto add_part = [&](std::size_t count, Outcome outcome) {
      if (count == 0) return;
      if (cell.first_child()) add_text(cell, ", ");
      add_classed(cell, "span", class_of(outcome),
                  fmt::format("{} {}", count, judge::to_string(outcome)));
    };
    add_part(found->second.failed, Outcome::kFailed);
    add_part(found->second.warned, Outcome::kWarned);
    add_part(found->second.passed, Outcome::kPassed);
    if (!cell.first_child()) add_classed(cell, "span", "quiet", "none");
  }
}

ByProfile readings_of(const results::Results& run, std::string_view operation) {
  ByProfile counts;
  for (const results::Case& one : run.cases) {
    if (one.operation != operation || one.readings.empty()) continue;
    counts[run.run.profile].add(one.outcome);
    for (const judge::Reading& reading : one.readings) counts[reading.profile].add(reading.outcome);
  }
  return counts;
}

bool is_disputed(const results::Case& one) {
  return std::any_of(one.readings.begin(), one.readings.end(),
                     [&](const judge::Reading& reading) { return reading.outcome != one.outcome; });
}

void add_disputed(pugi::xml_node section, const results::Results& run) {
  std::size_t count = 0;
  for (const results::Case& one : run.cases) count += is_disputed(one) ? 1 : 0;
  if (count == 0) {
    add(section, "p", "All profiles judge every case alike.");
    return;
  }
  pugi::xml_node details =
      add_details(section, counted(count, "case") + (count == 1 ? " is" : " are") +
                               " judged otherwise by another profile");
  pugi::xml_node list = add_classed(details, "ul", "plain");
  std::size_t told = 0;
  for (const results::Case& one : run.cases) {
    if (!is_disputed(one)) continue;
    if (++told > kMostDisputed) break;
    pugi::xml_node item = add(list, "li");
    add_classed(item, "code", "id", safe_id(one));
    add_text(item, ": " + readings_words(run, one));
  }
  if (count > kMostDisputed) {
    add(details, "p",
        fmt::format("The first {} of {}; results.json has all.", kMostDisputed, count));
  }
}

void add_profiles(pugi::xml_node main, const results::Results& run) {
  const ByProfile all = results::count_readings(run);
  if (all.empty()) return;
  pugi::xml_node section = add_section(main, "profiles", "Profiles");
  pugi::xml_node body = add_table(
      section, "The same answers under each profile: cases that were tried", {"operation"});
  for (const contract::Profile profile : contract::kProfiles) {
    std::string title(contract::to_string(profile));
    if (profile == run.run.profile) title += " (decides)";
    add_column(body, title);
  }
  const std::vector<std::string_view> operations = results::operations_of(run);
  for (const std::string_view operation : operations) {
    const ByProfile counts = readings_of(run, operation);
    if (counts.empty()) continue;
    pugi::xml_node row = add(body, "tr");
    add_id_head(row, shown(operation));
    add_reading_cells(row, counts);
  }
  if (operations.size() > 1) {
    pugi::xml_node row = add(body, "tr");
    add_row_head(row, "all");
    add_reading_cells(row, all);
  }
  add_disputed(section, run);
}

}  // namespace

void add_overview(pugi::xml_node main, const PageContext& page) {
  if (page.run.cases.empty()) return;
  add_matrix(add_section(main, "operations", "Operations"), page);
  add_profiles(main, page.run);
}

}  // namespace assay::report
