#include "mock/ecl.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string_view>

#include "mock/answers.h"

namespace assay::mock {
namespace {

struct State {
  std::string_view name;
  int progress;  // Percent; the page gives no unit.
};

constexpr std::array<State, 7> kStates = {{{"replicate_requested", 0},
                                           {"replicating", 42},
                                           {"replicated", 100},
                                           {"cancel_requested", 0},
                                           {"canceling", 35},
                                           {"canceled", 35},
                                           {"error", 63}}};

// Percent of a copy that is followed, from its first answer to the last before it ends.
constexpr int kFirstProgress = 5;
constexpr int kLastProgress = 95;

// Members in the order of the execution example. The destination image exists once it is
// replicated.
Json job_body(const Ids& ids, const std::string& label, const std::string& job_id,
              const State& state) {
  const Json destination =
      state.name == "replicated" ? Json(ids.uuid(label + "/destination")) : Json(nullptr);
  return {{"copy_progress", state.progress},
          {"destination_image_id", destination},
          {"destination_region_id", "ot2"},
          {"destination_tenant_id", ids.hex("ecl/tenant/destination", 32)},
          {"job_id", job_id},
          {"source_image_id", ids.uuid(label + "/source")},
          {"source_image_name", "Test-image-" + ids.hex(label + "/name", 4)},
          {"source_region_id", "ot1"},
          {"source_tenant_id", ids.hex("ecl/tenant/source", 32)},
          {"status", state.name}};
}

// Progress grows while the copy is under way, and stays where it was when the copy fails.
State state_at(const Timeline& timeline, const TimelineRun::Moment& moment) {
  const auto known = [&](std::size_t stage) {
    return *std::find_if(kStates.begin(), kStates.end(), [&](const State& state) {
      return state.name == timeline.stages[stage].state;
    });
  };
  State state = known(moment.stage);
  if (state.name == "replicating") {
    state.progress =
        kFirstProgress + static_cast<int>(moment.part * (kLastProgress - kFirstProgress));
  } else if (state.name == "error" && moment.stage > 0) {
    state.progress = known(moment.stage - 1).name == "replicating" ? kLastProgress : 0;
  }
  return state;
}

wire::Response unauthorized() {
  wire::Response response = text_answer(401, "401 Unauthorized\n\nAuthentication required.");
  response.headers.push_back({"Vary", "X-Auth-Token"});
  return response;
}

wire::Response not_found() {
  return text_answer(404, "404 Not Found\n\nThe job could not be found.");
}

}  // namespace

EclJobs::EclJobs(const Ids& ids, const Credentials& credentials,
                 const std::vector<Timeline>& timelines)
    : credentials_(credentials) {
  for (const State& state : kStates) {
    const std::string name(state.name);
    const std::string label = "ecl/" + name;
    const std::string id = ids.uuid(label);
    subjects_.push_back({"ecl-image-copy-job", {{"job_id", id}}, {{"status", name}}});
    jobs_.emplace(id, MovingJob(to_text(job_body(ids, label, id, state))));
  }
  for (const Timeline& timeline : timelines) {
    const std::string label = "ecl/timeline/" + std::to_string(subjects_.size());
    const std::string id = ids.uuid(label);
    subjects_.push_back(
        {"ecl-image-copy-job", {{"job_id", id}}, {{"end", timeline.stages.back().state}}});
    const auto body = [ids, label, id, timeline](const TimelineRun::Moment& moment) {
      return to_text(job_body(ids, label, id, state_at(timeline, moment)));
    };
    jobs_.emplace(id, MovingJob(timeline, body));
  }
}

std::vector<std::string_view> EclJobs::states() {
  std::vector<std::string_view> names;
  for (const State& state : kStates) names.push_back(state.name);
  return names;
}

wire::Response EclJobs::answer(const Call& call) const {
  const Caller caller =
      credentials_.caller(wire::find_header(call.request.headers, "X-Auth-Token").value_or(""));
  if (caller == Caller::kNobody || caller == Caller::kExpired) return unauthorized();
  const auto found = jobs_.find(call.parameters.at("job_id"));
  if (caller == Caller::kForeign || found == jobs_.end()) return not_found();
  wire::Response response;
  response.status = 200;
  response.headers.push_back({"Content-Type", "application/json; charset=UTF-8"});
  response.body = found->second.answer();
  return response;
}

std::optional<wire::Response> EclJobs::documented_error(int status) {
  switch (status) {
    case 401:
      return unauthorized();
    case 404:
      return not_found();
    case 500:
      return text_answer(500, "500 Internal Server Error\n\nThe job could not be read.");
    default:
      return std::nullopt;
  }
}

}  // namespace assay::mock
