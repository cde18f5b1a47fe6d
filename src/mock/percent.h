#ifndef ASSAY_MOCK_PERCENT_H_
#define ASSAY_MOCK_PERCENT_H_

#include <string>
#include <string_view>

namespace assay::mock {

// Percent-decoding of a part of a request's target. A per cent sign that starts no escape stands
// for itself.
std::string percent_decoded(std::string_view text);

}  // namespace assay::mock

#endif  // ASSAY_MOCK_PERCENT_H_
