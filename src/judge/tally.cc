#include "judge/tally.h"

#include "plan/selection.h"

namespace assay::judge {

Tally::Tally(const contract::Contract& contract, const Options& options)
    : options_(options),
      selected_(plan::selected_rules(
          contract, {.case_patterns = {}, .rule_patterns = options.rule_patterns})) {
  verdict_.exercised.resize(contract.rules().size());
  verdict_.broken.resize(contract.rules().size());
}

void Tally::exercise(contract::RuleIndex rule, std::uint32_t count) {
  if (selected_[rule]) verdict_.exercised[rule] += count;
}

void Tally::report(Finding finding) {
  if (!selected_[finding.rule]) return;
  finding.step = step_;
  ++verdict_.broken[finding.rule];
  verdict_.findings.push_back(std::move(finding));
}

}  // namespace assay::judge
