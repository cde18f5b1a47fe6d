#include "mock/otc_errors.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "mock/answers.h"

namespace assay::mock {
namespace {

constexpr std::string_view kMalformed = "must be 32 lower-case hexadecimal digits";

wire::Response flat(int status, std::string_view code, std::string_view message) {
  return json_answer(status, {{"error_code", code}, {"error_msg", message}});
}

wire::Response nested(int status, std::string_view code, std::string_view message) {
  return json_answer(status, {{"error", {{"code", code}, {"message", message}}}});
}

// Of the layer that knows tokens: the code is the status, as a number.
wire::Response identity(int status, std::string_view title, std::string_view message) {
  return json_answer(status,
                     {{"error", {{"message", message}, {"code", status}, {"title", title}}}});
}

wire::Response page(int status, std::string_view title) {
  return answer_of(status,
                   fmt::format("<html>\r\n<head><title>{0} {1}</title></head>\r\n<body>\r\n"
                               "<center><h1>{0} {1}</h1></center>\r\n<hr><center>gateway</center>"
                               "\r\n</body>\r\n</html>\r\n",
                               status, title),
                   "text/html");
}

wire::Response denied_by_policy() {
  return json_answer(
      403, {{"error",
             {{"code", "EPS.0003"},
              {"message", "Policy doesn't allow ims:images:get to be performed."},
              {"encoded_authorization_message", "XL2-DPyFNmTbDvRGYBUKDA=="},
              {"details",
               {{{"error_code", "EPS.0003"}, {"error_msg", "no policy grants the action"}}}}}}});
}

// The reading of the page: which status, and an envelope for each layer.
wire::Response documented_refusal(OtcRefusal refusal) {
  switch (refusal) {
    case OtcRefusal::kMalformedProject:
      return nested(400, "IMG.0001", fmt::format("project_id {}", kMalformed));
    case OtcRefusal::kMalformedJob:
      return nested(400, "IMG.0001", fmt::format("job_id {}", kMalformed));
    case OtcRefusal::kForeignToken:
    case OtcRefusal::kOtherProject:
      return nested(403, "IMG.0003",
                    "You do not have the rights to perform the operation on this project");
    case OtcRefusal::kUnknownJob:
      return flat(404, "IMG.0404", "The job does not exist");
    default:
      return flat(401, "APIGW.0301", "Incorrect IAM authentication information");
  }
}

std::optional<wire::Response> documented_error(int status) {
  switch (status) {
    case 400:
      return nested(400, "IMG.0001", "Request error");
    case 401:
      return documented_refusal(OtcRefusal::kNoCredential);
    case 403:
      return documented_refusal(OtcRefusal::kForeignToken);
    case 500:
      return nested(500, "IMG.0000", "Internal service error");
    case 503:
      return flat(503, "APIGW.0105", "The service is unavailable");
    default:
      return std::nullopt;
  }
}

}  // namespace

wire::Response OtcErrors::refusal(OtcRefusal refusal) const {
  return profile_ == Profile::kObserved ? observed(refusal) : documented_refusal(refusal);
}

wire::Response OtcErrors::observed(OtcRefusal refusal) const {
  const auto authentication = [&](std::string_view why) {
    return gateway(401, "APIGW.0301",
                   fmt::format("Incorrect IAM authentication information: {}", why));
  };
  switch (refusal) {
    case OtcRefusal::kNoCredential:
      return authentication("x-auth-token not found");
    case OtcRefusal::kOtherScheme:
      return json_answer(
          401,
          {{"error",
            {{"code", "111401001"}, {"message", "Invalid token."}, {"ext_message", nullptr}}}});
    case OtcRefusal::kUnknownToken:
      return authentication("decrypt token fail");
    case OtcRefusal::kExpiredToken:
      return identity(401, "Unauthorized", "The token has expired.");
    case OtcRefusal::kUnknownKey:
      return authentication("Get secretKey failed, err: ak not exist");
    case OtcRefusal::kWrongSignature:
      return authentication("verify aksk signature fail");
    case OtcRefusal::kStaleSignature:
      return authentication("the request time is out of the valid range");
    case OtcRefusal::kMalformedProject:
      return json_answer(
          400, {{"badRequest",
                 {{"message", fmt::format("project_id {}", kMalformed)}, {"code", "IMG.0001"}}}});
    case OtcRefusal::kMalformedJob:
      return nested(400, "IMG.0024", fmt::format("job_id {}", kMalformed));
    case OtcRefusal::kForeignToken:
      return identity(403, "Forbidden", "The token is not of this project.");
    case OtcRefusal::kOtherProject:
      return denied_by_policy();
    case OtcRefusal::kUnknownJob:
      return flat(404, "IMG.0404", "The job does not exist");
  }
  return page(500, "Internal Server Error");
}

std::optional<wire::Response> OtcErrors::documented(int status) const {
  if (profile_ == Profile::kDocumented) return documented_error(status);
  switch (status) {
    case 400:
      return observed(OtcRefusal::kMalformedJob);
    case 401:
      return observed(OtcRefusal::kUnknownToken);
    case 403:
      return denied_by_policy();
    case 404:
      return unknown_path();
    case 429:
      return gateway(429, "APIGW.0308", "The throttling threshold has been reached");
    case 500:
      return page(500, "Internal Server Error");
    case 503:
      return page(503, "Service Temporarily Unavailable");
    default:
      return std::nullopt;
  }
}

std::string OtcErrors::documented_statuses() const {
  return profile_ == Profile::kObserved ? "400, 401, 403, 404, 429, 500 and 503"
                                        : "400, 401, 403, 500 and 503";
}

wire::Response OtcErrors::unknown_path() const {
  if (profile_ == Profile::kDocumented) return flat(404, "APIGW.0101", "The API does not exist");
  return gateway(404, "APIGW.0101",
                 "The API does not exist or has not been published in the environment");
}

wire::Response OtcErrors::gateway(int status, std::string_view code,
                                  std::string_view message) const {
  const std::string id = ids_.hex(fmt::format("otc/request/{}", ++requests_), 32);
  return json_answer(status, {{"error_msg", message}, {"error_code", code}, {"request_id", id}});
}

}  // namespace assay::mock
