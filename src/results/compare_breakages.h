#ifndef ASSAY_RESULTS_COMPARE_BREAKAGES_H_
#define ASSAY_RESULTS_COMPARE_BREAKAGES_H_

#include "results/compare.h"
#include "results/compare_side.h"

namespace assay::results {

// Fills the lists of breakages of a comparison. Places are held against each other one by one, so
// that a waiver for some of them is told of those alone. Where the places of a rule moved, as those
// of elements do, what a waiver took elsewhere in the case is taken to be the same.
void compare_breakages(const Side& before, const Side& now, Comparison& out);

}  // namespace assay::results

#endif  // ASSAY_RESULTS_COMPARE_BREAKAGES_H_
