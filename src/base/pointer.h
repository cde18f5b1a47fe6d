#ifndef ASSAY_BASE_POINTER_H_
#define ASSAY_BASE_POINTER_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace assay::base {

// RFC 6901 JSON Pointers as text; "" is the whole document.

// `pointer` with one more reference token, escaped.
std::string pointer_append(std::string_view pointer, std::string_view token);
std::string pointer_append(std::string_view pointer, std::size_t index);
// One token with ~ and / escaped.
std::string pointer_escape(std::string_view token);
// The reverse; a ~ that starts no escape stays as it is.
std::string pointer_unescape(std::string_view token);

}  // namespace assay::base

#endif  // ASSAY_BASE_POINTER_H_
