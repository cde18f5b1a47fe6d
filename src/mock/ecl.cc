#include "mock/ecl.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string_view>

#include "mock/answers.h"
#include "mock/ecl_errors.h"

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

}  // namespace

EclJobs::EclJobs(const Ids& ids, const Credentials& credentials,
                 const std::vector<Timeline>& timelines, Profile profile)
    : credentials_(credentials), profile_(profile) {
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

wire::Response EclJobs::error(int status, std::string_view explanation,
                              const wire::Request& request) const {
  wire::Response response = profile_ == Profile::kObserved ? ecl_error(status, explanation, request)
                                                           : ecl_text_error(status, explanation);
  if (status == 401) response.headers.push_back({"Vary", "X-Auth-Token"});
  return response;
}

wire::Response EclJobs::unknown_path(const wire::Request& request) const {
  return error(404, "The resource could not be found.", request);
}

wire::Response EclJobs::answer(const Call& call) const {
  const Caller caller =
      credentials_.caller(wire::find_header(call.request.headers, "X-Auth-Token").value_or(""));
  if (caller == Caller::kNobody || caller == Caller::kExpired) {
    return *documented_error(401, call.request);
  }
  const auto found = jobs_.find(call.parameters.at("job_id"));
  if (caller == Caller::kForeign || found == jobs_.end()) {
    return *documented_error(404, call.request);
  }
  return answer_of(200, found->second.answer(), "application/json; charset=UTF-8");
}

std::optional<wire::Response> EclJobs::documented_error(int status,
                                                        const wire::Request& request) const {
  switch (status) {
    case 401:
      return error(401, "Authentication required.", request);
    case 404:
      return error(404, "The job could not be found.", request);
    case 500:
      return error(500, "The job could not be read.", request);
    default:
      return std::nullopt;
  }
}

}  // namespace assay::mock
