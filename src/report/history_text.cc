#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "base/text.h"
#include "report/describe.h"
#include "report/history.h"
#include "report/page_parts.h"

namespace assay::report {
namespace {

using results::Moment;
using results::RuleState;
using results::RuleTrend;
using results::Series;

// What a terminal takes: series, runs of each, and rules of each list; the rest is counted.
constexpr std::size_t kMostSeries = 5;
constexpr std::size_t kMostRuns = 10;
constexpr std::size_t kMostRules = 20;
// Column in which the verdicts of the runs begin.
constexpr std::size_t kCause = 20;
// What was fixed so many runs ago is no news.
constexpr std::size_t kLately = 10;

std::string painted(results::Exit verdict, const std::string& text, const Style& style) {
  if (verdict == results::Exit::kConforms) return style.green(text);
  return verdict == results::Exit::kDoesNotConform ? style.red(text) : style.yellow(text);
}

std::string slowest_words(const Moment& moment) {
  std::int64_t slowest = 0;
  for (const results::LatencyAt& one : moment.latency) slowest = std::max(slowest, one.p90_us);
  return moment.latency.empty() ? "none" : duration_words(slowest);
}

void append_runs(const Series& series, const Style& style, std::string& out) {
  const std::size_t runs = series.moments.size();
  out += style.dim(fmt::format("  {:<16}  {:<16}{:>7}{:>8}{:>8}{:>8}{:>7}  {:>9}  {:>8}",
                               "began (UTC)", "verdict", "failed", "untold", "warned", "waived",
                               "passed", "rules", "p90")) +
         "\n";
  const std::size_t first = runs - std::min(runs, kMostRuns);
  for (std::size_t i = first; i < runs; ++i) {
    const Moment& one = series.moments[i];
    out += fmt::format("  {:<16}  {}{:>7}{:>8}{:>8}{:>8}{:>7}  {:>9}  {:>8}\n", moment_words(one),
                       painted(one.verdict, fmt::format("{:<16}", to_words(one.verdict)), style),
                       count_failed(one.grounds.cases), count_untold(one.grounds.cases),
                       one.grounds.cases[judge::Outcome::kWarned],
                       one.grounds.cases[judge::Outcome::kWaived],
                       one.grounds.cases[judge::Outcome::kPassed],
                       fmt::format("{}/{}", one.exercised, one.rules), slowest_words(one));
    const std::string cause = cause_words(one);
    if (!cause.empty()) out += std::string(kCause, ' ') + wrapped(cause, kCause) + "\n";
  }
  if (first > 0) out += fmt::format("  {} before\n", counted(first, "run"));
  out += "\n";
}

struct List {
  std::string_view title;
  std::function<bool(const RuleTrend&)> holds;
  std::string (Style::*paint)(std::string_view) const;
  bool tells_changes = false;
};

void append_rules(const Series& series, const List& list, const Style& style, std::string& out) {
  std::size_t count = 0;
  std::string lines;
  for (const RuleTrend& rule : series.rules) {
    if (!list.holds(rule) || ++count > kMostRules) continue;
    lines += "  " + style.bold(shown(rule.id)) + "\n";
    std::string words = rule_words(series, rule);
    if (list.tells_changes) {
      const std::size_t runs = std::min(series.moments.size(), results::kFlappingRuns);
      words =
          fmt::format("{} changes in the last {}; {}{}", rule.late_changes, counted(runs, "run"),
                      now_words(series, rule), rule.is_told_now() ? " now" : "");
    }
    lines += "      " + wrapped(words, 6) + "\n";
  }
  if (count == 0) return;
  out += (style.*list.paint)(fmt::format("{} ({})", list.title, count)) + "\n" + lines;
  if (count > kMostRules) out += fmt::format("  and {} more\n", count - kMostRules);
  out += "\n";
}

void append_series(const Series& series, const Style& style, std::string& out) {
  out += style.bold(series_words(series)) + ": " + span_words(series) + "\n";
  out += painted(series.moments.back().verdict, wrapped(verdict_words(series), 2), style) + "\n";
  append_runs(series, style, out);
  const auto is_now = [](RuleState state) {
    return [state](const RuleTrend& rule) { return rule.is_told_now() && rule.now == state; };
  };
  const auto is_fixed_lately = [&](const RuleTrend& rule) {
    return rule.fixed_at && *rule.fixed_at + kLately >= series.moments.size();
  };
  const auto is_out_of_sight = [&](const RuleTrend& rule) {
    return !rule.is_told_now() && (is_breakage(rule.now) || is_fixed_lately(rule));
  };
  const List lists[] = {
      {.title = "broken now", .holds = is_now(RuleState::kBroken), .paint = &Style::red},
      {.title = "warned now", .holds = is_now(RuleState::kWarned), .paint = &Style::yellow},
      {.title = "waived now", .holds = is_now(RuleState::kWaived), .paint = &Style::yellow},
      {.title = "broken or fixed before, not exercised in the last run",
       .holds = is_out_of_sight,
       .paint = &Style::yellow},
      {.title = "flapping",
       .holds = [](const RuleTrend& rule) { return rule.flaps(); },
       .paint = &Style::yellow,
       .tells_changes = true},
      {.title = "fixed lately",
       .holds = [&](const RuleTrend& rule) { return rule.is_told_now() && is_fixed_lately(rule); },
       .paint = &Style::green}};
  for (const List& list : lists) append_rules(series, list, style, out);
  const std::vector<std::string> warnings = warning_words(series);
  for (const std::string& words : warnings) out += wrapped(words, 2) + "\n";
  if (!warnings.empty()) out += "\n";
}

}  // namespace

std::string history_text(const results::History& history, const Style& style) {
  std::string out;
  const std::size_t told = std::min(history.series.size(), kMostSeries);
  for (std::size_t i = 0; i < told; ++i) append_series(history.series[i], style, out);
  if (told < history.series.size()) {
    out += fmt::format("{} more targets and profiles are on the page\n\n",
                       history.series.size() - told);
  }
  for (const std::string& renamed : history.renamed) {
    out += "renamed  " + base::printable(renamed) + "\n";
  }
  for (const std::string& words : left_out_words(history.left_out)) {
    out += style.yellow("note") + "  " + wrapped(words, 6) + "\n";
  }
  return out;
}

}  // namespace assay::report
