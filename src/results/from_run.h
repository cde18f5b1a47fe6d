#ifndef ASSAY_RESULTS_FROM_RUN_H_
#define ASSAY_RESULTS_FROM_RUN_H_

#include "judge/record.h"
#include "results/results.h"

namespace assay::results {

// What is left of a run when its plan and its contracts are gone. Exchanges are those that the
// records still hold.
Results results_of(const judge::RunRecord& run);

}  // namespace assay::results

#endif  // ASSAY_RESULTS_FROM_RUN_H_
