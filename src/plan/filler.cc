#include "plan/filler.h"

#include <algorithm>
#include <cctype>
#include <optional>

#include "base/text.h"

namespace assay::plan {
namespace {

bool is_name(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; });
}

}  // namespace

template <typename Encode>
std::string Filler::fill(std::string_view text, Encode encode) {
  const auto lookup = [&](const std::string& name) -> std::optional<std::string> {
    const auto value = values_.find(name);
    if (value != values_.end()) return encode(value->second);
    return is_late(name) ? std::optional("{" + name + "}") : std::nullopt;
  };
  return base::expand_template(text, lookup, &missing_).value_or("");
}

std::string Filler::url(std::string_view text) {
  return fill(text, [](const std::string& value) { return base::percent_encode(value); });
}

std::string Filler::header(std::string_view text) {
  return fill(text, [](const std::string& value) { return value; });
}

std::string Filler::body(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t close = text[at] == '{' ? text.find('}', at) : text.npos;
    const std::string name =
        close == text.npos ? "" : std::string(text.substr(at + 1, close - at - 1));
    if (name.empty() || !is_name(name) || is_late(name)) {
      out.push_back(text[at++]);
      continue;
    }
    const auto value = values_.find(name);
    if (value == values_.end()) {
      missing_ = name;
      return out;
    }
    const std::string literal = base::quoted(value->second);
    out.append(literal, 1, literal.size() - 2);
    at = close + 1;
  }
  return out;
}

}  // namespace assay::plan
