#ifndef ASSAY_RESULTS_MERGE_WAIVERS_H_
#define ASSAY_RESULTS_MERGE_WAIVERS_H_

#include <vector>

#include "results/reading.h"
#include "results/results.h"

namespace assay::results {

// Fills the waivers of `whole`, which has all else of the shards already: what each entry came to
// in all of them together. A shard knows its own findings alone. Where there are more of them in
// all than the entry's `max`, the first ones stay waived, in the order of the plan, and those
// beyond gate, as they would have in one piece; checks and cases are settled anew.
//
// Of a rule that is broken at more places of a case than are told, the places that are only counted
// are taken to come first: then more gates than in one piece, never less.
void merge_waivers(const std::vector<ResultsFile>& files, Results& whole);

}  // namespace assay::results

#endif  // ASSAY_RESULTS_MERGE_WAIVERS_H_
