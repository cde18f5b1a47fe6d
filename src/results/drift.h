#ifndef ASSAY_RESULTS_DRIFT_H_
#define ASSAY_RESULTS_DRIFT_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "results/results.h"

namespace assay::results {

// How the answers of an API changed their looks between two runs, apart from any rule.

enum class DriftKind : std::uint8_t {
  kNewStatus,
  kGoneStatus,
  kStatusShare,  // Of all answers, in percent.
  kNewMember,
  kGoneMember,
  kNewType,
  kGoneType,
  kNewWord,  // At places where the contract lists words.
  kGoneWord,
  kSlower,
  kFaster,
};
std::string_view to_string(DriftKind kind);  // "new_member"

struct Drift {
  DriftKind kind = DriftKind::kNewStatus;
  std::string operation;
  int status = 0;     // Of the answers; 0 for latency.
  std::string place;  // "" where it is about no place.
  std::string what;   // The type, the word, "p90"; "" where the rest says it all.
  // Percent, or microseconds; 0 where there is nothing to compare.
  std::int64_t before = 0;
  std::int64_t now = 0;
};

// Shares differ when they are so many percentage points apart.
inline constexpr std::int64_t kShareStep = 10;
// Latencies differ when both runs have so many answers, fewer of which do for the median, and a
// percentile is so many times the other and so many microseconds away from it.
inline constexpr std::uint64_t kFewestAnswers = 20;
inline constexpr std::uint64_t kFewestForMedian = 10;
inline constexpr double kLatencyFactor = 2;
inline constexpr std::int64_t kLatencyStepUs = 20'000;
// Whether two of the same percentile differ that much.
bool differ_clearly(std::int64_t one_us, std::int64_t other_us);

// By operation, then status, then place. Of operations that both runs have answers of: what was not
// asked has not drifted. What is gone where fewer answers came is listed all the same.
std::vector<Drift> drift_between(const Results& before, const Results& now);

// Operations that both runs have answers of, but one of them too few to compare any latency.
std::vector<std::string> latency_untold(const Results& before, const Results& now);

}  // namespace assay::results

#endif  // ASSAY_RESULTS_DRIFT_H_
