#include "schema/checks.h"
#include "schema/compiler.h"

namespace assay::schema {

// Keywords that ask nothing of a value. Their own values must be of the right kind all the same.

base::Status compile_nothing(const Site&) {
  return base::Done{};
}

base::Status compile_any_note(const Site&) {
  return base::Done{};
}

base::Status compile_subschema(const Site& site) {
  return site.compiler.inspect(site, site.operand, site.pointer());
}

base::Status compile_text_note(const Site& site) {
  if (!site.operand.is_string()) return site.error("must be a string");
  return base::Done{};
}

base::Status compile_flag_note(const Site& site) {
  if (!site.operand.is_boolean()) return site.error("must be true or false");
  return base::Done{};
}

base::Status compile_list_note(const Site& site) {
  if (!site.operand.is_array()) return site.error("must be a list");
  return base::Done{};
}

}  // namespace assay::schema
