#include <algorithm>

#include "schema/formats.h"

namespace assay::schema {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_alpha(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_hex(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
bool in(std::string_view set, char c) {
  return set.find(c) != std::string_view::npos;
}

std::string_view take(std::string_view& rest, std::size_t count) {
  const std::string_view piece = rest.substr(0, count);
  rest.remove_prefix(piece.size());
  return piece;
}

// RFC 1123: letters, digits and inner hyphens, at most 63 of them. "xn--" announces an encoded
// label; any other hyphens in the third and fourth place are reserved.
bool is_label(std::string_view label) {
  if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-') {
    return false;
  }
  if (label.size() >= 4 && label.substr(2, 2) == "--") {
    const bool encoded = (label[0] | 0x20) == 'x' && (label[1] | 0x20) == 'n';
    if (!encoded || label.size() == 4) return false;
  }
  return std::all_of(label.begin(), label.end(),
                     [](char c) { return is_alpha(c) || is_digit(c) || c == '-'; });
}

constexpr std::string_view kUnreserved = "-._~";
constexpr std::string_view kSubDelims = "!$&'()*+,;=";

// Characters of a component of RFC 3986: unreserved, sub-delims, escapes and `more`.
bool is_component(std::string_view text, std::string_view more) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '%') {
      if (at + 2 >= text.size() || !is_hex(text[at + 1]) || !is_hex(text[at + 2])) return false;
      at += 2;
    } else if (!is_alpha(c) && !is_digit(c) && !in(kUnreserved, c) && !in(kSubDelims, c) &&
               !in(more, c)) {
      return false;
    }
  }
  return true;
}

// "[::1]" or "[v1.x]".
bool is_ip_literal(std::string_view host) {
  if (!host.starts_with('[') || !host.ends_with(']')) return false;
  host = host.substr(1, host.size() - 2);
  if (!host.starts_with('v') && !host.starts_with('V')) return is_ipv6(host);
  const std::size_t dot = host.find('.');
  return dot != std::string_view::npos && dot > 1 && dot + 1 < host.size() &&
         std::all_of(host.begin() + 1, host.begin() + static_cast<std::ptrdiff_t>(dot), is_hex) &&
         is_component(host.substr(dot + 1), ":");
}

bool is_authority(std::string_view authority) {
  const std::size_t at = authority.find('@');
  if (at != std::string_view::npos) {
    if (!is_component(authority.substr(0, at), ":")) return false;
    authority.remove_prefix(at + 1);
  }
  const std::size_t bracket = authority.rfind(']');
  const std::size_t colon = authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
  if (colon != std::string_view::npos) {
    const std::string_view port = authority.substr(colon + 1);
    if (!std::all_of(port.begin(), port.end(), is_digit)) return false;
    authority = authority.substr(0, colon);
  }
  return authority.starts_with('[') ? is_ip_literal(authority) : is_component(authority, "");
}

// What follows the scheme, or all of a relative reference.
bool is_hierarchy(std::string_view rest) {
  if (const std::size_t hash = rest.find('#'); hash != std::string_view::npos) {
    if (!is_component(rest.substr(hash + 1), ":@/?")) return false;
    rest = rest.substr(0, hash);
  }
  if (const std::size_t query = rest.find('?'); query != std::string_view::npos) {
    if (!is_component(rest.substr(query + 1), ":@/?")) return false;
    rest = rest.substr(0, query);
  }
  if (rest.starts_with("//")) {
    rest.remove_prefix(2);
    if (!is_authority(take(rest, rest.find('/')))) return false;
  }
  return is_component(rest, ":@/");
}

// Length of "scheme:", or 0.
std::size_t scheme_length(std::string_view text) {
  if (text.empty() || !is_alpha(text[0])) return 0;
  std::size_t at = 1;
  while (at < text.size() && (is_alpha(text[at]) || is_digit(text[at]) || in("+-.", text[at]))) {
    ++at;
  }
  return at < text.size() && text[at] == ':' ? at + 1 : 0;
}

bool is_quoted_local(std::string_view local) {
  if (local.size() < 2 || local.front() != '"' || local.back() != '"') return false;
  local = local.substr(1, local.size() - 2);
  for (std::size_t at = 0; at < local.size(); ++at) {
    if (local[at] == '"' || local[at] < ' ' || local[at] == 0x7f) return false;
    if (local[at] == '\\' && ++at == local.size()) return false;
  }
  return true;
}

bool is_dot_atom(std::string_view local) {
  if (local.empty() || local.front() == '.' || local.back() == '.') return false;
  if (local.find("..") != std::string_view::npos) return false;
  return std::all_of(local.begin(), local.end(), [](char c) {
    return is_alpha(c) || is_digit(c) || in("!#$%&'*+/=?^_`{|}~-.", c);
  });
}

}  // namespace

bool is_hostname(std::string_view text) {
  if (text.size() > 253) return false;
  bool encoded = false;
  for (std::string_view rest = text;;) {
    const std::size_t dot = rest.find('.');
    const std::string_view label = rest.substr(0, dot);
    if (!is_label(label)) return false;
    encoded = encoded || label.substr(0, 4).ends_with("--");
    if (dot == std::string_view::npos) break;
    rest.remove_prefix(dot + 1);
  }
  // What is encoded must be a name itself.
  return !encoded || is_idn_hostname(text);
}

bool is_ipv4(std::string_view text) {
  for (int part = 0; part < 4; ++part) {
    const std::size_t dot = text.find('.');
    if ((dot == std::string_view::npos) != (part == 3)) return false;
    const std::string_view digits = text.substr(0, dot);
    if (digits.empty() || digits.size() > 3 || (digits.size() > 1 && digits[0] == '0'))
      return false;
    if (!std::all_of(digits.begin(), digits.end(), is_digit)) return false;
    int value = 0;
    for (const char c : digits) value = value * 10 + (c - '0');
    if (value > 255) return false;
    if (part < 3) text.remove_prefix(dot + 1);
  }
  return true;
}

// Eight groups, of which one run of zeros may be "::" and the last two may be an IPv4 address.
bool is_ipv6(std::string_view text) {
  int groups = 0;
  bool gap = text.starts_with("::");
  if (gap) {
    text.remove_prefix(2);
    if (text.empty()) return true;
  }
  while (true) {
    const std::size_t colon = text.find(':');
    const std::string_view group = text.substr(0, colon);
    if (colon == std::string_view::npos && in(group, '.')) {
      groups += 2;
      return is_ipv4(group) && (gap ? groups < 8 : groups == 8);
    }
    if (group.empty() || group.size() > 4 || !std::all_of(group.begin(), group.end(), is_hex)) {
      return false;
    }
    ++groups;
    if (colon == std::string_view::npos) return gap ? groups < 8 : groups == 8;
    text.remove_prefix(colon + 1);
    if (!text.starts_with(':')) continue;
    if (gap) return false;
    gap = true;
    text.remove_prefix(1);
    if (text.empty()) return groups < 8;
  }
}

bool is_email(std::string_view text) {
  const std::size_t at = text.rfind('@');
  if (at == std::string_view::npos) return false;
  const std::string_view local = text.substr(0, at);
  std::string_view domain = text.substr(at + 1);
  if (!is_dot_atom(local) && !is_quoted_local(local)) return false;
  if (!domain.starts_with('[')) return is_hostname(domain);
  if (!domain.ends_with(']')) return false;
  domain = domain.substr(1, domain.size() - 2);
  return domain.starts_with("IPv6:") ? is_ipv6(domain.substr(5)) : is_ipv4(domain);
}

bool is_uri(std::string_view text) {
  const std::size_t scheme = scheme_length(text);
  return scheme != 0 && is_hierarchy(text.substr(scheme));
}

bool is_uri_reference(std::string_view text) {
  if (is_uri(text)) return true;
  // A relative path must not look like a scheme.
  const std::size_t colon = text.find(':');
  if (colon != std::string_view::npos && colon < text.find_first_of("/?#")) return false;
  return is_hierarchy(text);
}

}  // namespace assay::schema
