#include "mock/otc.h"

#include <nlohmann/json.hpp>
#include <string_view>

#include "mock/answers.h"
#include "mock/otc_content.h"

namespace assay::mock {
namespace {

wire::Response gateway_error(int status, std::string_view code, std::string_view message) {
  return json_answer(status, {{"error_code", code}, {"error_msg", message}});
}

wire::Response service_error(int status, std::string_view code, std::string_view message) {
  return json_answer(status, {{"error", {{"code", code}, {"message", message}}}});
}

wire::Response unauthorized() {
  return gateway_error(401, "APIGW.0301", "Incorrect IAM authentication information");
}

wire::Response forbidden() {
  return service_error(403, "IMG.0003",
                       "You do not have the rights to perform the operation on this project");
}

wire::Response malformed(const std::string& name) {
  return service_error(400, "IMG.0001", name + " must be 32 lower-case hexadecimal digits");
}

}  // namespace

OtcJobs::OtcJobs(const Ids& ids, const Credentials& credentials,
                 const std::vector<Timeline>& timelines)
    : credentials_(credentials), project_(ids.hex("otc/project", 32)) {
  for (OtcJob& job : otc_jobs(ids)) {
    subjects_.push_back({"otc-ims-job",
                         {{"project_id", project_}, {"job_id", job.id}},
                         {{"job_type", job.type}, {"status", job.status}}});
    jobs_.emplace(std::move(job.id), MovingJob(std::move(job.body)));
  }
  for (const Timeline& timeline : timelines) {
    const std::string label = "timeline/" + std::to_string(subjects_.size());
    std::vector<OtcJob> stages = otc_job_in_states(ids, label, states_of(timeline));
    const std::string id = stages.front().id;
    subjects_.push_back({"otc-ims-job",
                         {{"project_id", project_}, {"job_id", id}},
                         {{"job_type", stages.front().type}, {"end", stages.back().status}}});
    jobs_.emplace(id, MovingJob(timeline, [stages = std::move(stages)](const auto& moment) {
                    return stages[moment.stage].body;
                  }));
  }
}

wire::Response OtcJobs::answer(const Call& call) const {
  const Caller caller =
      credentials_.caller(wire::find_header(call.request.headers, "X-Auth-Token").value_or(""));
  if (caller == Caller::kNobody || caller == Caller::kExpired) return unauthorized();
  for (const auto& [name, value] : call.parameters) {
    if (!is_lower_hex(value, 32)) return malformed(name);
  }
  if (caller == Caller::kForeign || call.parameters.at("project_id") != project_) {
    return forbidden();
  }
  const auto found = jobs_.find(call.parameters.at("job_id"));
  if (found == jobs_.end()) return gateway_error(404, "IMG.0404", "The job does not exist");
  wire::Response response;
  response.status = 200;
  response.headers.push_back({"Content-Type", "application/json"});
  response.body = found->second.answer();
  return response;
}

std::optional<wire::Response> OtcJobs::documented_error(int status) {
  switch (status) {
    case 400:
      return service_error(400, "IMG.0001", "Request error");
    case 401:
      return unauthorized();
    case 403:
      return forbidden();
    case 500:
      return service_error(500, "IMG.0000", "Internal service error");
    case 503:
      return gateway_error(503, "APIGW.0105", "The service is unavailable");
    default:
      return std::nullopt;
  }
}

}  // namespace assay::mock
