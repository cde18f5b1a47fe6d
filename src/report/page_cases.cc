// Lists of what was tried: what came to no verdict and why, members that nobody documents, and all
// cases.

#include <fmt/format.h>

#include <algorithm>

#include "report/describe.h"
#include "report/groups.h"
#include "report/html_page.h"
#include "report/page_parts.h"
#include "results/summary.h"

namespace assay::report {
namespace {

using judge::Outcome;

// Rows of lists before the rest is only counted.
constexpr std::size_t kMostReasons = 200;
constexpr std::size_t kMostMembers = 500;
// Cases in the page, and in one of its tables; what did not pass comes first.
constexpr std::size_t kMostCases = 2000;
constexpr std::size_t kCasesInTable = 250;

constexpr Outcome kWorstFirst[] = {
    Outcome::kFailed,      Outcome::kUnexpectedPass, Outcome::kCouldNotRun,
    Outcome::kSetupFailed, Outcome::kWarned,         Outcome::kWaived,
    Outcome::kNotProvoked, Outcome::kNotApplicable,  Outcome::kPassed};

std::string_view meaning(Outcome outcome) {
  switch (outcome) {
    case Outcome::kUnexpectedPass:
      return "waived, but nothing is broken any more";
    case Outcome::kCouldNotRun:
      return "no answer came, or none that could be judged";
    case Outcome::kSetupFailed:
      return "what has to be there for the case could not be made";
    case Outcome::kWaived:
      return "broken, known, and not counted";
    case Outcome::kNotProvoked:
      return "the target has nothing by which to make this happen";
    case Outcome::kNotApplicable:
      return "no rule could be put to what was answered";
    default:
      return "";
  }
}

void add_reasons(pugi::xml_node body, const results::Results& run, Outcome outcome,
                 std::size_t& room) {
  for (const ReasonGroup& group : group_reasons(run, outcome)) {
    if (room == 0) return;
    --room;
    pugi::xml_node row = add(body, "tr");
    set_attribute(add_outcome(row, "th", outcome), "scope", "row");
    add_number(row, group.cases);
    add(row, "td", shown(group.reason, 600));
    pugi::xml_node first = add(row, "td");
    add_classed(first, "code", "id", safe_id(*group.first));
    if (group.first->again.empty()) continue;
    add(add(first, "p"), "code", shown(group.first->again));
  }
}

void add_case_rows(pugi::xml_node body, const results::Results& run,
                   const std::vector<const results::Case*>& cases, std::size_t from,
                   std::size_t to) {
  for (std::size_t i = from; i < to; ++i) {
    const results::Case& one = *cases[i];
    std::size_t findings = 0;
    for (const results::Check& check : one.checks) findings += check.findings.size();
    pugi::xml_node row = add(body, "tr");
    add_id_head(row, safe_id(one));
    std::string what = shown(one.title, 200);
    const bool is_judged = one.outcome == Outcome::kPassed || one.outcome == Outcome::kFailed ||
                           one.outcome == Outcome::kWarned;
    if (!is_judged) what += (what.empty() ? "" : ": ") + reason_text(run, one, one.outcome);
    add(row, "td", what);
    add_number(row, findings);
    add_number(row, duration_words(one.duration_us));
  }
}

// Cases of one operation and outcome, in tables of bounded length.
void add_case_tables(pugi::xml_node section, const results::Results& run,
                     const std::vector<const results::Case*>& cases, std::size_t& room) {
  const results::Case& first = *cases.front();
  const std::string title =
      fmt::format("{}, {}", shown(first.operation), judge::to_string(first.outcome));
  const std::size_t told = std::min(cases.size(), room);
  room -= told;
  for (std::size_t from = 0; from < told; from += kCasesInTable) {
    const std::size_t to = std::min(told, from + kCasesInTable);
    const std::string caption =
        cases.size() <= kCasesInTable
            ? fmt::format("{}: {}", title, counted(cases.size(), "case"))
            : fmt::format("{}: cases {} to {} of {}", title, from + 1, to, cases.size());
    pugi::xml_node details = add(section, "details");
    add_classed(details, "summary", class_of(first.outcome), caption);
    add_case_rows(add_table(details, caption, {"case", "what", "findings", "took"}), run, cases,
                  from, to);
  }
}

}  // namespace

void add_unseen(pugi::xml_node main, const PageContext& page) {
  const results::Counts cases = results::count_cases(page.run);
  std::vector<Outcome> outcomes;
  for (const Outcome outcome : kWorstFirst) {
    if (cases[outcome] > 0 && !meaning(outcome).empty()) outcomes.push_back(outcome);
  }
  if (outcomes.empty()) return;
  pugi::xml_node section = add_section(main, "unseen", "Without a verdict");
  pugi::xml_node list = add_classed(section, "dl", "facts");
  for (const Outcome outcome : outcomes) {
    add_outcome(list, "dt", outcome);
    add(list, "dd", fmt::format("{}: {}", counted(cases[outcome], "case"), meaning(outcome)));
  }
  pugi::xml_node body = add_table(section, "What came to no verdict, and why",
                                  {"outcome", "cases", "reason", "first case"});
  std::size_t room = kMostReasons;
  for (const Outcome outcome : outcomes) add_reasons(body, page.run, outcome, room);
  if (room == 0) {
    add(section, "p", fmt::format("The first {} reasons; results.json has all.", kMostReasons));
  }
}

void add_undeclared(pugi::xml_node main, const PageContext& page) {
  const std::vector<results::Undeclared>& all = page.run.undeclared;
  if (all.empty()) return;
  pugi::xml_node section = add_section(main, "undeclared", "Undeclared members");
  pugi::xml_node body = add_table(section, "Undeclared members",
                                  {"operation", "object", "member", "times", "first case"});
  for (std::size_t i = 0; i < std::min(all.size(), kMostMembers); ++i) {
    const results::Undeclared& one = all[i];
    pugi::xml_node row = add(body, "tr");
    add_id_head(row, shown(one.operation));
    add_classed(row, "td", "id", one.place == "$" ? "the answer" : shown(one.place, 200));
    add_classed(row, "td", "id", shown(one.member, 100));
    add_number(row, one.count);
    add_classed(row, "td", "id", shown(one.first, 300));
  }
  if (all.size() > kMostMembers) {
    add(section, "p",
        fmt::format("The first {} of {}; results.json has all.", kMostMembers, all.size()));
  }
}

void add_cases(pugi::xml_node main, const PageContext& page) {
  const results::Results& run = page.run;
  if (run.cases.empty()) return;
  pugi::xml_node section = add_section(main, "cases", "All cases");
  std::size_t room = kMostCases;
  for (const Outcome outcome : kWorstFirst) {
    for (const std::string_view operation : results::operations_of(run)) {
      std::vector<const results::Case*> cases;
      for (const results::Case& one : run.cases) {
        if (one.outcome == outcome && one.operation == operation) cases.push_back(&one);
      }
      if (!cases.empty()) add_case_tables(section, run, cases, room);
    }
  }
  if (run.cases.size() > kMostCases) {
    add(section, "p",
        fmt::format("{} of {} cases stand here, what did not pass first; results.json has all.",
                    kMostCases, run.cases.size()));
  }
}

}  // namespace assay::report
