#ifndef ASSAY_CLI_CREDENTIALS_H_
#define ASSAY_CLI_CREDENTIALS_H_

#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "cli/loading.h"
#include "cli/target_setup.h"
#include "exchange/vault.h"

namespace assay::cli {

// Where the secrets of a run come from.

// What came of reading tokens again; thread-safe.
class RenewalLog {
 public:
  // What stood in the way.
  void note(const std::string& message);
  std::vector<std::string> messages() const;  // Each once, the first few.

  // A token that the source called `name` gave.
  void keep(const std::string& name, const std::string& token);
  using Tokens = std::set<std::pair<std::string, std::string>>;  // Of name and token.
  Tokens tokens() const;

 private:
  mutable std::mutex mutex_;
  std::vector<std::string> messages_;
  Tokens tokens_;
};

// Takes the credentials that the command line names in place of the target's. Refused: more than
// one of --token-env, --token-file and --token-command, and a command that can't be taken apart.
base::Status name_credentials(const RunOptions& options, plan::Target& target);

// Reads them all: a variable that is not set is remembered, a file or program that gives no token
// is refused. Programs run for the operations of `contracts` only, each once, and never for
// --plan, which needs no token. `stop` ends them, which is an error.
base::Status read_secrets(const RunOptions& options, const Contracts& contracts,
                          const exchange::Cancellation& stop, TargetSetup& setup);

// For the executor. `setup` and `log` outlive it.
exchange::Credentials exchange_credentials(const TargetSetup& setup, RenewalLog& log);

}  // namespace assay::cli

#endif  // ASSAY_CLI_CREDENTIALS_H_
