#include "judge/illustration.h"

#include <algorithm>
#include <charconv>

namespace assay::judge {
namespace {

// Statuses that stand for a class of which each other one is as good.
constexpr int kSomeClientError = 418;
constexpr int kSomeServerError = 599;
constexpr std::string_view kHttp = ":http.";

// The error status that a rule is about, or 0 for a rule about ordinary answers.
int error_status_of(const contract::Contract& contract, contract::RuleIndex rule) {
  const std::string& id = contract.rules()[rule].id;
  const std::size_t at = id.find(kHttp);
  if (at == id.npos) return 0;
  const std::string word = id.substr(at + kHttp.size(), 3);
  if (word == "4xx") return kSomeClientError;
  if (word == "5xx") return kSomeServerError;
  int status = 0;
  std::from_chars(word.data(), word.data() + word.size(), status);
  return status == contract.suite().answer.status ? 0 : status;
}

class Search {
 public:
  Search(const contract::Contract& contract, contract::RuleIndex rule)
      : contract_(contract), rule_(rule) {}

  void consider(const Vector& vector) {
    Verdict verdict = judge_vector(contract_, vector);
    if (verdict.exercised[rule_] == 0) return;
    const bool is_shortest = !shown_.keeps || vector.body.size() < shown_.keeps->body.size();
    if (verdict.findings.empty() && is_shortest) shown_.keeps = vector;
    const auto finding = std::find_if(verdict.findings.begin(), verdict.findings.end(),
                                      [&](const Finding& one) { return one.rule == rule_; });
    if (finding != verdict.findings.end()) consider_broken(vector, *finding, verdict);
  }
  Illustration take() { return std::move(shown_); }
  bool is_complete() const { return shown_.keeps && shown_.breaks; }

 private:
  void consider_broken(const Vector& vector, const Finding& finding, const Verdict& verdict) {
    const std::size_t count = verdict.findings.size();
    const bool is_better = !shown_.breaks || count < fewest_ ||
                           (count == fewest_ && vector.body.size() < shown_.breaks->body.size());
    if (!is_better) return;
    fewest_ = count;
    shown_.breaks = vector;
    shown_.finding = finding;
  }

  const contract::Contract& contract_;
  const contract::RuleIndex rule_;
  std::size_t fewest_ = 0;
  Illustration shown_;
};

}  // namespace

Illustration illustrate(const contract::Contract& contract, contract::RuleIndex rule,
                        const std::vector<Vector>& vectors) {
  Search search(contract, rule);
  const int status = error_status_of(contract, rule);
  for (const bool as_this_error : {false, true}) {
    if (as_this_error && (status == 0 || search.is_complete())) break;
    for (const Vector& vector : vectors) {
      const bool fits = vector.operation == contract.operation() &&
                        vector.profile == contract.profile() && vector.problem.empty();
      if (!fits || (as_this_error && vector.status == contract.suite().answer.status)) continue;
      Vector shown = vector;
      // Error bodies have one schema for all statuses, and vectors for one of them.
      if (as_this_error) shown.status = status;
      if (as_this_error) shown.expect.clear();
      search.consider(shown);
    }
  }
  return search.take();
}

}  // namespace assay::judge
