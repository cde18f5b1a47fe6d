#ifndef ASSAY_CLI_TOLD_CONTRADICTIONS_H_
#define ASSAY_CLI_TOLD_CONTRADICTIONS_H_

#include <vector>

#include "base/files.h"
#include "contract/catalog.h"
#include "results/results.h"

namespace assay::cli {

// For the page of a run: the contradictions of `data`, where a broken rule names any; few runs need
// them. When they can't be read, a note on standard error says so, and the page has their ids only.
std::vector<contract::Contradiction> told_contradictions(const base::DataTree& data,
                                                         const results::Results& results);

}  // namespace assay::cli

#endif  // ASSAY_CLI_TOLD_CONTRADICTIONS_H_
