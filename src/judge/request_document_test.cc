#include "judge/request_document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>

#include "base/fields.h"
#include "contract/testing_contract.h"
#include "judge/vectors.h"
#include "judge/verdict.h"
#include "plan/recorded_case.h"

namespace assay::judge {
namespace {

using contract::Profile;

constexpr const char* kUuid = "a5288a2598074daabb0450db1eaf0e69";

class RequestDocument : public testing::Test {
 protected:
  std::string text() const {
    const auto document = request_document(contract_->suite(), step_, request_);
    EXPECT_TRUE(document) << document.error().message;
    return document ? base::compact(document->root()) : "";
  }

  const std::shared_ptr<const contract::Contract> contract_ =
      contract::shipped_contract("zstack-sync-image-size");
  plan::Step step_{.request = {}, .credential = {}, .parameters = {{"uuid", kUuid}}};
  wire::Request request_{.method = "PUT",
                         .target = "/zstack/v1/images/" + std::string(kUuid) + "/actions",
                         .headers = {},
                         .body = ""};
};

TEST_F(RequestDocument, HasNoBodyMemberWithoutABody) {
  EXPECT_EQ(text(), R"({"method":"PUT","path":{"uuid":"a5288a2598074daabb0450db1eaf0e69"},)"
                    R"("query":{},"headers":{}})");
}

TEST_F(RequestDocument, HasTheBodyAsItWasSent) {
  request_.body = R"({"systemTags": ["a"], "size": 2.0E1})";
  EXPECT_THAT(text(), testing::HasSubstr(R"("body":{"systemTags":["a"],"size":2.0E1}})"));
}

TEST_F(RequestDocument, TakesABodyThatIsNotJsonAsText) {
  request_.body = "{\"a\": <b>}\n";
  EXPECT_THAT(text(), testing::HasSubstr(R"("body":"{\"a\": <b>}\n"})"));
}

TEST_F(RequestDocument, SpellsHeadersAsTheSuiteDoes) {
  request_.headers = {{"authorization", "OAuth x"},
                      {"CONTENT-TYPE", "application/json"},
                      {"x-own", "a \"quoted\" one"}};
  EXPECT_THAT(text(),
              testing::HasSubstr(
                  R"("headers":{"Authorization":"OAuth x","Content-Type":"application/json",)"
                  R"("x-own":"a \"quoted\" one"})"));
}

TEST_F(RequestDocument, HasParametersOfThePathUnencoded) {
  step_.parameters = {{"uuid", "a/b \"c\""}, {"stateEvent", "not in the path"}};
  EXPECT_THAT(text(), testing::HasSubstr(R"("path":{"uuid":"a/b \"c\""})"));
  step_.parameters.clear();
  EXPECT_THAT(text(), testing::HasSubstr(R"("path":{})"));
}

TEST_F(RequestDocument, HasTheQueryDecoded) {
  request_.target += "?tag=a%20b&empty=&alone&bad=%4&upper=%C3%a4&x%3Dy=1";
  EXPECT_THAT(text(), testing::HasSubstr("\"query\":{\"tag\":\"a b\",\"empty\":\"\",\"alone\":\"\","
                                         "\"bad\":\"%4\",\"upper\":\"\xC3\xA4\",\"x=y\":\"1\"}"));
}

// Requests and what their contract finds in them.
struct Sent {
  const char* name;
  const char* operation;
  Profile profile;
  wire::Request request;
  plan::Values parameters;
  std::vector<std::string> findings;  // Sorted.
};

void PrintTo(const Sent& sent, std::ostream* out) {
  *out << sent.name;
}

std::string sent_name(const testing::TestParamInfo<Sent>& tested) {
  return tested.param.name;
}

class Requests : public testing::TestWithParam<Sent> {};

TEST_P(Requests, AreJudged) {
  const Sent& sent = GetParam();
  const auto contract = contract::shipped_contract(sent.operation, sent.profile);
  ASSERT_NE(contract, nullptr);
  const plan::Case made =
      plan::recorded_case(*contract, "case", contract->suite().answer.status, sent.parameters, {});
  wire::Transcript transcript(1);
  transcript.front().request = sent.request;
  transcript.front().response = wire::Response{.status = 599};
  Verdict verdict = judge(made, transcript);
  std::erase_if(verdict.findings, [&](const Finding& finding) {
    return contract->rules()[finding.rule].id.find(":request") == std::string::npos;
  });
  EXPECT_EQ(finding_lines(*contract, verdict), sent.findings);
}

constexpr const char* kOtc = "otc-ims-job";
constexpr const char* kEcl = "ecl-image-copy-job";
constexpr const char* kUpload = "zstack-upload-image-job";
constexpr const char* kSync = "zstack-sync-image-size";
constexpr const char* kChange = "zstack-change-image-state";
const plan::Values kOtcJob = {{"project_id", "ac234de25c6741d2b1273da49eea1b9e"},
                              {"job_id", "ff8080814dbd65d7014dbe0d84db0013"}};
const plan::Values kEclJob = {{"job_id", "33911588-c299-4369-a240-7e5b741cdb6a"}};
const plan::Values kImage = {{"uuid", kUuid}};
const std::vector<wire::Header> kToken = {{"X-Auth-Token", "secret"}};
const std::vector<wire::Header> kSession = {{"Authorization", "OAuth secret"},
                                            {"Content-Type", "application/json;charset=UTF-8"}};

wire::Request get(std::vector<wire::Header> headers = kToken) {
  return {.method = "GET", .target = "/", .headers = std::move(headers), .body = ""};
}
wire::Request put(std::string body, std::vector<wire::Header> headers = kSession) {
  return {.method = "PUT", .target = "/", .headers = std::move(headers), .body = std::move(body)};
}
wire::Request post() {
  return {.method = "POST", .target = "/", .headers = kSession, .body = "{}"};
}

INSTANTIATE_TEST_SUITE_P(
    Jobs, Requests,
    testing::Values(Sent{"otc", kOtc, Profile::kDocumented, get(), kOtcJob, {}},
                    Sent{"otc_signed",
                         kOtc,
                         Profile::kDocumented,
                         get({{"Authorization", "SDK-HMAC-SHA256"}}),
                         kOtcJob,
                         {}},
                    Sent{"otc_empty_token",
                         kOtc,
                         Profile::kDocumented,
                         get({{"X-Auth-Token", ""}}),
                         kOtcJob,
                         {"must request.headers.X-Auth-Token/minLength at /headers/X-Auth-Token"}},
                    Sent{"otc_by_post",
                         kOtc,
                         Profile::kDocumented,
                         post(),
                         kOtcJob,
                         {"must request.method/const at /method"}},
                    Sent{"otc_other_ids",
                         kOtc,
                         Profile::kDocumented,
                         get(),
                         {{"project_id", "MY"}, {"job_id", "1"}},
                         {"should request.path.job_id/format at /path/job_id",
                          "should request.path.project_id/format at /path/project_id"}},
                    Sent{"otc_without_ids",
                         kOtc,
                         Profile::kDocumented,
                         get(),
                         {},
                         {"must request.path.job_id/required at /path",
                          "must request.path.project_id/required at /path"}},
                    Sent{"otc_strict_other_ids",
                         kOtc,
                         Profile::kStrict,
                         get({}),
                         {{"project_id", "MY"}, {"job_id", "1"}},
                         {}},
                    Sent{"ecl", kEcl, Profile::kDocumented, get(), kEclJob, {}},
                    Sent{"ecl_without_token",
                         kEcl,
                         Profile::kDocumented,
                         get({}),
                         kEclJob,
                         {"must request.headers.X-Auth-Token/required at /headers"}},
                    Sent{"ecl_empty_token",
                         kEcl,
                         Profile::kDocumented,
                         get({{"x-auth-token", ""}}),
                         kEclJob,
                         {"must request.headers.X-Auth-Token/minLength at /headers/X-Auth-Token"}},
                    Sent{"ecl_undashed_job",
                         kEcl,
                         Profile::kDocumented,
                         get(),
                         {{"job_id", "33911588c2994369a2407e5b741cdb6a"}},
                         {"must request.path.job_id/format at /path/job_id"}}),
    sent_name);

INSTANTIATE_TEST_SUITE_P(
    Images, Requests,
    testing::Values(
        Sent{"upload", kUpload, Profile::kDocumented, put("{}"), {{"imageId", "any"}}, {}},
        Sent{"upload_without_body",
             kUpload,
             Profile::kDocumented,
             put(""),
             {{"imageId", "any"}},
             {}},
        Sent{"upload_empty_id",
             kUpload,
             Profile::kDocumented,
             put("{}"),
             {{"imageId", ""}},
             {"must request.path.imageId/minLength at /path/imageId"}},
        Sent{"upload_without_session",
             kUpload,
             Profile::kDocumented,
             put("{}", {}),
             {{"imageId", "any"}},
             {"must request.headers.Authorization/required at /headers"}},
        Sent{"upload_other_scheme",
             kUpload,
             Profile::kDocumented,
             put("{}", {{"Authorization", "Bearer x"}}),
             {{"imageId", "any"}},
             {"must request.headers.Authorization/pattern at /headers/Authorization"}},
        Sent{"upload_tags",
             kUpload,
             Profile::kDocumented,
             put(R"({"systemTags": "a", "userTags": ["b", 1]})"),
             {{"imageId", "any"}},
             {"must request.body.systemTags/type at /body/systemTags",
              "must request.body.userTags[]/type at /body/userTags/1"}},
        Sent{"upload_body_as_list",
             kUpload,
             Profile::kDocumented,
             put("[]"),
             {{"imageId", "any"}},
             {"must request.body/type at /body"}},
        Sent{"sync", kSync, Profile::kDocumented, put("{}"), kImage, {}},
        Sent{"sync_strict_with_params",
             kSync,
             Profile::kStrict,
             put(R"({"params": {}})"),
             kImage,
             {"must request.body/action at /body"}},
        Sent{"change",
             kChange,
             Profile::kDocumented,
             put(R"({"params": {"stateEvent": "enable"}})"),
             kImage,
             {}},
        Sent{"change_by_name",
             kChange,
             Profile::kDocumented,
             put(R"({"changeImageState": {"stateEvent": "disable"}})"),
             kImage,
             {}},
        Sent{"change_without_body",
             kChange,
             Profile::kDocumented,
             put(""),
             kImage,
             {"must request.body/required at /"}},
        Sent{"change_without_action",
             kChange,
             Profile::kDocumented,
             put("{}"),
             kImage,
             {"must request.body/action at /body"}},
        Sent{"change_without_event",
             kChange,
             Profile::kDocumented,
             put(R"({"params": {}})"),
             kImage,
             {"must request.body.params.stateEvent/required at /body/params"}},
        Sent{"change_unknown_event",
             kChange,
             Profile::kDocumented,
             put(R"({"params": {"stateEvent": "Enable"}})"),
             kImage,
             {"should request.body.params.stateEvent/extensible-enum at /body/params/stateEvent"}},
        Sent{"change_empty_event",
             kChange,
             Profile::kDocumented,
             put(R"({"params": {"stateEvent": ""}})"),
             kImage,
             {"must request.body.params.stateEvent/minLength at /body/params/stateEvent",
              "should request.body.params.stateEvent/extensible-enum at /body/params/stateEvent"}},
        Sent{"change_strict_by_name",
             kChange,
             Profile::kStrict,
             put(R"({"changeImageState": {"stateEvent": "disable"}})"),
             kImage,
             {"must request.body.params/required at /body"}}),
    sent_name);

INSTANTIATE_TEST_SUITE_P(
    Observed, Requests,
    testing::Values(
        Sent{"otc", kOtc, Profile::kObserved, get(), kOtcJob, {}},
        Sent{"otc_signed",
             kOtc,
             Profile::kObserved,
             get({{"Authorization", "SDK-HMAC-SHA256"}}),
             kOtcJob,
             {}},
        Sent{"otc_without_credential",
             kOtc,
             Profile::kObserved,
             get({}),
             kOtcJob,
             {"must request.headers/credential at /headers"}},
        Sent{"otc_other_ids",
             kOtc,
             Profile::kObserved,
             get(),
             {{"project_id", "MY"}, {"job_id", "1"}},
             {"should request.path.job_id/format at /path/job_id",
              "should request.path.project_id/format at /path/project_id"}},
        Sent{"ecl_any_job", kEcl, Profile::kObserved, get(), {{"job_id", "7"}}, {}},
        Sent{"ecl_without_token",
             kEcl,
             Profile::kObserved,
             get({}),
             kEclJob,
             {"must request.headers.X-Auth-Token/required at /headers"}},
        Sent{"upload", kUpload, Profile::kObserved, get(kSession), {{"imageId", "any"}}, {}},
        Sent{"upload_by_put",
             kUpload,
             Profile::kObserved,
             put("{}"),
             {{"imageId", "any"}},
             {"should request.method/const at /method"}},
        Sent{"upload_signed",
             kUpload,
             Profile::kObserved,
             get({{"Authorization", "ZStack key:signature"}, {"X-Job-UUID", kUuid}}),
             {{"imageId", "any"}},
             {}},
        Sent{"upload_short_job_uuid",
             kUpload,
             Profile::kObserved,
             get({{"Authorization", "OAuth x"}, {"X-Job-UUID", "7"}}),
             {{"imageId", "any"}},
             {"must request.headers.X-Job-UUID/minLength at /headers/X-Job-UUID"}},
        Sent{"sync", kSync, Profile::kObserved, put(R"({"syncImageSize": {}})"), kImage, {}},
        Sent{"sync_of_the_page",
             kSync,
             Profile::kObserved,
             put(R"({"systemTags": [], "userTags": []})"),
             kImage,
             {"must request.body.syncImageSize/required at /body"}},
        Sent{"change",
             kChange,
             Profile::kObserved,
             put(R"({"changeImageState": {"stateEvent": "disable"}})"),
             kImage,
             {}},
        Sent{"change_of_the_page",
             kChange,
             Profile::kObserved,
             put(R"({"params": {"stateEvent": "disable"}})"),
             kImage,
             {"must request.body.changeImageState/required at /body"}},
        Sent{"change_unknown_event",
             kChange,
             Profile::kObserved,
             put(R"({"changeImageState": {"stateEvent": "Enable"}})"),
             kImage,
             {"must request.body.changeImageState.stateEvent/enum at "
              "/body/changeImageState/stateEvent"}},
        Sent{"change_other_scheme",
             kChange,
             Profile::kObserved,
             put(R"({"changeImageState": {"stateEvent": "enable"}})",
                 {{"Authorization", "Basic x"}}),
             kImage,
             {"must request.headers.Authorization/pattern at /headers/Authorization"}}),
    sent_name);

}  // namespace
}  // namespace assay::judge
