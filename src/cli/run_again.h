#ifndef ASSAY_CLI_RUN_AGAIN_H_
#define ASSAY_CLI_RUN_AGAIN_H_

#include <set>
#include <string>

#include "cli/commands.h"

namespace assay::cli {

// The command that repeats a run, but for where its reports go and which shard of it ran.
std::string again_command(const RunOptions& options);
// The same for a single case, to which a report adds the selection of that case and its own values
// of the parameters in `left_out`; nothing is required of it.
std::string again_one_command(const RunOptions& options, const std::set<std::string>& left_out);

}  // namespace assay::cli

#endif  // ASSAY_CLI_RUN_AGAIN_H_
