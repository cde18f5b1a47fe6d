// The trend as a page: for each series of runs the last verdict, drawings, every rule that was
// broken with its row of runs, and the runs.

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "report/describe.h"
#include "report/history.h"
#include "report/html_page.h"
#include "report/page.h"
#include "report/page_parts.h"
#include "report/trend_charts.h"

namespace assay::report {
namespace {

using results::Exit;
using results::Moment;
using results::RuleState;
using results::RuleTrend;
using results::Series;

// Series in the page, rules and runs of each; the rest is told by its number.
constexpr std::size_t kMostSeries = 20;
constexpr std::size_t kMostRules = 200;
constexpr std::size_t kMostRuns = 250;
// Stretches of time in which a rule stayed what it was.
constexpr std::size_t kMostStretches = 20;
constexpr std::size_t kMostUnreadable = 50;

const char* class_of(Exit verdict) {
  if (verdict == Exit::kConforms) return "good";
  return verdict == Exit::kDoesNotConform ? "bad" : "doubt";
}

// What nobody looked at any more is neither good nor bad.
const char* class_of(const RuleTrend& rule) {
  if (!rule.is_told_now()) return "doubt";
  if (rule.now == RuleState::kBroken) return "bad";
  return rule.now == RuleState::kHeld ? "good" : "doubt";
}

std::size_t count_rules(const Series& series, RuleState now) {
  return static_cast<std::size_t>(
      std::count_if(series.rules.begin(), series.rules.end(),
                    [&](const RuleTrend& rule) { return rule.is_told_now() && rule.now == now; }));
}

void add_verdict(pugi::xml_node section, const Series& series) {
  const Moment& last = series.moments.back();
  const std::string class_name = std::string("verdict ") + class_of(last.verdict);
  add_classed(section, "p", class_name.c_str(), verdict_words(series));
  add(section, "p", span_words(series));
  const auto count = [&](const auto& holds) {
    return std::count_if(series.rules.begin(), series.rules.end(), holds);
  };
  add(section, "p",
      fmt::format(
          "Rules: {} broken now, {} warned, {} waived; {} fixed; {} broken or fixed before, "
          "not exercised in the last run; {} flap.",
          count_rules(series, RuleState::kBroken), count_rules(series, RuleState::kWarned),
          count_rules(series, RuleState::kWaived), count_rules(series, RuleState::kHeld),
          count([](const RuleTrend& rule) { return !rule.is_told_now(); }),
          count([](const RuleTrend& rule) { return rule.flaps(); })));
  for (const std::string& words_of_one : warning_words(series)) {
    add_classed(section, "p", "doubt", words_of_one);
  }
}

// "broken 2026-11-10 02:00 to 2026-11-12 02:00 (3 runs, at most 7 places)"
std::vector<std::string> stretches_of(const Series& series, const RuleTrend& rule) {
  std::vector<std::string> words;
  for (std::size_t first = 0; first < rule.row.size();) {
    std::size_t end = first;
    std::uint32_t places = 0;
    for (; end < rule.row.size() && rule.row[end].state == rule.row[first].state; ++end) {
      places = std::max(places, rule.row[end].places);
    }
    std::string one =
        fmt::format("{} {}", to_string(rule.row[first].state), moment_words(series.moments[first]));
    if (end - first > 1) one += " to " + moment_words(series.moments[end - 1]);
    one += " (" + counted(end - first, "run");
    if (places > 0) one += fmt::format(", at most {}", counted(places, "place"));
    words.push_back(one + ")");
    first = end;
  }
  return words;
}

void add_stretches(pugi::xml_node section, const Series& series, std::size_t shown_rules) {
  pugi::xml_node details = add_details(section, "The rows in words");
  pugi::xml_node body = add_table(details, "What each rule was, and when", {"rule", "was"});
  for (std::size_t i = 0; i < shown_rules; ++i) {
    pugi::xml_node row = add(body, "tr");
    add_id_head(row, shown(series.rules[i].id));
    const std::vector<std::string> words = stretches_of(series, series.rules[i]);
    const std::size_t first = words.size() - std::min(words.size(), kMostStretches);
    std::string cell = first > 0 ? fmt::format("{} before; ", first) : "";
    add(row, "td", cell + base::join(std::span(words).subspan(first), "; "));
  }
}

void add_rules(pugi::xml_node section, const Series& series, const std::string& id) {
  add(section, "h3", "Rules that were broken");
  if (series.rules.empty()) {
    add(section, "p", "None, in any of these runs.");
    return;
  }
  const std::size_t runs = series.moments.size();
  const std::size_t squares = std::min(runs, kMostSquares);
  std::string words = fmt::format("A square for each run, the oldest at the left, {} to {}.",
                                  moment_words(series.moments[runs - squares]),
                                  moment_words(series.moments.back()));
  if (squares < runs) words += fmt::format(" Of {} runs, these are the last {}.", runs, squares);
  const std::size_t shown_rules = std::min(series.rules.size(), kMostRules);
  if (shown_rules < series.rules.size()) {
    words += fmt::format(
        " {} of {} rules stand here, those that are broken now first; --json has "
        "all.",
        shown_rules, series.rules.size());
  }
  add(section, "p", words);
  add_rule_legend(section);
  pugi::xml_node body =
      add_table(section, "Rules by run", {"rule", "now", "runs", "when", "changes"});
  for (std::size_t i = 0; i < shown_rules; ++i) {
    const RuleTrend& rule = series.rules[i];
    pugi::xml_node row = add(body, "tr");
    add_id_head(row, shown(rule.id));
    const std::string state(to_string(rule.now));
    pugi::xml_node now =
        add_classed(row, "td", class_of(rule),
                    rule.is_told_now() ? state : fmt::format("not exercised; {} before", state));
    if (rule.flaps()) add_text(now, ", flaps");
    add_rule_row(add(row, "td"), series, rule, fmt::format("{}-rule-{}", id, i));
    add_classed(row, "td", "wide", rule_words(series, rule));
    add_number(row, rule.changes);
  }
  add_stretches(section, series, shown_rules);
}

void add_runs(pugi::xml_node section, const Series& series) {
  const std::size_t runs = series.moments.size();
  pugi::xml_node details = add_details(section, runs > kMostRuns ? fmt::format("The last {} of {} "
                                                                               "runs",
                                                                               kMostRuns, runs)
                                                                 : "All runs");
  pugi::xml_node body =
      add_table(details, "Runs, the last one first",
                {"began (UTC)", "verdict", "failed", "could not tell", "warned", "waived", "passed",
                 "not tried", "rules exercised", "took", "with", "file"});
  for (std::size_t i = runs; i-- > runs - std::min(runs, kMostRuns);) {
    const Moment& one = series.moments[i];
    pugi::xml_node row = add(body, "tr");
    pugi::xml_node head = add(row, "th");
    set_attribute(head, "scope", "row");
    if (one.page.empty()) {
      add_text(head, moment_words(one));
    } else {
      add_link(head, one.page, moment_words(one));
    }
    std::string verdict(to_words(one.verdict));
    if (one.grounds.aborted) verdict += ", stopped";
    if (const std::string cause = cause_words(one); !cause.empty()) verdict += ", " + cause;
    add_classed(row, "td", class_of(one.verdict), verdict);
    add_number(row, count_failed(one.grounds.cases));
    add_number(row, count_untold(one.grounds.cases));
    add_number(row, one.grounds.cases[judge::Outcome::kWarned]);
    add_number(row, one.grounds.cases[judge::Outcome::kWaived]);
    add_number(row, one.grounds.cases[judge::Outcome::kPassed]);
    add_number(row, count_untried(one.grounds.cases));
    add_number(row, fmt::format("{} of {}", one.exercised, one.rules));
    add_number(row, duration_words(one.duration_us));
    add(row, "td", "assay " + shown(one.tool_version));
    add(add(row, "td"), "code", shown(one.file));
  }
}

void add_series(pugi::xml_node main, const Series& series, const std::string& id) {
  pugi::xml_node section = add_section(main, id.c_str(), series_words(series));
  add_verdict(section, series);
  add_trend_charts(section, series, id);
  add_rules(section, series, id);
  add_runs(section, series);
}

void add_left_out(pugi::xml_node main, const results::LeftOut& left_out) {
  for (const std::string& words : left_out_words(left_out)) {
    add_classed(main, "p", "doubt", words + ".");
  }
  if (left_out.unreadable.empty()) return;
  pugi::xml_node list = add_classed(main, "ul", "plain");
  for (std::size_t i = 0; i < std::min(left_out.unreadable.size(), kMostUnreadable); ++i) {
    add(list, "li", shown(left_out.unreadable[i].to_string(), 500));
  }
  if (left_out.unreadable.size() > kMostUnreadable) {
    add(main, "p", fmt::format("{} more.", left_out.unreadable.size() - kMostUnreadable));
  }
}

std::string id_of(std::size_t series) {
  return fmt::format("series-{}", series);
}

void add_contents(pugi::xml_node main, const results::History& history, std::size_t shown_series) {
  if (history.series.size() < 2) return;
  pugi::xml_node body = add_table(main, "Runs of one target under one profile are one trend",
                                  {"target and profile", "last run", "verdict", "runs"});
  for (std::size_t i = 0; i < shown_series; ++i) {
    const Series& series = history.series[i];
    pugi::xml_node row = add(body, "tr");
    pugi::xml_node head = add(row, "th");
    set_attribute(head, "scope", "row");
    add_link(head, "#" + id_of(i), series_words(series));
    const Moment& last = series.moments.back();
    add(row, "td", moment_words(last));
    add_classed(row, "td", class_of(last.verdict), to_words(last.verdict));
    add_number(row, series.moments.size());
  }
  if (shown_series < history.series.size()) {
    add(main, "p",
        fmt::format("The {} with the newest runs, of {}; --json has all.", shown_series,
                    history.series.size()));
  }
}

}  // namespace

void make_history_page(const results::History& history, pugi::xml_document& document) {
  std::size_t runs = 0;
  for (const Series& series : history.series) runs += series.moments.size();
  pugi::xml_node main = begin_page(document, "assay: the trend of " + counted(runs, "run"));
  add(main, "h1", "The trend of " + counted(runs, "run"));
  add_left_out(main, history.left_out);
  for (const std::string& renamed : history.renamed) {
    add_classed(main, "p", "quiet", "Renamed: " + shown(renamed));
  }
  const std::size_t shown_series = std::min(history.series.size(), kMostSeries);
  add_contents(main, history, shown_series);
  for (std::size_t i = 0; i < shown_series; ++i) add_series(main, history.series[i], id_of(i));
}

base::Status write_history_page(const results::History& history, const std::string& folder) {
  pugi::xml_document document;
  make_history_page(history, document);
  return write_page(in_folder(folder, kPageFile), document);
}

}  // namespace assay::report
