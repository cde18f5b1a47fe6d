#ifndef ASSAY_CONTRACT_LINT_H_
#define ASSAY_CONTRACT_LINT_H_

#include <vector>

#include "base/files.h"

namespace assay::contract {

// Everything that is wrong with the data of a tree, as far as data alone can tell: files that do
// not load, ids that lead nowhere, documented rows without a rule, examples without a file. Empty
// when all is well.
std::vector<base::Error> lint(const base::DataTree& data);

}  // namespace assay::contract

#endif  // ASSAY_CONTRACT_LINT_H_
