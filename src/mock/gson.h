#ifndef ASSAY_MOCK_GSON_H_
#define ASSAY_MOCK_GSON_H_

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "mock/answers.h"

namespace assay::mock {

// JSON text as the cloud platform's library writes it: members that are null are left out, and the
// characters < > & = ' are \u escapes.
std::string gson_text(const Json& value);

}  // namespace assay::mock

#endif  // ASSAY_MOCK_GSON_H_
