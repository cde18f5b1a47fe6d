#ifndef ASSAY_REPORT_RESULTS_H_
#define ASSAY_REPORT_RESULTS_H_

#include <string>

#include "judge/record.h"

namespace assay::report {

// Raised when a member changes its meaning or goes away; new members do not raise it.
inline constexpr int kResultsVersion = 1;

// The run as results.json, in the shape of schemas/assay/results.schema.json: the one machine
// format. Pure ASCII (other characters are escaped), so that it can be shown anywhere. Text that is
// not UTF-8 has U+FFFD where it is not.
std::string results_json(const judge::RunRecord& run);

}  // namespace assay::report

#endif  // ASSAY_REPORT_RESULTS_H_
