#include "base/parse_diagnosis.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "base/text.h"
#include "base/utf8.h"

namespace assay::base {

namespace {

struct BadPlace {
  std::size_t offset;
  std::string message;
};

// The code unit of a \uXXXX escape at `at`, if there is one.
std::optional<unsigned> escaped_unit(std::string_view text, std::size_t at) {
  if (text.substr(at, 2) != "\\u" || text.size() < at + 6) return std::nullopt;
  unsigned unit = 0;
  const char* begin = text.data() + at + 2;
  const auto [end, error] = std::from_chars(begin, begin + 4, unit, 16);
  if (error != std::errc() || end != begin + 4) return std::nullopt;
  return unit;
}

bool is_high_surrogate(unsigned unit) {
  return unit >= 0xD800 && unit <= 0xDBFF;
}
bool is_low_surrogate(unsigned unit) {
  return unit >= 0xDC00 && unit <= 0xDFFF;
}

// Steps over the escape at `at`; the length, or 0 when it is half of a surrogate pair.
std::size_t escape_length(std::string_view text, std::size_t at) {
  const std::optional<unsigned> unit = escaped_unit(text, at);
  if (!unit) return 2;
  if (is_low_surrogate(*unit)) return 0;
  if (!is_high_surrogate(*unit)) return 6;
  const std::optional<unsigned> low = escaped_unit(text, at + 6);
  return low && is_low_surrogate(*low) ? 12 : 0;
}

// The first badly encoded place in the string literal that starts at `at`.
std::optional<BadPlace> find_bad_encoding(std::string_view text, std::size_t at) {
  for (++at; at < text.size() && text[at] != '"';) {
    if (text[at] == '\\') {
      const std::size_t length = escape_length(text, at);
      if (length == 0) return BadPlace{at, "half of a surrogate pair"};
      at += length;
      continue;
    }
    const CodePoint point = decode_code_point(text, at);
    if (!point.valid) return BadPlace{at, "not UTF-8"};
    at += point.length;
  }
  return std::nullopt;
}

std::optional<BadPlace> bad_encoding(std::string_view text, const Complaint& complaint) {
  if (complaint.token < text.size() && text[complaint.token] == '"') {
    // Behind the place where the reader stopped something else came first.
    std::optional<BadPlace> found = find_bad_encoding(text, complaint.token);
    if (found && found->offset <= complaint.stopped_at) return found;
  }
  if (complaint.token > complaint.stopped_at) return std::nullopt;
  // Up to the place where the reader stopped, and a whole character there.
  const std::string_view read =
      text.substr(complaint.token, complaint.stopped_at - complaint.token + 4);
  const std::size_t at = find_invalid_utf8(read);
  if (at == std::string_view::npos || complaint.token + at > complaint.stopped_at) {
    return std::nullopt;
  }
  return BadPlace{complaint.token + at, "not UTF-8"};
}

// Where to point for an error of grammar: at the start of a whole token in the wrong place, at the
// offending byte of a broken one.
std::size_t syntax_offset(std::string_view text, const Complaint& complaint) {
  if (complaint.token >= complaint.stopped_at) return complaint.stopped_at;
  const bool at_end = complaint.stopped_at >= text.size();
  if (text[complaint.token] != '"') return at_end ? text.size() : complaint.token;
  const bool whole = !at_end && text[complaint.stopped_at] == '"';
  return whole ? complaint.token : complaint.stopped_at;
}

// Without the reader's prefix and position, and without the text that it quotes, which may be long.
std::string shorten(std::string_view words) {
  if (const std::size_t start = words.find(": "); start != std::string_view::npos) {
    words.remove_prefix(start + 2);
  }
  std::string out(words.substr(0, words.find("; last read: ")));
  if (out.size() == words.size()) return printable(words);
  const std::size_t expected = words.rfind("; expected ");
  if (expected != std::string_view::npos && expected > out.size()) out += words.substr(expected);
  return printable(out);
}

bool is_blank(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

}  // namespace

ParseError parse_error_at(std::string_view text, std::size_t offset, ParseError::Reason reason,
                          std::string message) {
  const std::string_view before = text.substr(0, offset);
  const std::size_t newline = before.rfind('\n');
  const std::size_t line_start = newline == std::string_view::npos ? 0 : newline + 1;
  Position position;
  position.offset = static_cast<std::uint32_t>(offset);
  position.line = static_cast<std::uint32_t>(1 + std::count(before.begin(), before.end(), '\n'));
  position.column = static_cast<std::uint32_t>(offset - line_start + 1);
  return ParseError{reason, std::move(message), position};
}

ParseError diagnose(std::string_view text, const Complaint& complaint) {
  using Reason = ParseError::Reason;
  if (is_blank(text)) return parse_error_at(text, text.size(), Reason::kEmpty, "no JSON value");
  if (const auto bad = bad_encoding(text, complaint)) {
    return parse_error_at(text, bad->offset, Reason::kEncoding, bad->message);
  }
  const std::size_t offset = syntax_offset(text, complaint);
  const bool nul = offset < text.size() && text[offset] == '\0';
  return parse_error_at(text, offset, Reason::kSyntax,
                        nul ? "a NUL byte between values" : shorten(complaint.words));
}

}  // namespace assay::base
