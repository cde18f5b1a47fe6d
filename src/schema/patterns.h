#ifndef ASSAY_SCHEMA_PATTERNS_H_
#define ASSAY_SCHEMA_PATTERNS_H_

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace re2 {
class RE2;
}

namespace assay::schema {

struct Site;

// JSON Schema writes patterns in ECMA 262's language, with the u flag; RE2 runs them, in linear
// time whatever the text. Look-around and back references are outside RE2 and refused.

struct PatternError {
  std::string message;
  bool is_ecma = false;  // Right in ECMA 262, only not in RE2.
};
// The same pattern as RE2 writes it.
base::Result<std::string, PatternError> to_re2(std::string_view ecma);

// Compiles and keeps the pattern of a schema; equal patterns are one.
base::Result<const re2::RE2*> pattern_of(const Site& site, std::string_view ecma);
// The same for whoever keeps it himself; nullptr when it cannot be used.
std::unique_ptr<const re2::RE2> compile_ecma(std::string_view ecma);
// Unanchored.
bool matches(const re2::RE2& pattern, std::string_view text);
// Right in ECMA 262, whether RE2 has it or not.
bool is_ecma_pattern(std::string_view text);

}  // namespace assay::schema

#endif  // ASSAY_SCHEMA_PATTERNS_H_
