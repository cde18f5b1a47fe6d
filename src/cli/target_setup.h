#ifndef ASSAY_CLI_TARGET_SETUP_H_
#define ASSAY_CLI_TARGET_SETUP_H_

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>

#include "base/files.h"
#include "base/result.h"
#include "cli/commands.h"
#include "cli/loading.h"
#include "exchange/patience.h"
#include "mock/server.h"
#include "plan/target.h"

namespace assay::cli {

// Whom a run talks to, and with which secrets.
struct TargetSetup {
  plan::Target target;
  std::map<std::string, std::string> secrets;  // By variable, or by the credential's name.
  std::set<std::string> unset_variables;       // Named by the target, but not set.
  bool proxy_url_has_credentials = false;      // In the variable that names the proxy.
  std::set<std::string> listed_parameters;  // Whose values came from a file or from standard input.
  std::set<std::string> replaced_parameters;  // Names of which the target file has other values.
  std::unique_ptr<mock::Server> server;       // The reference server, when it is the target.
};

// Whether --target names a URL, not a file.
bool is_url(std::string_view target);

// From --target (a file, a URL, or nothing: the reference server is started), --param and what says
// where the token comes from and how the target is reached. Refused: among others, a target whose
// ordinary credential is not set. `stop` ends the programs that give tokens, which is an error.
base::Result<TargetSetup> set_up_target(const base::DataTree& data, const Contracts& contracts,
                                        const RunOptions& options,
                                        const exchange::Cancellation& stop);

}  // namespace assay::cli

#endif  // ASSAY_CLI_TARGET_SETUP_H_
