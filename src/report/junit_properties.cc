#include "report/junit_properties.h"

#include <fmt/format.h>

#include <string_view>

#include "base/text.h"
#include "report/waiver_text.h"
#include "results/summary.h"

namespace assay::report {

std::vector<Property> run_properties(const results::Results& run) {
  std::vector<Property> properties = {
      {"tool", "assay"},
      {"tool.version", run.run.tool_version},
      {"profile", std::string(contract::to_string(run.run.profile))},
      {"target", run.run.target},
      {"target.base_url", run.run.base_url}};
  if (run.run.insecure) properties.push_back({"insecure", "true"});
  if (run.run.aborted) properties.push_back({"aborted", "true"});
  for (const auto& [operation, document] : run.run.documents) {
    properties.push_back({"document." + operation, document});
  }
  return properties;
}

std::vector<Property> overview_properties(const results::Results& run) {
  std::vector<Property> properties;
  for (const auto& [profile, counts] : results::count_readings(run)) {
    properties.push_back({fmt::format("reading.{}", contract::to_string(profile)),
                          fmt::format("passed {}, warned {}, failed {}", counts.passed,
                                      counts.warned, counts.failed)});
  }
  for (const results::Evidence& one : run.evidence) {
    if (!one.documented) continue;
    properties.push_back({fmt::format("evidence.{}.{}", one.operation, one.status),
                          std::string(judge::to_string(one.best))});
  }
  for (const results::Credential& use : run.credentials) {
    std::vector<std::string> words;
    for (const int status : use.answered) words.push_back(std::to_string(status));
    properties.push_back({fmt::format("credential.{}.{}", use.operation, use.credential),
                          words.empty() ? "not tried" : base::join(words, " ")});
  }
  // Those that gate are tests of their own.
  std::vector<std::string> changed;
  for (const judge::WaiverRecord& record : run.waivers) {
    if (record.state == judge::WaiverState::kChanged) changed.push_back(waiver_name(record.waiver));
  }
  if (!changed.empty()) properties.push_back({"waivers.changed", base::join(changed, ", ")});
  return properties;
}

}  // namespace assay::report
