// One recorded answer, judged under one contract.

#include <algorithm>

#include "fuzz/fuzz.h"
#include "judge/verdict.h"
#include "plan/recorded_case.h"

void assay_fuzz_one(std::string_view input) {
  using assay::fuzz::require;
  const std::size_t end = std::min(input.find(assay::fuzz::kSeparator), input.size() - 1);
  const assay::fuzz::Setting setting = assay::fuzz::setting_from(input.substr(0, end));
  const auto& contracts = assay::fuzz::contracts();
  const assay::contract::Contract& contract = *contracts[setting.contract % contracts.size()];
  const int status = assay::fuzz::kStatuses[setting.status % std::size(assay::fuzz::kStatuses)];
  const auto c = assay::plan::recorded_case(contract, "x/recorded/y", status,
                                            {{"job_id", "1"}, {"project_id", "p"}}, {});
  assay::wire::Response response{.status = status, .headers = {}, .body = ""};
  response.body = input.empty() ? "" : std::string(input.substr(end + 1));
  const std::string_view type = assay::fuzz::kTypes[setting.type % std::size(assay::fuzz::kTypes)];
  if (!type.empty()) response.headers.push_back({"Content-Type", std::string(type)});
  assay::wire::Transcript transcript(1);
  transcript[0].part = static_cast<assay::wire::Part>(setting.part % 3);
  transcript[0].response = std::move(response);
  const assay::judge::Verdict verdict =
      assay::judge::judge(c, transcript, {.undeclared = assay::judge::UndeclaredPolicy::kFail});
  for (const assay::judge::Finding& finding : verdict.findings) {
    require(finding.rule < contract.rules().size());
    require(verdict.broken[finding.rule] > 0);
  }
  for (std::size_t i = 0; i < verdict.broken.size(); ++i) {
    require(verdict.broken[i] == 0 || verdict.exercised[i] > 0);
  }
}
