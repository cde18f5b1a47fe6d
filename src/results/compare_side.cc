#include "results/compare_side.h"

#include "judge/verdict.h"

namespace assay::results {
namespace {

using judge::Outcome;

std::string current(const std::map<std::string, std::string>& aliases, const std::string& id,
                    std::set<std::string>& renamed) {
  std::string now = Aliases::followed(aliases, id);
  if (now != id) renamed.insert(id + " -> " + now);
  return now;
}

}  // namespace

bool is_judged(Outcome outcome) {
  switch (outcome) {
    case Outcome::kPassed:
    case Outcome::kFailed:
    case Outcome::kWarned:
    case Outcome::kWaived:
    case Outcome::kUnexpectedPass:
      return true;
    default:
      return false;
  }
}

Side::Side(const Results& run, const Aliases& aliases, std::set<std::string>& renamed)
    : results(run), case_rules_(run) {
  for (const Rule& rule : results.rules) {
    rule_ids_.push_back(current(aliases.rules, rule.id, renamed));
    rules.emplace(rule_ids_.back(), &rule);
  }
  for (const Case& one : results.cases) {
    case_ids_.push_back(current(aliases.cases, one.id, renamed));
    cases.emplace(case_ids_.back(), &one);
  }
  for (const Finding& finding : results.findings) {
    Broken& one = broken[{rule_ids_[finding.rule], case_ids_[finding.case_index], finding.level}];
    one.operation = results.rule_of(finding).operation;
    one.category = finding.category;
    Places& places = finding.outcome == Outcome::kWaived ? one.waived : one.open;
    places.emplace(Place(finding.exchange, finding.pointer), &finding);
  }
}

const Check* Side::check(const std::string& case_id, contract::Category category) const {
  const auto found = cases.find(case_id);
  if (found == cases.end()) return nullptr;
  for (const Check& one : found->second->checks) {
    if (one.category == category) return &one;
  }
  return nullptr;
}

bool Side::looked_at(const std::string& rule, const std::string& case_id,
                     contract::Category category) const {
  const Check* one = check(case_id, category);
  if (one == nullptr || !is_judged(one->outcome)) return false;
  const auto found = rules.find(rule);
  return found != rules.end() &&
         case_rules_.was_exercised(
             *cases.at(case_id), static_cast<std::uint32_t>(found->second - results.rules.data()));
}

}  // namespace assay::results
