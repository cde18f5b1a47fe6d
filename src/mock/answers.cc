#include "mock/answers.h"

#include <nlohmann/json.hpp>
#include <utility>

namespace assay::mock {

std::string to_text(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

wire::Response json_answer(int status, const Json& body, std::string_view content_type) {
  wire::Response response;
  response.status = status;
  response.headers.push_back({"Content-Type", std::string(content_type)});
  response.body = to_text(body);
  return response;
}

wire::Response text_answer(int status, std::string body) {
  wire::Response response;
  response.status = status;
  response.headers.push_back({"Content-Type", "text/plain; charset=UTF-8"});
  response.body = std::move(body);
  return response;
}

}  // namespace assay::mock
