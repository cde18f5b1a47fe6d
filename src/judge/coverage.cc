#include "judge/coverage.h"

#include <fmt/format.h>

#include "plan/selection.h"

namespace assay::judge {

RuleUse::RuleUse(const plan::Case& c)
    : contract(c.contract),
      selected(c.rules),
      exercised(c.contract->rules().size()),
      broken(c.contract->rules().size()) {}

void RuleUse::add(const Verdict& verdict) {
  for (std::size_t i = 0; i < verdict.exercised.size(); ++i) {
    exercised[i] += verdict.exercised[i];
    broken[i] += verdict.broken[i];
  }
}

bool RuleUse::is_selected(contract::RuleIndex rule) const {
  return !selected || selected->by_index[rule];
}

std::uint32_t Coverage::percent() const {
  return rules == 0 ? 100 : static_cast<std::uint32_t>(std::uint64_t{exercised} * 100 / rules);
}

Coverage coverage_of(const RuleUse& use) {
  Coverage coverage;
  for (contract::RuleIndex i = 0; i < use.exercised.size(); ++i) {
    if (!use.is_selected(i)) continue;
    ++coverage.rules;
    if (use.exercised[i] > 0) ++coverage.exercised;
  }
  return coverage;
}

Coverage coverage_of(const std::vector<RuleUse>& uses) {
  Coverage total;
  for (const RuleUse& use : uses) {
    const Coverage one = coverage_of(use);
    total.rules += one.rules;
    total.exercised += one.exercised;
  }
  return total;
}

CoverageRecord settle_coverage(const RuleUse& use, std::uint32_t required) {
  const Coverage coverage = coverage_of(use);
  const std::string counts =
      fmt::format("{} of {} rules were exercised", coverage.exercised, coverage.rules);
  if (coverage.exercised == 0) {
    return {use.contract, Outcome::kNotProvoked, "no rule was exercised"};
  }
  if (coverage.percent() >= required) return {use.contract, Outcome::kPassed, counts};
  return {use.contract, Outcome::kFailed,
          fmt::format("{}: {} % is below the required {} %", counts, coverage.percent(), required)};
}

}  // namespace assay::judge
