#include <fmt/format.h>

#include "base/text.h"
#include "report/describe.h"
#include "report/history.h"
#include "report/page_parts.h"

namespace assay::report {
namespace {

using judge::Outcome;
using results::Moment;
using results::RuleTrend;
using results::Series;

// Of an error's text, and of a list of paths.
constexpr std::size_t kInline = 300;

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

std::string rule_words(const Series& series, const RuleTrend& rule) {
  const auto when = [&](std::size_t run) { return moment_words(series.moments[run]); };
  std::string since = "since " + when(rule.broken_since);
  if (rule.fixed_at) {
    return fmt::format("fixed {}; had been broken {}, in {}", when(*rule.fixed_at), since,
                       counted(broken_runs(rule), "run"));
  }
  if (!rule.held_before) since += " or earlier";
  std::string words = fmt::format("{}, in {}", since, counted(broken_runs(rule), "run"));
  if (rule.held_before) words += "; held on " + when(*rule.held_before);
  const std::uint32_t places = rule.row[rule.told_at].places;
  words += fmt::format("; {}", counted(places, "place"));
  if (rule.told_at + 1 < series.moments.size()) {
    words += fmt::format(" on {}, not exercised after it", when(rule.told_at));
  }
  return words;
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
  for (const results::Slowdown& one : series.slower) {
    words.push_back(fmt::format(
        "{} got slower: 90 % of its answers came within {} in the last run, and within "
        "{} in the median run before it.",
        shown(one.operation), duration_words(one.now_us), duration_words(one.before_us)));
  }
  return words;
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
