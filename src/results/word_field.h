#ifndef ASSAY_RESULTS_WORD_FIELD_H_
#define ASSAY_RESULTS_WORD_FIELD_H_

#include <string>
#include <string_view>

#include "base/fields.h"
#include "results/results.h"

namespace assay::results {

// How results.json spells an enumerator.
inline std::string_view spelled(judge::Origin origin) {
  return to_string(origin);
}
template <typename Enum>
std::string_view spelled(Enum value) {
  using contract::to_string;
  using judge::to_string;
  return to_string(value);
}

// The enumerator of a word that the schema has let pass. Enumerators are numbered from 0 to `last`,
// which also stands for a word that is none of them.
template <typename Enum>
Enum word_field(const base::Value& object, std::string_view name, Enum last) {
  const std::string word = base::text_field(object, name);
  for (int i = 0; i < static_cast<int>(last); ++i) {
    if (spelled(static_cast<Enum>(i)) == word) return static_cast<Enum>(i);
  }
  return last;
}

}  // namespace assay::results

#endif  // ASSAY_RESULTS_WORD_FIELD_H_
