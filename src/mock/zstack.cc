#include "mock/zstack.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

namespace assay::mock {
namespace {

constexpr std::string_view kScheme = "OAuth ";

std::optional<std::string_view> session_of(const wire::Request& request) {
  const auto header = wire::find_header(request.headers, "Authorization");
  if (!header || !header->starts_with(kScheme)) return std::nullopt;
  std::string_view session = header->substr(kScheme.size());
  session.remove_prefix(std::min(session.find_first_not_of(' '), session.size()));
  return session.substr(0, session.find_last_not_of(' ') + 1);
}

bool is_list_of_strings(const Json& value) {
  return value.is_array() &&
         std::all_of(value.begin(), value.end(), [](const Json& tag) { return tag.is_string(); });
}

}  // namespace

Json zstack_error(std::string_view code, std::string_view description, std::string_view details) {
  return {{"code", code},           {"description", description}, {"details", details},
          {"elaboration", nullptr}, {"opaque", nullptr},          {"cause", nullptr}};
}

wire::Response zstack_failure(Json error) {
  return json_answer(503, {{"error", std::move(error)}}, kZstackJson);
}

std::optional<wire::Response> zstack_refusal(const wire::Request& request,
                                             const Credentials& credentials) {
  if (!wire::find_header(request.headers, "Authorization")) {
    return text_answer(400, "missing header 'Authorization'");
  }
  if (!session_of(request)) {
    return text_answer(400, "header 'Authorization' must be 'OAuth' and a session uuid");
  }
  const Caller caller = zstack_caller(request, credentials);
  if (caller != Caller::kNobody && caller != Caller::kExpired) return std::nullopt;
  return zstack_failure(zstack_error("ID.1001", "Session is invalid", "Session expired"));
}

wire::Response zstack_permission_denied(std::string_view details) {
  return zstack_failure(zstack_error("ID.1002", "Permission denied", details));
}

Caller zstack_caller(const wire::Request& request, const Credentials& credentials) {
  return credentials.caller(session_of(request).value_or(""));
}

base::Result<Json, wire::Response> zstack_body(const wire::Request& request) {
  if (request.body.empty()) return Json::object();
  Json body = Json::parse(request.body, nullptr, /*allow_exceptions=*/false);
  if (body.is_discarded()) return text_answer(400, "the body is not JSON");
  if (!body.is_object()) return text_answer(400, "the body must be a JSON object");
  for (const char* name : {"systemTags", "userTags"}) {
    const auto tags = body.find(name);
    if (tags != body.end() && !is_list_of_strings(*tags)) {
      return text_answer(400, std::string(name) + " must be a list of strings");
    }
  }
  return body;
}

std::optional<wire::Response> zstack_documented_error(int status) {
  if (status < 400 || status > 599) return std::nullopt;
  Json error = zstack_error("SYS.1006", "An operation failed", "the request asked for this error");
  error["cause"] =
      zstack_error("SYS.1000", "An internal error happened", "nothing really happened");
  wire::Response response = zstack_failure(std::move(error));
  response.status = status;
  return response;
}

}  // namespace assay::mock
