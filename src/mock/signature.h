#ifndef ASSAY_MOCK_SIGNATURE_H_
#define ASSAY_MOCK_SIGNATURE_H_

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "wire/transcript.h"

namespace assay::mock {

// Requests that are signed with a secret key instead of carrying a token:
//   Authorization: SDK-HMAC-SHA256 Access=KEY, SignedHeaders=host;x-sdk-date, Signature=HEX
// with X-Sdk-Date (20191115T033655Z) among the headers that are signed. Pure functions.

inline constexpr std::string_view kSignatureScheme = "SDK-HMAC-SHA256";
// How far the date of a request may be from the server's, in either direction.
inline constexpr std::chrono::minutes kSignatureWindow{15};

struct Signature {
  std::string access_key;
  std::vector<std::string> signed_headers;  // In lower case, in the order in which they are signed.
  std::string value;
};

// nullopt where a part is missing or empty, or the date is not signed.
std::optional<Signature> parse_signature(std::string_view authorization);

// Method, path, query, signed headers, their names and the digest of the body, a line each: path
// segments and query words are percent-encoded anew, the path ends with a slash, and the query is
// sorted. A header that is missing counts as empty.
std::string canonical_request(const wire::Request& request,
                              const std::vector<std::string>& signed_headers);
// What the signature must be, as lower-case hexadecimal digits.
std::string expected_signature(const wire::Request& request,
                               const std::vector<std::string>& signed_headers,
                               std::string_view secret_key);

enum class SignatureCheck { kGood, kWrong, kStale };
SignatureCheck check_signature(const wire::Request& request, const Signature& signature,
                               std::string_view secret_key, std::chrono::sys_seconds now);

}  // namespace assay::mock

#endif  // ASSAY_MOCK_SIGNATURE_H_
