#ifndef ASSAY_JUDGE_TALLY_H_
#define ASSAY_JUDGE_TALLY_H_

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "judge/places.h"
#include "judge/verdict.h"

namespace assay::judge {

// Builds a Verdict: the one place where rules are counted and findings are made, so that a rule
// which was not selected leaves no trace.
class Tally {
 public:
  Tally(const plan::Case& c, const Options& options);

  // What is told from here on is of this exchange of the transcript, made for that step.
  void begin_exchange(std::size_t exchange, std::uint32_t step) {
    exchange_ = static_cast<std::uint32_t>(exchange);
    step_ = step;
  }
  std::uint32_t exchange() const { return exchange_; }

  // `count` values were put to the rule.
  void exercise(contract::RuleIndex rule, std::uint32_t count = 1);
  // One of them broke it. Exchange and step are filled in; beyond kMostPlaces it is counted only.
  void report(Finding finding);
  // `count` of them broke it at places that are not told.
  void count_broken(contract::RuleIndex rule, std::uint32_t count);
  // Per word of the answer's enumerations.
  void add_words(const std::vector<std::uint32_t>& counts);
  // A value broke it; of the rule's own level.
  void report(contract::RuleIndex rule, const Found& at, std::string expected, std::string actual);
  void add_undeclared(Undeclared member) { verdict_.undeclared.push_back(std::move(member)); }
  const Options& options() const { return options_; }

  Verdict take();

 private:
  bool is_selected(contract::RuleIndex rule) const;

  const contract::Contract& contract_;
  const Options& options_;
  std::shared_ptr<const plan::SelectedRules> selected_;
  std::uint32_t exchange_ = 0;
  std::uint32_t step_ = 0;
  std::vector<std::uint32_t> told_;  // Places of each rule.
  Verdict verdict_;
};

}  // namespace assay::judge

#endif  // ASSAY_JUDGE_TALLY_H_
