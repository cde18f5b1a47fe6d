#include "judge/evidence.h"

#include <algorithm>
#include <array>
#include <set>

namespace assay::judge {
namespace {

constexpr std::array<std::string_view, 5> kEvidenceWords = {"never", "reference_server", "recorded",
                                                            "hook", "live"};
constexpr int kFirstError = 400;

Evidence grade(const RunRecord& run, const plan::Step& step) {
  switch (run.origin) {
    case Origin::kReferenceServer:
      return Evidence::kReferenceServer;
    case Origin::kRecording:
      return Evidence::kRecorded;
    case Origin::kTarget:
      break;
  }
  return step.hook ? Evidence::kHook : Evidence::kLive;
}

// A class of statuses, or a status that is no success where a page calls one an error.
bool is_error(contract::StatusForm form) {
  return form < 100 || form >= kFirstError;
}

void add_contract(const contract::Contract& contract, std::vector<StatusEvidence>& all) {
  for (const contract::ErrorForm& form : contract.suite().errors) {
    if (!is_error(form.status)) continue;
    all.push_back({.contract = &contract,
                   .status = form.status,
                   .documented = form.documented,
                   .best = Evidence::kNever,
                   .seen_in = nullptr});
  }
}

void add_case(const RunRecord& run, const CaseRecord& record, std::vector<StatusEvidence>& all) {
  const plan::Case& planned = *record.planned;
  for (const wire::Exchange& exchange : record.transcript) {
    const auto& response = exchange.response;
    if (exchange.part == wire::Part::kControl || !response) continue;
    if (exchange.step >= planned.steps.size()) continue;
    const plan::Step& step = planned.steps[exchange.step];
    const bool expected = contract::covers(step.expected_errors, response->status);
    const contract::ErrorForm* form = planned.contract->suite().find_error(response->status);
    if (!expected || form == nullptr) continue;
    for (StatusEvidence& one : all) {
      if (one.contract != planned.contract || one.status != form->status) continue;
      const Evidence seen = grade(run, step);
      if (seen <= one.best) continue;
      one.best = seen;
      one.seen_in = &record;
    }
  }
}

}  // namespace

std::string_view to_string(Evidence evidence) {
  return kEvidenceWords[static_cast<std::size_t>(evidence)];
}

std::vector<StatusEvidence> evidence(const RunRecord& run) {
  std::vector<StatusEvidence> all;
  std::set<const contract::Contract*> known;
  for (const CaseRecord& record : run.cases) {
    const contract::Contract& contract = *record.planned->contract;
    if (known.insert(&contract).second) add_contract(contract, all);
  }
  for (const CaseRecord& record : run.cases) add_case(run, record, all);
  return all;
}

}  // namespace assay::judge
