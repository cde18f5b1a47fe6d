#ifndef ASSAY_SCHEMA_MESSAGES_H_
#define ASSAY_SCHEMA_MESSAGES_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/document.h"
#include "schema/code.h"
#include "schema/program.h"

namespace assay::schema {

// How violations are put into words. Called on failure only, so clarity comes before speed.

// The value as JSON text: printable, on one line, elided.
std::string show(const base::Value& value);
// "one of A, B, C"; long lists are cut with their number. One value stands alone.
std::string one_of(std::span<const base::Value> values);
// The string that was probably meant, when `value` is a string: `did you mean "SUCCESS"?` or "".
std::string near_word(const base::Value& value, std::span<const base::Value> known);
// The member that was probably meant by `name`, among those of `object` that its place does not
// declare: `there is "Status"` or "".
std::string near_member(std::string_view name, const base::Value& object, const Place& place);
// The declared name that was probably meant by the member `name`.
std::string near_declared(std::string_view name, const MemberTable& table);
// "1 element", "3 elements".
std::string counted(std::uint64_t count, std::string_view noun);

// Why no branch of anyOf or oneOf holds, told by the branch that came closest.
struct Diagnosis {
  std::string expected;
  std::string actual;
  std::string hint;
};
Diagnosis closest(const Compiled& code, std::vector<std::vector<Violation>> branches,
                  const base::Value& value, std::string_view pointer);

}  // namespace assay::schema

#endif  // ASSAY_SCHEMA_MESSAGES_H_
