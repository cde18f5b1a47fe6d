#ifndef ASSAY_MOCK_ANSWERS_H_
#define ASSAY_MOCK_ANSWERS_H_

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "wire/transcript.h"

namespace assay::mock {

// Answers of the shapes that all handlers share. Bytes that are not UTF-8 are replaced, never
// thrown at.

using Json = nlohmann::ordered_json;

std::string to_text(const Json& value);  // Without white space.
wire::Response json_answer(int status, const Json& body,
                           std::string_view content_type = "application/json");
wire::Response text_answer(int status, std::string body);
// As above, with a media type of one's own, or with none where it is "".
wire::Response answer_of(int status, std::string body, std::string_view content_type);

}  // namespace assay::mock

#endif  // ASSAY_MOCK_ANSWERS_H_
