#include "report/junit_properties.h"

#include <fmt/format.h>

#include <set>
#include <string_view>

#include "base/text.h"
#include "judge/credential_use.h"
#include "judge/evidence.h"

namespace assay::report {

std::vector<Property> run_properties(const judge::RunRecord& run) {
  std::vector<Property> properties = {{"tool", "assay"},
                                      {"tool.version", run.tool_version},
                                      {"profile", std::string(contract::to_string(run.profile))},
                                      {"target", run.target_name},
                                      {"target.base_url", run.base_url}};
  if (run.insecure) properties.push_back({"insecure", "true"});
  if (run.aborted) properties.push_back({"aborted", "true"});
  std::set<std::string_view> seen;
  for (const judge::CaseRecord& record : run.cases) {
    const contract::Suite& suite = record.planned->contract->suite();
    if (!seen.insert(suite.operation).second) continue;
    properties.push_back({"document." + suite.operation, suite.document});
  }
  return properties;
}

std::vector<Property> overview_properties(const judge::RunRecord& run) {
  std::vector<Property> properties;
  for (const auto& [profile, counts] : judge::count_readings(run)) {
    properties.push_back({fmt::format("reading.{}", contract::to_string(profile)),
                          fmt::format("passed {}, warned {}, failed {}", counts.passed,
                                      counts.warned, counts.failed)});
  }
  for (const judge::StatusEvidence& one : judge::evidence(run)) {
    if (!one.documented) continue;
    properties.push_back({fmt::format("evidence.{}.{}", one.contract->operation(),
                                      contract::status_word(one.status)),
                          std::string(judge::to_string(one.best))});
  }
  for (const judge::CredentialUse& use : judge::credential_use(run)) {
    std::vector<std::string> words;
    for (const int status : use.answered) words.push_back(std::to_string(status));
    properties.push_back(
        {fmt::format("credential.{}.{}", use.contract->operation(), use.credential),
         words.empty() ? "not tried" : base::join(words, " ")});
  }
  return properties;
}

}  // namespace assay::report
