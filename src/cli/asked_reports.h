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

// Files among them, in the order of writing.
std::vector<std::string> asked_files(const AskedReports& asked);

// All are tried; the error is the first. Annotations for GitHub are printed, as are those reports
// whose file is "-".
base::Status write_asked(const AskedReports& asked, const results::Results& results, Exit verdict,
                         const results::ExchangeTexts& exchanges);

// Prints the failures and the summary, with the files in `written`; nothing where a machine reads
// standard output.
void tell_results(const AskedReports& asked, bool quiet, const results::Results& results,
                  Exit verdict, const std::vector<std::string>& written);

}  // namespace assay::cli

#endif  // ASSAY_CLI_ASKED_REPORTS_H_
