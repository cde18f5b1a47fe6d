#include "report/xml_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "base/utf8.h"

namespace assay::report {
namespace {

// C1 controls and DEL are allowed by the standard, but act in a terminal.
bool is_shown_as_is(char32_t value) {
  if (value == '\t' || value == '\n') return true;
  if (value < 0x20 || (value >= 0x7F && value <= 0x9F)) return false;
  return value != 0xFFFE && value != 0xFFFF;
}

std::string escape(const base::CodePoint& point) {
  const auto value = static_cast<std::uint32_t>(point.value);
  return value < 0x80 ? fmt::format("\\x{:02x}", value) : fmt::format("\\u{:04x}", value);
}

}  // namespace

std::string xml_text(std::string_view text) {
  const bool is_plain = std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 0x20 && c <= 0x7E) || c == '\t' || c == '\n';
  });
  if (is_plain) return std::string(text);
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const base::CodePoint point = base::decode_code_point(text, at);
    if (!point.valid) {
      out += fmt::format("\\x{:02x}", static_cast<unsigned char>(text[at]));
    } else if (is_shown_as_is(point.value)) {
      out += text.substr(at, point.length);
    } else {
      out += escape(point);
    }
    at += point.length;
  }
  return out;
}

}  // namespace assay::report
