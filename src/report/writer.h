#ifndef ASSAY_REPORT_WRITER_H_
#define ASSAY_REPORT_WRITER_H_

#include <string>
#include <vector>

#include "base/result.h"
#include "contract/catalog.h"
#include "results/results.h"
#include "results/writing.h"

namespace assay::report {

// Paths of the files that write_reports() makes in `folder`, in order.
std::vector<std::string> report_files(const std::string& folder);

// What the page tells of those that broken rules name.
using Contradictions = std::vector<contract::Contradiction>;

// Writes the page with its style sheet (page.h), junit.xml and results.json; each appears whole or
// not at all. All are tried; the error is the first.
base::Status write_reports(const results::Results& run, const Contradictions& contradictions,
                           const std::string& folder, const results::ExchangeTexts& exchanges);

// Two of them by themselves.
base::Status write_results_file(const results::Results& run,
                                const results::ExchangeTexts& exchanges, const std::string& path);
base::Status write_junit_file(const results::Results& run, const std::string& path);

}  // namespace assay::report

#endif  // ASSAY_REPORT_WRITER_H_
