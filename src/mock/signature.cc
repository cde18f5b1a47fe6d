#include "mock/signature.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"

namespace assay::mock {
namespace {

constexpr std::string_view kDateHeader = "x-sdk-date";

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::string hex_of(const unsigned char* bytes, std::size_t size) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  for (std::size_t i = 0; i < size; ++i) {
    out += kDigits[bytes[i] >> 4];
    out += kDigits[bytes[i] & 15];
  }
  return out;
}

std::string sha256(std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr);
  return hex_of(digest.data(), size);
}

std::string hmac_sha256(std::string_view key, std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
       reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data(), &size);
  return hex_of(digest.data(), size);
}

std::string canonical_path(std::string_view path) {
  std::string out;
  for (const std::string& segment : base::split(path, '/')) {
    out += base::percent_encode(base::percent_decode(segment)) + "/";
  }
  // A path that ends with a slash has an empty last segment.
  if (out.ends_with("//")) out.pop_back();
  return out;
}

std::string canonical_query(std::string_view query) {
  if (query.empty()) return {};
  std::vector<std::pair<std::string, std::string>> words;
  for (const std::string& word : base::split(query, '&')) {
    const std::size_t equals = std::min(word.find('='), word.size());
    const std::string value = equals < word.size() ? word.substr(equals + 1) : "";
    words.emplace_back(base::percent_decode(word.substr(0, equals)), base::percent_decode(value));
  }
  std::sort(words.begin(), words.end());
  std::string out;
  for (const auto& [name, value] : words) {
    if (!out.empty()) out += '&';
    out += base::percent_encode(name) + "=" + base::percent_encode(value);
  }
  return out;
}

std::string header_of(const wire::Request& request, std::string_view name) {
  return std::string(trimmed(wire::find_header(request.headers, name).value_or("")));
}

// "20191115T033655Z".
std::optional<std::chrono::sys_seconds> parse_date(std::string_view text) {
  if (text.size() != 16 || text[8] != 'T' || text[15] != 'Z') return std::nullopt;
  const auto number = [&](std::size_t at, std::size_t digits) {
    int value = 0;
    for (const char c : text.substr(at, digits)) {
      value = c >= '0' && c <= '9' && value >= 0 ? value * 10 + (c - '0') : -1;
    }
    return value;
  };
  const int year = number(0, 4), month = number(4, 2), day = number(6, 2);
  const int hour = number(9, 2), minute = number(11, 2), second = number(13, 2);
  if (std::min({year, month, day, hour, minute, second}) < 0) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok() || hour > 23 || minute > 59 || second > 59) return std::nullopt;
  return std::chrono::sys_days(date) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
         std::chrono::seconds(second);
}

}  // namespace

std::optional<Signature> parse_signature(std::string_view authorization) {
  if (!authorization.starts_with(kSignatureScheme)) return std::nullopt;
  Signature signature;
  for (const std::string& part : base::split(authorization.substr(kSignatureScheme.size()), ',')) {
    const std::string_view word = trimmed(part);
    const std::size_t equals = word.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    const std::string_view name = word.substr(0, equals);
    const std::string value(word.substr(equals + 1));
    if (name == "Access") signature.access_key = value;
    if (name == "Signature") signature.value = value;
    if (name == "SignedHeaders") signature.signed_headers = base::split(value, ';');
  }
  const auto& names = signature.signed_headers;
  const bool dated = std::find(names.begin(), names.end(), kDateHeader) != names.end();
  if (signature.access_key.empty() || signature.value.empty() || !dated) return std::nullopt;
  return signature;
}

std::string canonical_request(const wire::Request& request,
                              const std::vector<std::string>& signed_headers) {
  const std::string_view target = request.target;
  const std::size_t mark = std::min(target.find('?'), target.size());
  const std::string_view query = mark < target.size() ? target.substr(mark + 1) : "";
  std::string headers;
  for (const std::string& name : signed_headers) {
    headers += base::lower(name) + ":" + header_of(request, name) + "\n";
  }
  return base::join(std::vector<std::string>{request.method, canonical_path(target.substr(0, mark)),
                                             canonical_query(query), headers,
                                             base::join(signed_headers, ";"), sha256(request.body)},
                    "\n");
}

std::string expected_signature(const wire::Request& request,
                               const std::vector<std::string>& signed_headers,
                               std::string_view secret_key) {
  const std::string text = std::string(kSignatureScheme) + "\n" + header_of(request, kDateHeader) +
                           "\n" + sha256(canonical_request(request, signed_headers));
  return hmac_sha256(secret_key, text);
}

SignatureCheck check_signature(const wire::Request& request, const Signature& signature,
                               std::string_view secret_key, std::chrono::sys_seconds now) {
  const auto date = parse_date(header_of(request, kDateHeader));
  if (!date || std::chrono::abs(now - *date) > kSignatureWindow) return SignatureCheck::kStale;
  const std::string expected = expected_signature(request, signature.signed_headers, secret_key);
  const bool same = expected.size() == signature.value.size() &&
                    CRYPTO_memcmp(expected.data(), signature.value.data(), expected.size()) == 0;
  return same ? SignatureCheck::kGood : SignatureCheck::kWrong;
}

}  // namespace assay::mock
