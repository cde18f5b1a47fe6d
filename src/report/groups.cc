#include "report/groups.h"

#include <algorithm>
#include <map>
#include <utility>

#include "report/describe.h"

namespace assay::report {
std::vector<RuleGroup> group_rules(const results::Results& run,
                                   const std::vector<const results::Case*>& cases,
                                   contract::Level level) {
  std::map<std::string_view, RuleGroup> by_id;
  for (const results::Case* one : cases) {
    for (const results::Check& check : one->checks) {
      for (const std::uint32_t index : check.findings) {
        const results::Finding& finding = run.findings[index];
        if (finding.level != level || finding.waiver) continue;
        const results::Rule& rule = run.rule_of(finding);
        const RuleGroup fresh{&rule, 0, one, &finding};
        ++by_id.try_emplace(rule.id, fresh).first->second.findings;
      }
    }
  }
  std::vector<RuleGroup> groups;
  for (auto& [id, group] : by_id) groups.push_back(group);
  std::stable_sort(groups.begin(), groups.end(),
                   [](const RuleGroup& a, const RuleGroup& b) { return a.findings > b.findings; });
  return groups;
}

std::vector<RuleGroup> group_rules(const results::Results& run, contract::Level level) {
  std::vector<const results::Case*> cases;
  for (const results::Case& one : run.cases) cases.push_back(&one);
  return group_rules(run, cases, level);
}

std::vector<ReasonGroup> group_reasons(const results::Results& run, judge::Outcome outcome) {
  std::map<std::string, ReasonGroup> by_reason;
  for (const results::Case& one : run.cases) {
    if (one.outcome != outcome) continue;
    const std::string reason = reason_text(run, one, outcome);
    ++by_reason.try_emplace(reason, ReasonGroup{reason, 0, &one}).first->second.cases;
  }
  std::vector<ReasonGroup> groups;
  for (auto& [reason, group] : by_reason) groups.push_back(std::move(group));
  std::stable_sort(groups.begin(), groups.end(),
                   [](const ReasonGroup& a, const ReasonGroup& b) { return a.cases > b.cases; });
  return groups;
}

}  // namespace assay::report
