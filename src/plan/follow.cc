#include "plan/follow.h"

#include <algorithm>

#include "base/document.h"

namespace assay::plan {

Progress progress_of(const Follow& follow, const wire::Response& response) {
  if (response.status != follow.status || !response.complete) return {};
  const auto document = base::Document::parse(response.body, base::kAnswerLimits);
  if (!document) return {};
  const auto state = document->at(follow.state);
  if (!state || !state->is_string()) return {};
  Progress progress{.kind = Progress::Kind::kEnded, .state = std::string(state->string())};
  const auto& pending = follow.pending;
  if (std::find(pending.begin(), pending.end(), progress.state) != pending.end()) {
    progress.kind = Progress::Kind::kPending;
  } else if (!follow.end.empty() && progress.state != follow.end) {
    progress.kind = Progress::Kind::kWrongEnd;
  }
  return progress;
}

}  // namespace assay::plan
