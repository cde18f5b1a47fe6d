#ifndef ASSAY_BASE_UTF8_H_
#define ASSAY_BASE_UTF8_H_

#include <cstddef>
#include <string_view>

namespace assay::base {

// One step through UTF-8 text as RFC 3629 allows it: no overlong forms, no surrogates, nothing
// above U+10FFFF.
struct CodePoint {
  char32_t value = 0;      // Meaningful when valid.
  std::size_t length = 1;  // Bytes to step over; 1 for an invalid byte.
  bool valid = false;
};

// `at` must be inside `text`.
CodePoint decode_code_point(std::string_view text, std::size_t at);

// Offset of the first byte that is no UTF-8; npos when all is well.
std::size_t find_invalid_utf8(std::string_view text);

}  // namespace assay::base

#endif  // ASSAY_BASE_UTF8_H_
