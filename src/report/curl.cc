#include "report/curl.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <vector>

#include "base/shell.h"
#include "base/text.h"
#include "report/describe.h"

namespace assay::report {
namespace {

using Secrets = std::map<std::string, std::string>;

// A stretch of text, or what the shell replaces by the secret that was there.
struct Segment {
  std::string_view text;
  std::string shell;  // "" for text.
};

bool is_letter(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}
bool is_name_character(char c) {
  return is_letter(c) || c == '_' || (c >= '0' && c <= '9');
}

// The name in the ${NAME} that starts at `at`, or "".
std::string_view secret_name(std::string_view text, std::size_t at, const Secrets& secrets) {
  if (text.substr(at, 2) != "${") return {};
  for (const auto& [known, shell] : secrets) {
    if (text.substr(at + 2).starts_with(known + "}")) return known;
  }
  const std::size_t close = text.find('}', at);
  if (close == std::string_view::npos) return {};
  const std::string_view name = text.substr(at + 2, close - at - 2);
  const bool valid = !name.empty() && (is_letter(name[0]) || name[0] == '_') &&
                     std::all_of(name.begin(), name.end(), is_name_character);
  return valid ? name : std::string_view{};
}

std::string shell_secret(const std::string& name, const Secrets& secrets) {
  const auto known = secrets.find(name);
  return known == secrets.end() ? "\"$" + name + "\"" : known->second;
}

std::vector<Segment> segments(std::string_view text, const Secrets& secrets) {
  std::vector<Segment> out;
  std::size_t start = 0;
  for (std::size_t at = text.find('$'); at != std::string_view::npos; at = text.find('$', at)) {
    const std::string_view name = secret_name(text, at, secrets);
    if (name.empty()) {
      ++at;
      continue;
    }
    if (at > start) out.push_back({text.substr(start, at - start), ""});
    out.push_back({name, shell_secret(std::string(name), secrets)});
    at += name.size() + 3;
    start = at;
  }
  if (start < text.size()) out.push_back({text.substr(start), ""});
  return out;
}

std::string word(std::string_view text, const Secrets& secrets) {
  if (text.empty()) return "''";
  std::string out;
  for (const Segment& segment : segments(text, secrets)) {
    out += segment.shell.empty() ? base::shell_quoted(segment.text) : segment.shell;
  }
  return out;
}

bool prints_unchanged(std::string_view text) {
  return shown(text) == text;
}

void append_printf_text(std::string_view text, std::string& out) {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '%') {
      out += "%%";
    } else if (byte < 0x20 || byte >= 0x7F || c == '\\' || c == '\'' || (c == '-' && out.empty())) {
      out += fmt::format("\\{:03o}", byte);
    } else {
      out += c;
    }
  }
}

// "printf FORMAT "$NAME"...": writes exactly `body`.
std::string printf_command(std::string_view body, const Secrets& secrets) {
  std::string format;
  std::string arguments;
  for (const Segment& segment : segments(body, secrets)) {
    if (!segment.shell.empty()) {
      format += "%s";
      arguments += " " + segment.shell;
    } else {
      append_printf_text(segment.text, format);
    }
  }
  return "printf " + base::shell_quoted(format) + arguments;
}

std::string method_options(const wire::Request& request) {
  if (request.method == "HEAD") return " --head";
  if (request.method == (request.body.empty() ? "GET" : "POST")) return "";
  const bool plain = std::all_of(request.method.begin(), request.method.end(), is_letter);
  return " -X " + (plain ? request.method : base::shell_quoted(request.method));
}

// The options curl needs to leave a URL as it is.
std::string url_options(std::string_view url, const Secrets& secrets) {
  std::string out;
  for (const Segment& segment : segments(url, secrets)) {
    // Brackets and braces are patterns to curl.
    if (segment.shell.empty() && segment.text.find_first_of("[]{}") != std::string_view::npos) {
      out = " -g";
    }
  }
  const bool has_dots = url.find("/./") != std::string_view::npos ||
                        url.find("/../") != std::string_view::npos || url.ends_with("/.") ||
                        url.ends_with("/..");
  return has_dots ? out + " --path-as-is" : out;
}

std::string header_options(const wire::Request& request, const Secrets& secrets) {
  constexpr std::array<std::string_view, 4> kComputed = {"host", "content-length", "connection",
                                                         "transfer-encoding"};
  std::string out;
  for (const wire::Header& header : request.headers) {
    const std::string name = base::lower(header.name);
    if (std::find(kComputed.begin(), kComputed.end(), name) != kComputed.end()) continue;
    if (name == "accept-encoding") {
      out += " --compressed";
    } else {
      // A header that ends in a colon would be removed; a semicolon sends it empty.
      out += " -H " +
             word(header.value.empty() ? header.name + ";" : header.name + ": " + header.value,
                  secrets);
    }
  }
  // Otherwise curl would call any body a form.
  if (!request.body.empty() && !wire::find_header(request.headers, "Content-Type")) {
    out += " -H 'Content-Type:'";
  }
  return out;
}

}  // namespace

std::string curl_line(const wire::Request& request, std::string_view base_url,
                      const judge::ByHand& by_hand) {
  const Secrets& secrets = by_hand.secrets;
  if (!by_hand.base_url.empty()) base_url = by_hand.base_url;
  while (base_url.ends_with('/')) base_url.remove_suffix(1);
  const std::string url = std::string(base_url) + request.target;
  const bool piped = !prints_unchanged(request.body);
  std::string line =
      piped ? printf_command(request.body, secrets) + " | curl -sS -i" : "curl -sS -i";
  for (const std::string& option : by_hand.curl_options) {
    line += " " + (option.starts_with("--") ? option : word(option, secrets));
  }
  line += method_options(request) + url_options(url, secrets) + header_options(request, secrets);
  if (piped) {
    line += " --data-binary @-";
  } else if (!request.body.empty()) {
    line += " --data-raw " + word(request.body, secrets);
  }
  return line + " " + word(url, secrets);
}

}  // namespace assay::report
