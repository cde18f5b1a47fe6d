#ifndef ASSAY_REPORT_SUMMARY_TABLES_H_
#define ASSAY_REPORT_SUMMARY_TABLES_H_

#include <string>

#include "report/style.h"
#include "results/results.h"

namespace assay::report {

// Blocks of the console's summary that are tables; each ends with an empty line, or is "" where
// there is nothing to tell.

// How many cases each profile's reading passes, warns of and fails; the run's own decides.
std::string readings_text(const results::Results& run, const Style& style);

// What the target answered to each kind of credential, by operation.
std::string credentials_text(const results::Results& run, const Style& style);

}  // namespace assay::report

#endif  // ASSAY_REPORT_SUMMARY_TABLES_H_
