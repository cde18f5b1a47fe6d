#ifndef ASSAY_SCHEMA_KEYWORDS_H_
#define ASSAY_SCHEMA_KEYWORDS_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace assay::schema {

struct Site;

// Where a keyword's value holds subschemas.
enum class Holds : std::uint8_t { kNothing, kSchema, kSchemas, kSchemaMap };
// The vocabulary that a meta-schema can leave out.
enum class Vocabulary : std::uint8_t {
  kCore,
  kApplicator,
  kUnevaluated,
  kValidation,
  kNotes,
  kOurs,
  kEarlier,  // Of earlier drafts; understood only where unknown keywords are not refused.
};

// One keyword: its name leads to the function that compiles it, and that names the check beside it.
struct Keyword {
  std::string_view name;
  base::Status (*compile)(const Site& site);
  Holds holds = Holds::kNothing;
  Vocabulary vocabulary = Vocabulary::kValidation;
  bool promises = false;  // Makes an assertion that x-rule can name.
};

// All that a schema object may contain; anything else is refused.
std::span<const Keyword> keywords();
const Keyword* find_keyword(std::string_view name);
// `did you mean "..."?` or "".
std::string keyword_suggestion(std::string_view name);

}  // namespace assay::schema

#endif  // ASSAY_SCHEMA_KEYWORDS_H_
