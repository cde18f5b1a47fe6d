#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "report/describe.h"
#include "report/history.h"
#include "report/page_parts.h"
#include "results/drift.h"

namespace assay::report {
namespace {

using judge::Outcome;
using results::Moment;
using results::RuleTrend;
using results::Series;

// Of an error's text, and of a list of paths.
constexpr std::size_t kInline = 300;
// Named in one sentence; contracts have fewer.
constexpr std::size_t kMostOperations = 10;

// "2026-11-20T02:00:00Z" and the like.
bool is_time(std::string_view text) {
  constexpr std::string_view kShape = "dddd-dd-ddTdd:dd";
  if (text.size() < kShape.size()) return false;
  for (std::size_t i = 0; i < kShape.size(); ++i) {
    const bool is_digit = text[i] >= '0' && text[i] <= '9';
    if (kShape[i] == 'd' ? !is_digit : text[i] != kShape[i]) return false;
  }
  return true;
}

// Runs of the last row of breakages that tell, its end included.
std::size_t broken_runs(const RuleTrend& rule) {
  std::size_t count = 0;
  const std::size_t end = rule.fixed_at.value_or(rule.row.size());
  for (std::size_t i = rule.broken_since; i < end; ++i) {
    count += results::is_breakage(rule.row[i].state) ? 1 : 0;
  }
  return count;
}

// "The last run did not test x (last tested 2026-11-14 02:00, 60 rules)."
std::string not_tested_words(const Series& series) {
  std::vector<std::string> words;
  for (const results::NotTested& one : series.not_tested) {
    if (words.size() == kMostOperations) break;
    words.push_back(fmt::format("{} (last tested {}, {})", shown(one.operation),
                                moment_words(series.moments[one.last_tested]),
                                counted(one.rules, "rule")));
  }
  const std::size_t rest = series.not_tested.size() - words.size();
  return fmt::format("The last run did not test {}{}.", base::join(words, ", "),
                     rest == 0 ? "" : fmt::format(" and {} more", rest));
}

}  // namespace

std::string moment_words(const Moment& moment) {
  if (!is_time(moment.started)) return shown(moment.started, 40);
  return moment.started.substr(0, 10) + " " + moment.started.substr(11, 5);
}

std::string day_words(const Moment& moment) {
  return is_time(moment.started) ? moment.started.substr(0, 10) : shown(moment.started, 10);
}

std::string series_words(const Series& series) {
  return fmt::format("{}, profile {}", shown(series.target), contract::to_string(series.profile));
}

std::string span_words(const Series& series) {
  std::string words = counted(series.moments.size(), "run");
  if (series.earlier > 0) words = "the last " + words;
  const std::string first = day_words(series.moments.front());
  const std::string last = day_words(series.moments.back());
  words += first == last ? ", " + first : fmt::format(", {} to {}", first, last);
  if (series.earlier > 0) words += fmt::format("; {} before", series.earlier);
  return words;
}

std::uint32_t count_untold(const results::Counts& cases) {
  return cases[Outcome::kCouldNotRun] + cases[Outcome::kSetupFailed];
}

std::uint32_t count_untried(const results::Counts& cases) {
  return cases[Outcome::kNotApplicable] + cases[Outcome::kNotProvoked];
}

std::uint32_t count_failed(const results::Counts& cases) {
  return cases[Outcome::kFailed] + cases[Outcome::kUnexpectedPass];
}

std::string now_words(const Series& series, const RuleTrend& rule) {
  const std::string state(results::to_string(rule.now));
  if (rule.is_told_now()) return state;
  return fmt::format("{} on {}, not exercised since", state,
                     moment_words(series.moments[rule.told_at]));
}

std::string rule_words(const Series& series, const RuleTrend& rule) {
  const auto when = [&](std::size_t run) { return moment_words(series.moments[run]); };
  std::string since = "since " + when(rule.broken_since);
  if (rule.fixed_at) {
    const std::string fixed =
        fmt::format("fixed {}; had been {} {}, in {}", when(*rule.fixed_at),
                    rule.level == contract::Level::kMust ? "broken" : "warned of", since,
                    counted(broken_runs(rule), "run"));
    return rule.is_told_now() ? fixed : fixed + "; " + now_words(series, rule);
  }
  if (!rule.held_before) since += " or earlier";
  std::string words = fmt::format("{}, in {}", since, counted(broken_runs(rule), "run"));
  if (rule.held_before) words += "; held on " + when(*rule.held_before);
  const std::string places = counted(rule.row[rule.told_at].places, "place");
  if (rule.is_told_now()) return words + "; " + places;
  return fmt::format("{}; {} at {} on {}, not exercised since", words, to_string(rule.now), places,
                     when(rule.told_at));
}

std::vector<std::string> warning_words(const Series& series) {
  std::vector<std::string> words;
  const Moment& now = series.moments.back();
  const Moment& most = series.moments[series.most_exercised];
  if (now.exercised < most.exercised) {
    words.push_back(fmt::format("The last run exercised {}, {} fewer than that of {}.",
                                counted(now.exercised, "rule"), most.exercised - now.exercised,
                                moment_words(most)));
  }
  if (!series.not_tested.empty()) words.push_back(not_tested_words(series));
  for (const results::Slowdown& one : series.slower) {
    words.push_back(fmt::format(
        "{} got slower: 90 % of its answers came within {} in the last run, and within "
        "{} in the median run before it.",
        shown(one.operation), duration_words(one.now_us), duration_words(one.before_us)));
  }
  return words;
}

std::string verdict_words(const Series& series) {
  const Moment& last = series.moments.back();
  return fmt::format("{}: {} (the last run, {})", to_words(last.verdict),
                     because_text(last.grounds, last.verdict), moment_words(last));
}

std::string cause_words(const Moment& moment) {
  if (moment.verdict == results::Exit::kNothingShown) {
    return because_text(moment.grounds, moment.verdict);
  }
  return gating_words(moment.grounds.gating_waivers);
}

std::string few_answers_words(const Series& series) {
  std::vector<std::string> words;
  for (const results::LatencyAt& one : series.moments.back().latency) {
    if (one.answers >= results::kFewestAnswers) continue;
    words.push_back(fmt::format("{} ({})", shown(one.operation), counted(one.answers, "answer")));
  }
  if (words.empty()) return "";
  const std::size_t rest = words.size() - std::min(words.size(), kMostOperations);
  words.resize(words.size() - rest);
  return fmt::format(
      "Too few answers came in the last run to tell whether they take longer than before, which "
      "needs {} of an operation: {}{}.",
      results::kFewestAnswers, base::join(words, ", "),
      rest == 0 ? "" : fmt::format(" and {} more", rest));
}

std::vector<std::string> left_out_words(const results::LeftOut& left_out) {
  std::vector<std::string> words;
  if (left_out.other_json > 0) {
    words.push_back(counted(left_out.other_json, "other JSON file") + " passed over");
  }
  if (left_out.copies > 0) {
    words.push_back(left_out.copies == 1
                        ? "1 copy of a run, which counts once"
                        : fmt::format("{} copies of runs, which count once", left_out.copies));
  }
  if (!left_out.shards.empty()) {
    words.push_back(fmt::format("{} left out, {} first: assay merge joins them",
                                counted(left_out.shards.size(), "shard"),
                                shown(left_out.shards.front(), kInline)));
  }
  if (!left_out.unreadable.empty()) {
    words.push_back(fmt::format("{} could not be read, and the trend is drawn without",
                                counted(left_out.unreadable.size(), "results file")));
  }
  return words;
}

}  // namespace assay::report
