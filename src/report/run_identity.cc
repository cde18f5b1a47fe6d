#include "report/run_identity.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/text.h"

namespace assay::report {

std::string run_words(const results::Run& run) {
  return fmt::format("{}, profile {}, target {}", base::printable(run.started),
                     contract::to_string(run.profile), base::printable(run.target));
}

nlohmann::ordered_json run_json(const results::Run& run) {
  return {{"started", run.started},
          {"profile", contract::to_string(run.profile)},
          {"target", run.target},
          {"base_url", run.base_url},
          {"tool_version", run.tool_version}};
}

}  // namespace assay::report
