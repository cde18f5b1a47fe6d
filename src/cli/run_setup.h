#ifndef ASSAY_CLI_RUN_SETUP_H_
#define ASSAY_CLI_RUN_SETUP_H_

#include <memory>
#include <optional>
#include <vector>

#include "base/files.h"
#include "base/result.h"
#include "cli/commands.h"
#include "cli/credentials.h"
#include "cli/interrupt.h"
#include "cli/loading.h"
#include "cli/shard.h"
#include "cli/target_setup.h"
#include "cli/waivers.h"
#include "judge/record.h"
#include "judge/verdict.h"
#include "plan/case.h"
#include "run/run.h"

namespace assay::cli {

// All that a run needs before a byte is sent.
struct RunSetup {
  std::unique_ptr<base::DataTree> data;
  Contracts contracts;
  Contracts other_profiles;
  TargetSetup setup;
  judge::Options judging;
  contract::Profile profile = contract::Profile::kDocumented;
  WaiverSetup waivers;
  std::vector<plan::Case> cases;
  Shard shard;
};

// Reads, checks and plans; everything that can be refused is refused here. nullopt, whatever there
// is to refuse, when a signal came before the end: the first one ends programs that give tokens; a
// read of standard input waits for its end, or for the second one.
std::optional<base::Result<RunSetup>> set_up_run(const RunOptions& options, Interrupt& interrupt);

// How the plan is sent. `run`, `interrupt` and `renewals` outlive what it makes.
base::Result<run::ExecutorFactory> executor_factory(const RunSetup& run, const RunOptions& options,
                                                    Interrupt& interrupt, RenewalLog& renewals);

// What the reports say of the run as a whole.
judge::RunRecord heading_of(const RunSetup& run, const RunOptions& options);

}  // namespace assay::cli

#endif  // ASSAY_CLI_RUN_SETUP_H_
