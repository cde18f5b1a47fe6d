#ifndef ASSAY_JUDGE_CREDENTIAL_USE_H_
#define ASSAY_JUDGE_CREDENTIAL_USE_H_

#include <string>
#include <vector>

#include "judge/record.h"

namespace assay::judge {

// What a target did with each kind of credential: documents leave a choice, and the report says
// which answer was picked.

struct CredentialUse {
  const contract::Contract* contract = nullptr;
  std::string credential;     // As suites call it: "none", "expired" ...
  std::vector<int> answered;  // Statuses, in order of their coming, each once; empty: not tried.
  // What was right; empty where it was not tried. The ordinary status where no error was expected.
  std::vector<contract::StatusForm> allowed;
  Outcome outcome = Outcome::kPassed;  // The first that is not passed, else passed.
  const CaseRecord* first = nullptr;
};

// By contract in order of first appearance; then none, empty, malformed, wrong_scheme, expired,
// foreign, read_only, and further ones by name. A case of several credentials counts for its first.
std::vector<CredentialUse> credential_use(const RunRecord& run);

}  // namespace assay::judge

#endif  // ASSAY_JUDGE_CREDENTIAL_USE_H_
