#ifndef ASSAY_PLAN_PLAN_H_
#define ASSAY_PLAN_PLAN_H_

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/result.h"
#include "contract/contract.h"
#include "plan/case.h"
#include "plan/selection.h"
#include "plan/target.h"

namespace assay::plan {

// Contracts times target gives cases. Pure: all ids are known before the first byte is sent, and
// the same input gives the same cases in the same order.

struct PlanOptions {
  Selection selection;
  bool follow = false;         // Every job of the target's own is followed to its end.
  bool allow_changes = false;  // Cases that change something on a target that is not built in.
  std::set<std::string>
      unset_variables;   // Environment variables that the target names and that are not set.
  CaseListener on_case;  // Before shards are dealt out.
  std::uint32_t shard_index = 0;  // Of shard_count; whole cases are dealt out in turn.
  std::uint32_t shard_count = 1;
};

// Refused: a pattern that matches nothing, a selection that is empty, a target that names an
// operation, trait or parameter that does not exist. The contracts must outlive the cases.
base::Result<std::vector<Case>> make_plan(
    const std::vector<std::shared_ptr<const contract::Contract>>& contracts, const Target& target,
    const PlanOptions& options);

// Parameters given by hand: they win over the target's own. Values of a parameter that names the
// subject become the subjects of every operation that has it, instead of the target's. Refused: a
// name that no contract has.
base::Status set_parameters(Target& target,
                            const std::vector<std::shared_ptr<const contract::Contract>>& contracts,
                            const std::vector<std::pair<std::string, std::string>>& parameters);

}  // namespace assay::plan

#endif  // ASSAY_PLAN_PLAN_H_
