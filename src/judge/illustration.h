#ifndef ASSAY_JUDGE_ILLUSTRATION_H_
#define ASSAY_JUDGE_ILLUSTRATION_H_

#include <optional>
#include <string>
#include <vector>

#include "judge/vectors.h"

namespace assay::judge {

// A rule shown on answers: what keeps it, and what breaks it.
struct Illustration {
  std::optional<Vector> keeps;   // Exercises the rule and breaks none.
  std::optional<Vector> breaks;  // Breaks the rule, and no other where that can be.
  Finding finding;               // What the judge says of `breaks`.
};

// The shortest answers among the vectors of the contract's operation and profile; for a rule about
// an error status also those of its other error statuses, answered with this one.
Illustration illustrate(const contract::Contract& contract, contract::RuleIndex rule,
                        const std::vector<Vector>& vectors);

}  // namespace assay::judge

#endif  // ASSAY_JUDGE_ILLUSTRATION_H_
