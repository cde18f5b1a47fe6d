#include "schema/checks.h"
#include "schema/compiler.h"
#include "schema/evaluator.h"

namespace assay::schema {
namespace {

const base::Number& operand(const Evaluator& evaluator, const Instruction& self) {
  return evaluator.code().numbers[self.operand];
}

bool check_minimum(Evaluator& evaluator, const Instruction& self, const base::Value& value,
                   const Path& path) {
  return value.number() >= operand(evaluator, self) || evaluator.fail(self.assertion, value, path);
}

bool check_maximum(Evaluator& evaluator, const Instruction& self, const base::Value& value,
                   const Path& path) {
  return value.number() <= operand(evaluator, self) || evaluator.fail(self.assertion, value, path);
}

bool check_above(Evaluator& evaluator, const Instruction& self, const base::Value& value,
                 const Path& path) {
  return value.number() > operand(evaluator, self) || evaluator.fail(self.assertion, value, path);
}

bool check_under(Evaluator& evaluator, const Instruction& self, const base::Value& value,
                 const Path& path) {
  return value.number() < operand(evaluator, self) || evaluator.fail(self.assertion, value, path);
}

bool check_multiple(Evaluator& evaluator, const Instruction& self, const base::Value& value,
                    const Path& path) {
  return value.number().is_multiple_of(operand(evaluator, self)) ||
         evaluator.fail(self.assertion, value, path);
}

base::Status emit(const Site& site, Check check, std::string_view words) {
  if (!site.operand.is_number()) return site.error("must be a number");
  Compiled& out = site.compiler.out();
  const base::Number number = site.operand.number();
  std::string expected(words);
  expected += " " + std::string(number.text());
  site.schema.instructions.push_back({.check = check,
                                      .assertion = site.compiler.assertion(site, expected),
                                      .operand = static_cast<std::uint32_t>(out.numbers.size()),
                                      .kinds = kind_bit(base::Kind::kNumber)});
  out.numbers.push_back(number);
  return base::Done{};
}

}  // namespace

base::Status compile_minimum(const Site& site) {
  return emit(site, check_minimum, "at least");
}
base::Status compile_maximum(const Site& site) {
  return emit(site, check_maximum, "at most");
}

base::Status compile_exclusive_minimum(const Site& site) {
  return emit(site, check_above, "more than");
}

base::Status compile_exclusive_maximum(const Site& site) {
  return emit(site, check_under, "less than");
}

base::Status compile_multiple_of(const Site& site) {
  if (site.operand.is_number() && site.operand.number() <= base::Number("0")) {
    return site.error("must be more than 0");
  }
  if (site.operand.is_number() &&
      site.operand.number().significant_digits() > base::Number::kMaxDivisorDigits) {
    return site.error("has more than " + std::to_string(base::Number::kMaxDivisorDigits) +
                      " digits, which cannot be divided by exactly");
  }
  return emit(site, check_multiple, "a multiple of");
}

}  // namespace assay::schema
