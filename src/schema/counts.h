#ifndef ASSAY_SCHEMA_COUNTS_H_
#define ASSAY_SCHEMA_COUNTS_H_

#include <cstdint>
#include <string_view>

#include "base/result.h"
#include "schema/code.h"

namespace assay::schema {

struct Site;

// What minLength, maxItems and their like share: an operand that counts something.

// A whole number from 0 on, in any notation; beyond 2^63-1 it is taken as that.
base::Result<std::uint64_t> count_of(const Site& site, const base::Value& operand);
// Emits `check` with the count as its limit; "at least" + "character".
base::Status emit_count(const Site& site, Check check, KindSet kinds, std::string_view words,
                        std::string_view noun);

}  // namespace assay::schema

#endif  // ASSAY_SCHEMA_COUNTS_H_
