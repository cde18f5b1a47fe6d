#ifndef ASSAY_RESULTS_HISTORY_H_
#define ASSAY_RESULTS_HISTORY_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "results/aliases.h"
#include "results/results.h"
#include "results/summary.h"

namespace assay::results {

// The trend over any number of runs: since when a rule is broken, whether it flaps, whether less is
// covered than was, whether the target gets slower. Pure. Of each run only what follows is kept, so
// that memory grows with runs and rules, whatever they were answered.

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
  bool aborted = false;
  Exit verdict = Exit::kConforms;
  Counts cases;
  std::uint32_t rules = 0;
  std::uint32_t exercised = 0;
  std::uint32_t broken = 0;  // Rules of that state, as the next two.
  std::uint32_t warned = 0;
  std::uint32_t waived = 0;
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
};

// The p90 of the last run and the median of those before it, where they differ as drift.h has it.
struct Slowdown {
  std::string operation;
  std::int64_t before_us = 0;
  std::int64_t now_us = 0;
};

// Runs that can be compared: of one target, under one profile.
struct Series {
  std::string target;
  contract::Profile profile = contract::Profile::kDocumented;
  std::size_t earlier = 0;         // Runs that were left out, because only the last were asked for.
  std::vector<Moment> moments;     // By start, then by path; never empty.
  std::vector<RuleTrend> rules;    // Broken ones first, then the other states; the newest first.
  std::vector<Slowdown> slower;    // By operation.
  std::size_t most_exercised = 0;  // Run that exercised the most rules, the last of them.
};

// What else was found where runs were looked for.
struct LeftOut {
  std::size_t other_json = 0;       // JSON files that are no results.
  std::size_t copies = 0;           // Of runs that are here.
  std::vector<std::string> shards;  // Paths of results that nobody merged.
  std::vector<base::Error> unreadable;
};

struct History {
  std::vector<Series> series;        // That of the newest run first.
  std::vector<std::string> renamed;  // "old -> new", of rules.
  LeftOut left_out;
};

struct RunFile {
  std::string path;
  std::string page;               // As in Moment.
  std::uint64_t fingerprint = 0;  // Of its content.
};

// Takes runs one at a time, in any order. Not thread-safe.
class HistoryBuilder {
 public:
  explicit HistoryBuilder(Aliases aliases);
  ~HistoryBuilder();
  HistoryBuilder(const HistoryBuilder&) = delete;
  HistoryBuilder& operator=(const HistoryBuilder&) = delete;

  // A shard, and a copy of a run that is there, are counted and left out.
  void add(const Results& run, RunFile file);
  void note_other_json();
  void note_unreadable(base::Error error);
  // Only the last so many runs of each series; 0 for all. Called once.
  History finish(std::size_t last = 0);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace assay::results

#endif  // ASSAY_RESULTS_HISTORY_H_
