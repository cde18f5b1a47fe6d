#include "mock/services.h"

#include <fmt/format.h>

#include <memory>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "mock/answers.h"
#include "mock/api_jobs.h"
#include "mock/ecl.h"
#include "mock/observed_zstack.h"
#include "mock/otc.h"
#include "mock/zstack.h"
#include "mock/zstack_images.h"
#include "mock/zstack_uploads.h"

namespace assay::mock {
namespace {

constexpr const char* kSync = "zstack-sync-image-size";
constexpr const char* kChange = "zstack-change-image-state";

// All that the handlers answer from, whatever the profile.
struct State {
  explicit State(const Setting& setting)
      : credentials(setting.credentials),
        otc(setting.ids, credentials, setting.timelines.otc, setting.profile),
        ecl(setting.ids, credentials, setting.timelines.ecl, setting.profile),
        uploads(setting.ids, credentials, setting.base_url),
        images(setting.ids, credentials),
        jobs(setting.ids,
             setting.location_host.empty() ? setting.base_url : "http://" + setting.location_host,
             setting.pending_polls),
        actions(images, credentials, jobs) {}

  const Credentials credentials;  // The rest refers to it.
  OtcJobs otc;
  EclJobs ecl;
  ZstackUploads uploads;
  ZstackImages images;
  ApiJobs jobs;  // Of the observed profile alone, as what follows.
  ObservedActions actions;
};
using Shared = std::shared_ptr<State>;

// The two vendors whose requests are the same in both profiles.
void add_otc(const Shared& state, Service& service) {
  service.routes.push_back({.path = "/v1/{project_id}/jobs/{job_id}",
                            .method = "GET",
                            .methods = {"GET", "HEAD"},
                            .operations = {"otc-ims-job"},
                            .credential = "X-Auth-Token",
                            .answer = [state](const Call& call) { return state->otc.answer(call); },
                            .documented_error =
                                [state](int status, const wire::Request&) {
                                  return state->otc.errors().documented(status);
                                },
                            .documented_statuses = state->otc.errors().documented_statuses()});
}

void add_ecl(const Shared& state, Service& service) {
  service.routes.push_back({.path = "/v2/extension/image_replicator/jobs/{job_id}",
                            .method = "GET",
                            .methods = {"GET", "HEAD"},
                            .operations = {"ecl-image-copy-job"},
                            .credential = "X-Auth-Token",
                            .answer = [state](const Call& call) { return state->ecl.answer(call); },
                            .documented_error =
                                [state](int status, const wire::Request& request) {
                                  return state->ecl.documented_error(status, request);
                                },
                            .documented_statuses = "401, 404 and 500"});
}

// The place that images are uploaded to; no operation of the documents.
void add_image_store(const Shared& state, Service& service) {
  service.routes.push_back(
      {.path = "/imagestore/upload/{imageUuid}",
       .method = "PUT",
       .methods = {"PUT", "POST"},
       .answer = [state](const Call& call) { return state->uploads.receive(call); }});
}

void add_documented_zstack(const Shared& state, Service& service) {
  const auto error = [](int status, const wire::Request&) {
    return zstack_documented_error(status);
  };
  service.routes.push_back(
      {.path = "/zstack/v1/images/upload-job/details/{imageId}",
       .method = "PUT",
       .methods = {"PUT"},
       .operations = {"zstack-upload-image-job"},
       .credential = "Authorization",
       .answer = [state](const Call& call) { return state->uploads.details(call); },
       .documented_error = error,
       .documented_statuses = "all from 400 to 599"});
  service.routes.push_back(
      {.path = "/zstack/v1/images/{uuid}/actions",
       .method = "PUT",
       .methods = {"PUT"},
       .operations = {kSync, kChange},
       .credential = "Authorization",
       .answer = [state](const Call& call) { return state->images.answer(call); },
       .documented_error = error,
       .documented_statuses = "all from 400 to 599",
       .chosen_operation =
           [](const Call& call) { return ZstackImages::operation_of(call.request.body); }});
}

// The platform's query of an image, by which a state can be seen before it is changed.
void add_image_query(const Shared& state, Profile profile, Service& service) {
  service.routes.push_back({.path = "/zstack/v1/images/{uuid}",
                            .method = "GET",
                            .methods = {"GET"},
                            .answer = [state, profile](const Call& call) {
                              return profile == Profile::kObserved
                                         ? observed_query(state->images, state->credentials, call)
                                         : state->images.query(call);
                            }});
}

void add_observed_zstack(const Shared& state, Service& service) {
  const auto error = [](int status, const wire::Request&) { return observed_zstack_error(status); };
  const std::string statuses(kObservedZstackStatuses);
  service.routes.push_back({.path = "/zstack/v1/images/upload-job/details/{imageId}",
                            .method = "GET",
                            .operations = {"zstack-upload-image-job"},
                            .credential = "Authorization",
                            .answer =
                                [state](const Call& call) {
                                  return observed_uploads(state->uploads, state->credentials, call);
                                },
                            .documented_error = error,
                            .documented_statuses = statuses});
  service.routes.push_back(
      {.path = "/zstack/v1/images/{uuid}/actions",
       .method = "PUT",
       .operations = {kSync, kChange},
       .credential = "Authorization",
       .answer = [state](const Call& call) { return state->actions.answer(call); },
       .documented_error = error,
       .documented_statuses = statuses,
       .chosen_operation = [](const Call& call) -> std::string {
         return action_key(call.request.body) == "changeImageState" ? kChange : kSync;
       }});
  service.routes.push_back(
      {.path = "/zstack/v1/api-jobs/{jobUuid}",
       .method = "GET",
       .answer = [state](const Call& call) { return state->jobs.poll(call); }});
}

// Each vendor's way to say that there is no such path.
wire::Response unknown_path(const State& state, Profile profile, const wire::Request& request) {
  const std::string_view path =
      std::string_view(request.target).substr(0, request.target.find('?'));
  if (path.starts_with("/zstack/")) {
    std::string text = fmt::format("no api mapping to {}", base::printable(path, 200));
    return profile == Profile::kObserved ? observed_text(404, std::move(text))
                                         : text_answer(404, std::move(text));
  }
  if (path.starts_with("/v2/")) return state.ecl.unknown_path(request);
  return state.otc.errors().unknown_path();
}

}  // namespace

Service make_service(const Setting& setting) {
  const auto state = std::make_shared<State>(setting);
  const Profile profile = setting.profile;
  Service service;
  for (const auto* some : {&state->otc.subjects(), &state->ecl.subjects(),
                           &state->uploads.subjects(), &state->images.subjects()}) {
    service.subjects.insert(service.subjects.end(), some->begin(), some->end());
  }
  add_otc(state, service);
  add_ecl(state, service);
  if (profile == Profile::kObserved) {
    add_observed_zstack(state, service);
  } else {
    add_documented_zstack(state, service);
  }
  add_image_query(state, profile, service);
  add_image_store(state, service);
  service.unknown_path = [state, profile](const wire::Request& request) {
    return unknown_path(*state, profile, request);
  };
  return service;
}

}  // namespace assay::mock
