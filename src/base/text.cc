#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/utf8.h"

namespace assay::base {

namespace {

// Longer words are no slips of the hand; the bound keeps the comparison of two hostile words cheap.
constexpr std::size_t kLongestWord = 200;

char lower_char(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// Costs are counted in halves: an edit is 2, another letter case is 1.
unsigned replacement_cost(char a, char b) {
  if (a == b) return 0;
  return lower_char(a) == lower_char(b) ? 1 : 2;
}

// Optimal string alignment: insertions, deletions, replacements and swaps of neighbours.
unsigned distance(std::string_view a, std::string_view b) {
  std::vector<unsigned> before_last(b.size() + 1);
  std::vector<unsigned> last(b.size() + 1);
  std::vector<unsigned> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = static_cast<unsigned>(2 * j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = static_cast<unsigned>(2 * i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min(
          {last[j] + 2, row[j - 1] + 2, last[j - 1] + replacement_cost(a[i - 1], b[j - 1])});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 2);
    }
    std::swap(before_last, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

struct Range {
  char32_t first;
  char32_t last;
};

// Characters that act on a terminal or hide, turn or break what is read.
constexpr std::array<Range, 11> kUnsafe = {{
    {0x00, 0x1F},        // C0 controls, with ESC.
    {0x7F, 0x9F},        // DEL and the C1 controls.
    {0xAD, 0xAD},        // Soft hyphen: invisible.
    {0x61C, 0x61C},      // Arabic letter mark: turns the direction.
    {0x200B, 0x200F},    // Zero width, left-to-right and right-to-left marks.
    {0x2028, 0x202E},    // Line and paragraph separators, bidirectional embeddings and overrides.
    {0x2060, 0x206F},    // Invisible operators, bidirectional isolates.
    {0xFE00, 0xFE0F},    // Variation selectors.
    {0xFEFF, 0xFEFF},    // Byte order mark, zero width.
    {0xFFF9, 0xFFFB},    // Interlinear annotations.
    {0xE0000, 0xE0FFF},  // Tags and more variation selectors: invisible.
}};

bool is_unsafe(char32_t c) {
  return std::any_of(kUnsafe.begin(), kUnsafe.end(),
                     [c](const Range& range) { return c >= range.first && c <= range.last; });
}

void append_visible(std::string& out, std::string_view bytes, const CodePoint& point) {
  const auto value = static_cast<std::uint32_t>(point.value);
  if (!point.valid) {
    out += fmt::format("\\x{:02x}", static_cast<unsigned char>(bytes[0]));
  } else if (!is_unsafe(point.value)) {
    out += bytes;
  } else if (value == '\n' || value == '\r' || value == '\t') {
    out += value == '\n' ? "\\n" : value == '\r' ? "\\r" : "\\t";
  } else if (value < 0x80) {
    out += fmt::format("\\x{:02x}", value);
  } else {
    out += value <= 0xFFFF ? fmt::format("\\u{:04x}", value) : fmt::format("\\U{:08x}", value);
  }
}

void append_json_escape(std::string& out, std::uint32_t value) {
  if (value > 0xFFFF) {
    const std::uint32_t rest = value - 0x10000;
    out += fmt::format("\\u{:04x}\\u{:04x}", 0xD800 + (rest >> 10), 0xDC00 + (rest & 0x3FF));
  } else {
    out += fmt::format("\\u{:04x}", value);
  }
}

void append_quoted(std::string& out, std::string_view bytes, const CodePoint& point) {
  if (!point.valid) {
    out += "\xEF\xBF\xBD";
  } else if (point.value == '"' || point.value == '\\') {
    out += '\\';
    out += bytes;
  } else if (point.value == '\n') {
    out += "\\n";
  } else if (point.value == '\r') {
    out += "\\r";
  } else if (point.value == '\t') {
    out += "\\t";
  } else if (is_unsafe(point.value)) {
    append_json_escape(out, static_cast<std::uint32_t>(point.value));
  } else {
    out += bytes;
  }
}

}  // namespace

std::optional<std::string> nearest(std::string_view word, std::span<const std::string> candidates) {
  if (word.size() > kLongestWord) return std::nullopt;
  const std::string* best = nullptr;
  // In halves: a third of the length in edits is two thirds in halves.
  std::size_t allowed = 2 * word.size() / 3;
  for (const std::string& candidate : candidates) {
    if (candidate.size() > kLongestWord) continue;
    const std::size_t cost = distance(word, candidate);
    if (cost > allowed || (best != nullptr && cost == allowed)) continue;
    best = &candidate;
    allowed = cost;
  }
  if (best == nullptr) return std::nullopt;
  return *best;
}

std::string suggestion(std::string_view word, std::span<const std::string> candidates) {
  const std::optional<std::string> best = nearest(word, candidates);
  return best ? fmt::format("did you mean \"{}\"?", *best) : "";
}

// Goes back to the latest star only: linear in practice, and at worst the product of both lengths.
bool glob_match(std::string_view pattern, std::string_view text) {
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = std::string_view::npos;
  std::size_t star_text = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      star_text = t;
    } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t])) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++star_text;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (;;) {
    const std::size_t at = text.find(separator);
    parts.emplace_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

std::string join(std::span<const std::string> parts, std::string_view separator) {
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i != 0) out += separator;
    out += parts[i];
  }
  return out;
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower_char);
  return out;
}

bool equals_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower_char(x) == lower_char(y); });
}

bool is_valid_utf8(std::string_view text) {
  return find_invalid_utf8(text) == std::string_view::npos;
}

std::size_t count_code_points(std::string_view utf8) {
  return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

std::string printable(std::string_view text, std::size_t limit) {
  const bool is_plain =
      std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c <= 0x7E; });
  if (is_plain && text.size() <= limit) return std::string(text);
  std::string out;
  std::size_t shown = 0;
  std::size_t left_out = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode_code_point(text, at);
    if (shown < limit) {
      append_visible(out, text.substr(at, point.length), point);
      ++shown;
    } else {
      ++left_out;
    }
    at += point.length;
  }
  if (left_out != 0) out += fmt::format("... ({} more)", left_out);
  return out;
}

bool ends_cut(std::string_view printed) {
  constexpr std::string_view kEnd = " more)";
  if (!printed.ends_with(kEnd)) return false;
  printed.remove_suffix(kEnd.size());
  const std::size_t number = printed.find_last_not_of("0123456789");
  if (number == std::string_view::npos || number + 1 == printed.size()) return false;
  return printed.substr(0, number + 1).ends_with("... (");
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  out.reserve(text.size() + 2);
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode_code_point(text, at);
    append_quoted(out, text.substr(at, point.length), point);
    at += point.length;
  }
  out += '"';
  return out;
}

std::string percent_encode(std::string_view text) {
  constexpr std::string_view kUnreserved =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (kUnreserved.find(c) != std::string_view::npos) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

std::string percent_decode(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    unsigned byte = 0;
    const bool escape = text[at] == '%' && at + 2 < text.size();
    const char* digits = text.data() + at + 1;
    if (escape && std::from_chars(digits, digits + 2, byte, 16).ptr == digits + 2) {
      out += static_cast<char>(byte);
      at += 2;
    } else {
      out += text[at];
    }
  }
  return out;
}

}  // namespace assay::base
