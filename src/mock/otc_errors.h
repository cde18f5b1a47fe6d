#ifndef ASSAY_MOCK_OTC_ERRORS_H_
#define ASSAY_MOCK_OTC_ERRORS_H_

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "mock/ids.h"
#include "mock/profile.h"
#include "wire/transcript.h"

namespace assay::mock {

// Why a question about an image-management job is not answered.
enum class OtcRefusal {
  kNoCredential,  // Missing or empty.
  kOtherScheme,   // Another way to say who is calling: Bearer, Basic.
  kUnknownToken,  // Never issued.
  kExpiredToken,
  kUnknownKey,  // Of a signed request.
  kWrongSignature,
  kStaleSignature,
  kMalformedProject,
  kMalformedJob,
  kForeignToken,  // Asks for this project.
  kOtherProject,  // Asked for with a token of this project.
  kUnknownJob,
};

// What errors look like. In the documented profile, those of the gateway in front (401, 404, 503)
// have the flat envelope and those of the service the nested one.
//
// In the observed one every envelope that has been seen occurs:
//   {"error_msg", "error_code", "request_id"}    gateway: 401, 429, 404 where there is no such path
//   {"error_msg", "error_code"}                  404, unknown job
//   {"error": {"message", "code": "IMG.…"}}      400, malformed job id
//   {"badRequest": {"message", "code"}}          400, malformed project id
//   {"error": {"message", "code": 401, "title"}} 401 expired token, 403 foreign token
//   {"error": {"code", "message", "ext_message"}}                401, other scheme
//   {"error": {"code", "message", "encoded_authorization_message", "details"}}  403, other project
//   HTML                                         500, 503
// Thread-safe.
class OtcErrors {
 public:
  OtcErrors(const Ids& ids, Profile profile) : ids_(ids), profile_(profile) {}

  wire::Response refusal(OtcRefusal refusal) const;
  // One of the known statuses, forced: 400, 401, 403, 500, 503; observed also 404 and 429.
  std::optional<wire::Response> documented(int status) const;
  std::string documented_statuses() const;
  wire::Response unknown_path() const;

 private:
  wire::Response observed(OtcRefusal refusal) const;
  wire::Response gateway(int status, std::string_view code, std::string_view message) const;

  const Ids ids_;
  const Profile profile_;
  mutable std::atomic<std::uint64_t> requests_{0};  // For the next request_id.
};

}  // namespace assay::mock

#endif  // ASSAY_MOCK_OTC_ERRORS_H_
