#ifndef ASSAY_MOCK_ZSTACK_H_
#define ASSAY_MOCK_ZSTACK_H_

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "mock/answers.h"
#include "mock/credentials.h"
#include "wire/transcript.h"

namespace assay::mock {

// What the three operations of the cloud platform have in common. Pure functions.

inline constexpr std::string_view kZstackJson = "application/json;charset=UTF-8";

// The documented ErrorCode with all six members; the reserved ones and the cause are null.
Json zstack_error(std::string_view code, std::string_view description, std::string_view details);
// 503 {"error": ...}, the way in which an operation fails.
wire::Response zstack_failure(Json error);

// Why the caller may not call at all: no header or another scheme than OAuth is 400 in plain text,
// a session that is over or was never opened is 503 with ID.1001.
std::optional<wire::Response> zstack_refusal(const wire::Request& request,
                                             const Credentials& credentials);
// A valid session that may not do this: 503 with ID.1002.
wire::Response zstack_permission_denied(std::string_view details);
// The caller behind the request; meaningful after zstack_refusal found nothing.
Caller zstack_caller(const wire::Request& request, const Credentials& credentials);

// The request's body as an object, an absent body as an empty one; 400 in plain text for anything
// else and for tags that are not lists of strings.
base::Result<Json, wire::Response> zstack_body(const wire::Request& request);

// Any 4xx or 5xx: the pages document failure as an error object and name no status but 200. The
// error has a cause, so that the recursion is seen.
std::optional<wire::Response> zstack_documented_error(int status);

}  // namespace assay::mock

#endif  // ASSAY_MOCK_ZSTACK_H_
