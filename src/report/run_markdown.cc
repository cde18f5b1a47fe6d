#include "report/run_markdown.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.h"
#include "report/describe.h"
#include "report/groups.h"
#include "report/markdown.h"
#include "report/waiver_text.h"
#include "results/summary.h"

namespace assay::report {
namespace {

using judge::Outcome;

// Entries of one list before the rest is only counted, and code points of one text: together they
// keep the promised size, were every text as long as it may be and every character escaped.
constexpr std::size_t kListed = 15;
constexpr std::size_t kReasonsListed = 6;
constexpr std::size_t kText = 120;

std::string code(std::string_view text) {
  return markdown_code(base::printable(text, kText));
}

std::string words(std::string_view text) {
  return in_markdown(base::printable(text, kText));
}

void append_operations(const results::Results& run, std::string& out) {
  std::map<std::string_view, results::Counts> cases;
  for (const results::Case& one : run.cases) cases[one.operation].add(one.outcome);
  if (cases.empty()) return;
  out += "\n| operation | cases | passed | warned | failed | other | rules exercised |\n";
  out += "| --- | --: | --: | --: | --: | --: | --: |\n";
  std::size_t listed = 0;
  for (const std::string_view operation : results::operations_of(run)) {
    if (++listed > kListed) break;
    const results::Counts& counts = cases[operation];
    const judge::Coverage rules = results::count_rules(run, operation);
    const std::uint32_t failed = counts[Outcome::kFailed] + counts[Outcome::kUnexpectedPass];
    const std::uint32_t passed = counts[Outcome::kPassed];
    const std::uint32_t warned = counts[Outcome::kWarned];
    out += fmt::format("| {} | {} | {} | {} | {} | {} | {} of {} |\n", words(operation),
                       counts.total, passed, warned, failed,
                       counts.total - passed - warned - failed, rules.exercised, rules.rules);
  }
}

void append_rest(std::size_t total, std::size_t listed, std::string& out) {
  if (total > listed) out += fmt::format("- and {} more\n", total - listed);
}

void append_rule(const results::Results& run, const RuleGroup& group, std::string& out) {
  const results::Finding& example = *group.example;
  out += fmt::format("- {}, {} time{}: first in {}, {}  \n", code(group.rule->id), group.findings,
                     group.findings == 1 ? "" : "s", code(group.first->id),
                     code(place_text(run, example)));
  out += fmt::format("  expected {}, actual {}  \n", code(example.expected), code(example.actual));
  out += fmt::format("  {}; {}\n", words(group.rule->statement), words(source_text(*group.rule)));
}

void append_rules(const results::Results& run, contract::Level level, std::string& out) {
  const std::vector<RuleGroup> groups = group_rules(run, level);
  if (groups.empty()) return;
  const bool is_must = level == contract::Level::kMust;
  out += fmt::format("\n<details{}><summary>{} ({})</summary>\n\n", is_must ? " open" : "",
                     is_must ? "Broken rules" : "Warnings: broken rules of level should",
                     groups.size());
  const std::size_t listed = std::min(groups.size(), kListed);
  for (std::size_t i = 0; i < listed; ++i) append_rule(run, groups[i], out);
  append_rest(groups.size(), listed, out);
  out += "\n</details>\n";
}

void append_reasons(const results::Results& run, Outcome outcome, std::string& out) {
  const std::vector<ReasonGroup> reasons = group_reasons(run, outcome);
  if (reasons.empty()) return;
  const bool is_doubt = outcome == Outcome::kSetupFailed || outcome == Outcome::kCouldNotRun;
  std::size_t cases = 0;
  for (const ReasonGroup& one : reasons) cases += one.cases;
  out += fmt::format("\n<details{}><summary>{} ({})</summary>\n\n", is_doubt ? " open" : "",
                     judge::to_string(outcome), cases);
  const std::size_t listed = std::min(reasons.size(), kReasonsListed);
  for (std::size_t i = 0; i < listed; ++i) {
    out += fmt::format("- {} case{}, first {}: {}\n", reasons[i].cases,
                       reasons[i].cases == 1 ? "" : "s", code(reasons[i].first->id),
                       words(reasons[i].reason));
  }
  append_rest(reasons.size(), listed, out);
  out += "\n</details>\n";
}

void append_waivers(const results::Results& run, std::string& out) {
  std::vector<const judge::WaiverRecord*> gating;
  for (const judge::WaiverRecord& record : run.waivers) {
    if (judge::gates(record.state)) gating.push_back(&record);
  }
  if (gating.empty()) return;
  out += fmt::format("\n<details open><summary>Waivers that do not hold ({})</summary>\n\n",
                     gating.size());
  const std::size_t listed = std::min(gating.size(), kListed);
  for (std::size_t i = 0; i < listed; ++i) {
    out += fmt::format("- {}: {}\n", code(waiver_name(gating[i]->waiver)),
                       words(state_words(*gating[i])));
  }
  append_rest(gating.size(), listed, out);
  out += "\n</details>\n";
}

}  // namespace

std::string run_markdown(const results::Results& run, results::Exit verdict) {
  const std::string title = as_heading(std::string(results::to_words(verdict)));
  std::string out = fmt::format("### {}: {}\n\n", title, words(run.run.target));
  out += fmt::format("{} (profile {}, {})\n", words(because_text(run, verdict)),
                     contract::to_string(run.run.profile), words(run.run.started));
  if (run.run.insecure) {
    out +=
        "\n**INSECURE:** the target's certificate was not checked; anybody could have answered "
        "in its name\n";
  }
  if (run.run.aborted) out += "\n**Stopped** before its end; what did not run is could_not_run\n";
  append_operations(run, out);
  append_rules(run, contract::Level::kMust, out);
  append_waivers(run, out);
  for (const Outcome outcome : {Outcome::kSetupFailed, Outcome::kCouldNotRun}) {
    append_reasons(run, outcome, out);
  }
  append_rules(run, contract::Level::kShould, out);
  for (const Outcome outcome : {Outcome::kWaived, Outcome::kNotProvoked, Outcome::kNotApplicable}) {
    append_reasons(run, outcome, out);
  }
  out += fmt::format("\nCases: {}; checks: {}\n", counts_text(results::count_cases(run)),
                     counts_text(results::count_checks(run)));
  if (!run.run.again.empty()) {
    out += fmt::format("\nAgain: {}\n", markdown_code(base::printable(run.run.again, 10 * kText)));
  }
  return out;
}

}  // namespace assay::report
