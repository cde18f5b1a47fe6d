#ifndef ASSAY_CLI_RUN_AGAIN_H_
#define ASSAY_CLI_RUN_AGAIN_H_

#include <set>
#include <string>

#include "cli/commands.h"

namespace assay::cli {

// The command that repeats a run, without its selection of cases, which a report adds for each
// case, and without the parameters in `left_out`.
std::string again_command(const RunOptions& options, const std::set<std::string>& left_out);

}  // namespace assay::cli

#endif  // ASSAY_CLI_RUN_AGAIN_H_
