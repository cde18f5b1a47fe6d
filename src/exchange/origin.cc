#include "exchange/origin.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/text.h"

namespace assay::exchange {
namespace {

constexpr std::uint16_t kHttpPort = 80;
constexpr std::uint16_t kHttpsPort = 443;

bool is_ipv6(const std::string& host) {
  in6_addr address;
  return inet_pton(AF_INET6, host.c_str(), &address) == 1;
}

bool is_name_or_ipv4(std::string_view host) {
  return !host.empty() && std::all_of(host.begin(), host.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
  });
}

bool is_path(std::string_view path) {
  return std::all_of(path.begin(), path.end(),
                     [](char c) { return c > ' ' && c < '\x7f' && c != '"' && c != '\\'; });
}

std::optional<std::uint16_t> parse_port(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc() || end != text.data() + text.size() || port == 0) return std::nullopt;
  return port;
}

// Fills host and port from "host:port"; what is wrong with it, or nullptr.
const char* read_authority(std::string_view authority, Origin* origin) {
  std::string_view rest;
  if (authority.starts_with('[')) {
    const std::size_t close = authority.find(']');
    if (close == std::string_view::npos) return "the bracket of its IPv6 address does not close";
    origin->host = base::lower(authority.substr(1, close - 1));
    if (!is_ipv6(origin->host)) return "what stands in brackets is not an IPv6 address";
    rest = authority.substr(close + 1);
  } else {
    const std::size_t colon = authority.find(':');
    origin->host = base::lower(authority.substr(0, colon));
    if (origin->host.empty()) return "it names no host";
    if (!is_name_or_ipv4(origin->host)) return "its host has a character that no host name has";
    if (colon != std::string_view::npos) rest = authority.substr(colon);
  }
  if (rest.empty()) return nullptr;
  const auto port = rest.front() == ':' ? parse_port(rest.substr(1)) : std::nullopt;
  if (!port) return "its port is not a number from 1 to 65535";
  origin->port = *port;
  return nullptr;
}

base::Error refused(std::string_view url, const char* reason) {
  base::Error error;
  error.message = std::string("not a usable base URL: ") + reason;
  error.file = base::printable(url);
  error.hint = "an example: https://images.example.com:8443/prefix";
  return error;
}

}  // namespace

std::string Origin::authority() const {
  const std::string name = is_ipv6(host) ? "[" + host + "]" : host;
  return name + ":" + std::to_string(port);
}

std::string Origin::host_header() const {
  std::string full = authority();
  if (port != (tls ? kHttpsPort : kHttpPort)) return full;
  return full.substr(0, full.rfind(':'));
}

base::Result<Origin> parse_origin(std::string_view base_url) {
  const std::size_t scheme_end = base_url.find("://");
  const std::string scheme = base::lower(base_url.substr(0, scheme_end));
  if (scheme_end == std::string_view::npos || (scheme != "http" && scheme != "https")) {
    return refused(base_url.substr(0, base_url.find('@')),
                   "it starts with neither http:// nor https://");
  }
  const std::string_view rest = base_url.substr(scheme_end + 3);
  const std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
  // The URL is not repeated: what stands before the @ may be a password.
  if (authority.find('@') != std::string_view::npos) {
    return refused(scheme + "://...@" + std::string(authority.substr(authority.rfind('@') + 1)),
                   "it holds user information; credentials come from the environment");
  }
  Origin origin;
  origin.tls = scheme == "https";
  origin.port = origin.tls ? kHttpsPort : kHttpPort;
  if (const char* reason = read_authority(authority, &origin)) return refused(base_url, reason);
  std::string_view path = rest.substr(authority.size());
  if (path.find_first_of("?#") != std::string_view::npos) {
    return refused(base_url, "it has a query or a fragment");
  }
  if (!is_path(path)) return refused(base_url, "its path has a character that must be escaped");
  while (path.ends_with('/')) path.remove_suffix(1);
  origin.prefix = path;
  return origin;
}

}  // namespace assay::exchange
