#ifndef ASSAY_SELFTEST_SELFTEST_H_
#define ASSAY_SELFTEST_SELFTEST_H_

#include <memory>
#include <vector>

#include "base/files.h"
#include "base/result.h"
#include "contract/contract.h"
#include "selftest/matrix.h"

namespace assay::selftest {

struct Options {
  bool stop_at_first = false;  // Nobody wants to know more than whether there is a mistake.
};

// Breaks every promise of every contract, one at a time, and asks the judge; then shows it what is
// at the edge of being allowed. Each contract on a thread of its own, as many as there are cores.
// The error is one of the data: a file that can't be read, a keyword that the second reading does
// not know.
base::Result<Matrix> run_selftest(
    const base::DataTree& data,
    const std::vector<std::shared_ptr<const contract::Contract>>& contracts,
    const Options& options = {});

}  // namespace assay::selftest

#endif  // ASSAY_SELFTEST_SELFTEST_H_
