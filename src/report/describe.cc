#include "report/describe.h"

#include <fmt/format.h>

#include <map>

#include "base/text.h"
#include "report/waiver_text.h"

namespace assay::report {
namespace {

// Of a request target or an error message inside a line.
constexpr std::size_t kInline = 300;

std::string answer_text(const wire::Response& response) {
  std::string out = fmt::format("{}", response.status);
  if (response.complete) return out;
  return out + ", body cut short: " + base::printable(response.incomplete_reason, kInline);
}

std::string too_little_text(const results::Grounds& grounds) {
  std::vector<std::string> missing;
  for (const results::Grounds::Uncovered& one : grounds.uncovered) {
    missing.push_back(fmt::format("{} % of the rules of {} were exercised, not {} %", one.percent,
                                  shown(one.operation), grounds.required_coverage));
  }
  if (!missing.empty()) return base::join(missing, ", ");
  for (const results::Grounds::Unseen& one : grounds.unseen) {
    missing.push_back(shown(one.status) + " of " + shown(one.operation));
  }
  return "never seen: " + base::join(missing, ", ");
}

std::string waived_words(const results::Counts& cases) {
  const std::uint32_t waived = cases[judge::Outcome::kWaived];
  return waived == 0 ? "" : fmt::format(", {} waived", waived);
}

}  // namespace

std::string shown(std::string_view text, std::size_t limit) {
  return base::printable(text, limit);
}

std::string as_heading(std::string words) {
  const bool is_small = !words.empty() && words.front() >= 'a' && words.front() <= 'z';
  if (is_small) words.front() = static_cast<char>(words.front() - 'a' + 'A');
  return words;
}

std::string duration_words(std::int64_t microseconds) {
  constexpr std::int64_t kMilli = 1000;
  constexpr std::int64_t kSecond = 1000 * kMilli;
  constexpr std::int64_t kMinute = 60 * kSecond;
  if (microseconds < 10 * kMilli) {
    return fmt::format("{}.{:03} ms", microseconds / kMilli, microseconds % kMilli);
  }
  if (microseconds < kSecond) return fmt::format("{} ms", microseconds / kMilli);
  if (microseconds < 2 * kMinute) {
    return fmt::format("{}.{} s", microseconds / kSecond, microseconds % kSecond / 100'000);
  }
  return fmt::format("{} min {} s", microseconds / kMinute, microseconds % kMinute / kSecond);
}

std::string counted(std::uint64_t count, std::string_view word) {
  return fmt::format("{} {}{}", count, word, count == 1 ? "" : "s");
}

std::string safe_id(const results::Case& one) {
  return shown(one.id);
}

std::string source_text(const results::Rule& rule) {
  std::string out = rule.source.to_string();
  if (!rule.contradictions.empty()) {
    out += rule.contradictions.size() == 1 ? "; contradiction " : "; contradictions ";
    out += base::join(rule.contradictions, ", ");
  }
  return shown(out);
}

std::string place_text(const results::Results& run, const results::Finding& finding) {
  std::string out;
  const std::size_t answers = run.exchanges_of(run.case_of(finding)).size();
  if (answers > 1) out = fmt::format("answer {} of {}, ", finding.exchange + 1, answers);
  if (!finding.pointer.empty()) {
    out += shown(finding.pointer);
  } else {
    out += finding.line == 0 ? "the answer as a whole" : "the whole body";
  }
  if (finding.line == 0) return out;
  return out + fmt::format(" (line {}, column {})", finding.line, finding.column);
}

std::string exchange_text(const wire::Exchange& exchange) {
  if (exchange.request.method.empty() && exchange.response) {
    return "recorded answer, " + answer_text(*exchange.response);
  }
  std::string out = base::printable(exchange.request.method) + " " +
                    base::printable(exchange.request.target, kInline) + " -> ";
  if (exchange.error) {
    out += exchange.response ? fmt::format("{}, then ", exchange.response->status) : "no answer, ";
    out += fmt::format("{}: {}", wire::to_string(exchange.error->failure),
                       base::printable(exchange.error->message, kInline));
  } else if (exchange.response) {
    out += answer_text(*exchange.response);
  }
  if (exchange.attempts > 1) out += fmt::format(", the last of {} attempts,", exchange.attempts);
  return out + " in " + duration_words(exchange.duration.count());
}

const results::Exchange* telling_exchange(const results::Results& run, const results::Case& one) {
  const std::span<const results::Exchange> all = run.exchanges_of(one);
  for (const results::Exchange& exchange : all) {
    if (!exchange.what.problem.empty() || exchange.what.error) return &exchange;
  }
  return all.empty() ? nullptr : &all.back();
}

std::string reason_text(const results::Results& run, const results::Case& one,
                        judge::Outcome outcome) {
  // Of a check, whatever the case's own reason is about.
  const bool is_checks_own = outcome == judge::Outcome::kNotApplicable && one.outcome != outcome;
  if (!one.reason.empty() && !is_checks_own) return base::printable(one.reason, kInline);
  if (outcome == judge::Outcome::kNotApplicable) return "no rule applies to this answer";
  const results::Exchange* telling = telling_exchange(run, one);
  if (outcome == judge::Outcome::kCouldNotRun && telling != nullptr && telling->what.error) {
    return base::printable(telling->what.error->message, kInline);
  }
  return fmt::format("no reason is recorded for {}", judge::to_string(outcome));
}

std::string readings_words(const results::Results& run, const results::Case& one) {
  if (one.readings.empty()) return "";
  std::map<contract::Profile, judge::Outcome> outcomes = {{run.run.profile, one.outcome}};
  for (const judge::Reading& reading : one.readings) {
    outcomes.emplace(reading.profile, reading.outcome);
  }
  std::vector<std::string> words;
  for (const auto& [profile, outcome] : outcomes) {
    words.push_back(fmt::format("{} {}", contract::to_string(profile), judge::to_string(outcome)));
  }
  return base::join(words, ", ");
}

std::vector<Line> finding_lines(const results::Results& run, const results::Finding& finding,
                                std::size_t limit) {
  const results::Rule& rule = run.rule_of(finding);
  std::vector<Line> lines;
  const bool should = finding.level == contract::Level::kShould;
  lines.push_back({"rule", shown(rule.id) + (should ? " (should)" : "")});
  lines.push_back({"place", place_text(run, finding)});
  lines.push_back({"expected", base::printable(finding.expected, limit)});
  lines.push_back({"actual", base::printable(finding.actual, limit)});
  if (!finding.hint.empty()) lines.push_back({"hint", base::printable(finding.hint, limit)});
  lines.push_back({"source", source_text(rule)});
  if (finding.waiver) {
    lines.push_back({"waived", waiver_reason(run.waivers[*finding.waiver].waiver)});
  }
  return lines;
}

std::string_view evidence_words(judge::Evidence evidence) {
  switch (evidence) {
    case judge::Evidence::kNever:
      return "never";
    case judge::Evidence::kReferenceServer:
      return "on the reference server only";
    case judge::Evidence::kRecorded:
      return "in recordings";
    case judge::Evidence::kHook:
      return "through the fault hook";
    case judge::Evidence::kLive:
      return "live";
  }
  return "";
}

std::string counts_text(const results::Counts& counts) {
  std::string out;
  for (const judge::Outcome outcome : results::kOutcomes) {
    if (counts[outcome] == 0) continue;
    out +=
        fmt::format("{}{} {}", out.empty() ? "" : ", ", judge::to_string(outcome), counts[outcome]);
  }
  return out.empty() ? "none" : out;
}

std::string gating_words(std::size_t gating) {
  if (gating == 0) return "";
  return counted(gating, "waiver") + (gating == 1 ? " does not hold" : " do not hold");
}

std::string because_text(const results::Grounds& grounds, results::Exit verdict) {
  const results::Counts& cases = grounds.cases;
  const std::uint32_t failed =
      cases[judge::Outcome::kFailed] + cases[judge::Outcome::kUnexpectedPass];
  const std::uint32_t unknown =
      cases[judge::Outcome::kCouldNotRun] + cases[judge::Outcome::kSetupFailed];
  const std::uint32_t unseen =
      cases[judge::Outcome::kNotApplicable] + cases[judge::Outcome::kNotProvoked];
  std::string all = counted(cases.total, "case");
  const std::string stopped = grounds.aborted ? "the run was stopped, " : "";
  const std::string gating = gating_words(grounds.gating_waivers);
  switch (verdict) {
    case results::Exit::kConforms: {
      const std::uint32_t shown = cases.total - unseen;
      return fmt::format("{} of {} ran, none failed{}", shown, all, waived_words(cases));
    }
    case results::Exit::kDoesNotConform:
      return fmt::format("{}{} of {} failed{}{}{}", stopped, failed, all, waived_words(cases),
                         gating.empty() ? "" : ", ", gating);
    case results::Exit::kCouldNotTell:
      return fmt::format("{}{} of {} could not run", stopped, unknown, all);
    case results::Exit::kNothingShown:
      if (unseen == cases.total) return "no case of the target could be seen";
      return too_little_text(grounds);
    case results::Exit::kSecretInReport:
      return fmt::format("{}{} of {} failed, and what was written is not fit to be shown", stopped,
                         failed, all);
    default:
      return all;
  }
}

std::string because_text(const results::Results& run, results::Exit verdict) {
  return because_text(results::grounds_of(run), verdict);
}

}  // namespace assay::report
