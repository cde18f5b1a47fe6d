#ifndef ASSAY_SELFTEST_REQUEST_MUTANTS_H_
#define ASSAY_SELFTEST_REQUEST_MUTANTS_H_

#include <vector>

#include "base/result.h"
#include "selftest/specimen.h"
#include "selftest/trial.h"

namespace assay::selftest {

// The operation's request as the documents have it, and every change of it that can be sent:
// method, parameters, query, headers, body.
base::Status try_requests(Bench& bench, const std::vector<Specimen>& specimens);

}  // namespace assay::selftest

#endif  // ASSAY_SELFTEST_REQUEST_MUTANTS_H_
