#ifndef ASSAY_CLI_RECORDED_RUN_H_
#define ASSAY_CLI_RECORDED_RUN_H_

#include <set>
#include <string>

#include "base/result.h"
#include "cli/commands.h"
#include "results/results.h"

namespace assay::cli {

// The options that results say their run was made with, for a run of `cases` alone: of parameters
// that came in lists, those cases' values. Left out is what nobody may be made to do by a file that
// somebody else wrote: where secrets are read (variables, files, programs, keys), and what needs
// permission (--insecure, --allow-changes). Refused: results of recorded answers, and a command
// that `run` does not understand.
base::Result<RunOptions> recorded_run(const results::Results& results,
                                      const std::set<std::string>& cases);

// Those options, for which `said` stands instead where it says something. Another target has
// another way to it, and no faults of ours.
RunOptions replayed_run(RunOptions recorded, const RunOptions& said);

}  // namespace assay::cli

#endif  // ASSAY_CLI_RECORDED_RUN_H_
