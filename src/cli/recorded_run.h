#ifndef ASSAY_CLI_RECORDED_RUN_H_
#define ASSAY_CLI_RECORDED_RUN_H_

#include <set>
#include <string>

#include "base/result.h"
#include "cli/commands.h"
#include "results/results.h"

namespace assay::cli {

// The options of a run that sends `cases` of earlier results again: those that the results say they
// were made with (of parameters that came in lists, these cases' values), and over them what `said`
// says. Another target has another way to it, and no faults of ours. Only `said` decides what
// nobody may be made to do by a file that somebody else wrote: where secrets are read (variables,
// files, programs, keys), and what needs permission (--insecure, --allow-changes). Refused: results
// of recorded answers, and a command that `run` does not understand.
base::Result<RunOptions> run_again(const results::Results& results,
                                   const std::set<std::string>& cases, const RunOptions& said);

}  // namespace assay::cli

#endif  // ASSAY_CLI_RECORDED_RUN_H_
