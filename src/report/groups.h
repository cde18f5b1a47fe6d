#ifndef ASSAY_REPORT_GROUPS_H_
#define ASSAY_REPORT_GROUPS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "results/results.h"

namespace assay::report {

// What occurs again and again in a run, told once and counted. Unless said otherwise, groups come
// with the largest first, then by text. Texts from the wire are as they arrived, but reasons are
// printable.

struct RuleGroup {
  const results::Rule* rule = nullptr;
  std::uint32_t findings = 0;
  const results::Case* first = nullptr;
  const results::Finding* example = nullptr;  // Of `first`.
};
// Findings of `level` that no waiver took, in the checks of these cases, by rule.
std::vector<RuleGroup> group_rules(const results::Results& run,
                                   const std::vector<const results::Case*>& cases,
                                   contract::Level level);
// Of all cases.
std::vector<RuleGroup> group_rules(const results::Results& run, contract::Level level);

struct ReasonGroup {
  std::string reason;
  std::uint32_t cases = 0;
  const results::Case* first = nullptr;
};
std::vector<ReasonGroup> group_reasons(const results::Results& run, judge::Outcome outcome);

}  // namespace assay::report

#endif  // ASSAY_REPORT_GROUPS_H_
