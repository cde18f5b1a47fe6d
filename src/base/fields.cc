#include "base/fields.h"

namespace assay::base {

std::string text_field(const Value& object, std::string_view name, std::string_view fallback) {
  const std::optional<Value> value = object.find(name);
  return std::string(value ? value->string() : fallback);
}

bool flag_field(const Value& object, std::string_view name, bool fallback) {
  const std::optional<Value> value = object.find(name);
  return value ? value->boolean() : fallback;
}

std::int64_t integer_field(const Value& object, std::string_view name, std::int64_t fallback) {
  const std::optional<Value> value = object.find(name);
  return value ? value->number().to_int64().value_or(fallback) : fallback;
}

std::uint32_t count_field(const Value& object, std::string_view name) {
  return static_cast<std::uint32_t>(integer_field(object, name, 0));
}

std::uint64_t large_count_field(const Value& object, std::string_view name) {
  return static_cast<std::uint64_t>(integer_field(object, name, 0));
}

std::vector<std::string> texts_field(const Value& object, std::string_view name) {
  const std::optional<Value> value = object.find(name);
  return value ? texts(*value) : std::vector<std::string>{};
}

std::map<std::string, std::string> text_map_field(const Value& object, std::string_view name) {
  const std::optional<Value> value = object.find(name);
  return value ? text_map(*value) : std::map<std::string, std::string>{};
}

std::vector<std::string> texts(const Value& array) {
  std::vector<std::string> out;
  out.reserve(array.size());
  for (const Value& element : array.elements()) out.emplace_back(element.string());
  return out;
}

std::map<std::string, std::string> text_map(const Value& object) {
  std::map<std::string, std::string> out;
  for (const auto& [name, value] : object.members()) out.emplace(name, value.string());
  return out;
}

std::string compact(const Value& value) {
  std::string out;
  bool in_string = false;
  bool escaped = false;
  for (const char c : value.source()) {
    if (in_string) {
      in_string = escaped || c != '"';
      escaped = !escaped && c == '\\';
    } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      continue;
    } else {
      in_string = c == '"';
    }
    out.push_back(c);
  }
  return out;
}

}  // namespace assay::base
