#ifndef ASSAY_BASE_EDIT_H_
#define ASSAY_BASE_EDIT_H_

#include <optional>
#include <string>
#include <string_view>

#include "base/document.h"

namespace assay::base {

// The text of a document with one place changed; the rest is copied letter for letter, so that
// numbers keep their notation. `pointer` names a member or element that is there, a member to be
// added to an object, or, by "-", an element to be added to an array; no replacement removes it.
// nullopt when there is no such place, or nothing would change.
std::optional<std::string> edited(const Value& root, std::string_view pointer,
                                  const std::optional<Value>& replacement);

}  // namespace assay::base

#endif  // ASSAY_BASE_EDIT_H_
