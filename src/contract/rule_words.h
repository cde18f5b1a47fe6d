#ifndef ASSAY_CONTRACT_RULE_WORDS_H_
#define ASSAY_CONTRACT_RULE_WORDS_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "contract/rule.h"
#include "contract/suite.h"
#include "schema/program.h"

namespace assay::contract {

// How rules get their ids, levels, categories and words. One function per origin of a rule.

// From a schema; `category` overrules what the keyword suggests.
Rule rule_for(const schema::Assertion& assertion, const Suite& suite,
              std::optional<Category> category);
Rule rule_for(const RelationForm& relation, const Suite& suite);
// Every member of an answer is one that the document declares.
Rule undeclared_rule_for(const Suite& suite);

// What is asked of any answer before its schema is.
enum class HttpQuestion {
  kStatus,
  kMediaType,
  kComplete,
  kEncoding,
  kJson,
  kDepth,
  kUniqueMembers
};
// `source`, `contradictions` and `promise` are of the status; the other questions have the
// standards as their source.
Rule http_rule_for(const Suite& suite, StatusForm status, HttpQuestion question, Category category,
                   const Source& source, const std::vector<std::string>& contradictions,
                   std::string_view promise);

}  // namespace assay::contract

#endif  // ASSAY_CONTRACT_RULE_WORDS_H_
