#include "mock/otc.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "mock/testing_support.h"

namespace assay::mock {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::UnorderedElementsAre;

class Otc : public testing::Test {
 protected:
  wire::Response get(const std::string& token,
                     std::map<std::string, std::string> parameters) const {
    const wire::Request sent = request("GET", "/", {{"x-auth-token", token}});
    return jobs_.answer({sent, std::move(parameters)});
  }
  json body_of(const std::string& type, const std::string& status) const {
    const Subject subject =
        subject_with(jobs_.subjects(), {{"job_type", type}, {"status", status}});
    const wire::Response response = get(credentials_.token("valid"), subject.parameters);
    EXPECT_EQ(response.status, 200) << type << " " << status;
    return json_of(response);
  }
  std::map<std::string, std::string> some_job() const {
    return jobs_.subjects().front().parameters;
  }

  Credentials credentials_ = test_credentials();
  OtcJobs jobs_{Ids(1), credentials_, {}};
};

TEST_F(Otc, HasEveryTypeInEveryState) {
  std::set<std::pair<std::string, std::string>> seen;
  std::set<std::string> ids;
  for (const Subject& subject : jobs_.subjects()) {
    EXPECT_EQ(subject.operation, "otc-ims-job");
    EXPECT_THAT(keys_of(subject.parameters), UnorderedElementsAre("project_id", "job_id"));
    seen.insert({subject.traits.at("job_type"), subject.traits.at("status")});
    ids.insert(subject.parameters.at("job_id"));
  }
  EXPECT_EQ(jobs_.subjects().size(), 56u);
  EXPECT_EQ(seen.size(), 56u);
  EXPECT_EQ(ids.size(), 56u);
}

TEST_F(Otc, EveryJobHasTheEightMembersAndAnswersTheQuestion) {
  for (const Subject& subject : jobs_.subjects()) {
    const wire::Response response = get(credentials_.token("valid"), subject.parameters);
    ASSERT_EQ(response.status, 200);
    EXPECT_EQ(header_of(response, "Content-Type"), "application/json");
    const json body = json_of(response);
    EXPECT_THAT(keys_of(body), ElementsAre("begin_time", "end_time", "entities", "error_code",
                                           "fail_reason", "job_id", "job_type", "status"));
    EXPECT_EQ(body["job_id"], subject.parameters.at("job_id"));
    EXPECT_EQ(body["job_type"], subject.traits.at("job_type"));
    EXPECT_EQ(body["status"], subject.traits.at("status"));
    EXPECT_TRUE(body["entities"].is_object());
    const bool failed = body["status"] == "FAIL";
    EXPECT_EQ(body["error_code"].is_string(), failed);
    EXPECT_EQ(body["fail_reason"].is_null(), !failed);
    EXPECT_EQ(body["entities"].contains("error_code"), failed);
  }
}

TEST_F(Otc, FinishedJobsEndAfterTheyBeganAndOthersDoNotEnd) {
  for (const Subject& subject : jobs_.subjects()) {
    const json body = json_of(get(credentials_.token("valid"), subject.parameters));
    const std::string status = body["status"];
    const std::string begin = body["begin_time"];
    EXPECT_EQ(begin.size(), 24u);
    EXPECT_EQ(begin.back(), 'Z');
    if (status == "RUNNING") {
      EXPECT_EQ(body["end_time"], "");
    } else if (status == "INIT") {
      EXPECT_TRUE(body["end_time"].is_null());
    } else {
      EXPECT_LT(begin, body["end_time"].get<std::string>());
    }
  }
}

// Table 2 names the nine types with image_id; the examples show which of them have image_name.
TEST_F(Otc, ImageEntitiesFollowTheJobType) {
  const std::set<std::string> named = {
      "imsCreateImageByInstance",         "imsImportImageJob",
      "imsVolumeCreateImageJob",          "imsImportDataImageJob",
      "imsCreateWholeImageByInstanceJob", "imsCreateWholeImageByBackupJob",
      "imsCopyImageInRegionJob"};
  for (const std::string& type : named) {
    EXPECT_THAT(keys_of(body_of(type, "SUCCESS")["entities"]),
                ElementsAre("image_id", "image_name"));
    EXPECT_THAT(keys_of(body_of(type, "RUNNING")["entities"]), ElementsAre("image_name"));
    EXPECT_TRUE(body_of(type, "INIT")["entities"].empty());
    EXPECT_THAT(keys_of(body_of(type, "FAIL")["entities"]),
                ElementsAre("error", "error_code", "image_name"));
  }
  for (const char* type : {"imsNativeImportImageJob", "imsNativeExportImageJob"}) {
    const json entities = body_of(type, "SUCCESS")["entities"];
    EXPECT_THAT(keys_of(entities), ElementsAre("image_id"));
    EXPECT_EQ(entities["image_id"].get<std::string>().size(), 36u);
    EXPECT_TRUE(body_of(type, "RUNNING")["entities"].empty());
  }
}

TEST_F(Otc, MemberJobsListResults) {
  for (const char* type : {"imsAddImageMembersJob", "imsUpdateImageMembersJob"}) {
    const json results = body_of(type, "SUCCESS")["entities"]["results"];
    ASSERT_EQ(results.size(), 2u);
    EXPECT_THAT(keys_of(results[0]), ElementsAre("image_id", "status"));
    EXPECT_THAT(keys_of(results[1]), ElementsAre("image_id", "project_id", "status"));
    EXPECT_EQ(results[0]["status"], "success");
    EXPECT_EQ(body_of(type, "FAIL")["entities"]["results"][1]["status"], "fail");
    EXPECT_EQ(body_of(type, "INIT")["entities"]["results"][0]["status"], "init");
  }
  EXPECT_EQ(body_of("imsDelImageMembersJob", "SUCCESS")["entities"],
            json({{"results", json::array()}}));
  const json failed = body_of("imsDelImageMembersJob", "FAIL")["entities"]["results"];
  ASSERT_EQ(failed.size(), 1u);
  EXPECT_FALSE(failed[0].contains("image_id"));
}

TEST_F(Otc, SubJobsAreListedTwiceAndAlike) {
  for (const char* type : {"imsImportOvaImageJob", "imsVolumesToSysDataImagesJob"}) {
    for (const char* status : {"SUCCESS", "FAIL", "RUNNING", "INIT"}) {
      const json entities = body_of(type, status)["entities"];
      json ids = json::array();
      for (const json& job : entities["sub_jobs_result"]) ids.push_back(job["job_id"]);
      EXPECT_EQ(entities["sub_jobs_list"], ids);
      EXPECT_FALSE(entities.contains("image_id"));
      EXPECT_EQ(entities["sub_jobs_result"].back()["status"], status);
    }
    EXPECT_GE(body_of(type, "SUCCESS")["entities"]["sub_jobs_list"].size(), 2u);
  }
}

TEST_F(Otc, SubJobsAreWholeJobsInsideTheTimesOfTheParent) {
  const json parent = body_of("imsImportOvaImageJob", "SUCCESS");
  for (const json& job : parent["entities"]["sub_jobs_result"]) {
    EXPECT_EQ(job.size(), 8u);
    EXPECT_THAT(keys_of(job["entities"]), ElementsAre("image_id", "image_name"));
    EXPECT_LE(parent["begin_time"].get<std::string>(), job["begin_time"].get<std::string>());
    EXPECT_GE(parent["end_time"].get<std::string>(), job["end_time"].get<std::string>());
    EXPECT_LT(job["begin_time"].get<std::string>(), job["end_time"].get<std::string>());
  }
  const json failed = body_of("imsImportOvaImageJob", "FAIL")["entities"]["sub_jobs_result"];
  EXPECT_TRUE(failed[0]["error_code"].is_null());
  EXPECT_TRUE(failed[1]["error_code"].is_string());
  EXPECT_TRUE(failed[1]["entities"]["error_code"].is_string());
  EXPECT_FALSE(failed[1]["entities"].contains("image_id"));
}

TEST_F(Otc, SubJobsShowEveryTypeOfTheDocumentedList) {
  std::set<std::string> seen;
  for (const char* type : {"imsImportOvaImageJob", "imsVolumesToSysDataImagesJob"}) {
    const json body = body_of(type, "SUCCESS");
    for (const json& job : body["entities"]["sub_jobs_result"]) seen.insert(job["job_type"]);
  }
  EXPECT_THAT(
      seen, UnorderedElementsAre("imsGoofysImportImageJob", "imsGoofysImportImageWithoutconfigJob",
                                 "imsGoofysUploadImageJob", "imsGoofysExportImageJob",
                                 "imsImportBigFileImageJob", "imsQuickExportImageJob",
                                 "imsImportIsoFileImageJob", "imsImportDataImageJob"));
}

TEST_F(Otc, RefusesByCredential) {
  const std::string valid = credentials_.token("valid");
  const auto job = some_job();
  for (const std::string& token :
       {std::string(), std::string("garbage"), "Bearer " + valid, credentials_.token("expired")}) {
    const wire::Response response = get(token, job);
    EXPECT_EQ(response.status, 401) << token;
    EXPECT_EQ(json_of(response)["error_code"], "APIGW.0301");
  }
  const wire::Request bare = request("GET", "/");
  EXPECT_EQ(jobs_.answer({bare, job}).status, 401);
  const wire::Response foreign = get(credentials_.token("foreign"), job);
  EXPECT_EQ(foreign.status, 403);
  EXPECT_TRUE(json_of(foreign)["error"]["code"].is_string());
  EXPECT_TRUE(json_of(foreign)["error"]["message"].is_string());
  EXPECT_EQ(get(credentials_.token("read_only"), job).status, 200);
}

TEST_F(Otc, RefusesByIdentifier) {
  const std::string valid = credentials_.token("valid");
  const std::string other(32, '0');
  const auto job = some_job();
  struct Row {
    std::string project, job;
    int status;
  };
  const std::vector<Row> rows = {
      {job.at("project_id"), other, 404},       {other, job.at("job_id"), 403},
      {job.at("project_id"), "xyz", 400},       {"xyz", job.at("job_id"), 400},
      {job.at("project_id"), other + "0", 400}, {job.at("project_id"), std::string(32, 'F'), 400}};
  for (const Row& row : rows) {
    const wire::Response response = get(valid, {{"project_id", row.project}, {"job_id", row.job}});
    EXPECT_EQ(response.status, row.status) << row.project << " " << row.job;
    EXPECT_TRUE(json_of(response).is_object());
  }
}

TEST(OtcErrorsDocumented, AreTheFiveDocumentedStatuses) {
  const OtcErrors errors(Ids(1), Profile::kDocumented);
  for (int status = 100; status < 600; ++status) {
    const auto response = errors.documented(status);
    const std::set<int> documented = {400, 401, 403, 500, 503};
    ASSERT_EQ(response.has_value(), documented.contains(status)) << status;
    if (!response) continue;
    EXPECT_EQ(response->status, status);
    const json body = json_of(*response);
    EXPECT_TRUE(body.contains("error") != body.contains("error_code")) << response->body;
  }
}

TEST(OtcSeeds, ChangeIdsAndNothingElse) {
  const Credentials credentials = test_credentials();
  const OtcJobs one(Ids(1), credentials, {}), again(Ids(1), credentials, {}),
      two(Ids(2), credentials, {});
  ASSERT_EQ(one.subjects().size(), two.subjects().size());
  for (std::size_t i = 0; i < one.subjects().size(); ++i) {
    EXPECT_EQ(one.subjects()[i].parameters, again.subjects()[i].parameters);
    EXPECT_NE(one.subjects()[i].parameters, two.subjects()[i].parameters);
    EXPECT_EQ(one.subjects()[i].traits, two.subjects()[i].traits);
  }
}

}  // namespace
}  // namespace assay::mock
