#include "results/results.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace assay::results {
namespace {

constexpr std::array<std::string_view, 3> kOriginWords = {"target", "reference_server",
                                                          "recording"};

}  // namespace

bool Case::has_findings() const {
  return std::any_of(checks.begin(), checks.end(),
                     [](const Check& check) { return !check.findings.empty(); });
}

std::span<const Exchange> Results::exchanges_of(const Case& one) const {
  const std::uint32_t index = index_of(one);
  const auto before = [](const Exchange& exchange, std::uint32_t at) {
    return exchange.case_index < at;
  };
  const auto begin = std::lower_bound(exchanges.begin(), exchanges.end(), index, before);
  const auto end = std::lower_bound(begin, exchanges.end(), index + 1, before);
  return {begin, end};
}

std::string_view to_string(judge::Origin origin) {
  return kOriginWords[static_cast<std::size_t>(origin)];
}

bool names(const judge::Waiver& waiver, const Results& run, const Finding& finding) {
  const Rule& rule = run.rule_of(finding);
  return base::glob_match(waiver.rule, rule.id) &&
         judge::looks_into(waiver, rule.operation, run.case_of(finding).id) &&
         judge::place_matches(waiver, finding.pointer) &&
         judge::value_matches(waiver, finding.actual);
}

}  // namespace assay::results
