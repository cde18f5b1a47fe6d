#include "cli/proxy_choice.h"

#include <arpa/inet.h>

#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/text.h"
#include "cli/loading.h"
#include "exchange/tunnel.h"

namespace assay::cli {
namespace {

using exchange::Origin;

// An IP address as it travels.
std::vector<std::uint8_t> address_bytes(const std::string& text) {
  std::array<std::uint8_t, 16> bytes{};
  if (inet_pton(AF_INET, text.c_str(), bytes.data()) == 1) {
    return {bytes.begin(), bytes.begin() + 4};
  }
  if (inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1) return {bytes.begin(), bytes.end()};
  return {};
}

bool in_network(const std::vector<std::uint8_t>& host, const std::string& network) {
  const std::size_t slash = network.find('/');
  const std::vector<std::uint8_t> base = address_bytes(network.substr(0, slash));
  if (host.empty() || base.size() != host.size()) return false;
  unsigned bits = static_cast<unsigned>(host.size()) * 8;
  if (slash != std::string::npos) {
    unsigned wanted = 0;
    const char* end = network.data() + network.size();
    const auto read = std::from_chars(network.data() + slash + 1, end, wanted);
    if (read.ec != std::errc() || read.ptr != end || wanted > bits) return false;
    bits = wanted;
  }
  for (unsigned bit = 0; bit < bits; ++bit) {
    const unsigned mask = 128U >> (bit % 8);
    if (((host[bit / 8] ^ base[bit / 8]) & mask) != 0) return false;
  }
  return true;
}

bool is_own_machine(const std::string& host) {
  if (host == "localhost" || host.ends_with(".localhost")) return true;
  const std::vector<std::uint8_t> bytes = address_bytes(host);
  return in_network(bytes, "127.0.0.0/8") || in_network(bytes, "::1");
}

// "name:port" with the port that is meant, or without one.
bool takes_port(std::string& entry, std::uint16_t port) {
  const std::size_t colon = entry.rfind(':');
  if (colon == std::string::npos || entry.find(':') != colon) return true;  // Or an IPv6 address.
  const bool same = entry.substr(colon + 1) == std::to_string(port);
  entry.resize(colon);
  return same;
}

bool entry_has(std::string entry, const Origin& origin) {
  if (entry == "*") return true;
  if (!takes_port(entry, origin.port)) return false;
  const std::vector<std::uint8_t> bytes = address_bytes(origin.host);
  if (!bytes.empty()) return in_network(bytes, entry);
  while (entry.starts_with('.') || entry.starts_with('*')) entry.erase(0, 1);
  return !entry.empty() && (origin.host == entry || origin.host.ends_with("." + entry));
}

struct Variable {
  std::string name;
  std::string value;
};

std::optional<Variable> either_case(const std::string& upper) {
  for (const std::string& name : {base::lower(upper), upper}) {
    if (auto value = environment(name)) return Variable{name, *std::move(value)};
  }
  return std::nullopt;
}

}  // namespace

bool is_excepted(std::string_view no_proxy, const Origin& origin) {
  for (const std::string& part : base::split(no_proxy, ',')) {
    for (const std::string& word : base::split(part, ' ')) {
      if (!word.empty() && entry_has(base::lower(word), origin)) return true;
    }
  }
  return false;
}

base::Result<ProxyChoice> proxy_of_environment(const Origin& origin) {
  const bool may_be_a_header = !origin.tls && environment("REQUEST_METHOD").has_value();
  if (is_own_machine(origin.host) || may_be_a_header) return ProxyChoice{};
  const auto named = either_case(origin.tls ? "HTTPS_PROXY" : "HTTP_PROXY");
  if (!named) return ProxyChoice{};
  const auto exceptions = either_case("NO_PROXY");
  if (exceptions && is_excepted(exceptions->value, origin)) return ProxyChoice{};
  ProxyChoice choice{.url = named->value, .credentials = "", .variable = named->name};
  if (const std::size_t at = choice.url.rfind('@'); at != std::string::npos) {
    const std::size_t scheme = choice.url.find("://");
    const std::size_t begin = scheme == std::string::npos ? 0 : scheme + 3;
    choice.credentials = base::percent_decode(choice.url.substr(begin, at - begin));
    choice.url.erase(begin, at + 1 - begin);
  }
  const auto proxy = exchange::parse_proxy(choice.url);
  if (proxy.ok()) return choice;
  base::Error error = proxy.error();
  error.file = "environment variable " + named->name;
  return error;
}

}  // namespace assay::cli
