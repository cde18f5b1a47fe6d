#ifndef ASSAY_SCHEMA_CHECKS_H_
#define ASSAY_SCHEMA_CHECKS_H_

#include <cstdint>
#include <utility>
#include <vector>

#include "base/document.h"
#include "base/result.h"

namespace assay::schema {

struct Assertion;
class Evaluator;
struct Instruction;
struct Path;
struct Site;

// The functions behind the table in keywords.cc; each stands in the file named here, with its
// check.

// keywords_values.cc
base::Status compile_type(const Site& site);
base::Status compile_enum(const Site& site);
base::Status compile_const(const Site& site);
base::Status compile_extensible_enum(const Site& site);
// keywords_numbers.cc
base::Status compile_minimum(const Site& site);
base::Status compile_maximum(const Site& site);
base::Status compile_exclusive_minimum(const Site& site);
base::Status compile_exclusive_maximum(const Site& site);
base::Status compile_multiple_of(const Site& site);
// keywords_strings.cc
base::Status compile_min_length(const Site& site);
base::Status compile_max_length(const Site& site);
base::Status compile_pattern(const Site& site);
base::Status compile_format(const Site& site);
// keywords_arrays.cc
base::Status compile_items(const Site& site);
base::Status compile_prefix_items(const Site& site);
base::Status compile_contains(const Site& site);
base::Status compile_min_items(const Site& site);
base::Status compile_max_items(const Site& site);
base::Status compile_unique_items(const Site& site);
// keywords_objects.cc
base::Status compile_properties(const Site& site);
base::Status compile_required(const Site& site);
base::Status compile_pattern_properties(const Site& site);
base::Status compile_additional_properties(const Site& site);
// keywords_names.cc
base::Status compile_property_names(const Site& site);
base::Status compile_min_properties(const Site& site);
base::Status compile_max_properties(const Site& site);
base::Status compile_dependent_required(const Site& site);
base::Status compile_dependent_schemas(const Site& site);
base::Status compile_dependencies(const Site& site);
// keywords_logic.cc
base::Status compile_all_of(const Site& site);
base::Status compile_any_of(const Site& site);
base::Status compile_one_of(const Site& site);
base::Status compile_not(const Site& site);
base::Status compile_if(const Site& site);
// keywords_unevaluated.cc
base::Status compile_unevaluated_properties(const Site& site);
base::Status compile_unevaluated_items(const Site& site);
// keywords_references.cc
base::Status compile_ref(const Site& site);
base::Status compile_dynamic_ref(const Site& site);
base::Status compile_id(const Site& site);
base::Status compile_anchor(const Site& site);
base::Status compile_defs(const Site& site);
base::Status compile_vocabulary(const Site& site);
// keywords_notes.cc
base::Status compile_nothing(const Site& site);  // Read by a neighbour, which checks it.
base::Status compile_subschema(
    const Site& site);  // Only its shape: contentSchema, a then without if.
base::Status compile_any_note(const Site& site);
base::Status compile_text_note(const Site& site);
base::Status compile_flag_note(const Site& site);
base::Status compile_list_note(const Site& site);
// keywords_ours.cc
base::Status compile_should(const Site& site);
base::Status compile_source(const Site& site);
base::Status compile_contradiction(const Site& site);
base::Status compile_name(const Site& site);  // x-rule, x-when, x-category

// What `properties` says of a member goes before what `required` says of the object.
void describe_member(const base::Value& schema, Assertion* made);

// Checks that the compiler itself emits.

// A schema `false`.
bool check_never(Evaluator&, const Instruction&, const base::Value&, const Path&);
// All of a MemberTable.
bool check_members(Evaluator&, const Instruction&, const base::Value&, const Path&);
// if; a row of them, as tighten() lays them out.
bool check_if(Evaluator&, const Instruction&, const base::Value&, const Path&);
bool check_guards(Evaluator&, const Instruction&, const base::Value&, const Path&);
bool check_not(Evaluator&, const Instruction&, const base::Value&, const Path&);
// enum and const where all values are strings.
bool check_words(Evaluator&, const Instruction&, const base::Value&, const Path&);
// Advice: what is broken in it is reported, but decides nothing.
bool check_advice(Evaluator&, const Instruction&, const base::Value&, const Path&);
// Runs the node `operand` on the same value.
bool check_call(Evaluator&, const Instruction&, const base::Value&, const Path&);

// Whether all values differ; otherwise the indices of two equal ones.
// `order` lends its memory.
bool all_different(const std::vector<base::Value>& values,
                   std::vector<std::pair<std::size_t, std::size_t>>& order, std::size_t* first,
                   std::size_t* second);

}  // namespace assay::schema

#endif  // ASSAY_SCHEMA_CHECKS_H_
