#ifndef ASSAY_CONTRACT_CONTRACT_H_
#define ASSAY_CONTRACT_CONTRACT_H_

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "base/result.h"
#include "contract/rule.h"
#include "contract/suite.h"
#include "schema/program.h"

namespace assay::contract {

// A compiled schema together with the rule of each of its assertions.
struct RuledProgram {
  schema::Program program;
  std::vector<RuleIndex> rules;  // By assertion index.
};

// Rules about an answer of one status, before any schema is asked. The names follow the ids:
// http.200/status ...
struct JsonRules {
  RuleIndex encoding;  // /encoding: the text is UTF-8.
  RuleIndex json;      // /json: the body is one JSON text.
  RuleIndex depth;     // /depth: not nested beyond reason.
  RuleIndex unique;    // /unique-members: no member twice.
};
struct HttpRules {
  RuleIndex status;                     // /status: an expected status.
  RuleIndex complete;                   // /complete: the whole body arrived.
  std::optional<JsonRules> json;        // Where a schema judges any body.
  std::optional<RuleIndex> media_type;  // /media-type: the promised one, where one is promised.
};

struct ErrorAnswer {
  HttpRules http;
  // One per ErrorForm::bodies, in order; nullptr for a body that no schema judges.
  std::vector<std::unique_ptr<RuledProgram>> bodies;
};

// Of an operation that is carried out behind the answer that accepts it.
struct AcceptedAnswer {
  HttpRules http;
  std::unique_ptr<RuledProgram> first;    // The answer that accepts.
  std::unique_ptr<RuledProgram> pending;  // Those at its address, while there is no result.
};

// All that a document promises for one operation, under one profile. Immutable and thread-safe
// after loading.
class Contract {
 public:
  // Reads suite and schemas, compiles, numbers the rules. The error names file and pointer.
  static base::Result<std::unique_ptr<const Contract>> load(const base::DataTree& data,
                                                            std::string_view operation,
                                                            Profile profile);

  const Suite& suite() const { return suite_; }
  Profile profile() const { return suite_.profile; }
  const std::string& operation() const { return suite_.operation; }

  // Sorted by id; ids are unique.
  const std::vector<Rule>& rules() const { return rules_; }
  // nullptr when there is no such rule.
  const Rule* find_rule(std::string_view id) const;

  const RuledProgram& answer() const { return *answer_; }
  const HttpRules& answer_http() const { return answer_http_; }
  // Judges the request as an object {method, path, query, headers, body}; nullptr when the schema
  // file has none.
  const RuledProgram* request() const { return request_.get(); }
  // nullptr for a status that the suite lists neither by itself nor by its class.
  const ErrorAnswer* error_answer(int status) const;
  // nullptr where every answer is the result.
  const AcceptedAnswer* accepted() const { return accepted_.get(); }
  // By index of Suite::relations.
  const std::vector<RuleIndex>& relation_rules() const { return relation_rules_; }
  // The rule that a member which no schema declares breaks, when a run asks for it: $/undeclared.
  RuleIndex undeclared_rule() const { return undeclared_; }

 private:
  friend class ContractBuilder;
  Contract() = default;

  Suite suite_;
  std::vector<Rule> rules_;
  std::unique_ptr<RuledProgram> answer_;
  HttpRules answer_http_{};
  std::unique_ptr<RuledProgram> request_;
  std::map<StatusForm, ErrorAnswer> errors_;
  std::unique_ptr<AcceptedAnswer> accepted_;
  std::vector<RuleIndex> relation_rules_;
  RuleIndex undeclared_ = 0;
};

}  // namespace assay::contract

#endif  // ASSAY_CONTRACT_CONTRACT_H_
