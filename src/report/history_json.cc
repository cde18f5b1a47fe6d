#include <nlohmann/json.hpp>

#include "report/describe.h"
#include "report/history.h"
#include "results/json_text.h"

namespace assay::report {
namespace {

using Json = nlohmann::ordered_json;
using results::Moment;
using results::RuleTrend;
using results::Series;

// Raised when a member changes its meaning or goes away.
constexpr int kVersion = 1;

Json moment_json(const Moment& moment) {
  Json cases = {{"total", moment.grounds.cases.total}};
  for (const judge::Outcome outcome : results::kOutcomes) {
    cases[std::string(judge::to_string(outcome))] = moment.grounds.cases[outcome];
  }
  Json latency = Json::array();
  for (const results::LatencyAt& one : moment.latency) {
    latency.push_back({{"operation", one.operation},
                       {"answers", one.answers},
                       {"p50_us", one.p50_us},
                       {"p90_us", one.p90_us},
                       {"p99_us", one.p99_us}});
  }
  return {{"file", moment.file},
          {"started", moment.started},
          {"tool_version", moment.tool_version},
          {"duration_us", moment.duration_us},
          {"aborted", moment.grounds.aborted},
          {"exit_code", static_cast<int>(moment.verdict)},
          {"verdict", to_words(moment.verdict)},
          {"because", because_text(moment.grounds, moment.verdict)},
          {"waivers_that_do_not_hold", moment.grounds.gating_waivers},
          {"cases", std::move(cases)},
          {"rules",
           {{"total", moment.rules},
            {"exercised", moment.exercised},
            {"broken", moment.broken},
            {"warned", moment.warned},
            {"waived", moment.waived}}},
          {"latency", std::move(latency)}};
}

Json rule_json(const Series& series, const RuleTrend& rule) {
  const auto when = [&](std::size_t run) { return series.moments[run].started; };
  Json out = {{"rule", rule.id},
              {"operation", rule.operation},
              {"level", contract::to_string(rule.level)},
              {"now", to_string(rule.now)},
              {"told", when(rule.told_at)},
              {"broken_since", when(rule.broken_since)}};
  if (rule.held_before) out["held_before"] = when(*rule.held_before);
  if (rule.fixed_at) out["fixed"] = when(*rule.fixed_at);
  out["changes"] = rule.changes;
  out["flaps"] = rule.flaps();
  Json states = Json::array();
  Json places = Json::array();
  for (const results::RuleAt& one : rule.row) {
    states.push_back(to_string(one.state));
    places.push_back(one.places);
  }
  out["states"] = std::move(states);
  out["places"] = std::move(places);
  return out;
}

Json series_json(const Series& series) {
  Json runs = Json::array();
  for (const Moment& moment : series.moments) runs.push_back(moment_json(moment));
  Json rules = Json::array();
  for (const RuleTrend& rule : series.rules) rules.push_back(rule_json(series, rule));
  Json not_tested = Json::array();
  for (const results::NotTested& one : series.not_tested) {
    not_tested.push_back({{"operation", one.operation},
                          {"last_tested", series.moments[one.last_tested].started},
                          {"rules", one.rules}});
  }
  Json slower = Json::array();
  for (const results::Slowdown& one : series.slower) {
    slower.push_back(
        {{"operation", one.operation}, {"p90_before_us", one.before_us}, {"p90_us", one.now_us}});
  }
  return {{"target", series.target},    {"profile", contract::to_string(series.profile)},
          {"earlier", series.earlier},  {"runs", std::move(runs)},
          {"rules", std::move(rules)},  {"not_tested", std::move(not_tested)},
          {"slower", std::move(slower)}};
}

Json left_out_json(const results::LeftOut& left_out) {
  Json unreadable = Json::array();
  for (const base::Error& error : left_out.unreadable) {
    unreadable.push_back({{"file", error.file}, {"error", error.to_string()}});
  }
  return {{"other_json", left_out.other_json},
          {"copies", left_out.copies},
          {"shards", left_out.shards},
          {"unreadable", std::move(unreadable)}};
}

}  // namespace

std::string history_json(const results::History& history) {
  Json out;
  out["schema_version"] = kVersion;
  out["series"] = Json::array();
  for (const Series& series : history.series) out["series"].push_back(series_json(series));
  out["renamed"] = history.renamed;
  out["left_out"] = left_out_json(history.left_out);
  return results::json_document(out);
}

}  // namespace assay::report
