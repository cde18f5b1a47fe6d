#include "mock/otc_observed.h"

#include <array>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace assay::mock {
namespace {

constexpr std::array<std::string_view, 3> kUnlistedTypes = {
    "imsCrossRegionCopyImageJob", "imsCopyImageCrossUserJob", "createImageByInstance"};

constexpr std::string_view kRunningTask = "CopyImageInRegionTask:";
constexpr std::string_view kFailedTask = "CreateSnapshotTask";
constexpr std::string_view kForeignCode = "EVS.2024";
constexpr std::string_view kForeignReason = "CreateSnapshotTask-fail:volume is in use";

void tell_progress(const Ids& ids, const std::string& label, std::string_view status,
                   Json& entities) {
  if (status == "SUCCESS") {
    entities["process_percent"] = 1;
    entities["current_task"] = "";
  } else if (status == "RUNNING") {
    entities["process_percent"] = 0.4;
    entities["current_task"] = kRunningTask;
    entities["subJobId"] = ids.hex(label + "/sub", 32);
  } else if (status == "FAIL") {
    entities["process_percent"] = 0.4;
    entities["current_task"] = kFailedTask;
  }
}

void tell_failure(Json& job) {
  job["error_code"] = kForeignCode;
  job["fail_reason"] = kForeignReason;
  Json& entities = job["entities"];
  entities["error_code"] = kForeignCode;
  entities["error"] = kForeignReason;
  entities["addition_error_code"] = kForeignCode;
  entities["addition_error_msg"] = kForeignReason;
}

// Of a job and of a sub-job.
void rewrite(const Ids& ids, const std::string& label, Json& job) {
  const auto status = job["status"].get<std::string>();
  if (status == "RUNNING" || status == "INIT") job["end_time"] = "";
  Json& entities = job["entities"];
  if (status == "RUNNING" && entities.contains("image_name")) {
    entities["image_id"] = ids.uuid(label + "/image");
  }
  if (status == "FAIL") tell_failure(job);
}

}  // namespace

OtcJob as_observed(const Ids& ids, OtcJob job) {
  const std::string label = "otc/observed/" + job.id;
  Json body = Json::parse(job.body);
  rewrite(ids, label, body);
  Json& entities = body["entities"];
  tell_progress(ids, label, job.status, entities);
  if (const auto results = entities.find("results"); results != entities.end()) {
    for (Json& result : *results) result["project_id"] = ids.hex(label + "/project", 32);
  }
  if (const auto jobs = entities.find("sub_jobs_result"); jobs != entities.end()) {
    for (Json& sub_job : *jobs) {
      rewrite(ids, label + "/" + sub_job["job_id"].get<std::string>(), sub_job);
    }
  }
  if (job.type == "imsVolumesToSysDataImagesJob") entities.erase("sub_jobs_list");
  job.body = to_text(body);
  return job;
}

std::vector<OtcJob> observed_otc_jobs(const Ids& ids) {
  std::vector<OtcJob> jobs;
  for (OtcJob& job : otc_jobs(ids)) jobs.push_back(as_observed(ids, std::move(job)));
  for (const std::string_view type : kUnlistedTypes) {
    for (const std::string_view state : otc_states()) {
      jobs.push_back(as_observed(ids, otc_job_of_type(ids, type, state)));
    }
  }
  return jobs;
}

}  // namespace assay::mock
