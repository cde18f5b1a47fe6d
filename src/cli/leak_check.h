#ifndef ASSAY_CLI_LEAK_CHECK_H_
#define ASSAY_CLI_LEAK_CHECK_H_

#include <string>
#include <vector>

#include "cli/commands.h"
#include "cli/credentials.h"
#include "cli/target_setup.h"
#include "report/leak_audit.h"

namespace assay::cli {

// The last step of a run: what it wrote is searched for every secret that it knew.

// Those that the run began with, and tokens that were read again.
std::vector<report::Secret> known_secrets(const TargetSetup& setup, const RenewalLog& renewals);

// Of the reports in `out` and of the other files that the run wrote, but for those that are "".
report::LeakAudit audit_run(const std::string& out, const std::vector<std::string>& others,
                            const std::vector<report::Secret>& secrets);

// How a run ends that came to `verdict`: a secret in a report outranks everything, and a report
// that can't be searched is like one that can't be written.
Exit exit_after(const report::LeakAudit& audit, Exit verdict);

// Tells what came of it on standard error, `secrets` hidden wherever they stand.
void tell_audit(const report::LeakAudit& audit, const std::vector<report::Secret>& secrets);

}  // namespace assay::cli

#endif  // ASSAY_CLI_LEAK_CHECK_H_
