#ifndef ASSAY_MOCK_ECL_ERRORS_H_
#define ASSAY_MOCK_ECL_ERRORS_H_

#include <string_view>

#include "wire/transcript.h"

namespace assay::mock {

// Errors of the image service. Pure functions.

// The status line, a blank line, the explanation: as the page shows it.
wire::Response ecl_text_error(int status, std::string_view explanation);

// One error in three forms, as services of this family negotiate it: HTML for a client that accepts
// HTML at least as gladly as JSON (also by */*), JSON for one that accepts JSON, text for one that
// accepts neither or does not say.
wire::Response ecl_error(int status, std::string_view explanation, const wire::Request& request);

// The quality, 0 to 1, that an Accept header gives a media type; the most specific range counts.
double accepted_quality(std::string_view accept, std::string_view media_type);

}  // namespace assay::mock

#endif  // ASSAY_MOCK_ECL_ERRORS_H_
