#include "mock/observed_zstack.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/text.h"
#include "mock/gson.h"
#include "mock/observed_inventory.h"

namespace assay::mock {
namespace {

constexpr std::string_view kScheme = "OAuth";

Json error_of(std::string_view code, std::string_view description, std::string_view details) {
  return {{"code", code}, {"description", description}, {"details", details}};
}

Json session_expired() {
  return error_of("ID.1001", "Session expired", "Session expired");
}

Json denied(std::string_view details) {
  Json error = error_of("ID.1002", "Permission denied", details);
  error["cost"] = "2ms";
  return error;
}

// With all that newer servers add, in the language of those who run them.
Json unknown_image(const std::string& uuid) {
  Json error = error_of(
      "SYS.1003", "No resource was found",
      fmt::format("invalid field[uuid], resource[uuid:{:.64}, type:ImageVO] not found", uuid));
  error["elaboration"] = "错误信息: 资源不存在";
  error["location"] = "image: find-image (1/1)";
  error["cost"] = "5ms";
  error["messages"] = {{"message_cn", "资源不存在"}, {"message_en", "no such resource"}};
  return error;
}

Json invalid_event() {
  return error_of("SYS.1007", "One or more API argument is invalid",
                  "invalid value of the field[stateEvent], valid values are [enable, disable]");
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// Why there is no session at all, by the header alone.
std::optional<wire::Response> header_refusal(const wire::Request& request) {
  const auto header = wire::find_header(request.headers, "Authorization");
  if (!header) return observed_text(400, "missing header 'Authorization'");
  if (!trimmed(*header).starts_with(kScheme)) {
    return observed_text(400, "Authorization type must be 'OAuth'");
  }
  return std::nullopt;
}

Caller caller_of(const wire::Request& request, const Credentials& credentials) {
  const auto header = wire::find_header(request.headers, "Authorization").value_or("");
  return credentials.caller(trimmed(trimmed(header).substr(kScheme.size())));
}

bool is_open(Caller caller) {
  return caller != Caller::kNobody && caller != Caller::kExpired;
}

wire::Response no_method(const Call& call) {
  const std::string& method = call.request.method;
  if (method == "POST" || method == "GET" || method == "HEAD" || method == "DELETE") {
    return observed_text(500, fmt::format("No {} API found for the path", method));
  }
  return observed_text(405, fmt::format("The method[{}] is not allowed for the path", method));
}

}  // namespace

wire::Response observed_json(int status, const Json& body) {
  return answer_of(status, gson_text(body), "");
}

wire::Response observed_text(int status, std::string body) {
  return answer_of(status, std::move(body), "");
}

wire::Response observed_failure(Json error) {
  return observed_json(503, {{"error", std::move(error)}});
}

std::optional<wire::Response> observed_zstack_error(int status) {
  switch (status) {
    case 400:
      return observed_text(400, "the request asked for this error");
    case 403:
      return observed_text(403, "requestTimeTooSkewed");
    case 404:
      return observed_text(404, "no api mapping to this path");
    case 405:
      return observed_text(405, "The method is not allowed for the path");
    case 500:
      return observed_text(500, "java.lang.NullPointerException");
    case 503: {
      Json error =
          error_of("SYS.1006", "An operation failed", "<the request> asked for 'this' error");
      error["cause"] = error_of("SYS.1000", "An internal error happened", "nothing happened");
      return observed_failure(std::move(error));
    }
    default:
      return std::nullopt;
  }
}

wire::Response observed_uploads(ZstackUploads& uploads, const Credentials& credentials,
                                const Call& call) {
  if (auto refused = header_refusal(call.request)) return *std::move(refused);
  const Caller caller = caller_of(call.request, credentials);
  if (!is_open(caller)) return observed_failure(session_expired());
  if (caller == Caller::kForeign) {
    return observed_failure(denied("the operation is denied by the policy of the account"));
  }
  Json jobs = uploads.unfinished(call.parameters.at("imageId"));
  return observed_json(200, {{"existingJobDetails", jobs.empty() ? Json(nullptr) : std::move(jobs)},
                             {"success", true}});
}

wire::Response observed_query(ZstackImages& images, const Credentials& credentials,
                              const Call& call) {
  if (auto refused = header_refusal(call.request)) return *std::move(refused);
  const Caller caller = caller_of(call.request, credentials);
  if (!is_open(caller)) return observed_failure(session_expired());
  const std::string& uuid = call.parameters.at("uuid");
  Json inventories = Json::array();
  if (images.has(uuid) && caller != Caller::kForeign) {
    inventories.push_back(observed_inventory(images.look(uuid)));
  }
  return observed_json(200, {{"inventories", std::move(inventories)}});
}

std::string action_key(const std::string& body) {
  const Json json = Json::parse(body, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) return {};
  for (const char* name : {"syncImageSize", "changeImageState"}) {
    if (json.contains(name)) return name;
  }
  return {};
}

wire::Response ObservedActions::answer(const Call& call) {
  const wire::Request& request = call.request;
  if (request.method != "PUT") return no_method(call);
  // Its body becomes a map that is null, and nobody looks.
  if (request.body.empty()) return observed_text(500, "java.lang.NullPointerException");
  const Json body = Json::parse(request.body, nullptr, /*allow_exceptions=*/false);
  if (body.is_discarded() || !body.is_object()) {
    return observed_text(500, "java.lang.IllegalStateException: Expected BEGIN_OBJECT");
  }
  const std::string action = action_key(request.body);
  if (action.empty()) {
    return observed_text(400, "the body doesn't contain action mapping to the URL[" +
                                  base::printable(request.target, 200) + "]");
  }
  if (auto refused = header_refusal(request)) return *std::move(refused);
  return jobs_.accept(request, [&] { return carry_out(call, action, body); });
}

wire::Response ObservedActions::carry_out(const Call& call, const std::string& action,
                                          const Json& body) {
  const Caller caller = caller_of(call.request, credentials_);
  if (!is_open(caller)) return observed_failure(session_expired());
  const bool change = action == "changeImageState";
  const Json& parameters = body[action];
  std::string event;
  if (parameters.is_object() && parameters.contains("stateEvent") &&
      parameters["stateEvent"].is_string()) {
    event = parameters["stateEvent"].get<std::string>();
  }
  if (change && event != "enable" && event != "disable") return observed_failure(invalid_event());
  const std::string& uuid = call.parameters.at("uuid");
  if (!images_.has(uuid)) return observed_failure(unknown_image(uuid));
  if (caller == Caller::kForeign) {
    return observed_failure(denied("the image belongs to another account"));
  }
  if (caller == Caller::kReadOnly) {
    return observed_failure(denied("the session's role allows to read only"));
  }
  const Json inventory =
      change ? images_.change_state(uuid, event == "enable") : images_.sync_size(uuid);
  return observed_json(200, {{"inventory", observed_inventory(inventory)}});
}

}  // namespace assay::mock
