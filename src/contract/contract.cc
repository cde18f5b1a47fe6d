#include "contract/contract.h"

#include <algorithm>

#include "contract/contract_builder.h"

namespace assay::contract {

base::Result<std::unique_ptr<const Contract>> Contract::load(const base::DataTree& data,
                                                             std::string_view operation,
                                                             Profile profile) {
  base::Result<Suite> suite = read_suite(data, operation, profile);
  if (!suite) return suite.error();
  return ContractBuilder(data, *std::move(suite)).build();
}

const Rule* Contract::find_rule(std::string_view id) const {
  const auto found =
      std::lower_bound(rules_.begin(), rules_.end(), id,
                       [](const Rule& rule, std::string_view wanted) { return rule.id < wanted; });
  return found == rules_.end() || found->id != id ? nullptr : &*found;
}

const ErrorAnswer* Contract::error_answer(int status) const {
  const ErrorForm* form = suite_.find_error(status);
  return form == nullptr ? nullptr : &errors_.at(form->status);
}

}  // namespace assay::contract
