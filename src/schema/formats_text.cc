#include <algorithm>
#include <array>
#include <cstdint>

#include "schema/formats.h"
#include "schema/patterns.h"

namespace assay::schema {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Whether each byte is a hex digit, and in which letter case. Looked up in a table and gathered
// without a branch, as nearly every answer is full of ids that fit.
constexpr std::uint8_t kLowerHex = 1;
constexpr std::uint8_t kHex = 2;
constexpr std::array<std::uint8_t, 256> kHexDigits = [] {
  std::array<std::uint8_t, 256> digits{};
  for (std::size_t c = '0'; c <= '9'; ++c) digits[c] = kLowerHex | kHex;
  for (std::size_t c = 'a'; c <= 'f'; ++c) digits[c] = kLowerHex | kHex;
  for (std::size_t c = 'A'; c <= 'F'; ++c) digits[c] = kHex;
  return digits;
}();

bool all_hex(std::string_view text, std::uint8_t kind) {
  std::uint8_t common = kind;
  for (const char c : text) common &= kHexDigits[static_cast<unsigned char>(c)];
  return common == kind;
}

}  // namespace

bool is_uuid(std::string_view text) {
  return text.size() == 36 && text[8] == '-' && text[13] == '-' && text[18] == '-' &&
         text[23] == '-' && all_hex(text.substr(0, 8), kHex) && all_hex(text.substr(9, 4), kHex) &&
         all_hex(text.substr(14, 4), kHex) && all_hex(text.substr(19, 4), kHex) &&
         all_hex(text.substr(24), kHex);
}

bool is_uuid_hex(std::string_view text) {
  return text.size() == 32 && all_hex(text, kLowerHex);
}

bool is_uuid_any(std::string_view text) {
  return is_uuid(text) || (text.size() == 32 && all_hex(text, kHex));
}

bool is_json_pointer(std::string_view text) {
  if (!text.empty() && text[0] != '/') return false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '~') continue;
    if (at + 1 == text.size() || (text[at + 1] != '0' && text[at + 1] != '1')) return false;
  }
  return true;
}

bool is_relative_json_pointer(std::string_view text) {
  const auto end = std::find_if_not(text.begin(), text.end(), is_digit);
  const auto digits = static_cast<std::size_t>(end - text.begin());
  if (digits == 0 || (digits > 1 && text[0] == '0')) return false;
  const std::string_view rest = text.substr(digits);
  return rest == "#" || is_json_pointer(rest);
}

bool is_regex(std::string_view text) {
  return is_ecma_pattern(text);
}

}  // namespace assay::schema
