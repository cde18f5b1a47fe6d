#ifndef ASSAY_MOCK_OBSERVED_INVENTORY_H_
#define ASSAY_MOCK_OBSERVED_INVENTORY_H_

#include <nlohmann/json_fwd.hpp>

#include "mock/answers.h"

namespace assay::mock {

// A complete inventory as servers send it: what is not known is null, and left out when written. An
// image has a description or an empty one or none, a digest of 32 or 64 digits or words instead of
// it, where it was exported to only after that, and system tags if it has any. Pure.
Json observed_inventory(Json inventory);

}  // namespace assay::mock

#endif  // ASSAY_MOCK_OBSERVED_INVENTORY_H_
