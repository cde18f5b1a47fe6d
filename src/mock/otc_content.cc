#include "mock/otc_content.h"

#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "mock/times.h"

namespace assay::mock {
namespace {

using std::chrono::milliseconds;

// What the entities of a job type are made of.
enum class Shape { kNamedImage, kImage, kMembers, kDeletedMembers, kSubJobs };

struct JobType {
  std::string_view name;
  Shape shape;
};

constexpr std::array<JobType, 14> kJobTypes = {{
    {"imsCreateImageByInstance", Shape::kNamedImage},
    {"imsImportImageJob", Shape::kNamedImage},
    {"imsImportOvaImageJob", Shape::kSubJobs},
    {"imsVolumeCreateImageJob", Shape::kNamedImage},
    {"imsVolumesToSysDataImagesJob", Shape::kSubJobs},
    {"imsImportDataImageJob", Shape::kNamedImage},
    {"imsCreateWholeImageByInstanceJob", Shape::kNamedImage},
    {"imsCreateWholeImageByBackupJob", Shape::kNamedImage},
    {"imsNativeImportImageJob", Shape::kImage},
    {"imsNativeExportImageJob", Shape::kImage},
    {"imsAddImageMembersJob", Shape::kMembers},
    {"imsDelImageMembersJob", Shape::kDeletedMembers},
    {"imsUpdateImageMembersJob", Shape::kMembers},
    {"imsCopyImageInRegionJob", Shape::kNamedImage},
}};

constexpr std::array<std::string_view, 4> kStates = {"SUCCESS", "FAIL", "RUNNING", "INIT"};

// All eight types of Table 4, so that the finished jobs of the two parents show each of them once.
constexpr std::array<std::string_view, 4> kOvaSubJobs = {
    "imsGoofysImportImageJob", "imsGoofysImportImageWithoutconfigJob", "imsImportBigFileImageJob",
    "imsImportIsoFileImageJob"};
constexpr std::array<std::string_view, 4> kVolumeSubJobs = {
    "imsImportDataImageJob", "imsGoofysUploadImageJob", "imsGoofysExportImageJob",
    "imsQuickExportImageJob"};

struct Failure {
  std::string_view code;
  std::string_view reason;
};

constexpr std::array<Failure, 4> kFailures = {{
    {"IMG.0024", "The image file could not be read from the bucket"},
    {"IMG.0037", "CreateImageTask-fail: the cloud server is locked by another task"},
    {"IMG.0046", "The image format does not match the file"},
    {"IMG.0144", "RegisterImageTask-fail: the image quota of the project is used up"},
}};

const Milliseconds kDay = std::chrono::sys_days(std::chrono::year(2024) / 11 / 6);

// Makes one job; labels keep the random values of different jobs and members apart.
class JobMaker {
 public:
  // Jobs of one label are one job, in several states.
  JobMaker(const Ids& ids, const JobType& type, std::string_view status, std::string label)
      : ids_(ids), type_(type), status_(status), label_(std::move(label)) {}

  OtcJob make() const {
    OtcJob job{ids_.hex(label_, 32), std::string(type_.name), std::string(status_), {}};
    const Milliseconds begin = kDay + milliseconds(ids_.number(label_ + "/begin", 80'000'000));
    const Milliseconds end = begin + milliseconds(120'000 + ids_.number(label_ + "/run", 600'000));
    Json body = frame({job.id, type_.name, status_, begin, end});
    body["entities"] = entities(begin, end);
    job.body = to_text(body);
    return job;
  }

 private:
  struct Frame {
    std::string_view id, type, status;
    Milliseconds begin, end;
  };

  // The seven members that a job and a sub-job share, in the order of the examples; entities
  // follow.
  Json frame(const Frame& of) const {
    const bool failed = of.status == "FAIL";
    const Json end = of.status == "RUNNING" ? Json("")
                     : of.status == "INIT"  ? Json(nullptr)
                                            : Json(iso_time(of.end));
    return {{"job_id", of.id},
            {"job_type", of.type},
            {"begin_time", iso_time(of.begin)},
            {"end_time", end},
            {"status", of.status},
            {"error_code", failed ? Json(failure().code) : Json(nullptr)},
            {"fail_reason", failed ? Json(failure().reason) : Json(nullptr)}};
  }

  Json entities(Milliseconds begin, Milliseconds end) const {
    Json out = Json::object();
    switch (type_.shape) {
      case Shape::kNamedImage:
        out = image_entities(status_, label_, true);
        break;
      case Shape::kImage:
        out = image_entities(status_, label_, false);
        break;
      case Shape::kMembers:
        out["results"] = results();
        break;
      case Shape::kDeletedMembers:
        out["results"] = deletion_results();
        break;
      case Shape::kSubJobs:
        add_sub_jobs(out, begin, end);
        break;
    }
    if (status_ == "FAIL") add_failure(out);
    return out;
  }

  // Of a job or a sub-job that makes one image.
  Json image_entities(std::string_view status, const std::string& label, bool named) const {
    Json out = Json::object();
    if (status == "INIT") return out;
    if (named) out["image_name"] = fmt::format("image-{}", ids_.hex(label + "/name", 4));
    if (status == "SUCCESS") out["image_id"] = ids_.uuid(label + "/image");
    return out;
  }

  void add_failure(Json& entities) const {
    entities["error_code"] = failure().code;
    entities["error"] = failure().reason;
  }

  // What happened to each shared image. Every second result also names the member's project, which
  // the table promises and no example shows.
  Json results() const {
    if (status_ == "SUCCESS") return Json::array({result("success", 0), result("success", 1)});
    if (status_ == "FAIL") return Json::array({result("success", 0), result("fail", 1)});
    if (status_ == "RUNNING") return Json::array({result("success", 0), result("running", 1)});
    return Json::array({result("init", 0)});
  }

  Json result(std::string_view status, int index) const {
    const std::string label = fmt::format("{}/result/{}", label_, index);
    Json out = {{"image_id", ids_.uuid(label)}};
    if (index % 2 == 1) out["project_id"] = ids_.hex(label + "/project", 32);
    out["status"] = status;
    return out;
  }

  // Table 3 has no image_id for this type, and the example has no results at all.
  Json deletion_results() const {
    if (status_ != "FAIL") return Json::array();
    return Json::array({{{"project_id", ids_.hex(label_ + "/project", 32)}, {"status", "fail"}}});
  }

  // Finished jobs have four sub-jobs, a failed or running one has one that went well and one in the
  // state of the parent, an initial one has its first.
  std::vector<std::string_view> sub_states() const {
    if (status_ == "SUCCESS") return {"SUCCESS", "SUCCESS", "SUCCESS", "SUCCESS"};
    if (status_ == "INIT") return {"INIT"};
    return {"SUCCESS", status_};
  }

  void add_sub_jobs(Json& entities, Milliseconds begin, Milliseconds end) const {
    const auto& types = type_.name == "imsImportOvaImageJob" ? kOvaSubJobs : kVolumeSubJobs;
    Json jobs = Json::array();
    Json list = Json::array();
    const milliseconds slice = (end - begin) / 5;
    for (const std::string_view status : sub_states()) {
      const std::size_t index = list.size();
      const std::string label = fmt::format("{}/sub/{}", label_, index);
      const std::string id = ids_.hex(label, 32);
      const Milliseconds start = begin + slice * index;
      Json job = frame({id, types[index], status, start, start + slice});
      job["entities"] = image_entities(status, label, true);
      if (status == "FAIL") add_failure(job["entities"]);
      jobs.push_back(std::move(job));
      list.push_back(id);
    }
    entities["sub_jobs_result"] = std::move(jobs);
    entities["sub_jobs_list"] = std::move(list);
  }

  const Failure& failure() const {
    return kFailures[ids_.number(label_ + "/failure", kFailures.size())];
  }

  const Ids& ids_;
  const JobType& type_;
  std::string_view status_;
  std::string label_;
};

}  // namespace

std::vector<OtcJob> otc_jobs(const Ids& ids) {
  std::vector<OtcJob> jobs;
  for (const JobType& type : kJobTypes) {
    for (const std::string_view state : kStates) {
      jobs.push_back(JobMaker(ids, type, state, fmt::format("otc/{}/{}", type.name, state)).make());
    }
  }
  return jobs;
}

std::vector<OtcJob> otc_job_in_states(const Ids& ids, const std::string& label,
                                      const std::vector<std::string>& states) {
  std::vector<OtcJob> jobs;
  for (const std::string& state : states) {
    jobs.push_back(JobMaker(ids, kJobTypes[1], state, "otc/" + label).make());
  }
  return jobs;
}

OtcJob otc_job_of_type(const Ids& ids, std::string_view type, std::string_view state) {
  const JobType job_type{type, Shape::kNamedImage};
  return JobMaker(ids, job_type, state, fmt::format("otc/{}/{}", type, state)).make();
}

std::vector<std::string_view> otc_states() {
  return {kStates.begin(), kStates.end()};
}

}  // namespace assay::mock
