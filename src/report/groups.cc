#include "report/groups.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "report/describe.h"

namespace assay::report {
namespace {

// "a/b" from "/x/a~1b".
std::string last_token(std::string_view pointer) {
  const std::string_view token = pointer.substr(pointer.rfind('/') + 1);
  std::string out;
  for (std::size_t at = 0; at < token.size(); ++at) {
    const bool escape = token[at] == '~' && at + 1 < token.size();
    if (escape) ++at;
    out += !escape ? token[at] : token[at] == '1' ? '/' : '~';
  }
  return out;
}

}  // namespace

std::vector<RuleGroup> group_rules(const std::vector<const judge::CaseRecord*>& cases,
                                   contract::Level level) {
  std::map<std::string_view, RuleGroup> by_id;
  for (const judge::CaseRecord* record : cases) {
    for (const judge::CheckRecord& check : record->checks) {
      for (const std::uint32_t index : check.findings) {
        const judge::Finding& finding = record->verdict.findings[index];
        if (finding.level != level) continue;
        const contract::Rule& rule = rule_of(*record, finding);
        const RuleGroup fresh{&rule, 0, record, &finding};
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

std::vector<ReasonGroup> group_reasons(const judge::RunRecord& run, judge::Outcome outcome) {
  std::map<std::string, ReasonGroup> by_reason;
  for (const judge::CaseRecord& record : run.cases) {
    if (record.outcome != outcome) continue;
    const std::string reason = reason_text(record, outcome);
    ++by_reason.try_emplace(reason, ReasonGroup{reason, 0, &record}).first->second.cases;
  }
  std::vector<ReasonGroup> groups;
  for (auto& [reason, group] : by_reason) groups.push_back(std::move(group));
  std::stable_sort(groups.begin(), groups.end(),
                   [](const ReasonGroup& a, const ReasonGroup& b) { return a.cases > b.cases; });
  return groups;
}

std::vector<UndeclaredGroup> group_undeclared(const judge::RunRecord& run) {
  std::map<std::tuple<std::string, std::string, std::string>, UndeclaredGroup> groups;
  for (const judge::CaseRecord& record : run.cases) {
    const std::string& operation = record.planned->contract->operation();
    for (const judge::Undeclared& undeclared : record.verdict.undeclared) {
      const std::string member = last_token(undeclared.pointer);
      UndeclaredGroup& group = groups
                                   .try_emplace({operation, undeclared.place, member},
                                                UndeclaredGroup{operation, undeclared.place, member,
                                                                0, &record, &undeclared})
                                   .first->second;
      ++group.count;
    }
  }
  std::vector<UndeclaredGroup> out;
  for (auto& [key, group] : groups) out.push_back(std::move(group));
  return out;
}

}  // namespace assay::report
