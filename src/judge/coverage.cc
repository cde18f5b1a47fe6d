#include "judge/coverage.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

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
  if (words.size() < verdict.words.size()) words.resize(verdict.words.size());
  for (std::size_t i = 0; i < verdict.words.size(); ++i) words[i] += verdict.words[i];
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

std::vector<WordUse> word_use(const RuleUse& use) {
  struct Words {
    contract::RuleIndex rule;
    std::vector<std::pair<std::string, std::uint32_t>> counts;
  };
  std::map<std::string, Words> places;
  const contract::RuledProgram& answer = use.contract->answer();
  for (const schema::Enumeration& enumeration : answer.program.enumerations()) {
    const contract::RuleIndex rule = answer.rules[enumeration.assertion];
    if (!use.is_selected(rule)) continue;
    const std::string& place = answer.program.assertions()[enumeration.assertion].place;
    auto& counts = places.try_emplace(place, Words{rule, {}}).first->second.counts;
    for (std::size_t i = 0; i < enumeration.words.size(); ++i) {
      const std::size_t at = enumeration.first + i;
      const std::uint32_t count = at < use.words.size() ? use.words[at] : 0;
      const auto known = std::find_if(counts.begin(), counts.end(), [&](const auto& word) {
        return word.first == enumeration.words[i];
      });
      if (known == counts.end()) {
        counts.emplace_back(enumeration.words[i], count);
      } else {
        known->second += count;
      }
    }
  }
  std::vector<WordUse> all;
  for (const auto& [place, words] : places) {
    WordUse one{.rule = words.rule, .place = place, .seen = {}, .unseen = {}};
    for (const auto& [word, count] : words.counts)
      (count > 0 ? one.seen : one.unseen).push_back(word);
    all.push_back(std::move(one));
  }
  return all;
}

CoverageOutcome settle_coverage(const Coverage& coverage, std::uint32_t required) {
  const std::string counts =
      fmt::format("{} of {} rules were exercised", coverage.exercised, coverage.rules);
  if (coverage.exercised == 0) return {Outcome::kNotProvoked, "no rule was exercised"};
  if (coverage.percent() >= required) return {Outcome::kPassed, counts};
  return {Outcome::kFailed,
          fmt::format("{}: {} % is below the required {} %", counts, coverage.percent(), required)};
}

}  // namespace assay::judge
