#ifndef ASSAY_BASE_TEXT_H_
#define ASSAY_BASE_TEXT_H_

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace assay::base {

// Small things about text that more than one folder needs. All pure and thread-safe.

// The candidate closest to `word` (optimal string alignment, letter case counting half), if close
// enough to be a slip of the hand: at most a third of the word's length away.
std::optional<std::string> nearest(std::string_view word, std::span<const std::string> candidates);
// `did you mean "x"?` or "" when nothing is near.
std::string suggestion(std::string_view word, std::span<const std::string> candidates);

// Matches with `*` for any run of characters (also none) and `?` for one; everything else
// literally.
bool glob_match(std::string_view pattern, std::string_view text);

std::vector<std::string> split(std::string_view text, char separator);
std::string join(std::span<const std::string> parts, std::string_view separator);
std::string lower(std::string_view text);                           // ASCII only.
bool equals_ignoring_case(std::string_view a, std::string_view b);  // ASCII only.

bool is_valid_utf8(std::string_view text);
std::size_t count_code_points(std::string_view utf8);
// Safe to show in a terminal, a log or a report, and to read: control characters (C0, C1, bidi
// overrides) as visible escapes such as \x1b or \u202e, invalid bytes as \xNN, and at most `limit`
// code points, the rest replaced by "... (N more)".
std::string printable(std::string_view text, std::size_t limit = 200);
// Whether a text ends as those do of which printable() left something out.
bool ends_cut(std::string_view printed);
// `text` as a JSON string literal with quotes; invalid UTF-8 becomes U+FFFD.
std::string quoted(std::string_view text);

// RFC 3986 percent-encoding of everything but unreserved characters.
std::string percent_encode(std::string_view text);
// The other way, of any byte; a % that starts no escape stands for itself.
std::string percent_decode(std::string_view text);
// Replaces every {name} by what `lookup` returns for it; std::nullopt names the first unknown name
// through `missing`.
template <typename Lookup>
std::optional<std::string> expand_template(std::string_view text, Lookup lookup,
                                           std::string* missing) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t open = text.find('{', at);
    const std::size_t close = open == std::string_view::npos ? open : text.find('}', open + 1);
    if (close == std::string_view::npos) return out.append(text.substr(at));
    out.append(text.substr(at, open - at));
    const std::string name(text.substr(open + 1, close - open - 1));
    const std::optional<std::string> value = lookup(name);
    if (!value) {
      *missing = name;
      return std::nullopt;
    }
    out.append(*value);
    at = close + 1;
  }
  return out;
}

}  // namespace assay::base

#endif  // ASSAY_BASE_TEXT_H_
