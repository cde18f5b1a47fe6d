#include "mock/api_jobs.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "mock/observed_zstack.h"

namespace assay::mock {
namespace {

constexpr std::size_t kIdLength = 32;
constexpr int kTimeoutMs = 1'800'000;

}  // namespace

ApiJobs::ApiJobs(const Ids& ids, std::string address, std::uint32_t pending_polls)
    : ids_(ids), address_(std::move(address)), pending_polls_(pending_polls) {}

wire::Response ApiJobs::accept(const wire::Request& request,
                               const std::function<wire::Response()>& action) {
  const auto chosen = wire::find_header(request.headers, "X-Job-UUID");
  if (chosen && chosen->size() != kIdLength) {
    return observed_text(400, "Invalid header[X-Job-UUID], it must be a UUID with '-' stripped");
  }
  const std::lock_guard lock(mutex_);
  std::string id =
      chosen ? std::string(*chosen) : ids_.plain_uuid("zstack/api-job/" + std::to_string(++made_));
  if (jobs_.contains(id)) {
    return observed_text(400, "the header[X-Job-UUID] names a job that exists already");
  }
  jobs_.emplace(id, Job{action(), pending_polls_});
  order_.push_back(id);
  if (order_.size() > kLimit) {
    jobs_.erase(order_.front());
    order_.pop_front();
  }
  return observed_json(
      202, {{"location", address_ + "/zstack/v1/api-jobs/" + id}, {"apiTimeout", kTimeoutMs}});
}

wire::Response ApiJobs::poll(const Call& call) {
  if (call.request.method != "GET" && call.request.method != "HEAD") {
    return observed_text(405, "only GET method is allowed for querying job status");
  }
  const std::lock_guard lock(mutex_);
  const auto found = jobs_.find(call.parameters.at("jobUuid"));
  if (found == jobs_.end()) return observed_text(404, "the job has been expired");
  Job& job = found->second;
  if (job.pending == 0) return job.result;
  --job.pending;
  return observed_json(202, Json::object());
}

}  // namespace assay::mock
