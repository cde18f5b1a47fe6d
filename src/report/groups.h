#ifndef ASSAY_REPORT_GROUPS_H_
#define ASSAY_REPORT_GROUPS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "judge/record.h"

namespace assay::report {

// What occurs again and again in a run, told once and counted. Unless said otherwise, groups come
// with the largest first, then by text. Texts from the wire are as they arrived, but reasons are
// printable.

struct RuleGroup {
  const contract::Rule* rule = nullptr;
  std::uint32_t findings = 0;
  const judge::CaseRecord* first = nullptr;
  const judge::Finding* example = nullptr;  // Of `first`.
};
// Findings of `level` in the checks of these cases, by rule.
std::vector<RuleGroup> group_rules(const std::vector<const judge::CaseRecord*>& cases,
                                   contract::Level level);

struct ReasonGroup {
  std::string reason;
  std::uint32_t cases = 0;
  const judge::CaseRecord* first = nullptr;
};
std::vector<ReasonGroup> group_reasons(const judge::RunRecord& run, judge::Outcome outcome);

struct UndeclaredGroup {
  std::string operation;
  std::string place;   // Of the object.
  std::string member;  // Name.
  std::uint32_t count = 0;
  const judge::CaseRecord* first = nullptr;
  const judge::Undeclared* example = nullptr;  // In `first`.
};
// Sorted by operation, place and member.
std::vector<UndeclaredGroup> group_undeclared(const judge::RunRecord& run);

}  // namespace assay::report

#endif  // ASSAY_REPORT_GROUPS_H_
