#ifndef ASSAY_CLI_RESULTS_FILES_H_
#define ASSAY_CLI_RESULTS_FILES_H_

#include <string>

#include "base/files.h"
#include "base/result.h"
#include "results/reading.h"

namespace assay::cli {

// What a user names where results of a run are asked for: the file, or the folder that it is in.
base::Result<results::ResultsFile> open_results(const base::DataTree& data, const std::string& name,
                                                results::Exchanges exchanges);

// A folder that cannot take reports is told before the work is done.
base::Status make_out_folder(const std::string& folder);

}  // namespace assay::cli

#endif  // ASSAY_CLI_RESULTS_FILES_H_
