#include "judge/tally.h"

#include <fmt/format.h>

#include "plan/selection.h"

namespace assay::judge {

Tally::Tally(const plan::Case& c, const Options& options)
    : contract_(*c.contract), options_(options), selected_(c.rules) {
  verdict_.exercised.resize(c.contract->rules().size());
  verdict_.broken.resize(c.contract->rules().size());
  told_.resize(c.contract->rules().size());
}

bool Tally::is_selected(contract::RuleIndex rule) const {
  return !selected_ || selected_->by_index[rule];
}

void Tally::exercise(contract::RuleIndex rule, std::uint32_t count) {
  if (is_selected(rule)) verdict_.exercised[rule] += count;
}

void Tally::report(contract::RuleIndex rule, const Found& at, std::string expected,
                   std::string actual) {
  const base::Position position = at.value.position();
  report({.rule = rule,
          .pointer = at.pointer,
          .line = position.line,
          .column = position.column,
          .level = contract_.rules()[rule].level,
          .expected = std::move(expected),
          .actual = std::move(actual)});
}

void Tally::add_words(const std::vector<std::uint32_t>& counts) {
  verdict_.words.resize(counts.size());
  for (std::size_t i = 0; i < counts.size(); ++i) verdict_.words[i] += counts[i];
}

void Tally::report(Finding finding) {
  if (!is_selected(finding.rule)) return;
  finding.exchange = exchange_;
  finding.step = step_;
  ++verdict_.broken[finding.rule];
  if (told_[finding.rule] == kMostPlaces) return;
  ++told_[finding.rule];
  verdict_.findings.push_back(std::move(finding));
}

void Tally::count_broken(contract::RuleIndex rule, std::uint32_t count) {
  if (is_selected(rule)) verdict_.broken[rule] += count;
}

Verdict Tally::take() {
  // The last place that is told of a rule says how many are not.
  for (auto finding = verdict_.findings.rbegin(); finding != verdict_.findings.rend(); ++finding) {
    std::uint32_t& told = told_[finding->rule];
    const std::uint32_t untold = verdict_.broken[finding->rule] - told;
    if (told == 0 || untold == 0) continue;
    told = verdict_.broken[finding->rule];
    if (!finding->hint.empty()) finding->hint += "; ";
    finding->hint += fmt::format("this rule is broken at {} more, which are counted and not listed",
                                 untold == 1 ? "1 place" : std::to_string(untold) + " places");
  }
  return std::move(verdict_);
}

}  // namespace assay::judge
