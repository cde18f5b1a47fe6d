#include "mock/prefer.h"

#include <algorithm>

#include "base/text.h"

namespace assay::mock {
namespace {

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// Cuts `rest` at the next `separator` that is not inside a quoted string and returns what was
// before it.
std::string_view take_until(std::string_view& rest, char separator) {
  bool quoted = false;
  for (std::size_t at = 0; at < rest.size(); ++at) {
    if (quoted && rest[at] == '\\') {
      ++at;
    } else if (rest[at] == '"') {
      quoted = !quoted;
    } else if (!quoted && rest[at] == separator) {
      const std::string_view part = rest.substr(0, at);
      rest.remove_prefix(at + 1);
      return part;
    }
  }
  const std::string_view part = rest;
  rest = {};
  return part;
}

std::string unquoted(std::string_view word) {
  if (word.size() < 2 || word.front() != '"' || word.back() != '"') return std::string(word);
  std::string out;
  for (std::size_t at = 1; at + 1 < word.size(); ++at) {
    if (word[at] == '\\' && at + 2 < word.size()) ++at;
    out += word[at];
  }
  return out;
}

}  // namespace

std::optional<std::string> preferred_code(const std::vector<wire::Header>& headers) {
  for (const wire::Header& header : headers) {
    if (!base::equals_ignoring_case(header.name, "Prefer")) continue;
    std::string_view rest = header.value;
    while (!rest.empty()) {
      std::string_view preference = take_until(rest, ',');
      std::string_view value = take_until(preference, ';');
      const std::string_view name = trimmed(take_until(value, '='));
      if (base::equals_ignoring_case(name, "code")) return unquoted(trimmed(value));
    }
  }
  return std::nullopt;
}

std::optional<int> status_code(std::string_view text) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (text.size() != 3 || !std::all_of(text.begin(), text.end(), is_digit)) return std::nullopt;
  return (text[0] - '0') * 100 + (text[1] - '0') * 10 + (text[2] - '0');
}

}  // namespace assay::mock
