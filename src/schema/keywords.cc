#include "schema/keywords.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "base/text.h"
#include "schema/checks.h"

namespace assay::schema {
namespace {

using enum Holds;
using enum Vocabulary;

// {name, compiled by, where it holds subschemas, vocabulary, x-rule can name it}; sorted by name.
// Behind each: what follows keywords_ in the name of the file that has the function and its check,
// and the neighbour that does the work where the keyword only goes along with one.
constexpr std::array kKeywords = {
    Keyword{"$anchor", compile_anchor, kNothing, kCore},           // references
    Keyword{"$comment", compile_text_note, kNothing, kCore},       // notes
    Keyword{"$defs", compile_defs, kSchemaMap, kCore},             // references
    Keyword{"$dynamicAnchor", compile_anchor, kNothing, kCore},    // references
    Keyword{"$dynamicRef", compile_dynamic_ref, kNothing, kCore},  // references
    Keyword{"$id", compile_id, kNothing, kCore},                   // references
    Keyword{"$ref", compile_ref, kNothing, kCore},                 // references
    Keyword{"$schema", compile_text_note, kNothing, kCore},        // notes
    Keyword{"$vocabulary", compile_vocabulary, kNothing, kCore},   // references
    Keyword{"additionalProperties", compile_additional_properties, kSchema,
            kApplicator},                                               // objects
    Keyword{"allOf", compile_all_of, kSchemas, kApplicator},            // logic
    Keyword{"anyOf", compile_any_of, kSchemas, kApplicator, true},      // logic
    Keyword{"const", compile_const, kNothing, kValidation, true},       // values
    Keyword{"contains", compile_contains, kSchema, kApplicator, true},  // arrays
    Keyword{"contentEncoding", compile_text_note, kNothing, kNotes},    // notes
    Keyword{"contentMediaType", compile_text_note, kNothing, kNotes},   // notes
    Keyword{"contentSchema", compile_subschema, kSchema, kNotes},       // notes
    Keyword{"default", compile_any_note, kNothing, kNotes},             // notes
    Keyword{"dependencies", compile_dependencies, kNothing, kEarlier},  // names
    Keyword{"dependentRequired", compile_dependent_required, kNothing, kValidation, true},  // names
    Keyword{"dependentSchemas", compile_dependent_schemas, kSchemaMap, kApplicator},        // names
    Keyword{"deprecated", compile_flag_note, kNothing, kNotes},                             // notes
    Keyword{"description", compile_text_note, kNothing, kNotes},                            // notes
    Keyword{"else", compile_subschema, kSchema, kApplicator},    // logic: compile_if
    Keyword{"enum", compile_enum, kNothing, kValidation, true},  // values
    Keyword{"examples", compile_list_note, kNothing, kNotes},    // notes
    Keyword{"exclusiveMaximum", compile_exclusive_maximum, kNothing, kValidation, true},  // numbers
    Keyword{"exclusiveMinimum", compile_exclusive_minimum, kNothing, kValidation, true},  // numbers
    Keyword{"format", compile_format, kNothing, kNotes, true},                            // strings
    Keyword{"if", compile_if, kSchema, kApplicator},                                      // logic
    Keyword{"items", compile_items, kSchema, kApplicator},                                // arrays
    Keyword{"maxContains", compile_nothing, kNothing, kValidation},  // arrays: compile_contains
    Keyword{"maxItems", compile_max_items, kNothing, kValidation, true},            // arrays
    Keyword{"maxLength", compile_max_length, kNothing, kValidation, true},          // strings
    Keyword{"maxProperties", compile_max_properties, kNothing, kValidation, true},  // names
    Keyword{"maximum", compile_maximum, kNothing, kValidation, true},               // numbers
    Keyword{"minContains", compile_nothing, kNothing, kValidation},  // arrays: compile_contains
    Keyword{"minItems", compile_min_items, kNothing, kValidation, true},                // arrays
    Keyword{"minLength", compile_min_length, kNothing, kValidation, true},              // strings
    Keyword{"minProperties", compile_min_properties, kNothing, kValidation, true},      // names
    Keyword{"minimum", compile_minimum, kNothing, kValidation, true},                   // numbers
    Keyword{"multipleOf", compile_multiple_of, kNothing, kValidation, true},            // numbers
    Keyword{"not", compile_not, kSchema, kApplicator, true},                            // logic
    Keyword{"oneOf", compile_one_of, kSchemas, kApplicator, true},                      // logic
    Keyword{"pattern", compile_pattern, kNothing, kValidation, true},                   // strings
    Keyword{"patternProperties", compile_pattern_properties, kSchemaMap, kApplicator},  // objects
    Keyword{"prefixItems", compile_prefix_items, kSchemas, kApplicator},                // arrays
    Keyword{"properties", compile_properties, kSchemaMap, kApplicator},                 // objects
    Keyword{"propertyNames", compile_property_names, kSchema, kApplicator, true},       // names
    Keyword{"readOnly", compile_flag_note, kNothing, kNotes},                           // notes
    Keyword{"required", compile_required, kNothing, kValidation, true},                 // objects
    Keyword{"then", compile_subschema, kSchema, kApplicator},    // logic: compile_if
    Keyword{"title", compile_text_note, kNothing, kNotes},       // notes
    Keyword{"type", compile_type, kNothing, kValidation, true},  // values
    Keyword{"unevaluatedItems", compile_unevaluated_items, kSchema, kUnevaluated},  // unevaluated
    Keyword{"unevaluatedProperties", compile_unevaluated_properties, kSchema,
            kUnevaluated},                                                         // unevaluated
    Keyword{"uniqueItems", compile_unique_items, kNothing, kValidation, true},     // arrays
    Keyword{"writeOnly", compile_flag_note, kNothing, kNotes},                     // notes
    Keyword{"x-category", compile_name, kNothing, kOurs},                          // ours
    Keyword{"x-contradiction", compile_contradiction, kNothing, kOurs},            // ours
    Keyword{"x-extensible-enum", compile_extensible_enum, kNothing, kOurs, true},  // values
    Keyword{"x-rule", compile_name, kNothing, kOurs},                              // ours
    Keyword{"x-should", compile_should, kSchema, kOurs},                           // ours
    Keyword{"x-source", compile_source, kNothing, kOurs},                          // ours
    Keyword{"x-when", compile_name, kNothing, kOurs},                              // ours
};

}  // namespace

std::span<const Keyword> keywords() {
  return kKeywords;
}

const Keyword* find_keyword(std::string_view name) {
  const auto found = std::lower_bound(
      kKeywords.begin(), kKeywords.end(), name,
      [](const Keyword& keyword, std::string_view wanted) { return keyword.name < wanted; });
  return found != kKeywords.end() && found->name == name ? &*found : nullptr;
}

std::string keyword_suggestion(std::string_view name) {
  std::vector<std::string> names;
  for (const Keyword& keyword : kKeywords) {
    if (keyword.vocabulary != kEarlier) names.emplace_back(keyword.name);
  }
  return base::suggestion(name, names);
}

}  // namespace assay::schema
