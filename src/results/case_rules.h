#ifndef ASSAY_RESULTS_CASE_RULES_H_
#define ASSAY_RESULTS_CASE_RULES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "results/results.h"

namespace assay::results {

// To which rules the answers of each case were put: what is not put to a rule shows nothing of it.
class CaseRules {
 public:
  // `run` outlives this.
  explicit CaseRules(const Results& run);

  // Of a rule of the case's operation. Where a file of an earlier version does not tell, whether
  // any case exercised it.
  bool was_exercised(const Case& one, std::uint32_t rule) const;

 private:
  const Results& run_;
  std::vector<std::uint32_t> positions_;  // Among the rules of its operation, by rule.
};

// What is true in a list, as ranges: "0-12,15". And back; nullopt for what is no such text, or
// names a position of `limit` or more.
std::string ranges_text(const std::vector<bool>& list);
std::optional<std::vector<bool>> parse_ranges(std::string_view text, std::size_t limit);

}  // namespace assay::results

#endif  // ASSAY_RESULTS_CASE_RULES_H_
