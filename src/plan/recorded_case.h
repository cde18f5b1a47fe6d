#ifndef ASSAY_PLAN_RECORDED_CASE_H_
#define ASSAY_PLAN_RECORDED_CASE_H_

#include <string>

#include "contract/contract.h"
#include "plan/case.h"
#include "plan/selection.h"
#include "wire/transcript.h"

namespace assay::plan {

// A case for an answer that was recorded elsewhere: nothing is to be sent. `status` is what the
// recording answers with; an error status that the contract knows is judged as expected.
Case recorded_case(const contract::Contract& contract, std::string id, int status,
                   const Values& parameters, const Selection& selection);
// What such an answer was given to: of an operation that is accepted first, the ordinary answer is
// the result at its address.
wire::Part recorded_part(const contract::Contract& contract, int status);

}  // namespace assay::plan

#endif  // ASSAY_PLAN_RECORDED_CASE_H_
