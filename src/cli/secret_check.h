#ifndef ASSAY_CLI_SECRET_CHECK_H_
#define ASSAY_CLI_SECRET_CHECK_H_

#include "base/result.h"
#include "cli/target_setup.h"

namespace assay::cli {

// Refuses secrets that could not be kept out of the reports: one that is shorter than four bytes,
// which is not replaced because ordinary text would be, and one that the base URL, a parameter, a
// trait, the way to the target or the name of its own source repeats, since all these are shown.
// The error names the source.
base::Status check_secrets(const TargetSetup& setup);
// The same of one secret, which `name` holds.
base::Status check_secret(const plan::Target& target, const std::string& name,
                          const std::string& secret);

}  // namespace assay::cli

#endif  // ASSAY_CLI_SECRET_CHECK_H_
