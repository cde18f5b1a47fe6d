#ifndef ASSAY_REPORT_PLAN_TEXT_H_
#define ASSAY_REPORT_PLAN_TEXT_H_

#include <string>
#include <vector>

#include "plan/case.h"
#include "report/console.h"

namespace assay::report {

// What a run would do, for people who want to know before it does: requests by operation, each call
// that changes something with how often and what, and what would not be tried. The same cases give
// the same text. `permitted`: changes may be sent; otherwise the text says what permits them.
std::string plan_text(const std::vector<plan::Case>& cases, const plan::Target& target,
                      bool permitted, const ConsoleOptions& options);

}  // namespace assay::report

#endif  // ASSAY_REPORT_PLAN_TEXT_H_
