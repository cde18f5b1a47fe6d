#ifndef ASSAY_CONTRACT_TESTING_CONTRACT_H_
#define ASSAY_CONTRACT_TESTING_CONTRACT_H_

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>

#include "base/files.h"
#include "contract/contract.h"

namespace assay::contract {

// For tests: what is shipped (linked from assay_data).

inline const base::DataTree& shipped_data() {
  static const std::unique_ptr<base::DataTree> data = base::embedded_data();
  return *data;
}

// nullptr, and a failed test, when it does not load.
inline std::shared_ptr<const Contract> load_contract(const base::DataTree& data,
                                                     std::string_view operation,
                                                     Profile profile = Profile::kDocumented) {
  base::Result<std::unique_ptr<const Contract>> contract = Contract::load(data, operation, profile);
  EXPECT_TRUE(contract) << contract.error().to_string();
  return contract ? *std::move(contract) : nullptr;
}
inline std::shared_ptr<const Contract> shipped_contract(std::string_view operation,
                                                        Profile profile = Profile::kDocumented) {
  return load_contract(shipped_data(), operation, profile);
}

// Index of a rule, named without its operation; a failed test when there is no such rule.
inline RuleIndex rule_index(const Contract& contract, std::string_view rule) {
  const Rule* found = contract.find_rule(contract.operation() + ":" + std::string(rule));
  EXPECT_NE(found, nullptr) << "no rule " << rule;
  return found ? static_cast<RuleIndex>(found - contract.rules().data()) : 0;
}

}  // namespace assay::contract

#endif  // ASSAY_CONTRACT_TESTING_CONTRACT_H_
