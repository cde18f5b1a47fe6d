#ifndef ASSAY_RESULTS_MERGE_H_
#define ASSAY_RESULTS_MERGE_H_

#include <vector>

#include "base/result.h"
#include "results/reading.h"
#include "results/results.h"
#include "results/writing.h"

namespace assay::results {

// The shards of one run (GTEST_TOTAL_SHARDS) put together: what the run would have come to in one
// piece, whatever the order of the files. It began with the first shard and took as long as the
// longest. What was required of the run is judged here.
struct Merged {
  Results results;
  ExchangeTexts exchanges;  // Outlived by the files.
};

// Refused: a file that is no shard; shards of another run (other profile, target, version, rules,
// requirements or number of shards); a shard that is there twice or not at all; two that have the
// same case. The error names the file.
base::Result<Merged> merge(const std::vector<ResultsFile>& files);

}  // namespace assay::results

#endif  // ASSAY_RESULTS_MERGE_H_
