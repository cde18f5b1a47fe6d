#include "judge/credential_use.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <tuple>

namespace assay::judge {
namespace {

constexpr std::array<std::string_view, 7> kOrder = {
    "none", "empty", "malformed", "wrong_scheme", "expired", "foreign", "read_only"};

std::size_t position(const std::string& credential) {
  return static_cast<std::size_t>(std::find(kOrder.begin(), kOrder.end(), credential) -
                                  kOrder.begin());
}

template <typename T>
void add_once(std::vector<T>& all, T value) {
  if (std::find(all.begin(), all.end(), value) == all.end()) all.push_back(value);
}

void add_answers(const CaseRecord& record, CredentialUse& use) {
  const plan::Case& planned = *record.planned;
  for (std::size_t i = 0; i < planned.steps.size(); ++i) {
    const plan::Step& step = planned.steps[i];
    if (step.credential_name != use.credential) continue;
    if (step.expected_errors.empty())
      add_once(use.allowed, planned.contract->suite().answer.status);
    for (const contract::StatusForm form : step.expected_errors) add_once(use.allowed, form);
    for (const wire::Exchange& exchange : record.transcript) {
      const bool own = exchange.part != wire::Part::kControl && exchange.step == i;
      const bool is_last = !step.accepted || !exchange.response ||
                           exchange.response->status != step.accepted->status;
      if (own && is_last && exchange.response) add_once(use.answered, exchange.response->status);
    }
  }
}

}  // namespace

bool comes_before(const std::string& credential, const std::string& other) {
  return std::tuple(position(credential), credential) < std::tuple(position(other), other);
}

std::vector<CredentialUse> credential_use(const RunRecord& run) {
  std::vector<const contract::Contract*> contracts;
  std::vector<CredentialUse> uses;
  for (const CaseRecord& record : run.cases) {
    const plan::Case& planned = *record.planned;
    if (planned.credential.empty()) continue;
    add_once(contracts, planned.contract);
    auto use = std::find_if(uses.begin(), uses.end(), [&](const CredentialUse& one) {
      return one.contract == planned.contract && one.credential == planned.credential;
    });
    if (use == uses.end()) {
      use = uses.insert(uses.end(), CredentialUse{.contract = planned.contract,
                                                  .credential = planned.credential,
                                                  .outcome = record.outcome,
                                                  .first = &record});
    }
    use->outcome = worse(use->outcome, record.outcome);
    add_answers(record, *use);
  }
  for (CredentialUse& use : uses) {
    std::sort(use.allowed.begin(), use.allowed.end());
    std::sort(use.answered.begin(), use.answered.end());
  }
  const auto place = [&](const CredentialUse& use) {
    return std::find(contracts.begin(), contracts.end(), use.contract) - contracts.begin();
  };
  std::stable_sort(uses.begin(), uses.end(), [&](const auto& left, const auto& right) {
    if (left.contract != right.contract) return place(left) < place(right);
    return comes_before(left.credential, right.credential);
  });
  return uses;
}

}  // namespace assay::judge
