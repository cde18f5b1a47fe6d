#include "mock/gson.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <string_view>

namespace assay::mock {
namespace {

Json without_nulls(const Json& value) {
  if (value.is_object()) {
    Json out = Json::object();
    for (const auto& [name, member] : value.items()) {
      if (!member.is_null()) out[name] = without_nulls(member);
    }
    return out;
  }
  if (!value.is_array()) return value;
  Json out = Json::array();
  for (const Json& element : value) out.push_back(without_nulls(element));
  return out;
}

}  // namespace

std::string gson_text(const Json& value) {
  // Outside of strings, JSON has none of these characters.
  constexpr std::string_view kEscaped = "<>&='";
  std::string out;
  for (const char c : to_text(without_nulls(value))) {
    if (kEscaped.find(c) == std::string_view::npos) {
      out += c;
    } else {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    }
  }
  return out;
}

}  // namespace assay::mock
