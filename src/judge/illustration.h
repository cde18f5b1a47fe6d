#ifndef ASSAY_JUDGE_ILLUSTRATION_H_
#define ASSAY_JUDGE_ILLUSTRATION_H_

#include <optional>
#include <string>
#include <vector>

#include "judge/vectors.h"

namespace assay::judge {

// A rule shown on answers: what keeps it, and what breaks it.
struct Illustration {
  const Vector* keeps = nullptr;   // Exercises the rule and breaks none; nullptr: there is none.
  const Vector* breaks = nullptr;  // Breaks the rule, and no other where that can be.
  Finding finding;                 // What the judge says of `breaks`.
};

// The shortest answers among the vectors of the contract's operation and profile; both point into
// `vectors`.
Illustration illustrate(const contract::Contract& contract, contract::RuleIndex rule,
                        const std::vector<Vector>& vectors);

}  // namespace assay::judge

#endif  // ASSAY_JUDGE_ILLUSTRATION_H_
