#include "judge/illustration.h"

#include <algorithm>
#include <tuple>

namespace assay::judge {
namespace {

bool is_shorter(const Vector& one, const Vector* other) {
  return other == nullptr || one.body.size() < other->body.size();
}

}  // namespace

Illustration illustrate(const contract::Contract& contract, contract::RuleIndex rule,
                        const std::vector<Vector>& vectors) {
  Illustration shown;
  std::size_t fewest = 0;
  for (const Vector& vector : vectors) {
    if (vector.operation != contract.operation() || vector.profile != contract.profile()) continue;
    if (!vector.problem.empty()) continue;
    Verdict verdict = judge_vector(contract, vector);
    if (verdict.exercised[rule] == 0) continue;
    if (verdict.findings.empty() && is_shorter(vector, shown.keeps)) shown.keeps = &vector;
    const auto finding =
        std::find_if(verdict.findings.begin(), verdict.findings.end(),
                     [&](const Finding& candidate) { return candidate.rule == rule; });
    if (finding == verdict.findings.end()) continue;
    const std::size_t count = verdict.findings.size();
    if (shown.breaks != nullptr &&
        (count > fewest || (count == fewest && !is_shorter(vector, shown.breaks)))) {
      continue;
    }
    fewest = count;
    shown.breaks = &vector;
    shown.finding = *std::move(finding);
  }
  return shown;
}

}  // namespace assay::judge
