#ifndef ASSAY_BASE_PRETTY_H_
#define ASSAY_BASE_PRETTY_H_

#include <cstddef>
#include <string>

#include "base/document.h"

namespace assay::base {

// The value as JSON for people: a member or element a line, two blanks deeper for each level, no
// line break at the end. Members keep their order, numbers and strings their notation.
std::string pretty(const Value& value);

struct MarkedText {
  std::string text;
  std::size_t begin = 0;  // Bytes of the text: [begin, end).
  std::size_t end = 0;
};
// The same, and where a value inside it stands: from its name on, where it has one.
MarkedText pretty(const Value& value, const Value& marked);

}  // namespace assay::base

#endif  // ASSAY_BASE_PRETTY_H_
