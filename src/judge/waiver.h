#ifndef ASSAY_JUDGE_WAIVER_H_
#define ASSAY_JUDGE_WAIVER_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "judge/outcome.h"
#include "judge/verdict.h"
#include "plan/case.h"

namespace assay::judge {

// Findings that are known and may not gate: plain data in the shape of
// schemas/assay/waivers.schema.json, and what matches it. Pure; who reads the file and who knows
// what day it is hands that in.

// In globs, `*` and `?` are wild.
struct Waiver {
  std::string rule;                    // Id, or a glob over ids.
  std::string operation;               // "" for any.
  std::string target;                  // Glob over the target's name or base URL; "" for any.
  std::string case_id;                 // Glob; "" for any.
  std::optional<std::string> pointer;  // Exact, but that `*` stands for any one token.
  std::string actual;                  // Glob over the finding's actual value; "" for any.
  std::string reason;                  // Never empty.
  std::string ticket;
  std::string expires;    // "2026-12-31", the last day on which it holds, UTC; "" for never.
  std::uint32_t max = 0;  // Findings that it may match; 0 for any number.
  // Where it stands.
  std::string file;
  std::uint32_t index = 0;  // From 0.
  std::uint32_t line = 0;   // From 1.

  // Whether both say the same, wherever they stand.
  bool says_the_same(const Waiver& other) const;
};

// What became of an entry in a run.
enum class WaiverState : std::uint8_t {
  kApplied,   // Findings match, no more than it may.
  kStale,     // Everything that it names was put to answers, and nothing matched.
  kChanged,   // A rule is broken where it says, but never by the value that it names: not fixed.
  kExpired,   // Its day is over: it waives nothing.
  kOverWide,  // More findings match than its `max`; those beyond gate.
  kNotExercised,  // Nothing matched, and a rule that it names was put to no answer where it looks.
  kUndecided,     // Nothing matched, but the run did not see all cases in which it looks.
  kNotSelected,   // The run has none of the cases in which it looks.
  kOtherTarget,
};
inline constexpr std::size_t kWaiverStateCount = 9;
std::string_view to_string(WaiverState state);  // "over_wide"
std::optional<WaiverState> waiver_state_from(std::string_view word);
// Whether the run does not conform because of the entry itself.
bool gates(WaiverState state);
// What an entry counts as: waived, unexpected_pass (stale), failed (expired, over-wide), or
// not_applicable.
Outcome outcome_of(WaiverState state);

struct WaiverRecord {
  Waiver waiver;
  WaiverState state = WaiverState::kNotSelected;
  std::uint32_t matched = 0;  // Findings, also those that an earlier entry took.
  std::uint32_t waived = 0;   // Those that it took itself.
  // Rules that it names and that were put to no answer in a case where it looks, sorted.
  std::vector<std::string> unexercised;
  // Whether every case in which it looks was seen whole, but for those of other shards, and none
  // held a finding that it may mean and does not match: only then can it become stale.
  bool complete = true;
};

// "known until the next release (OPS-12)"
std::string reason_with_ticket(const Waiver& waiver);
// `pattern` as in Waiver::pointer.
bool pointer_matches(std::string_view pattern, std::string_view pointer);
// Whether a finding at that pointer, or with that actual value, may be meant; the rule, the
// operation and the case are another matter. A finding in the place may have another value.
bool place_matches(const Waiver& waiver, std::string_view pointer);
bool value_matches(const Waiver& waiver, std::string_view actual);
// Whether the waiver looks into cases of that id.
bool looks_into(const Waiver& waiver, std::string_view operation, std::string_view case_id);
bool is_for_target(const Waiver& waiver, std::string_view name, std::string_view base_url);

}  // namespace assay::judge

#endif  // ASSAY_JUDGE_WAIVER_H_
