#ifndef ASSAY_PLAN_PLAN_CHECK_H_
#define ASSAY_PLAN_PLAN_CHECK_H_

#include <memory>
#include <vector>

#include "base/result.h"
#include "contract/contract.h"
#include "plan/case.h"
#include "plan/target.h"

namespace assay::plan {

// What is wrong with a target that is read well, but does not fit the contracts.

// Parameters and traits that the operations of `contracts` do not know.
base::Status check_target(const std::vector<std::shared_ptr<const contract::Contract>>& contracts,
                          const Target& target);

// Two subjects that are called the same would make two cases of one name.
base::Status check_ids(const std::vector<Case>& cases, const Target& target);

}  // namespace assay::plan

#endif  // ASSAY_PLAN_PLAN_CHECK_H_
