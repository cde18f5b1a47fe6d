#ifndef ASSAY_SELFTEST_CHANGES_H_
#define ASSAY_SELFTEST_CHANGES_H_

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "base/document.h"
#include "selftest/second_reading.h"

namespace assay::selftest {

// One thing done to a JSON document.
struct Change {
  std::string_view kind;  // "member removed", "letter case": a word of the matrix.
  std::string pointer;    // Of the value that is other, gone or new.
  std::string body;       // The whole text afterwards.
};

// Everything that is worth doing to one place of a document, for every place, one at a time: what
// breaks promises, and what lies at the edge of what is allowed. `words` are those that the schemas
// name there. Each is handed to `take` as it is made.
void for_each_change(const base::Document& document, const std::map<std::string, Words>& words,
                     const std::function<void(const Change&)>& take);

}  // namespace assay::selftest

#endif  // ASSAY_SELFTEST_CHANGES_H_
