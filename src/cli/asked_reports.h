#ifndef ASSAY_CLI_ASKED_REPORTS_H_
#define ASSAY_CLI_ASKED_REPORTS_H_

#include <string>
#include <vector>

#include "base/result.h"
#include "cli/commands.h"
#include "cli/outputs.h"
#include "results/results.h"
#include "results/writing.h"

namespace assay::cli {

// Reports that the command line asks for by name, beside those in a folder.

// Refused: two that go to standard output, two in one file, one in place of what is kept,
// annotations for nobody known. `others` are what else the command writes.
base::Status check_asked(const AskedReports& asked, const std::vector<Kept>& kept,
                         const std::vector<Output>& others = {});

// Whether a machine reads standard output, which then gets nothing else.
bool takes_output(const AskedReports& asked);

// Files among them, in the order of writing.
std::vector<std::string> asked_files(const AskedReports& asked);

// All are tried; the error is the first. Annotations for GitHub are printed, as are those reports
// whose file is "-".
base::Status write_asked(const AskedReports& asked, const results::Results& results, Exit verdict,
                         const results::ExchangeTexts& exchanges);

}  // namespace assay::cli

#endif  // ASSAY_CLI_ASKED_REPORTS_H_
