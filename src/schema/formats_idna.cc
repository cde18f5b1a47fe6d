#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "schema/formats.h"
#include "schema/punycode.h"

// Host names with letters of all scripts: IDNA 2008 (RFC 5890 to 5893). What a code point is comes
// from the categories that RE2 knows; which of them compatibility mappings would change, and how
// letters join, is known by blocks, which is right for scripts in use and no full table.

namespace assay::schema {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

template <std::size_t N>
bool in(const std::array<Range, N>& ranges, char32_t c) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [c](const Range& range) { return c >= range.first && c <= range.last; });
}

std::string utf8(char32_t c) {
  const auto byte = [](char32_t value) { return static_cast<char>(value); };
  if (c < 0x80) return {byte(c)};
  const char last = byte(0x80 | (c & 0x3f));
  if (c < 0x800) return {byte(0xc0 | c >> 6), last};
  const char third = byte(0x80 | ((c >> 6) & 0x3f));
  if (c < 0x10000) return {byte(0xe0 | c >> 12), third, last};
  return {byte(0xf0 | c >> 18), byte(0x80 | ((c >> 12) & 0x3f)), third, last};
}

bool is(const RE2& set, char32_t c) {
  return RE2::FullMatch(utf8(c), set);
}

bool is_mark(char32_t c) {
  static const RE2 kMarks(R"(\pM)");
  return is(kMarks, c);
}
bool is_greek(char32_t c) {
  static const RE2 kGreek(R"(\p{Greek})");
  return is(kGreek, c);
}
bool is_hebrew(char32_t c) {
  static const RE2 kHebrew(R"(\p{Hebrew})");
  return is(kHebrew, c);
}
bool is_japanese(char32_t c) {
  static const RE2 kJapanese(R"([\p{Hiragana}\p{Katakana}\p{Han}])");
  return is(kJapanese, c);
}
bool is_transparent(char32_t c) {
  static const RE2 kTransparent(R"([\p{Mn}\p{Me}\p{Cf}])");
  return is(kTransparent, c);
}

// RFC 5892, section 2.6 and its look-alikes: never, though they are letters or digits.
constexpr std::array kDisallowed = {
    Range{0xaa, 0xaa},     Range{0xba, 0xba},       Range{0x2b0, 0x2b8},     Range{0x2e0, 0x2e4},
    Range{0x640, 0x640},   Range{0x675, 0x678},     Range{0x7fa, 0x7fa},     Range{0x1100, 0x11ff},
    Range{0x1d2c, 0x1d6a}, Range{0x2071, 0x209c},   Range{0x302e, 0x302f},   Range{0x3031, 0x3035},
    Range{0x303b, 0x303b}, Range{0x3131, 0x318e},   Range{0xa960, 0xa97f},   Range{0xd7b0, 0xd7ff},
    Range{0xf900, 0xfa0d}, Range{0xfa10, 0xfaff},   Range{0xfb00, 0xfdff},   Range{0xfe70, 0xfeff},
    Range{0xff00, 0xffef}, Range{0x1d400, 0x1d7ff}, Range{0x2f800, 0x2fa1f},
};
// Always, though their categories say no.
constexpr std::u32string_view kAllowed = U"\u00df\u03c2\u06fd\u06fe\u0f0b\u3007";

bool is_ordinary(char32_t c) {
  if (c < 0x80) return c == '-' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
  if (kAllowed.find(c) != std::u32string_view::npos) return true;
  static const RE2 kLettersAndDigits(R"([\p{Ll}\p{Lo}\p{Lm}\p{Mn}\p{Mc}\p{Nd}])");
  return !in(kDisallowed, c) && is(kLettersAndDigits, c);
}

// Signs that silence a vowel, canonical combining class 9.
constexpr std::u32string_view kViramas =
    U"\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d3b\u0d3c\u0d4d\u0dca\u0e3a\u0eba\u0f84"
    U"\u1039\u103a\u1714\u1715\u1734\u17d2\u1a60\u1b44\u1baa\u1bab\u1bf2\u1bf3\u2d7f\ua806\ua82c"
    U"\ua8c4\ua953\ua9c0\uaaf6\uabed";

// Arabic letters that join the letter before, and those that join on both sides.
constexpr std::array kJoinsBefore = {
    Range{0x622, 0x625}, Range{0x627, 0x627}, Range{0x629, 0x629}, Range{0x62f, 0x632},
    Range{0x648, 0x648}, Range{0x671, 0x673}, Range{0x688, 0x699}, Range{0x6c0, 0x6c0},
    Range{0x6c3, 0x6cb}, Range{0x6cd, 0x6cd}, Range{0x6cf, 0x6cf}, Range{0x6d2, 0x6d3},
    Range{0x6d5, 0x6d5}, Range{0x6ee, 0x6ef},
};
constexpr std::array kArabicLetters = {Range{0x620, 0x63f}, Range{0x641, 0x64a},
                                       Range{0x66e, 0x66f}, Range{0x671, 0x6d3},
                                       Range{0x6fa, 0x6fc}, Range{0x6ff, 0x6ff}};
bool joins_both(char32_t c) {
  return in(kArabicLetters, c) && !in(kJoinsBefore, c) && c != 0x621 && c != 0x674;
}

bool is_between_joining(std::u32string_view label, std::size_t at) {
  std::size_t left = at;
  while (left > 0 && is_transparent(label[left - 1])) --left;
  std::size_t right = at + 1;
  while (right < label.size() && is_transparent(label[right])) ++right;
  return left > 0 && right < label.size() && joins_both(label[left - 1]) &&
         (joins_both(label[right]) || in(kJoinsBefore, label[right]));
}

constexpr std::array kArabicDigits = {Range{0x660, 0x669}};
constexpr std::array kExtendedDigits = {Range{0x6f0, 0x6f9}};

template <typename Predicate>
bool any(std::u32string_view label, Predicate predicate) {
  return std::any_of(label.begin(), label.end(), predicate);
}

// RFC 5892, appendix A: code points that need the right neighbours. Nothing for all others.
std::optional<bool> fits_context(std::u32string_view label, std::size_t at) {
  const char32_t c = label[at];
  const char32_t before = at > 0 ? label[at - 1] : 0;
  const char32_t after = at + 1 < label.size() ? label[at + 1] : 0;
  const bool silenced = kViramas.find(before) != std::u32string_view::npos && before != 0;
  if (in(kArabicDigits, c)) return !any(label, [](char32_t d) { return in(kExtendedDigits, d); });
  if (in(kExtendedDigits, c)) return !any(label, [](char32_t d) { return in(kArabicDigits, d); });
  switch (c) {
    case 0xb7:
      return before == 'l' && after == 'l';
    case 0x375:
      return is_greek(after);
    case 0x5f3:
    case 0x5f4:
      return is_hebrew(before);
    case 0x30fb:
      return any(label, is_japanese);
    case 0x200c:
      return silenced || is_between_joining(label, at);
    case 0x200d:
      return silenced;
    default:
      return std::nullopt;
  }
}

// RFC 5891, section 5.4, but for writing direction.
bool is_label(std::u32string_view label) {
  if (label.empty() || label.front() == '-' || label.back() == '-') return false;
  if (label.substr(0, 4).ends_with(U"--") && label.size() >= 4) return false;
  if (is_mark(label.front())) return false;
  for (std::size_t at = 0; at < label.size(); ++at) {
    if (!fits_context(label, at).value_or(is_ordinary(label[at]))) return false;
  }
  return true;
}

enum class Direction { kLeft, kRight, kArabicNumber, kNumber, kMark, kNeutral };

constexpr std::array kRightToLeft = {Range{0x590, 0x8ff}, Range{0xfb1d, 0xfdff},
                                     Range{0xfe70, 0xfeff}, Range{0x10800, 0x10fff},
                                     Range{0x1e800, 0x1efff}};

// Those of RFC 5892, appendix A, that belong to no script.
constexpr std::u32string_view kNeutrals = U"\u00b7\u0375\u200c\u200d\u30fb";

Direction direction(char32_t c) {
  if (in(kArabicDigits, c)) return Direction::kArabicNumber;
  if ((c >= '0' && c <= '9') || in(kExtendedDigits, c)) return Direction::kNumber;
  if (c == '-' || kNeutrals.find(c) != std::u32string_view::npos) return Direction::kNeutral;
  static const RE2 kNonspacing(R"([\p{Mn}\p{Me}])");
  if (c >= 0x80 && is(kNonspacing, c)) return Direction::kMark;
  return in(kRightToLeft, c) ? Direction::kRight : Direction::kLeft;
}

bool has(const std::vector<Direction>& label, Direction wanted) {
  return std::find(label.begin(), label.end(), wanted) != label.end();
}

// RFC 5893, section 2.
bool keeps_direction(std::vector<Direction> label) {
  using enum Direction;
  const bool rightwards = label.front() == kRight;
  if (!rightwards && label.front() != kLeft) return false;
  if (has(label, kNumber) && has(label, kArabicNumber)) return false;
  const bool mixed =
      rightwards ? has(label, kLeft) : has(label, kRight) || has(label, kArabicNumber);
  while (label.back() == kMark) label.pop_back();
  return !mixed && label.back() != kNeutral;
}

bool keep_direction(const std::vector<std::u32string>& labels) {
  std::vector<std::vector<Direction>> directions;
  bool any_right = false;
  for (const std::u32string& label : labels) {
    std::vector<Direction>& one = directions.emplace_back();
    std::transform(label.begin(), label.end(), std::back_inserter(one), direction);
    any_right = any_right || has(one, Direction::kRight) || has(one, Direction::kArabicNumber);
  }
  return !any_right || std::all_of(directions.begin(), directions.end(), keeps_direction);
}

bool is_plain(std::u32string_view label) {
  return std::all_of(label.begin(), label.end(), [](char32_t c) { return c < 0x80; });
}

char32_t lower(char32_t c) {
  return c >= 'A' && c <= 'Z' ? c + 0x20 : c;
}

// The label as it is spoken, and the length that it is sent with; nothing when it is none.
struct Label {
  std::u32string text;
  std::size_t length = 0;
};
std::optional<Label> read_label(std::u32string label) {
  constexpr std::size_t kPrefix = 4;  // "xn--"
  if (!is_plain(label)) {
    const auto encoded = punycode_encode(label);
    if (!is_label(label) || !encoded || encoded->size() + kPrefix > 63) return std::nullopt;
    return Label{std::move(label), encoded->size() + kPrefix};
  }
  const std::size_t length = label.size();
  std::transform(label.begin(), label.end(), label.begin(), lower);
  if (length > 63) return std::nullopt;
  if (label.starts_with(U"xn--")) {
    const std::string encoded(label.begin() + kPrefix, label.end());
    auto decoded = punycode_decode(encoded);
    if (!decoded || is_plain(*decoded) || punycode_encode(*decoded) != encoded) {
      return std::nullopt;
    }
    label = *std::move(decoded);
  }
  if (!is_label(label)) return std::nullopt;
  return Label{std::move(label), length};
}

// With `wide` the full stops of East Asian writing separate labels as well.
std::optional<std::vector<std::u32string>> split(std::string_view text, bool wide) {
  std::vector<std::u32string> labels(1);
  for (std::size_t at = 0; at < text.size();) {
    const base::CodePoint next = base::decode_code_point(text, at);
    if (!next.valid) return std::nullopt;
    at += next.length;
    const char32_t c = next.value;
    const bool stop = c == '.' || (wide && (c == 0x3002 || c == 0xff0e || c == 0xff61));
    stop ? static_cast<void>(labels.emplace_back()) : labels.back().push_back(c);
  }
  return labels;
}

}  // namespace

bool is_idn_hostname(std::string_view text) {
  // Four bytes a code point are the most, 253 characters are; more need not be read.
  if (text.size() > 4 * 253) return false;
  auto labels = split(text, true);
  if (!labels) return false;
  std::size_t length = labels->size() - 1;
  for (std::u32string& label : *labels) {
    auto read = read_label(std::move(label));
    if (!read) return false;
    length += read->length;
    label = std::move(read->text);
  }
  return length <= 253 && keep_direction(*labels);
}

}  // namespace assay::schema
