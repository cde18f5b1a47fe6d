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
// says: a parameter of it replaces all values that the results have of that name. Only `said`
// decides what nobody may be made to do by a file that somebody else wrote: where secrets are read
// (variables, files, programs, keys, and the target file that names them), the way to the target
// (proxy, authorities), and what needs permission (--insecure, --allow-changes). What is left is a
// URL to be asked, or the reference server with its faults. Refused: a target file that `said` does
// not name, results of recorded answers, and a command that `run` does not understand.
base::Result<RunOptions> run_again(const results::Results& results,
                                   const std::set<std::string>& cases, const RunOptions& said);

}  // namespace assay::cli

#endif  // ASSAY_CLI_RECORDED_RUN_H_
