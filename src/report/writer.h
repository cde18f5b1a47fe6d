#ifndef ASSAY_REPORT_WRITER_H_
#define ASSAY_REPORT_WRITER_H_

#include <string>
#include <vector>

#include "base/result.h"
#include "judge/record.h"
#include "report/exchange_log.h"

namespace assay::report {

// Paths of the files that write_reports() makes in `folder`, in order.
std::vector<std::string> report_files(const std::string& folder);

// Writes junit.xml and results.json; each appears whole or not at all. All are tried; the error is
// the first. `log` has the exchanges of records that were put away; without it they are the
// records' own.
base::Status write_reports(const judge::RunRecord& run, const std::string& folder,
                           ExchangeLog* log = nullptr);

}  // namespace assay::report

#endif  // ASSAY_REPORT_WRITER_H_
