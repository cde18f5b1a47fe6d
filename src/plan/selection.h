#ifndef ASSAY_PLAN_SELECTION_H_
#define ASSAY_PLAN_SELECTION_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
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
  // Only these, as far as there are such cases: none of them is asked for by a person.
  std::optional<std::set<std::string>> case_ids;

  bool has_case(std::string_view id) const;
};

// True when there is no pattern, or any that matches.
bool matches_any(const std::vector<std::string>& patterns, std::string_view text);

// The rules of one contract that a selection asks about.
struct SelectedRules {
  SelectedRules(const contract::Contract& contract, const Selection& selection);

  // Categories, in the order of the enumeration, in which one of them can be judged: of ordinary
  // answers, of errors, or of both.
  std::vector<contract::Category> categories(bool ordinary, bool errors) const;

  std::vector<bool> by_index;
  std::set<contract::Category> present;
};

base::Status check_rule_patterns(
    const std::vector<std::shared_ptr<const contract::Contract>>& contracts,
    const Selection& selection);
// What to write instead of a pattern that matches none of `ids`: a near match, or `otherwise`.
std::string pattern_hint(const std::string& pattern, const std::vector<std::string>& ids,
                         const std::string& otherwise);

// Told of every case of a plan, and whether the selection keeps it; may be empty.
using CaseListener = std::function<void(const Case& planned, bool selected)>;
// Keeps the cases that are selected and have something to be judged.
base::Status select_cases(std::vector<Case>& cases, const Selection& selection,
                          const CaseListener& on_case);

// Numbers the cases of the whole plan and leaves those of one shard: whole cases, in turn.
void deal_out(std::vector<Case>& cases, std::uint32_t shard, std::uint32_t shards);

}  // namespace assay::plan

#endif  // ASSAY_PLAN_SELECTION_H_
