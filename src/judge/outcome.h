#ifndef ASSAY_JUDGE_OUTCOME_H_
#define ASSAY_JUDGE_OUTCOME_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace assay::judge {

enum class Outcome : std::uint8_t {
  kPassed,
  kFailed,
  kWarned,  // Only should-rules broken.
  kWaived,
  kUnexpectedPass,
  kNotApplicable,
  kNotProvoked,
  kSetupFailed,
  kCouldNotRun,
};
inline constexpr std::size_t kOutcomeCount = 9;
std::string_view to_string(Outcome outcome);  // "could_not_run"

// Which of two decides over both: failed over all others, not_applicable over none.
Outcome worse(Outcome a, Outcome b);

}  // namespace assay::judge

#endif  // ASSAY_JUDGE_OUTCOME_H_
