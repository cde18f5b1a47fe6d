#include "report/markdown.h"

#include <fmt/format.h>

#include <algorithm>

namespace assay::report {
std::string in_markdown(std::string_view text) {
  // Those that mean something anywhere in a line; a colon makes an address of what stands before a
  // slash, and a word between two of them a picture.
  constexpr std::string_view kMeaning = "\\`*_[]<>#!|~&@$";
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool is_colon = text[at] == ':' && at + 1 < text.size() && text[at + 1] != ' ';
    if (is_colon || kMeaning.find(text[at]) != std::string_view::npos) out += '\\';
    out += text[at];
  }
  return out;
}

std::string markdown_code(std::string_view text) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::string fence(longest + 1, '`');
  const std::string_view pad = longest > 0 ? " " : "";
  return fmt::format("{}{}{}{}{}", fence, pad, text, pad, fence);
}

}  // namespace assay::report
