#ifndef ASSAY_REPORT_RESULTS_H_
#define ASSAY_REPORT_RESULTS_H_

#include <functional>
#include <string>

#include "judge/record.h"
#include "report/json_text.h"

namespace assay::report {

// Raised when a member changes its meaning or goes away; new members do not raise it.
inline constexpr int kResultsVersion = 1;

// The run as results.json, in the shape of schemas/assay/results.schema.json: the one machine
// format. Pure ASCII (other characters are escaped), so that it can be shown anywhere. Text that is
// not UTF-8 has U+FFFD where it is not.
std::string results_json(const judge::RunRecord& run);

// The exchanges of a case as elements of the list "exchanges", each with a comma before it.
std::string exchange_texts(const judge::CaseRecord& record);
// Hands on what exchange_texts() made of the record before it was put away.
using ExchangeTexts = std::function<void(const judge::CaseRecord& record, const Sink& sink)>;
// The same bytes as results_json(), piece by piece.
void write_results(const judge::RunRecord& run, const ExchangeTexts& exchanges, const Sink& sink);

}  // namespace assay::report

#endif  // ASSAY_REPORT_RESULTS_H_
