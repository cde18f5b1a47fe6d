#ifndef ASSAY_CONTRACT_CONTRACT_BUILDER_H_
#define ASSAY_CONTRACT_CONTRACT_BUILDER_H_

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "contract/contract.h"
#include "schema/registry.h"

namespace assay::contract {

// Puts one Contract together: collects rules under their ids while schemas are compiled, and
// numbers them last, when all ids are known and sorted. Used once, by Contract::load.
class ContractBuilder {
 public:
  ContractBuilder(const base::DataTree& data, Suite suite);

  base::Result<std::unique_ptr<const Contract>> build();

 private:
  // Until all ids are known a rule is referred to by its position in `collected_`.
  using Draft = RuleIndex;

  // What a suite says about the answers of one status.
  struct HttpPromise {
    StatusForm status;
    Category category;
    const Source& source;
    const std::vector<std::string>& contradictions;
    std::string_view statement;
    bool with_media_type;
    bool with_json;
  };

  base::Status read_schemas();
  base::Status add_schema_file(const std::string& path);
  base::Status compile_answer();
  base::Status compile_request();
  base::Status compile_errors();
  base::Status compile_accepted();
  base::Result<std::unique_ptr<RuledProgram>> compile(std::string_view fragment,
                                                      std::string_view prefix,
                                                      std::optional<Category> category);
  void add_relations();
  HttpRules add_http_rules(const HttpPromise& promise);
  Draft add(Rule rule);
  void number_rules();

  std::string schema_path() const;

  const base::DataTree& data_;
  std::shared_ptr<schema::Registry> registry_ = std::make_shared<schema::Registry>();
  std::unique_ptr<Contract> contract_;
  std::vector<Rule> collected_;
  std::map<std::string, Draft, std::less<>> by_id_;
};

}  // namespace assay::contract

#endif  // ASSAY_CONTRACT_CONTRACT_BUILDER_H_
