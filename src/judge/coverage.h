#ifndef ASSAY_JUDGE_COVERAGE_H_
#define ASSAY_JUDGE_COVERAGE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "judge/outcome.h"
#include "judge/verdict.h"
#include "plan/case.h"

namespace assay::judge {

// How much of what was promised has been put to an answer. Rules that were not selected count
// nowhere.

// What happened to the rules of one contract.
struct RuleUse {
  // Of the case's contract and selected rules; nothing has happened yet.
  explicit RuleUse(const plan::Case& c);
  void add(const Verdict& verdict);
  bool is_selected(contract::RuleIndex rule) const;

  const contract::Contract* contract;
  std::shared_ptr<const plan::SelectedRules> selected;  // nullptr: all.
  std::vector<std::uint32_t> exercised;                 // By rule index.
  std::vector<std::uint32_t> broken;
  std::vector<std::uint32_t> words;  // As in Verdict.
};

// The documented words at one place of the answer, and those that the run saw.
struct WordUse {
  contract::RuleIndex rule = 0;
  std::string place;  // "entities.sub_jobs_result[].status"
  std::vector<std::string> seen;
  std::vector<std::string> unseen;
};
// Of selected rules, by place; words of several rules about one place are told together.
std::vector<WordUse> word_use(const RuleUse& use);

struct Coverage {
  std::uint32_t rules = 0;
  std::uint32_t exercised = 0;
  // 0..100, rounded down; 100 when there are no rules.
  std::uint32_t percent() const;
};
Coverage coverage_of(const RuleUse& use);

// The test of suite Coverage for one operation.
struct CoverageOutcome {
  Outcome outcome = Outcome::kPassed;
  std::string reason;  // "no rule was exercised", "71 % is below the required 90 %".
};
// `required` in percent, 0 for none.
CoverageOutcome settle_coverage(const Coverage& coverage, std::uint32_t required);

struct CoverageRecord {
  const contract::Contract* contract = nullptr;
  Outcome outcome = Outcome::kPassed;
  std::string reason;
};

}  // namespace assay::judge

#endif  // ASSAY_JUDGE_COVERAGE_H_
