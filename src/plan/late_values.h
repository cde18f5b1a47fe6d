#ifndef ASSAY_PLAN_LATE_VALUES_H_
#define ASSAY_PLAN_LATE_VALUES_H_

#include "plan/case.h"
#include "wire/transcript.h"

namespace assay::plan {

// Values that control requests found while a case was under way, put where {name} stands.

// All that the control exchanges of a transcript captured; the later of one name wins.
Values captured_values(const wire::Transcript& transcript);
// Names that have no value stay as they are.
wire::Request filled_late(wire::Request request, const Values& values);
// The request and the parameters.
Step filled_late(Step step, const Values& values);

}  // namespace assay::plan

#endif  // ASSAY_PLAN_LATE_VALUES_H_
