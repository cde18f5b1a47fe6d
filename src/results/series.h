#ifndef ASSAY_RESULTS_SERIES_H_
#define ASSAY_RESULTS_SERIES_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "contract/words.h"
#include "results/summary.h"

namespace assay::results {

// Runs of one target over time, and what becomes of its rules: plain values, made by history.h.

// What a rule was in one run. Where a run's places differ, the last of these words counts.
enum class RuleState : std::uint8_t {
  kAbsent,  // No rule of the run: of another version, or its operation was not run.
  kNotExercised,
  kHeld,  // Put to a value somewhere, and broken nowhere.
  kWaived,
  kWarned,  // Broken, of level should.
  kBroken,
};
inline constexpr RuleState kRuleStates[] = {RuleState::kAbsent, RuleState::kNotExercised,
                                            RuleState::kHeld,   RuleState::kWaived,
                                            RuleState::kWarned, RuleState::kBroken};
std::string_view to_string(RuleState state);  // "not_exercised"
// Waived and warned count: it is the answer that breaks a rule, not what comes of it.
bool is_breakage(RuleState state);

struct RuleAt {
  RuleState state = RuleState::kAbsent;
  std::uint32_t places = 0;  // Findings of that state.
};

struct LatencyAt {
  std::string operation;
  std::uint64_t answers = 0;
  std::int64_t p50_us = 0;
  std::int64_t p90_us = 0;
  std::int64_t p99_us = 0;
};

struct Moment {
  std::string file;
  std::string page;     // Address of the run's page, percent-encoded; "" for none.
  std::string started;  // RFC 3339, UTC.
  std::string tool_version;
  std::int64_t duration_us = 0;
  Exit verdict = Exit::kConforms;
  Grounds grounds;
  std::uint32_t rules = 0;
  std::uint32_t exercised = 0;
  std::uint32_t broken = 0;  // Rules of that state, as the next two.
  std::uint32_t warned = 0;
  std::uint32_t waived = 0;
  std::map<std::string, std::uint32_t> tested;  // Rules exercised, of operations that have such.
  std::vector<LatencyAt> latency;  // Of operations that answered, in order of the plan.
};

// A rule that changed more often than that in so many runs, the last ones, flaps.
inline constexpr std::size_t kMostChanges = 3;
inline constexpr std::size_t kFlappingRuns = 30;

// A rule that was broken in some run of a series. Positions are those of its runs. Runs that do not
// tell, because the rule was absent or not exercised, neither end a row of breakages nor begin one.
struct RuleTrend {
  std::string id;         // As it is now.
  std::string operation;  // This and the level are of the last run that has the rule.
  contract::Level level = contract::Level::kMust;
  std::vector<RuleAt> row;           // One for each run.
  RuleState now = RuleState::kHeld;  // In the last run that tells, which is told_at.
  std::size_t told_at = 0;
  std::size_t broken_since = 0;            // Where the last row of breakages begins.
  std::optional<std::size_t> held_before;  // Last run before it that held; nullopt: none tells.
  std::optional<std::size_t> fixed_at;     // Where it held for the first time after it.
  std::size_t changes = 0;                 // From held to broken and back.
  std::size_t late_changes = 0;            // In the last kFlappingRuns.
  bool flaps() const { return late_changes > kMostChanges; }
  // Else nobody knows what it is now: the last run did not exercise it.
  bool is_told_now() const { return told_at + 1 == row.size(); }
};

// The p90 of the last run and the median of those before it, where they differ as drift.h has it.
struct Slowdown {
  std::string operation;
  std::int64_t before_us = 0;
  std::int64_t now_us = 0;
};

// An operation that some run tested, and the last one did not.
struct NotTested {
  std::string operation;
  std::size_t last_tested = 0;  // Position of the run.
  std::uint32_t rules = 0;      // That it exercised then.
};

// Runs that can be compared: of one target, under one profile.
struct Series {
  std::string target;
  contract::Profile profile = contract::Profile::kDocumented;
  std::size_t earlier = 0;      // Runs that were left out, because only the last were asked for.
  std::vector<Moment> moments;  // By start, then by path; never empty.
  // Broken ones first, then the other states; of each those that the last run tells, the newest
  // first.
  std::vector<RuleTrend> rules;
  std::vector<NotTested> not_tested;  // By operation.
  std::vector<Slowdown> slower;       // By operation.
  std::size_t most_exercised = 0;     // Run that exercised the most rules, the last of them.
};

}  // namespace assay::results

#endif  // ASSAY_RESULTS_SERIES_H_
