#ifndef ASSAY_CLI_REFERENCE_TARGET_H_
#define ASSAY_CLI_REFERENCE_TARGET_H_

#include <array>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "mock/server.h"
#include "plan/target.h"

namespace assay::cli {

// The reference server as a target like any other.

struct ReferenceToken {
  std::string_view name;      // Of the credential.
  std::string_view variable;  // Of the environment.
};
inline constexpr std::array kReferenceTokens = {
    ReferenceToken{"valid", "ASSAY_TOKEN"}, ReferenceToken{"expired", "ASSAY_EXPIRED_TOKEN"},
    ReferenceToken{"foreign", "ASSAY_FOREIGN_TOKEN"},
    ReferenceToken{"read_only", "ASSAY_READ_ONLY_TOKEN"}};
// The two halves of the credential with which requests are signed.
inline constexpr std::array kReferenceKeys = {ReferenceToken{"access_key", "ASSAY_ACCESS_KEY"},
                                              ReferenceToken{"secret_key", "ASSAY_SECRET_KEY"}};
// Both of the above.
std::vector<ReferenceToken> reference_secrets();

// What server behaves as `profile` says; the readings "documented" and "strict" are of one server.
base::Result<mock::Profile> reference_profile(std::string_view profile);

plan::Target reference_target(const mock::Server& server);

}  // namespace assay::cli

#endif  // ASSAY_CLI_REFERENCE_TARGET_H_
