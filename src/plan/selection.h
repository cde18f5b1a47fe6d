#ifndef ASSAY_PLAN_SELECTION_H_
#define ASSAY_PLAN_SELECTION_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "contract/contract.h"
#include "plan/case.h"

namespace assay::plan {

// What --case and --rule ask for. `*` and `?` are wild; a pattern that matches nothing is refused,
// never ignored.

struct Selection {
  std::vector<std::string> case_patterns;  // Globs over case ids; empty: all.
  std::vector<std::string> rule_patterns;  // Globs over rule ids; empty: all.
};

// True when there is no pattern, or any that matches.
bool matches_any(const std::vector<std::string>& patterns, std::string_view text);

// By rule index, whether a rule is selected.
std::vector<bool> selected_rules(const contract::Contract& contract, const Selection& selection);

base::Status check_rule_patterns(
    const std::vector<std::shared_ptr<const contract::Contract>>& contracts,
    const Selection& selection);
base::Status check_case_patterns(const std::vector<Case>& cases, const Selection& selection);

}  // namespace assay::plan

#endif  // ASSAY_PLAN_SELECTION_H_
