#include "cli/testing_inert.h"

#include <fmt/format.h>

#include <cctype>
#include <cstdint>
#include <functional>

#include "base/utf8.h"

namespace assay::cli::testing {
namespace {

using Encode = std::function<std::string(char)>;

std::string each(std::string_view text, const Encode& encode) {
  std::string out;
  for (const char c : text) out += encode(c);
  return out;
}

std::string percent(char c, bool upper) {
  if (std::isalnum(static_cast<unsigned char>(c)) != 0) return {c};
  const int byte = static_cast<unsigned char>(c);
  return upper ? fmt::format("%{:02X}", byte) : fmt::format("%{:02x}", byte);
}

std::string json(char c, bool slash) {
  if (c == '"' || c == '\\' || (slash && c == '/')) return {'\\', c};
  return {c};
}

std::string xml(char c) {
  switch (c) {
    case '"':
      return "&quot;";
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    default:
      return {c};
  }
}

// Of `text` behind `before` other bytes, without the letters that depend on what is around it.
std::string base64(std::string_view text, std::size_t before, bool for_url) {
  const std::string_view alphabet =
      for_url ? "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
              : "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  std::uint32_t bits = 0;
  // Letters begin at every sixth bit; the first whole one of the text is behind what it shares.
  std::size_t count = before * 8 % 6;
  std::size_t skip = count == 0 ? 0 : 6 - count;
  count = 0;
  for (const char c : text) {
    bits = bits << 8 | static_cast<unsigned char>(c);
    count += 8;
    if (skip > 0) {
      count -= skip;
      skip = 0;
    }
    while (count >= 6) {
      count -= 6;
      out += alphabet[bits >> count & 0x3f];
    }
    bits &= (1u << count) - 1;
  }
  return out;
}

bool turns_reading(char32_t value) {
  return value == 0x061C || value == 0x200E || value == 0x200F ||
         (value >= 0x202A && value <= 0x202E) || (value >= 0x2066 && value <= 0x2069);
}

bool is_active(char32_t value) {
  const bool is_control = value < 0x20 || (value >= 0x7F && value <= 0x9F);
  return (is_control && value != '\n' && value != '\t') || turns_reading(value);
}

}  // namespace

std::vector<std::string> forms_of(std::string_view secret) {
  std::vector<std::string> forms = {
      std::string(secret),
      each(secret, [](char c) { return percent(c, true); }),
      each(secret, [](char c) { return percent(c, false); }),
      each(secret, [](char c) { return json(c, false); }),
      each(secret, [](char c) { return json(c, true); }),
      each(secret, xml),
  };
  for (std::size_t before = 0; before < 3; ++before) {
    forms.push_back(base64(secret, before, false));
    forms.push_back(base64(secret, before, true));
  }
  return forms;
}

std::string form_in(std::string_view text, const std::vector<std::string>& forms) {
  for (const std::string& form : forms) {
    if (text.find(form) != std::string_view::npos) return form;
  }
  return "";
}

std::string active_in(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const base::CodePoint point = base::decode_code_point(text, at);
    if (!point.valid) return fmt::format("a byte that is no UTF-8 at {}", at);
    if (is_active(point.value)) {
      return fmt::format("U+{:04X} at {}", static_cast<std::uint32_t>(point.value), at);
    }
    at += point.length;
  }
  return "";
}

}  // namespace assay::cli::testing
