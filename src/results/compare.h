#ifndef ASSAY_RESULTS_COMPARE_H_
#define ASSAY_RESULTS_COMPARE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "results/aliases.h"
#include "results/drift.h"
#include "results/results.h"

namespace assay::results {

// Two runs against each other: what broke, what was mended, and what is no longer looked at, which
// no verdict shows. Pure.

// A rule broken in a case, however often.
struct Breakage {
  std::string rule;
  std::string case_id;
  std::string operation;
  std::size_t places = 0;      // In the newer run that has it.
  std::size_t old_places = 0;  // 0: none.
  std::string pointer;         // Of the first place; expected and actual are of it.
  std::string expected;
  std::string actual;
  // Whether the older run had put the rule to an answer of the case at all: if not, nobody knows
  // since when it is broken.
  bool was_checked = true;
  bool was_waived = false;  // In the older run it did not gate.
  bool is_cut = false;      // There may be more places than are told.
  contract::Level level = contract::Level::kMust;
};

// A check that was judged in the older run and is not in the newer.
struct StoppedCheck {
  std::string case_id;
  std::string operation;
  contract::Category category = contract::Category::kTransport;
  judge::Outcome before = judge::Outcome::kPassed;
  bool is_gone = false;  // Else `now` and `reason` say what became of it.
  judge::Outcome now = judge::Outcome::kCouldNotRun;
  std::string reason;
};

struct RuleChange {
  std::string rule;
  std::string operation;
  bool is_gone = false;  // No longer a rule, and no alias says what became of it.
};

struct EvidenceChange {
  std::string operation;
  std::string status;
  judge::Evidence before = judge::Evidence::kNever;
  judge::Evidence now = judge::Evidence::kNever;
};

struct WordChange {
  std::string operation;
  std::string place;
  std::string word;
};

struct Comparison {
  Run before;
  Run now;
  // Why the two are not quite comparable, in words: "profile documented, then strict".
  std::vector<std::string> notes;
  std::vector<std::string> renamed;  // "old -> new", of rules and cases of either run.

  // By rule, then case. Of must-rules that gate.
  std::vector<Breakage> newly_broken;
  // Gated or waived before; the newer run put the rule to an answer of the case.
  std::vector<Breakage> fixed;
  // In the same case, or in one where the older run did not look, when it was broken in others.
  std::vector<Breakage> still_broken;
  std::vector<Breakage> unknown;  // Broken before, waived or not; the newer run could not tell.
  // Places at which the rule is broken, by whether a waiver takes it. Of rules of both levels.
  std::vector<Breakage> no_longer_waived;  // Gates or warns now.
  std::vector<Breakage> now_waived;        // Gated or warned; or, with no old places, is new.
  std::vector<Breakage> still_waived;
  std::vector<Breakage> newly_warned;  // Of should-rules, as the next.
  std::vector<Breakage> no_longer_warned;

  std::vector<StoppedCheck> stopped;  // In order of the older run.
  std::size_t started = 0;            // Checks that are judged now, and were not.
  std::vector<RuleChange> rules_lost;
  std::size_t rules_gained = 0;
  std::vector<EvidenceChange> evidence_lost;  // Of documented errors.
  std::vector<EvidenceChange> evidence_gained;
  std::vector<WordChange> words_lost;
  std::vector<Drift> drift;
  // Operations of whose latency the two have too few answers to tell.
  std::vector<std::string> latency_untold;
  // Entries by which the newer run does not conform, whatever they were in the older one.
  std::vector<judge::WaiverRecord> failing_waivers;
};

Comparison compare(const Results& before, const Results& now, const Aliases& aliases);

// What a comparison can be made to fail by, beside rules that are newly broken or no longer waived.
enum class FailOn : std::uint8_t {
  kStopped,
  kCoverage,
  kEvidence,
  kWarnings,
  kDrift,
  kLatency,
  kWaivers
};
inline constexpr FailOn kFailOns[] = {FailOn::kStopped,  FailOn::kCoverage, FailOn::kEvidence,
                                      FailOn::kWarnings, FailOn::kDrift,    FailOn::kLatency,
                                      FailOn::kWaivers};
std::string_view to_string(FailOn what);  // "stopped"

// Whether something is worse: rules that are newly broken or no longer waived, or one of the kinds
// in `fail_on`.
bool is_regression(const Comparison& comparison, const std::vector<FailOn>& fail_on);

}  // namespace assay::results

#endif  // ASSAY_RESULTS_COMPARE_H_
