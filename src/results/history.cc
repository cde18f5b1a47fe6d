#include "results/history.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "results/drift.h"

namespace assay::results {
namespace {

using judge::Outcome;

constexpr std::array<std::string_view, std::size(kRuleStates)> kStateWords = {
    "absent", "not_exercised", "held", "waived", "warned", "broken"};

bool tells(RuleState state) {
  return state == RuleState::kHeld || is_breakage(state);
}

RuleState state_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::kWaived:
      return RuleState::kWaived;
    case Outcome::kWarned:
      return RuleState::kWarned;
    default:
      return RuleState::kBroken;
  }
}

// A rule of any run, numbered in order of appearance.
struct KnownRule {
  std::string id;
  std::string operation;
  contract::Level level = contract::Level::kMust;
  std::string as_of;  // Start of the run that the rest is of.
};

// One run with what it says of each rule: a byte each, since nobody knows yet which of them a later
// file will tell to be broken.
struct Kept {
  Moment moment;
  std::vector<RuleState> states;  // By number of the rule; those behind the end are absent.
  std::map<std::uint32_t, std::uint32_t> places;

  RuleAt at(std::uint32_t rule) const {
    const auto found = places.find(rule);
    return {.state = rule < states.size() ? states[rule] : RuleState::kAbsent,
            .places = found == places.end() ? 0 : found->second};
  }
};

std::vector<LatencyAt> latency_of(const Results& run) {
  std::vector<LatencyAt> all;
  for (const Shape& shape : run.shapes) {
    const judge::Latency& latency = shape.what.latency;
    if (latency.count() == 0) continue;
    all.push_back({.operation = shape.operation,
                   .answers = latency.count(),
                   .p50_us = latency.percentile_us(50),
                   .p90_us = latency.percentile_us(90),
                   .p99_us = latency.percentile_us(99)});
  }
  return all;
}

Moment moment_of(const Results& run, RunFile file) {
  Moment moment{.file = std::move(file.path),
                .page = std::move(file.page),
                .started = run.run.started,
                .tool_version = run.run.tool_version,
                .duration_us = run.run.duration_us,
                .verdict = {},
                .grounds = grounds_of(run),
                .rules = {},
                .exercised = {},
                .broken = {},
                .warned = {},
                .waived = {},
                .tested = {},
                .latency = latency_of(run)};
  moment.verdict = exit_for(moment.grounds);
  const judge::Coverage rules = count_rules(run);
  moment.rules = rules.rules;
  moment.exercised = rules.exercised;
  for (const Rule& rule : run.rules) {
    if (rule.exercised > 0) ++moment.tested[rule.operation];
  }
  return moment;
}

// What the row comes to; nullopt for a rule that was never broken.
std::optional<RuleTrend> trend_of(std::vector<RuleAt> row) {
  RuleTrend trend;
  std::optional<bool> was_broken;
  std::optional<std::size_t> held;
  bool ever = false;
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (!tells(row[i].state)) continue;
    const bool is_broken = is_breakage(row[i].state);
    if (was_broken && *was_broken != is_broken) {
      ++trend.changes;
      trend.late_changes += i + kFlappingRuns >= row.size() ? 1 : 0;
    }
    if (is_broken && was_broken != true) {
      trend.broken_since = i;
      trend.held_before = held;
      trend.fixed_at.reset();
    }
    if (!is_broken && was_broken == true) trend.fixed_at = i;
    if (!is_broken) held = i;
    was_broken = is_broken;
    ever = ever || is_broken;
    trend.now = row[i].state;
    trend.told_at = i;
  }
  if (!ever) return std::nullopt;
  trend.row = std::move(row);
  return trend;
}

// What is broken now comes first, and of that what broke last.
bool comes_before(const RuleTrend& a, const RuleTrend& b) {
  const auto key = [](const RuleTrend& one) {
    const std::size_t newest = one.fixed_at.value_or(one.broken_since);
    return std::tuple(-static_cast<int>(one.now), !one.is_told_now(),
                      -static_cast<std::int64_t>(newest), std::string_view(one.id));
  };
  return key(a) < key(b);
}

std::vector<NotTested> not_tested_of(const std::vector<Moment>& moments) {
  std::map<std::string, NotTested> all;
  for (std::size_t i = 0; i < moments.size(); ++i) {
    for (const auto& [operation, rules] : moments[i].tested) {
      all[operation] = {.operation = operation, .last_tested = i, .rules = rules};
    }
  }
  std::vector<NotTested> gone;
  for (const auto& [operation, one] : all) {
    if (one.last_tested + 1 < moments.size()) gone.push_back(one);
  }
  return gone;
}

// The p90 of those of the series' runs that have enough answers to tell.
std::vector<std::int64_t> p90_before(const std::vector<Moment>& moments,
                                     std::string_view operation) {
  std::vector<std::int64_t> all;
  for (std::size_t i = 0; i + 1 < moments.size(); ++i) {
    for (const LatencyAt& one : moments[i].latency) {
      if (one.operation == operation && one.answers >= kFewestAnswers) all.push_back(one.p90_us);
    }
  }
  return all;
}

std::vector<Slowdown> slowdowns_of(const std::vector<Moment>& moments) {
  std::vector<Slowdown> slower;
  for (const LatencyAt& now : moments.back().latency) {
    if (now.answers < kFewestAnswers) continue;
    std::vector<std::int64_t> before = p90_before(moments, now.operation);
    if (before.empty()) continue;
    const auto middle = before.begin() + static_cast<std::ptrdiff_t>(before.size() / 2);
    std::nth_element(before.begin(), middle, before.end());
    if (now.p90_us < *middle || !differ_clearly(*middle, now.p90_us)) continue;
    slower.push_back({.operation = now.operation, .before_us = *middle, .now_us = now.p90_us});
  }
  std::sort(slower.begin(), slower.end(),
            [](const Slowdown& a, const Slowdown& b) { return a.operation < b.operation; });
  return slower;
}

}  // namespace

std::string_view to_string(RuleState state) {
  return kStateWords[static_cast<std::size_t>(state)];
}

bool is_breakage(RuleState state) {
  return state >= RuleState::kWaived;
}

class HistoryBuilder::Impl {
 public:
  explicit Impl(Aliases aliases) : aliases_(std::move(aliases)) {}

  void add(const Results& run, RunFile file) {
    if (run.run.shards > 1) {
      left_out.shards.push_back(std::move(file.path));
      return;
    }
    if (!seen_.emplace(run.run.started, run.run.target, run.run.profile, file.fingerprint).second) {
      ++left_out.copies;
      return;
    }
    Kept kept{.moment = moment_of(run, std::move(file)), .states = {}, .places = {}};
    note_rules(run, kept);
    series_[{run.run.target, run.run.profile}].push_back(std::move(kept));
  }

  History finish(std::size_t last) {
    History history;
    for (auto& [key, runs] : series_) {
      history.series.push_back(series_of(runs, last));
      history.series.back().target = key.first;
      history.series.back().profile = key.second;
      runs.clear();
    }
    std::stable_sort(history.series.begin(), history.series.end(),
                     [](const Series& a, const Series& b) {
                       return a.moments.back().started > b.moments.back().started;
                     });
    history.renamed.assign(renamed_.begin(), renamed_.end());
    std::sort(left_out.shards.begin(), left_out.shards.end());
    history.left_out = std::move(left_out);
    return history;
  }

  LeftOut left_out;

 private:
  std::uint32_t number_of(const Rule& rule, const std::string& started) {
    std::string id = Aliases::followed(aliases_.rules, rule.id);
    if (id != rule.id) renamed_.insert(rule.id + " -> " + id);
    const auto [found, fresh] =
        numbers_.emplace(std::move(id), static_cast<std::uint32_t>(rules_.size()));
    if (fresh) rules_.emplace_back().id = found->first;
    KnownRule& known = rules_[found->second];
    if (fresh || known.as_of < started) {
      known.operation = rule.operation;
      known.level = rule.level;
      known.as_of = started;
    }
    return found->second;
  }

  void note_rules(const Results& run, Kept& kept) {
    std::vector<std::uint32_t> numbers;
    numbers.reserve(run.rules.size());
    for (const Rule& rule : run.rules) {
      const std::uint32_t number = number_of(rule, run.run.started);
      numbers.push_back(number);
      if (kept.states.size() <= number) kept.states.resize(number + 1, RuleState::kAbsent);
      const RuleState state = rule.exercised > 0 ? RuleState::kHeld : RuleState::kNotExercised;
      kept.states[number] = std::max(kept.states[number], state);
    }
    for (const Finding& finding : run.findings) {
      const std::uint32_t number = numbers[finding.rule];
      const RuleState state = state_of(finding.outcome);
      if (state < kept.states[number]) continue;
      std::uint32_t& places = kept.places[number];
      places = state == kept.states[number] ? places + 1 : 1;
      kept.states[number] = state;
    }
    for (const auto& [number, places] : kept.places) {
      const RuleState state = kept.states[number];
      if (state == RuleState::kBroken) ++kept.moment.broken;
      if (state == RuleState::kWarned) ++kept.moment.warned;
      if (state == RuleState::kWaived) ++kept.moment.waived;
    }
  }

  Series series_of(std::vector<Kept>& runs, std::size_t last) const {
    std::sort(runs.begin(), runs.end(), [](const Kept& a, const Kept& b) {
      return std::tie(a.moment.started, a.moment.file) < std::tie(b.moment.started, b.moment.file);
    });
    Series series;
    if (last > 0 && runs.size() > last) {
      series.earlier = runs.size() - last;
      runs.erase(runs.begin(), runs.begin() + static_cast<std::ptrdiff_t>(series.earlier));
    }
    std::set<std::uint32_t> broken;
    for (const Kept& one : runs) {
      for (const auto& [rule, places] : one.places) broken.insert(rule);
    }
    for (const std::uint32_t rule : broken) {
      std::vector<RuleAt> row;
      row.reserve(runs.size());
      for (const Kept& one : runs) row.push_back(one.at(rule));
      std::optional<RuleTrend> trend = trend_of(std::move(row));
      if (!trend) continue;
      trend->id = rules_[rule].id;
      trend->operation = rules_[rule].operation;
      trend->level = rules_[rule].level;
      series.rules.push_back(*std::move(trend));
    }
    std::sort(series.rules.begin(), series.rules.end(), comes_before);
    for (Kept& one : runs) {
      series.moments.push_back(std::move(one.moment));
      const std::size_t most = series.moments[series.most_exercised].exercised;
      if (series.moments.back().exercised >= most) {
        series.most_exercised = series.moments.size() - 1;
      }
    }
    series.not_tested = not_tested_of(series.moments);
    series.slower = slowdowns_of(series.moments);
    return series;
  }

  const Aliases aliases_;
  std::set<std::string> renamed_;
  std::vector<KnownRule> rules_;
  std::map<std::string, std::uint32_t> numbers_;  // By id as it is now.
  std::set<std::tuple<std::string, std::string, contract::Profile, std::uint64_t>> seen_;
  std::map<std::pair<std::string, contract::Profile>, std::vector<Kept>> series_;
};

HistoryBuilder::HistoryBuilder(Aliases aliases)
    : impl_(std::make_unique<Impl>(std::move(aliases))) {}
HistoryBuilder::~HistoryBuilder() = default;

void HistoryBuilder::add(const Results& run, RunFile file) {
  impl_->add(run, std::move(file));
}

void HistoryBuilder::note_other_json() {
  ++impl_->left_out.other_json;
}

void HistoryBuilder::note_unreadable(base::Error error) {
  impl_->left_out.unreadable.push_back(std::move(error));
}

History HistoryBuilder::finish(std::size_t last) {
  return impl_->finish(last);
}

}  // namespace assay::results
