#include "cli/told_contradictions.h"

#include <algorithm>
#include <utility>

#include "cli/io.h"

namespace assay::cli {

std::vector<contract::Contradiction> told_contradictions(const base::DataTree& data,
                                                         const results::Results& results) {
  const auto names_any = [&](const results::Finding& finding) {
    return !results.rule_of(finding).contradictions.empty();
  };
  if (std::none_of(results.findings.begin(), results.findings.end(), names_any)) return {};
  base::Result<std::vector<contract::Contradiction>> all = contract::contradictions(data);
  if (all) return *std::move(all);
  print_note("the page can't tell of contradictions: " + all.error().to_string());
  return {};
}

}  // namespace assay::cli
