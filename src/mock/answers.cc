#include "mock/answers.h"

#include <nlohmann/json.hpp>
#include <utility>

namespace assay::mock {

std::string to_text(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

wire::Response answer_of(int status, std::string body, std::string_view content_type) {
  wire::Response response;
  response.status = status;
  if (!content_type.empty()) {
    response.headers.push_back({"Content-Type", std::string(content_type)});
  }
  response.body = std::move(body);
  return response;
}

wire::Response json_answer(int status, const Json& body, std::string_view content_type) {
  return answer_of(status, to_text(body), content_type);
}

wire::Response text_answer(int status, std::string body) {
  return answer_of(status, std::move(body), "text/plain; charset=UTF-8");
}

}  // namespace assay::mock
