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
  std::vector<int> answered;  // Statuses, sorted, each once; empty: not tried.
  // What was right, sorted; empty where it was not tried. The ordinary status where no error was
  // expected.
  std::vector<contract::StatusForm> allowed;
  Outcome outcome = Outcome::kPassed;  // The worst.
  const CaseRecord* first = nullptr;
};

// The order of credentials: none, empty, malformed, wrong_scheme, expired, foreign, read_only, and
// further ones by name.
bool comes_before(const std::string& credential, const std::string& other);

// By contract in order of first appearance; then as above. A case of several credentials counts for
// its first.
std::vector<CredentialUse> credential_use(const RunRecord& run);

}  // namespace assay::judge

#endif  // ASSAY_JUDGE_CREDENTIAL_USE_H_
