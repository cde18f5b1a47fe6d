#include "mock/otc_observed.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "mock/otc.h"
#include "mock/signature.h"
#include "mock/testing_support.h"
#include "mock/times.h"

namespace assay::mock {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::UnorderedElementsAre;

class ObservedOtc : public testing::Test {
 protected:
  wire::Response ask(const std::vector<wire::Header>& headers,
                     const std::map<std::string, std::string>& job) const {
    const wire::Request sent =
        request("GET", "/v1/" + job.at("project_id") + "/jobs/" + job.at("job_id"), headers);
    return jobs_.answer({sent, job});
  }
  wire::Response get(const std::string& token,
                     const std::map<std::string, std::string>& job) const {
    return ask({{"X-Auth-Token", token}}, job);
  }
  std::map<std::string, std::string> job_with(
      const std::map<std::string, std::string>& traits) const {
    return subject_with(jobs_.subjects(), traits).parameters;
  }
  json body_of(const std::string& type, const std::string& status) const {
    return json_of(
        get(credentials_.token("valid"), job_with({{"job_type", type}, {"status", status}})));
  }
  // The headers of a signed question, with one part spoilt by `spoil`.
  template <typename Spoil>
  wire::Response ask_signed(std::chrono::seconds age, Spoil spoil) const {
    const auto job = job_with({{"status", "SUCCESS"}});
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    std::string date;
    for (const char c : iso_time(now - age).substr(0, 19)) {
      if (c != '-' && c != ':') date += c;
    }
    wire::Request sent = request("GET", "/v1/" + job.at("project_id") + "/jobs/" + job.at("job_id"),
                                 {{"Host", "localhost:8080"}, {"X-Sdk-Date", date + "Z"}});
    Signature signature{credentials_.token("access_key"), {"host", "x-sdk-date"}, ""};
    signature.value =
        expected_signature(sent, signature.signed_headers, credentials_.token("secret_key"));
    spoil(sent, signature);
    sent.headers.push_back(
        {"Authorization", "SDK-HMAC-SHA256 Access=" + signature.access_key +
                              ", SignedHeaders=host;x-sdk-date, Signature=" + signature.value});
    return jobs_.answer({sent, job});
  }

  Credentials credentials_ = test_credentials();
  OtcJobs jobs_{Ids(1), credentials_, {}, Profile::kObserved};
};

constexpr auto kUnspoilt = [](wire::Request&, Signature&) {};

TEST_F(ObservedOtc, HasTypesThatNoPageLists) {
  std::map<std::string, int> types;
  for (const Subject& subject : jobs_.subjects()) ++types[subject.traits.at("job_type")];
  EXPECT_EQ(types.size(), 17u);
  for (const auto& [type, count] : types) EXPECT_EQ(count, 4) << type;
  for (const char* type :
       {"imsCrossRegionCopyImageJob", "imsCopyImageCrossUserJob", "createImageByInstance"}) {
    const json body = body_of(type, "SUCCESS");
    EXPECT_EQ(body["job_type"], type);
    EXPECT_TRUE(body["entities"]["image_id"].is_string());
  }
}

TEST_F(ObservedOtc, TheEndIsEmptyUntilItComes) {
  for (const Subject& subject : jobs_.subjects()) {
    const json body = json_of(get(credentials_.token("read_only"), subject.parameters));
    EXPECT_EQ(body.size(), 8u);
    const bool ended = body["status"] == "SUCCESS" || body["status"] == "FAIL";
    EXPECT_EQ(body["end_time"] == "", !ended) << body;
  }
}

TEST_F(ObservedOtc, EntitiesTellTheProgress) {
  const json done = body_of("imsAddImageMembersJob", "SUCCESS")["entities"];
  EXPECT_TRUE(done["process_percent"].is_number_integer());
  EXPECT_EQ(done["process_percent"], 1);
  EXPECT_EQ(done["current_task"], "");
  const json running = body_of("imsCopyImageInRegionJob", "RUNNING")["entities"];
  EXPECT_THAT(keys_of(running), UnorderedElementsAre("image_name", "image_id", "process_percent",
                                                     "current_task", "subJobId"));
  EXPECT_EQ(running["process_percent"], 0.4);
  EXPECT_EQ(running["current_task"], "CopyImageInRegionTask:");
}

TEST_F(ObservedOtc, ResultsAndSubJobsDifferFromThePage) {
  for (const char* status : {"SUCCESS", "FAIL", "RUNNING"}) {
    const json entities = body_of("imsUpdateImageMembersJob", status)["entities"];
    for (const json& result : entities["results"]) {
      EXPECT_TRUE(result["project_id"].is_string());
      const std::string word = result["status"];
      EXPECT_EQ(word.find_first_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), std::string::npos) << word;
    }
  }
  EXPECT_TRUE(body_of("imsImportOvaImageJob", "SUCCESS")["entities"].contains("sub_jobs_list"));
  const json volumes = body_of("imsVolumesToSysDataImagesJob", "RUNNING")["entities"];
  EXPECT_FALSE(volumes.contains("sub_jobs_list"));
  EXPECT_EQ(volumes["sub_jobs_result"][1]["end_time"], "");
  EXPECT_NE(volumes["sub_jobs_result"][0]["end_time"], "");
}

TEST_F(ObservedOtc, AFailureIsThatOfAnotherService) {
  const json body = body_of("imsImportImageJob", "FAIL");
  EXPECT_EQ(body["error_code"], "EVS.2024");
  EXPECT_TRUE(body["fail_reason"].get<std::string>().starts_with("CreateSnapshotTask-fail:"));
  EXPECT_EQ(body["entities"]["addition_error_code"], "EVS.2024");
  EXPECT_TRUE(body_of("imsImportImageJob", "SUCCESS")["error_code"].is_null());
}

TEST_F(ObservedOtc, AJobThatMovesIsObservedAtEveryStage) {
  const auto timeline = Timeline::parse("INIT 1x, RUNNING 1x, FAIL", otc_states());
  const OtcJobs moving(Ids(1), credentials_, {*timeline}, Profile::kObserved);
  const Subject subject = subject_with(moving.subjects(), {{"end", "FAIL"}});
  std::vector<std::string> ends;
  for (int i = 0; i < 3; ++i) {
    const wire::Request sent = request("GET", "/", {{"X-Auth-Token", credentials_.token("valid")}});
    const json body = json_of(moving.answer({sent, subject.parameters}));
    ends.push_back(body["status"].get<std::string>() + " " +
                   (body["end_time"] == "" ? "open" : "ended"));
  }
  EXPECT_THAT(ends, ElementsAre("INIT open", "RUNNING open", "FAIL ended"));
}

TEST_F(ObservedOtc, EveryEnvelopeOccurs) {
  const auto job = job_with({{"status", "SUCCESS"}});
  const std::string other(32, '0'), valid = credentials_.token("valid");
  struct Row {
    wire::Response response;
    int status;
    std::vector<std::string> members;
    std::string inner;  // Member that holds the pair, "" for none.
    std::vector<std::string> inner_members;
  };
  const std::vector<std::string> gateway = {"error_code", "error_msg", "request_id"};
  const std::vector<Row> rows = {
      {ask({}, job), 401, gateway, "", {}},
      {get("", job), 401, gateway, "", {}},
      {get("garbage", job), 401, gateway, "", {}},
      {get("Bearer " + valid, job), 401, {"error"}, "error", {"code", "ext_message", "message"}},
      {ask({{"Authorization", "Bearer " + valid}}, job),
       401,
       {"error"},
       "error",
       {"code", "ext_message", "message"}},
      {get(credentials_.token("expired"), job),
       401,
       {"error"},
       "error",
       {"code", "message", "title"}},
      {get(credentials_.token("foreign"), job),
       403,
       {"error"},
       "error",
       {"code", "message", "title"}},
      {get(valid, {{"project_id", other}, {"job_id", job.at("job_id")}}),
       403,
       {"error"},
       "error",
       {"code", "details", "encoded_authorization_message", "message"}},
      {get(valid, {{"project_id", job.at("project_id")}, {"job_id", "x"}}),
       400,
       {"error"},
       "error",
       {"code", "message"}},
      {get(valid, {{"project_id", "x"}, {"job_id", job.at("job_id")}}),
       400,
       {"badRequest"},
       "badRequest",
       {"code", "message"}},
      {get(valid, {{"project_id", job.at("project_id")}, {"job_id", other}}),
       404,
       {"error_code", "error_msg"},
       "",
       {}},
      {jobs_.errors().unknown_path(), 404, gateway, "", {}},
      {*jobs_.errors().documented(429), 429, gateway, "", {}},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(row.response.status, row.status) << row.response.body;
    EXPECT_EQ(header_of(row.response, "Content-Type"), "application/json");
    const json body = json_of(row.response);
    EXPECT_EQ(keys_of(body), row.members);
    if (row.inner.empty()) continue;
    EXPECT_EQ(keys_of(body[row.inner]), row.inner_members);
  }
  EXPECT_EQ(json_of(rows[5].response)["error"]["code"], 401) << "a number";
  EXPECT_EQ(json_of(rows[6].response)["error"]["code"], 403);
  EXPECT_TRUE(is_lower_hex(json_of(rows[0].response)["request_id"].get<std::string>(), 32));
  EXPECT_NE(json_of(rows[0].response)["request_id"], json_of(rows[1].response)["request_id"]);
}

TEST_F(ObservedOtc, ForcedErrorsOfAServerAreHtml) {
  std::vector<int> possible;
  for (int status = 400; status < 600; ++status) {
    const auto response = jobs_.errors().documented(status);
    if (!response) continue;
    possible.push_back(status);
    EXPECT_EQ(response->status, status);
    const std::string type = header_of(*response, "Content-Type");
    EXPECT_EQ(type, status < 500 ? "application/json" : "text/html");
  }
  EXPECT_THAT(possible, ElementsAre(400, 401, 403, 404, 429, 500, 503));
}

TEST_F(ObservedOtc, ASignedQuestionIsTheOwners) {
  const wire::Response response = ask_signed(std::chrono::seconds(0), kUnspoilt);
  EXPECT_EQ(response.status, 200) << response.body;
  EXPECT_EQ(json_of(response)["status"], "SUCCESS");
  EXPECT_EQ(ask_signed(std::chrono::minutes(14), kUnspoilt).status, 200);
}

TEST_F(ObservedOtc, AQuestionSignedWrongIsRefused) {
  const auto message = [](const wire::Response& response) {
    EXPECT_EQ(response.status, 401);
    EXPECT_EQ(json_of(response)["error_code"], "APIGW.0301");
    return json_of(response)["error_msg"].get<std::string>();
  };
  using std::chrono::seconds;
  EXPECT_THAT(message(ask_signed(std::chrono::minutes(16), kUnspoilt)),
              testing::HasSubstr("request time"));
  EXPECT_THAT(
      message(ask_signed(seconds(0), [](auto&, Signature& with) { with.value.back() ^= 1; })),
      testing::HasSubstr("verify aksk signature fail"));
  EXPECT_THAT(message(ask_signed(seconds(0), [](wire::Request& sent, auto&) { sent.body = "x"; })),
              testing::HasSubstr("verify aksk signature fail"));
  EXPECT_THAT(
      message(ask_signed(seconds(0), [](auto&, Signature& with) { with.access_key = "nobody"; })),
      testing::HasSubstr("ak not exist"));
  EXPECT_THAT(message(ask({{"Authorization", "SDK-HMAC-SHA256 nothing"},
                           {"X-Auth-Token", credentials_.token("valid")}},
                          job_with({{"status", "SUCCESS"}}))),
              testing::HasSubstr("verify aksk signature fail"));
}

TEST_F(ObservedOtc, TheDocumentedProfileTakesSignaturesToo) {
  const OtcJobs documented(Ids(1), credentials_, {});
  const auto job = job_with({{"status", "SUCCESS"}});
  const wire::Request unsigned_request =
      request("GET", "/", {{"Authorization", "SDK-HMAC-SHA256 nothing"}});
  const wire::Response refused = documented.answer({unsigned_request, job});
  EXPECT_EQ(refused.status, 401);
  EXPECT_THAT(keys_of(json_of(refused)), ElementsAre("error_code", "error_msg"));
}

}  // namespace
}  // namespace assay::mock
