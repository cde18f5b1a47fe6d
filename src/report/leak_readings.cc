#include "report/leak_readings.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <utility>

namespace assay::report {
namespace {

// An escape at the start of a text: how much of it, and what it means; size 0: there is none.
struct Unit {
  std::size_t size = 0;
  std::array<char, 4> bytes{};
  std::size_t count = 0;
};

Unit byte_unit(std::size_t size, char byte) {
  return {size, {byte}, 1};
}

Unit code_unit(std::size_t size, std::uint32_t code) {
  const auto low = [code](int bits) { return static_cast<char>(0x80 | ((code >> bits) & 0x3F)); };
  const auto lead = [code](std::uint32_t mark, int bits) {
    return static_cast<char>(mark | (code >> bits));
  };
  if (code < 0x80) return byte_unit(size, static_cast<char>(code));
  if (code < 0x800) return {size, {lead(0xC0, 6), low(0)}, 2};
  if (code < 0x10000) return {size, {lead(0xE0, 12), low(6), low(0)}, 3};
  if (code < 0x110000) return {size, {lead(0xF0, 18), low(12), low(6), low(0)}, 4};
  return {};
}

std::optional<std::uint32_t> number(std::string_view digits, int base) {
  std::uint32_t value = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, value, base);
  if (digits.empty() || error != std::errc() || stop != end) return std::nullopt;
  return value;
}

std::optional<std::uint32_t> hexadecimal(std::string_view text, std::size_t at, std::size_t size) {
  return text.size() < at + size ? std::nullopt : number(text.substr(at, size), 16);
}

bool is_surrogate(std::uint32_t code) {
  return code >= 0xD800 && code <= 0xDFFF;
}

Unit unicode_unit(std::string_view text) {
  const auto high = hexadecimal(text, 2, 4);
  if (!high) return {};
  if (!is_surrogate(*high)) return code_unit(6, *high);
  if (text.substr(6, 2) != "\\u") return {};
  const auto low = hexadecimal(text, 8, 4);
  if (*high >= 0xDC00 || !low || *low < 0xDC00 || *low > 0xDFFF) return {};
  return code_unit(12, 0x10000 + ((*high - 0xD800) << 10) + (*low - 0xDC00));
}

Unit json_unit(std::string_view text) {
  if (text.size() < 2) return {};
  switch (text[1]) {
    case '"':
    case '\\':
    case '/':
      return byte_unit(2, text[1]);
    case 'b':
      return byte_unit(2, '\b');
    case 'f':
      return byte_unit(2, '\f');
    case 'n':
      return byte_unit(2, '\n');
    case 'r':
      return byte_unit(2, '\r');
    case 't':
      return byte_unit(2, '\t');
    case 'u':
      return unicode_unit(text);
    default:
      return {};
  }
}

Unit xml_unit(std::string_view text) {
  // A number may have zeros in front; a dozen characters are more than anybody writes.
  const std::size_t end = text.substr(0, 12).find(';');
  if (end == std::string_view::npos) return {};
  const std::string_view name = text.substr(1, end - 1);
  if (name.starts_with('#')) {
    const bool is_hex = name.substr(1, 1) == "x" || name.substr(1, 1) == "X";
    const auto code = is_hex ? number(name.substr(2), 16) : number(name.substr(1), 10);
    return code && !is_surrogate(*code) ? code_unit(end + 1, *code) : Unit{};
  }
  constexpr std::array<std::pair<std::string_view, char>, 5> kNames = {
      {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}}};
  for (const auto& [known, meaning] : kNames) {
    if (name == known) return byte_unit(end + 1, meaning);
  }
  return {};
}

Unit percent_unit(std::string_view text) {
  const auto code = hexadecimal(text, 1, 2);
  return code ? byte_unit(3, static_cast<char>(*code)) : Unit{};
}

struct Kind {
  char lead;
  Unit (*unit)(std::string_view text);
};

Kind kind_of(Escape escape) {
  switch (escape) {
    case Escape::kJson:
      return {'\\', json_unit};
    case Escape::kXml:
      return {'&', xml_unit};
    case Escape::kPercent:
      break;
  }
  return {'%', percent_unit};
}

struct Found {
  std::size_t at = std::string_view::npos;
  Unit unit;
};

Found next_escape(const Kind& kind, std::string_view text, std::size_t from) {
  for (std::size_t at = text.find(kind.lead, from); at != std::string_view::npos;
       at = text.find(kind.lead, at + 1)) {
    const Unit unit = kind.unit(text.substr(at));
    if (unit.size != 0) return {at, unit};
  }
  return {};
}

}  // namespace

std::string_view to_words(Escape escape) {
  switch (escape) {
    case Escape::kJson:
      return "JSON-escaped";
    case Escape::kXml:
      return "XML-escaped";
    case Escape::kPercent:
      break;
  }
  return "percent-encoded";
}

std::size_t Reading::origin(std::size_t offset) const {
  const auto behind = std::upper_bound(runs.begin(), runs.end(), offset,
                                       [](std::size_t at, const Run& run) { return at < run.at; });
  if (behind == runs.begin()) return offset;
  const Run& run = *std::prev(behind);
  return run.from + (offset - run.at);
}

bool read_as(Escape escape, std::string_view text, Reading& into) {
  const Kind kind = kind_of(escape);
  Found found = next_escape(kind, text, 0);
  if (found.at == std::string_view::npos) return false;
  into.text.clear();
  into.runs.clear();
  std::size_t done = 0;
  while (found.at != std::string_view::npos) {
    into.text.append(text.substr(done, found.at - done));
    into.text.append(found.unit.bytes.data(), found.unit.count);
    done = found.at + found.unit.size;
    into.runs.push_back({into.text.size(), done});
    found = next_escape(kind, text, done);
  }
  into.text.append(text.substr(done));
  return true;
}

}  // namespace assay::report
