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
constexpr std::array kKeywords = {
    Keyword{"$anchor", compile_anchor, kNothing, kCore},
    Keyword{"$comment", compile_text_note, kNothing, kCore},
    Keyword{"$defs", compile_defs, kSchemaMap, kCore},
    Keyword{"$dynamicAnchor", compile_anchor, kNothing, kCore},
    Keyword{"$dynamicRef", compile_dynamic_ref, kNothing, kCore},
    Keyword{"$id", compile_id, kNothing, kCore},
    Keyword{"$ref", compile_ref, kNothing, kCore},
    Keyword{"$schema", compile_text_note, kNothing, kCore},
    Keyword{"$vocabulary", compile_vocabulary, kNothing, kCore},
    Keyword{"additionalProperties", compile_additional_properties, kSchema, kApplicator},
    Keyword{"allOf", compile_all_of, kSchemas, kApplicator},
    Keyword{"anyOf", compile_any_of, kSchemas, kApplicator, true},
    Keyword{"const", compile_const, kNothing, kValidation, true},
    Keyword{"contains", compile_contains, kSchema, kApplicator, true},
    Keyword{"contentEncoding", compile_text_note, kNothing, kNotes},
    Keyword{"contentMediaType", compile_text_note, kNothing, kNotes},
    Keyword{"contentSchema", compile_subschema, kSchema, kNotes},
    Keyword{"default", compile_any_note, kNothing, kNotes},
    Keyword{"dependencies", compile_dependencies, kNothing, kEarlier},
    Keyword{"dependentRequired", compile_dependent_required, kNothing, kValidation, true},
    Keyword{"dependentSchemas", compile_dependent_schemas, kSchemaMap, kApplicator},
    Keyword{"deprecated", compile_flag_note, kNothing, kNotes},
    Keyword{"description", compile_text_note, kNothing, kNotes},
    Keyword{"else", compile_subschema, kSchema, kApplicator},
    Keyword{"enum", compile_enum, kNothing, kValidation, true},
    Keyword{"examples", compile_list_note, kNothing, kNotes},
    Keyword{"exclusiveMaximum", compile_exclusive_maximum, kNothing, kValidation, true},
    Keyword{"exclusiveMinimum", compile_exclusive_minimum, kNothing, kValidation, true},
    Keyword{"format", compile_format, kNothing, kNotes, true},
    Keyword{"if", compile_if, kSchema, kApplicator},
    Keyword{"items", compile_items, kSchema, kApplicator},
    Keyword{"maxContains", compile_nothing, kNothing, kValidation},
    Keyword{"maxItems", compile_max_items, kNothing, kValidation, true},
    Keyword{"maxLength", compile_max_length, kNothing, kValidation, true},
    Keyword{"maxProperties", compile_max_properties, kNothing, kValidation, true},
    Keyword{"maximum", compile_maximum, kNothing, kValidation, true},
    Keyword{"minContains", compile_nothing, kNothing, kValidation},
    Keyword{"minItems", compile_min_items, kNothing, kValidation, true},
    Keyword{"minLength", compile_min_length, kNothing, kValidation, true},
    Keyword{"minProperties", compile_min_properties, kNothing, kValidation, true},
    Keyword{"minimum", compile_minimum, kNothing, kValidation, true},
    Keyword{"multipleOf", compile_multiple_of, kNothing, kValidation, true},
    Keyword{"not", compile_not, kSchema, kApplicator, true},
    Keyword{"oneOf", compile_one_of, kSchemas, kApplicator, true},
    Keyword{"pattern", compile_pattern, kNothing, kValidation, true},
    Keyword{"patternProperties", compile_pattern_properties, kSchemaMap, kApplicator},
    Keyword{"prefixItems", compile_prefix_items, kSchemas, kApplicator},
    Keyword{"properties", compile_properties, kSchemaMap, kApplicator},
    Keyword{"propertyNames", compile_property_names, kSchema, kApplicator, true},
    Keyword{"readOnly", compile_flag_note, kNothing, kNotes},
    Keyword{"required", compile_required, kNothing, kValidation, true},
    Keyword{"then", compile_subschema, kSchema, kApplicator},
    Keyword{"title", compile_text_note, kNothing, kNotes},
    Keyword{"type", compile_type, kNothing, kValidation, true},
    Keyword{"unevaluatedItems", compile_unevaluated_items, kSchema, kUnevaluated},
    Keyword{"unevaluatedProperties", compile_unevaluated_properties, kSchema, kUnevaluated},
    Keyword{"uniqueItems", compile_unique_items, kNothing, kValidation, true},
    Keyword{"writeOnly", compile_flag_note, kNothing, kNotes},
    Keyword{"x-category", compile_name, kNothing, kOurs},
    Keyword{"x-contradiction", compile_contradiction, kNothing, kOurs},
    Keyword{"x-extensible-enum", compile_extensible_enum, kNothing, kOurs, true},
    Keyword{"x-rule", compile_name, kNothing, kOurs},
    Keyword{"x-should", compile_should, kSchema, kOurs},
    Keyword{"x-source", compile_source, kNothing, kOurs},
    Keyword{"x-when", compile_name, kNothing, kOurs},
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
