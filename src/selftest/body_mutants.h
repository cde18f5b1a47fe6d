#ifndef ASSAY_SELFTEST_BODY_MUTANTS_H_
#define ASSAY_SELFTEST_BODY_MUTANTS_H_

#include <functional>
#include <vector>

#include "base/result.h"
#include "selftest/specimen.h"
#include "selftest/trial.h"

namespace assay::selftest {

// Every change of every body that a schema judges, one at a time; and answers at the edge of what
// is allowed: nothing optional and everything optional, members in other order, text with blanks
// and escapes. Ends early when `enough` says so.
base::Status try_bodies(Bench& bench, const std::vector<Specimen>& specimens,
                        const std::function<bool()>& enough);

}  // namespace assay::selftest

#endif  // ASSAY_SELFTEST_BODY_MUTANTS_H_
