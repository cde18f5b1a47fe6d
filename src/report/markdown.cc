#include "report/markdown.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <vector>

#include "base/text.h"
#include "report/describe.h"
#include "report/groups.h"
#include "results/summary.h"

namespace assay::report {
namespace {

using judge::Outcome;

// Entries of one list before the rest is only counted.
constexpr std::size_t kListed = 20;
constexpr std::size_t kValue = 160;  // Code points.

std::string cell(std::string_view text) {
  return in_markdown(base::printable(text, kValue));
}

void append_operations(const results::Results& run, std::string& out) {
  std::map<std::string_view, results::Counts> cases;
  for (const results::Case& one : run.cases) cases[one.operation].add(one.outcome);
  out += "| operation | cases | passed | warned | failed | other | rules exercised |\n";
  out += "| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n";
  for (const std::string_view operation : results::operations_of(run)) {
    const results::Counts& counts = cases[operation];
    const judge::Coverage rules = results::count_rules(run, operation);
    const std::uint32_t failed = counts[Outcome::kFailed] + counts[Outcome::kUnexpectedPass];
    const std::uint32_t told = counts[Outcome::kPassed] + counts[Outcome::kWarned] + failed;
    out += fmt::format("| {} | {} | {} | {} | {} | {} | {} of {} |\n", cell(operation),
                       counts.total, counts[Outcome::kPassed], counts[Outcome::kWarned], failed,
                       counts.total - told, rules.exercised, rules.rules);
  }
}

void append_rest(std::size_t total, std::string_view what, std::string& out) {
  if (total > kListed) out += fmt::format("- and {} more {}\n", total - kListed, what);
}

// Rules of a level that were broken, each with its first place.
void append_rules(const results::Results& run, contract::Level level, std::string_view title,
                  std::string& out) {
  std::vector<const results::Case*> cases;
  for (const results::Case& one : run.cases) cases.push_back(&one);
  const std::vector<RuleGroup> rules = group_rules(run, cases, level);
  if (rules.empty()) return;
  out += fmt::format("\n#### {}\n\n", title);
  for (std::size_t i = 0; i < std::min(rules.size(), kListed); ++i) {
    const results::Finding& example = *rules[i].example;
    out += fmt::format("- **{}**, {} {}: {}\n", cell(rules[i].rule->id), rules[i].findings,
                       rules[i].findings == 1 ? "time" : "times", cell(rules[i].rule->statement));
    out += fmt::format("  First in {} at {}: expected {}, actual {}. Written in {}.\n",
                       cell(rules[i].first->id), cell(place_text(run, example)),
                       cell(example.expected), cell(example.actual),
                       cell(source_text(*rules[i].rule)));
  }
  append_rest(rules.size(), "rules", out);
}

void append_reasons(const results::Results& run, Outcome outcome, std::string_view title,
                    std::string& out) {
  const std::vector<ReasonGroup> reasons = group_reasons(run, outcome);
  if (reasons.empty()) return;
  out += fmt::format("\n#### {}\n\n", title);
  for (std::size_t i = 0; i < std::min(reasons.size(), kListed); ++i) {
    out += fmt::format("- {} {}: {} (first {})\n", reasons[i].cases,
                       reasons[i].cases == 1 ? "case" : "cases", cell(reasons[i].reason),
                       cell(reasons[i].first->id));
  }
  append_rest(reasons.size(), "reasons", out);
}

}  // namespace

std::string in_markdown(std::string_view text) {
  constexpr std::string_view kMeaning = "\\`*_{}[]()<>#+-.!|~&@:$";
  std::string out;
  for (const char c : text) {
    if (kMeaning.find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

std::string markdown_text(const results::Results& run, results::Exit verdict) {
  std::string words(results::to_words(verdict));
  words[0] = static_cast<char>(words[0] - 'a' + 'A');
  std::string out = fmt::format("### {}: {}\n\n", words, cell(because_text(run, verdict)));
  out +=
      fmt::format("Profile {}, target {}, {}, assay {}\n\n", contract::to_string(run.run.profile),
                  cell(run.run.target), cell(run.run.started), cell(run.run.tool_version));
  if (run.run.insecure) {
    out += "**INSECURE:** the target's certificate was not checked\n\n";
  }
  append_operations(run, out);
  append_rules(run, contract::Level::kMust, "Broken rules", out);
  append_reasons(run, Outcome::kUnexpectedPass, "Waived, but nothing is broken", out);
  append_reasons(run, Outcome::kCouldNotRun, "Could not run", out);
  append_reasons(run, Outcome::kSetupFailed, "Could not be set up", out);
  append_rules(run, contract::Level::kShould, "Warnings", out);
  return out;
}

}  // namespace assay::report
