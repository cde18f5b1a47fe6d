#ifndef ASSAY_MOCK_PREFER_H_
#define ASSAY_MOCK_PREFER_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wire/transcript.h"

namespace assay::mock {

// The value of the first `code` preference in all Prefer headers (RFC 7240), without its quotes:
// "503" for `respond-async, CODE="503"; reason=test`. A `code` without a value is "". Other
// preferences are passed over; a quote that is never closed reaches to the end of its header.
std::optional<std::string> preferred_code(const std::vector<wire::Header>& headers);

// "503" as 503; nullopt for anything but three digits.
std::optional<int> status_code(std::string_view text);

}  // namespace assay::mock

#endif  // ASSAY_MOCK_PREFER_H_
