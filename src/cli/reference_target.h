#ifndef ASSAY_CLI_REFERENCE_TARGET_H_
#define ASSAY_CLI_REFERENCE_TARGET_H_

#include <array>
#include <string_view>

#include "mock/server.h"
#include "plan/target.h"

namespace assay::cli {

// The reference server as a target like any other.

struct ReferenceToken {
  std::string_view name;      // Of the credential.
  std::string_view variable;  // Of the environment.
};
inline constexpr std::array kReferenceTokens = {ReferenceToken{"valid", "ASSAY_TOKEN"},
                                                ReferenceToken{"expired", "ASSAY_EXPIRED_TOKEN"},
                                                ReferenceToken{"foreign", "ASSAY_FOREIGN_TOKEN"}};

plan::Target reference_target(const mock::Server& server);

}  // namespace assay::cli

#endif  // ASSAY_CLI_REFERENCE_TARGET_H_
