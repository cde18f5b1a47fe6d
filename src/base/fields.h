#ifndef ASSAY_BASE_FIELDS_H_
#define ASSAY_BASE_FIELDS_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/document.h"

namespace assay::base {

// Reading members of an object whose shape has been checked against its schema already: an absent
// member yields the fallback, a member of another kind is a programming mistake.

std::string text_field(const Value& object, std::string_view name, std::string_view fallback = "");
bool flag_field(const Value& object, std::string_view name, bool fallback = false);
std::int64_t integer_field(const Value& object, std::string_view name, std::int64_t fallback);
// Of a number that its schema keeps between 0 and 2^32 - 1; 0 when absent.
std::uint32_t count_field(const Value& object, std::string_view name);
// The same up to 2^53.
std::uint64_t large_count_field(const Value& object, std::string_view name);
std::vector<std::string> texts_field(const Value& object, std::string_view name);
// Strings by member name; empty when absent.
std::map<std::string, std::string> text_map_field(const Value& object, std::string_view name);

std::vector<std::string> texts(const Value& array);
std::map<std::string, std::string> text_map(const Value& object);

// The value as JSON text without white space, notation of numbers and strings kept.
std::string compact(const Value& value);

}  // namespace assay::base

#endif  // ASSAY_BASE_FIELDS_H_
