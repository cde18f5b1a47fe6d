#include "schema/uri.h"

#include <algorithm>
#include <charconv>

namespace assay::schema {
namespace {

bool is_alpha(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// The pieces of RFC 3986, appendix B, delimiters included so that absent and empty differ.
struct Parts {
  std::string_view scheme;     // "https:"
  std::string_view authority;  // "//host"
  std::string_view path;
  std::string_view query;     // "?a"
  std::string_view fragment;  // "#b"
};

std::size_t scheme_length(std::string_view text) {
  if (text.empty() || !is_alpha(text[0])) return 0;
  std::size_t at = 1;
  while (at < text.size() && (is_alpha(text[at]) || is_digit(text[at]) || text[at] == '+' ||
                              text[at] == '-' || text[at] == '.')) {
    ++at;
  }
  return at < text.size() && text[at] == ':' ? at + 1 : 0;
}

std::string_view take(std::string_view& rest, std::size_t count) {
  const std::string_view piece = rest.substr(0, count);
  rest.remove_prefix(piece.size());
  return piece;
}

Parts parse(std::string_view uri) {
  Parts parts;
  parts.scheme = take(uri, scheme_length(uri));
  if (uri.starts_with("//")) parts.authority = take(uri, uri.find_first_of("/?#", 2));
  parts.path = take(uri, uri.find_first_of("?#"));
  if (uri.starts_with('?')) parts.query = take(uri, uri.find('#'));
  parts.fragment = uri;
  return parts;
}

// Section 5.2.4.
std::string without_dot_segments(std::string_view path) {
  std::string out;
  while (!path.empty()) {
    if (path.starts_with("../")) {
      path.remove_prefix(3);
    } else if (path.starts_with("./") || path.starts_with("/./")) {
      path.remove_prefix(2);
    } else if (path == "/.") {
      path = "/";
    } else if (path.starts_with("/../") || path == "/..") {
      path = path.size() == 3 ? std::string_view("/") : path.substr(3);
      out.erase(std::min(out.rfind('/'), out.size()));
    } else if (path == "." || path == "..") {
      path = {};
    } else {
      out.append(take(path, path.find('/', path.starts_with('/') ? 1 : 0)));
    }
  }
  return out;
}

// Section 5.2.3.
std::string merged(const Parts& base, std::string_view path) {
  if (!base.authority.empty() && base.path.empty()) return "/" + std::string(path);
  const std::size_t slash = base.path.rfind('/');
  const std::size_t kept = slash == std::string_view::npos ? 0 : slash + 1;
  return std::string(base.path.substr(0, kept)).append(path);
}

std::string compose(std::string_view scheme, std::string_view authority, std::string_view path,
                    std::string_view query, std::string_view fragment) {
  std::string out(scheme);
  return out.append(authority).append(path).append(query).append(fragment);
}

}  // namespace

std::string resolve_uri(std::string_view base_text, std::string_view reference) {
  const Parts base = parse(base_text);
  const Parts ref = parse(reference);
  if (!ref.scheme.empty()) {
    return compose(ref.scheme, ref.authority, without_dot_segments(ref.path), ref.query,
                   ref.fragment);
  }
  if (!ref.authority.empty()) {
    return compose(base.scheme, ref.authority, without_dot_segments(ref.path), ref.query,
                   ref.fragment);
  }
  if (ref.path.empty()) {
    const std::string_view query = ref.query.empty() ? base.query : ref.query;
    return compose(base.scheme, base.authority, base.path, query, ref.fragment);
  }
  const std::string path =
      ref.path.starts_with('/') ? std::string(ref.path) : merged(base, ref.path);
  return compose(base.scheme, base.authority, without_dot_segments(path), ref.query, ref.fragment);
}

std::pair<std::string_view, std::string_view> split_fragment(std::string_view uri) {
  const std::size_t hash = uri.find('#');
  if (hash == std::string_view::npos) return {uri, {}};
  return {uri.substr(0, hash), uri.substr(hash + 1)};
}

bool is_absolute_uri(std::string_view uri) {
  return scheme_length(uri) != 0;
}

std::string as_fragment(std::string_view pointer) {
  constexpr std::string_view kPlain = "-._~!$&'()*+,;=:@/?";
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : pointer) {
    if (is_alpha(c) || is_digit(c) || kPlain.find(c) != std::string_view::npos) {
      out.push_back(c);
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out.append({'%', kHex[byte >> 4], kHex[byte & 15]});
    }
  }
  return out;
}

std::optional<std::string> percent_decode(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '%') {
      out.push_back(text[at]);
      continue;
    }
    if (at + 2 >= text.size()) return std::nullopt;
    unsigned byte = 0;
    const char* end = text.data() + at + 3;
    const auto parsed = std::from_chars(text.data() + at + 1, end, byte, 16);
    if (parsed.ptr != end) return std::nullopt;
    out.push_back(static_cast<char>(byte));
    at += 2;
  }
  return out;
}

}  // namespace assay::schema
