#include "exchange/signing.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.h"

namespace assay::exchange {
namespace {

constexpr std::string_view kAlgorithm = "SDK-HMAC-SHA256";
constexpr std::string_view kDate = "X-Sdk-Date";
constexpr std::string_view kAuthorization = "Authorization";

using Bytes = std::array<unsigned char, EVP_MAX_MD_SIZE>;

std::string hexadecimal(const Bytes& bytes, unsigned size) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  for (unsigned i = 0; i < size; ++i) {
    out += kDigits[bytes[i] >> 4U];
    out += kDigits[bytes[i] & 15U];
  }
  return out;
}

std::string sha256(std::string_view text) {
  Bytes digest{};
  unsigned size = 0;
  EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr);
  return hexadecimal(digest, size);
}

std::string hmac_sha256(const std::string& key, std::string_view text) {
  Bytes digest{};
  unsigned size = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
       reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data(), &size);
  return hexadecimal(digest, size);
}

// However much of it was escaped before.
std::string encoded_once(std::string_view text) {
  return base::percent_encode(base::percent_decode(text));
}

// Ends in a slash, whether the path does or not.
std::string canonical_path(std::string_view path) {
  std::string out;
  for (const std::string& segment : base::split(path, '/')) out += encoded_once(segment) + "/";
  if (path.ends_with('/')) out.pop_back();
  return out;
}

std::string canonical_query(std::string_view query) {
  if (query.empty()) return "";
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const std::string& word : base::split(query, '&')) {
    const std::size_t equals = word.find('=');
    pairs.emplace_back(
        base::percent_decode(word.substr(0, equals)),
        equals == std::string::npos ? "" : base::percent_decode(word.substr(equals + 1)));
  }
  std::sort(pairs.begin(), pairs.end());
  std::vector<std::string> words;
  for (const auto& [name, value] : pairs) {
    words.push_back(base::percent_encode(name) + "=" + base::percent_encode(value));
  }
  return base::join(words, "&");
}

std::string trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return "";
  return std::string(text.substr(first, text.find_last_not_of(" \t") - first + 1));
}

std::string stamp(std::chrono::system_clock::time_point now) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(now);
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  std::array<char, 32> text{};
  return {text.data(), std::strftime(text.data(), text.size(), "%Y%m%dT%H%M%SZ", &utc)};
}

void remove_header(std::string_view name, std::vector<wire::Header>& headers) {
  std::erase_if(headers, [&](const wire::Header& header) {
    return base::equals_ignoring_case(header.name, name);
  });
}

}  // namespace

wire::Request sign(wire::Request request, const SigningPlace& place, const SigningKeys& keys,
                   std::chrono::system_clock::time_point now) {
  const std::string date = stamp(now);
  remove_header(kAuthorization, request.headers);
  remove_header(kDate, request.headers);
  const auto host = wire::find_header(request.headers, "Host");
  std::map<std::string, std::string> covered = {{"host", host ? trimmed(*host) : place.host},
                                                {"x-sdk-date", date}};
  if (const auto type = wire::find_header(request.headers, "Content-Type")) {
    covered.emplace("content-type", trimmed(*type));
  }
  std::string header_lines;
  std::vector<std::string> names;
  for (const auto& [name, value] : covered) {
    header_lines.append(name).append(":").append(value).append("\n");
    names.push_back(name);
  }
  const std::string signed_headers = base::join(names, ";");

  const std::string whole = place.prefix + request.target;
  const std::size_t mark = whole.find('?');
  const std::string query = mark == std::string::npos ? "" : whole.substr(mark + 1);
  const std::string canonical =
      base::join(std::vector<std::string>{request.method, canonical_path(whole.substr(0, mark)),
                                          canonical_query(query), header_lines, signed_headers,
                                          sha256(request.body)},
                 "\n");
  const std::string to_sign = std::string(kAlgorithm) + "\n" + date + "\n" + sha256(canonical);
  request.headers.push_back({std::string(kDate), date});
  request.headers.push_back(
      {std::string(kAuthorization), std::string(kAlgorithm) + " Access=" + keys.access_key +
                                        ", SignedHeaders=" + signed_headers +
                                        ", Signature=" + hmac_sha256(keys.secret_key, to_sign)});
  return request;
}

}  // namespace assay::exchange
