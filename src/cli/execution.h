#ifndef ASSAY_CLI_EXECUTION_H_
#define ASSAY_CLI_EXECUTION_H_

#include <functional>

#include "base/result.h"
#include "cli/commands.h"
#include "cli/credentials.h"
#include "cli/interrupt.h"
#include "cli/run_setup.h"
#include "judge/record.h"
#include "results/exchange_log.h"
#include "run/run.h"

namespace assay::cli {

// Where a run leaves what it needs beside its record. Outlives the execution.
struct Traces {
  results::ExchangeLog& log;  // All exchanges.
  RenewalLog& renewals;       // Tokens that were read again.
  // Told of each case while its record is whole; may be empty.
  std::function<void(const judge::CaseRecord&)> on_case;
};

// Sends the plan of `run`, which is spent by it, and judges it; progress and notes go to standard
// error.
base::Result<run::RunResult> execute(RunSetup& run, const RunOptions& options, Interrupt& interrupt,
                                     const Traces& traces);

}  // namespace assay::cli

#endif  // ASSAY_CLI_EXECUTION_H_
