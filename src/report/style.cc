#include "report/style.h"

#include <fmt/format.h>

namespace assay::report {
namespace {

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

// Bytes of the first `count` code points.
std::size_t prefix_size(std::string_view text, std::size_t count) {
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    if (!is_continuation(text[at]) && count-- == 0) break;
  }
  return at;
}

}  // namespace

std::string Style::paint(std::string_view code, std::string_view text) const {
  return colours_ ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
}

std::string Style::by_outcome(judge::Outcome outcome, std::string_view text) const {
  switch (outcome) {
    case judge::Outcome::kPassed:
      return green(text);
    case judge::Outcome::kFailed:
    case judge::Outcome::kUnexpectedPass:
    case judge::Outcome::kSetupFailed:
    case judge::Outcome::kCouldNotRun:
      return red(text);
    default:
      return yellow(text);
  }
}

std::string wrapped(std::string_view text, std::size_t indent, std::size_t width) {
  const std::size_t room = width > indent + 20 ? width - indent : 20;
  std::string out;
  for (;;) {
    const std::size_t fits = prefix_size(text, room);
    if (fits == text.size()) return out.append(text);
    std::size_t end = text.rfind(' ', fits);
    // A word longer than half a line is cut rather than moved down.
    if (end == std::string_view::npos || end < fits / 2) end = fits;
    out.append(text.substr(0, end)).append("\n").append(indent, ' ');
    text.remove_prefix(end);
    if (text.starts_with(' ')) text.remove_prefix(1);
  }
}

}  // namespace assay::report
