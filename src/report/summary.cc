#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>

#include "base/text.h"
#include "report/console.h"
#include "report/describe.h"
#include "report/groups.h"
#include "report/style.h"
#include "report/summary_tables.h"
#include "report/waiver_text.h"

namespace assay::report {
namespace {

using judge::Outcome;

// Lines of one list before the rest is only counted.
constexpr std::size_t kListed = 12;
// Code points of an expected or actual value inside a line.
constexpr std::size_t kValue = 120;
// Blanks before the text of a line that starts with an operation.
constexpr std::size_t kOperationIndent = 28;
// Blanks before the text of a counted line: "     3  text".
constexpr std::size_t kCountIndent = 8;

void append_counted(std::size_t count, std::string_view text, std::string& out) {
  out += fmt::format("{:>6}  {}\n", count, wrapped(text, kCountIndent));
}

void append_rest(std::size_t total, std::string_view what, std::string& out) {
  if (total > kListed) out += fmt::format("        and {} more {}\n", total - kListed, what);
}

// One line per operation.
std::string operations_text(const results::Results& run, const Style& style) {
  std::map<std::string_view, results::Counts> cases;
  for (const results::Case& one : run.cases) cases[one.operation].add(one.outcome);
  std::string out =
      style.bold(fmt::format("{:<28}{:>7}{:>8}{:>8}{:>8}{:>8}  {}", "operation", "cases", "passed",
                             "warned", "failed", "other", "rules exercised")) +
      "\n";
  for (const std::string_view operation : results::operations_of(run)) {
    const results::Counts& counts = cases[operation];
    const judge::Coverage rules = results::count_rules(run, operation);
    const std::uint32_t failed = counts[Outcome::kFailed] + counts[Outcome::kUnexpectedPass];
    const std::uint32_t passed = counts[Outcome::kPassed];
    const std::uint32_t warned = counts[Outcome::kWarned];
    out +=
        fmt::format("{:<28}{:>7}{:>8}{:>8}{:>8}{:>8}  {} of {} ({} %)\n", operation, counts.total,
                    passed, warned, failed, counts.total - passed - warned - failed,
                    rules.exercised, rules.rules, rules.percent());
  }
  return out + "\n";
}

// "job_type 9 of 14", for each place where the page lists words.
std::string words_text(const results::Results& run, const Style& style) {
  std::string out;
  for (const std::string_view operation : results::operations_of(run)) {
    std::vector<std::string> places;
    for (const results::Words& words : run.words) {
      if (words.operation != operation || words.seen.empty()) continue;
      places.push_back(fmt::format("{} {} of {}", words.place, words.seen.size(),
                                   words.seen.size() + words.unseen.size()));
    }
    if (places.empty()) continue;
    out +=
        fmt::format("{:<28}{}\n", operation, wrapped(base::join(places, ", "), kOperationIndent));
  }
  return out.empty() ? "" : style.bold("documented words seen") + "\n" + out + "\n";
}

// Which documented errors were seen, and how; what was never seen is a gap, however green the rest.
std::string evidence_text(const results::Results& run, const Style& style) {
  using Statuses = std::map<judge::Evidence, std::vector<std::string>, std::greater<>>;
  std::map<std::string, Statuses> by_operation;
  for (const results::Evidence& one : run.evidence) {
    if (!one.documented) continue;
    by_operation[one.operation][one.best].push_back(one.status);
  }
  std::string out;
  for (const auto& [operation, statuses] : by_operation) {
    std::vector<std::string> parts;
    for (const auto& [best, words] : statuses) {
      parts.push_back(fmt::format("{} {}", evidence_words(best), base::join(words, ", ")));
    }
    out += fmt::format("{:<28}{}\n", operation, wrapped(base::join(parts, "; "), kOperationIndent));
  }
  return out.empty() ? "" : style.bold("documented errors seen") + "\n" + out + "\n";
}

std::string warnings_text(const results::Results& run, const Style& style) {
  const std::vector<RuleGroup> rules = group_rules(run, contract::Level::kShould);
  if (rules.empty()) return "";
  std::string out = style.yellow("warnings (rules of level should)") + "\n";
  for (std::size_t i = 0; i < std::min(rules.size(), kListed); ++i) {
    append_counted(rules[i].findings, rules[i].rule->id, out);
    const results::Finding& example = *rules[i].example;
    out +=
        fmt::format("        first in {}, {}: expected {}, actual {}\n", safe_id(*rules[i].first),
                    place_text(run, example), base::printable(example.expected, kValue),
                    base::printable(example.actual, kValue) +
                        (example.hint.empty() ? "" : ", " + base::printable(example.hint, kValue)));
  }
  append_rest(rules.size(), "rules", out);
  return out + "\n";
}

// Cases of one outcome, by reason.
std::string reasons_text(const results::Results& run, Outcome outcome, const Style& style) {
  const std::vector<ReasonGroup> reasons = group_reasons(run, outcome);
  if (reasons.empty()) return "";
  std::string out = style.by_outcome(outcome, judge::to_string(outcome)) + "\n";
  for (std::size_t i = 0; i < std::min(reasons.size(), kListed); ++i) {
    append_counted(reasons[i].cases, reasons[i].reason, out);
    if (reasons[i].cases == 1) {
      out += fmt::format("        {}\n", safe_id(*reasons[i].first));
    } else {
      out += fmt::format("        first {}\n", safe_id(*reasons[i].first));
    }
  }
  append_rest(reasons.size(), "reasons", out);
  return out + "\n";
}

// Undeclared members of one object.
struct Place {
  std::string where;
  std::uint64_t count = 0;
  std::vector<std::string> names;
};

// The largest first.
std::vector<Place> undeclared_places(const results::Results& run) {
  std::vector<Place> places;
  // Groups of one object come one after the other.
  for (const results::Undeclared& group : run.undeclared) {
    const std::string object = group.place == "$" ? "the answer" : base::printable(group.place);
    std::string where = group.operation + ", " + object;
    if (places.empty() || places.back().where != where) places.push_back({std::move(where), 0, {}});
    places.back().count += group.count;
    places.back().names.push_back(base::printable(group.member, 60));
  }
  std::stable_sort(places.begin(), places.end(),
                   [](const Place& a, const Place& b) { return a.count > b.count; });
  return places;
}

// One line per object, with the names of its members.
std::string undeclared_text(const results::Results& run, const Style& style) {
  constexpr std::size_t kNames = 8;
  std::vector<Place> places = undeclared_places(run);
  if (places.empty()) return "";
  std::string out = style.bold("undeclared members") + "\n";
  for (std::size_t i = 0; i < std::min(places.size(), kListed); ++i) {
    std::vector<std::string>& names = places[i].names;
    const std::size_t more = names.size() - std::min(names.size(), kNames);
    names.resize(names.size() - more);
    const std::string rest = more > 0 ? fmt::format(" and {} more", more) : "";
    append_counted(places[i].count, places[i].where + ": " + base::join(names, ", ") + rest, out);
  }
  append_rest(places.size(), "places", out);
  return out + "\n";
}

std::string counts_block(const results::Results& run, const std::vector<std::string>& written) {
  const results::Counts cases = results::count_cases(run);
  const results::Counts checks = results::count_checks(run);
  const judge::Coverage rules = results::count_rules(run);
  const auto line = [](const results::Counts& counts) {
    return wrapped(fmt::format("{}: {}", counts.total, counts_text(counts)), kCountIndent) + "\n";
  };
  std::string out = "cases   " + line(cases) + "checks  " + line(checks);
  out += fmt::format("rules   {} of {} exercised ({} %)\n", rules.exercised, rules.rules,
                     rules.percent());
  return out + reports_text(written);
}

std::string verdict_line(const results::Results& run, results::Exit verdict, const Style& style) {
  const Outcome looks = verdict == results::Exit::kConforms       ? Outcome::kPassed
                        : verdict == results::Exit::kNothingShown ? Outcome::kNotProvoked
                                                                  : Outcome::kFailed;
  const auto tenths = run.run.duration_us / 100'000;
  return fmt::format("{}: {} (profile {}, target {}, {}.{} s)\n",
                     style.bold(style.by_outcome(looks, results::to_words(verdict))),
                     because_text(run, verdict), contract::to_string(run.run.profile),
                     base::printable(run.run.target), tenths / 10, tenths % 10);
}

// Whoever reads no further than the verdict must have read this.
std::string insecure_text(const results::Results& run, const Style& style) {
  if (!run.run.insecure) return "";
  return style.by_outcome(Outcome::kFailed, "INSECURE") +
         ": the target's certificate was not checked; anybody could have answered in its name\n";
}

}  // namespace

std::string reports_text(const std::vector<std::string>& written) {
  std::string out;
  for (std::size_t i = 0; i < written.size(); ++i) {
    out += fmt::format("{:<8}{}\n", i == 0 ? "reports" : "", base::printable(written[i], 4096));
  }
  return out;
}

std::string summary_text(const results::Results& run, results::Exit verdict,
                         const std::vector<std::string>& written, const ConsoleOptions& options) {
  const Style style(options.colours);
  const std::string end = insecure_text(run, style) + verdict_line(run, verdict, style);
  if (options.brief) return end;
  std::string out;
  if (!run.cases.empty()) out += operations_text(run, style) + words_text(run, style);
  out += readings_text(run, style);
  if (run.run.origin != judge::Origin::kRecording) {
    out += evidence_text(run, style) + credentials_text(run, style);
  }
  out += warnings_text(run, style);
  for (const Outcome outcome : {Outcome::kWaived, Outcome::kNotApplicable, Outcome::kNotProvoked,
                                Outcome::kSetupFailed, Outcome::kCouldNotRun}) {
    out += reasons_text(run, outcome, style);
  }
  out += undeclared_text(run, style) + waivers_text(run, style);
  return out + counts_block(run, written) + end;
}

}  // namespace assay::report
