#include "base/text.h"
#include "schema/checks.h"
#include "schema/compiler.h"
#include "schema/counts.h"
#include "schema/evaluator.h"
#include "schema/formats.h"
#include "schema/messages.h"
#include "schema/patterns.h"

namespace assay::schema {
namespace {

constexpr KindSet kStrings = kind_bit(base::Kind::kString);

bool fail_length(Evaluator& evaluator, const Instruction& self, const base::Value& value,
                 const Path& path) {
  if (evaluator.testing()) return false;
  const std::size_t length = base::count_code_points(value.string());
  return evaluator.fail(Violation{.assertion = self.assertion,
                                  .actual = counted(length, "character") + ": " + show(value)},
                        value, path);
}

// A code point has one to four bytes, so that most lengths are decided without counting.
bool check_min_length(Evaluator& evaluator, const Instruction& self, const base::Value& value,
                      const Path& path) {
  const std::string_view text = value.string();
  if (text.size() / 4 >= self.limit) return true;
  if (text.size() >= self.limit && base::count_code_points(text) >= self.limit) return true;
  return fail_length(evaluator, self, value, path);
}

bool check_max_length(Evaluator& evaluator, const Instruction& self, const base::Value& value,
                      const Path& path) {
  const std::string_view text = value.string();
  if (text.size() <= self.limit || base::count_code_points(text) <= self.limit) return true;
  return fail_length(evaluator, self, value, path);
}

bool check_pattern(Evaluator& evaluator, const Instruction& self, const base::Value& value,
                   const Path& path) {
  return matches(*evaluator.code().pattern_list[self.operand], value.string()) ||
         evaluator.fail(self.assertion, value, path);
}

bool check_text_format(Evaluator& evaluator, const Instruction& self, const base::Value& value,
                       const Path& path) {
  return evaluator.code().formats[self.operand]->text(value.string()) ||
         evaluator.fail(self.assertion, value, path);
}

bool check_number_format(Evaluator& evaluator, const Instruction& self, const base::Value& value,
                         const Path& path) {
  return evaluator.code().formats[self.operand]->number(value.number()) ||
         evaluator.fail(self.assertion, value, path);
}

}  // namespace

base::Status compile_min_length(const Site& site) {
  return emit_count(site, check_min_length, kStrings, "at least", "character");
}

base::Status compile_max_length(const Site& site) {
  return emit_count(site, check_max_length, kStrings, "at most", "character");
}

base::Status compile_pattern(const Site& site) {
  if (!site.operand.is_string()) return site.error("must be a string");
  Compiled& out = site.compiler.out();
  const base::Result<const re2::RE2*> pattern = pattern_of(site, site.operand.string());
  if (!pattern) return pattern.error();
  const std::string expected = "text matching " + base::printable(site.operand.string());
  site.schema.instructions.push_back(
      {.check = check_pattern,
       .assertion = site.compiler.assertion(site, expected),
       .operand = static_cast<std::uint32_t>(out.pattern_list.size()),
       .kinds = kStrings});
  out.pattern_list.push_back(*pattern);
  return base::Done{};
}

base::Status compile_format(const Site& site) {
  if (!site.operand.is_string()) return site.error("must be a string");
  if (!site.compiler.options().assert_formats && !site.schema.asserts_formats) return base::Done{};
  const Format* format = find_format(site.operand.string());
  if (format == nullptr) {
    // A meta-schema that asserts formats binds to all of them (section 7.2.2); an option does not.
    const bool annotates = site.compiler.options().unknown == Unknown::kAnnotate;
    if (annotates && !site.schema.asserts_formats) return base::Done{};
    return site.error("unknown format " + base::quoted(site.operand.string()),
                      format_suggestion(site.operand.string()));
  }
  Compiled& out = site.compiler.out();
  const bool of_text = format->text != nullptr;
  site.schema.instructions.push_back(
      {.check = of_text ? check_text_format : check_number_format,
       .assertion = site.compiler.assertion(site, std::string(format->expected)),
       .operand = static_cast<std::uint32_t>(out.formats.size()),
       .kinds = of_text ? kStrings : kind_bit(base::Kind::kNumber)});
  out.formats.push_back(format);
  return base::Done{};
}

}  // namespace assay::schema
