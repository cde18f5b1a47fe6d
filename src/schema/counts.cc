#include "schema/counts.h"

#include "schema/compiler.h"
#include "schema/messages.h"

namespace assay::schema {

base::Result<std::uint64_t> count_of(const Site& site, const base::Value& operand) {
  if (!operand.is_number() || !operand.number().is_integer() ||
      operand.number() < base::Number("0")) {
    return site.error("must be a whole number, 0 or more");
  }
  return static_cast<std::uint64_t>(operand.number().to_int64().value_or(INT64_MAX));
}

base::Status emit_count(const Site& site, Check check, KindSet kinds, std::string_view words,
                        std::string_view noun) {
  const base::Result<std::uint64_t> limit = count_of(site, site.operand);
  if (!limit) return limit.error();
  const std::string expected = std::string(words) + " " + counted(*limit, noun);
  site.schema.instructions.push_back({.check = check,
                                      .limit = *limit,
                                      .assertion = site.compiler.assertion(site, expected),
                                      .kinds = kinds});
  return base::Done{};
}

}  // namespace assay::schema
