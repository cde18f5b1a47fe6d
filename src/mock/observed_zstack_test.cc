#include "mock/observed_zstack.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "mock/router.h"
#include "mock/services.h"
#include "mock/testing_support.h"

namespace assay::mock {
namespace {

using nlohmann::json;
using testing::HasSubstr;

constexpr const char* kEnable = R"({"changeImageState":{"stateEvent":"enable"}})";
constexpr const char* kDisable = R"({"changeImageState":{"stateEvent":"disable"}})";
constexpr const char* kSync = R"({"syncImageSize":{}})";

class ObservedZstack : public testing::Test {
 protected:
  wire::Response send(const std::string& method, const std::string& target,
                      const std::optional<std::string>& authorization,
                      const std::string& body = {}) {
    std::vector<wire::Header> headers;
    if (authorization) headers.push_back({"Authorization", *authorization});
    return router_.answer(request(method, target, headers, body));
  }
  std::string oauth(const std::string& name) const { return "OAuth " + credentials_.token(name); }
  std::string actions(const std::map<std::string, std::string>& traits) const {
    return "/zstack/v1/images/" + subject_with(router_.subjects(), traits).parameters.at("uuid") +
           "/actions";
  }
  std::string details(const std::map<std::string, std::string>& traits) const {
    return "/zstack/v1/images/upload-job/details/" +
           subject_with(router_.subjects(), traits).parameters.at("imageId");
  }
  // Asks where an accepted action says, at our own address, until it is done.
  wire::Response result_of(const wire::Response& accepted) {
    EXPECT_EQ(accepted.status, 202) << accepted.body;
    const std::string location = json_of(accepted)["location"];
    EXPECT_THAT(location, testing::StartsWith("http://management-node.invalid:8080/zstack/v1/"));
    const std::string path = location.substr(location.find("/zstack/"));
    for (int i = 0; i < 2; ++i) {
      const wire::Response pending = send("GET", path, std::nullopt);
      EXPECT_EQ(pending.status, 202);
      EXPECT_EQ(pending.body, "{}");
    }
    return send("GET", path, std::nullopt);
  }
  wire::Response act(const std::string& path, const std::string& body,
                     const std::string& name = "valid") {
    return result_of(send("PUT", path, oauth(name), body));
  }

  Credentials credentials_ = test_credentials();
  Router router_{make_service({.ids = Ids(1),
                               .credentials = credentials_,
                               .base_url = "http://host:1",
                               .profile = Profile::kObserved,
                               .location_host = "management-node.invalid:8080"}),
                 Ids(1)};
};

void expect_text(const wire::Response& response, int status, const std::string& text) {
  EXPECT_EQ(response.status, status) << response.body;
  EXPECT_THAT(response.body, HasSubstr(text));
  EXPECT_EQ(header_of(response, "Content-Type"), "(none)");
}

void expect_error(const wire::Response& response, const std::string& code) {
  EXPECT_EQ(response.status, 503) << response.body;
  EXPECT_EQ(header_of(response, "Content-Type"), "(none)");
  const json error = json_of(response)["error"];
  EXPECT_EQ(error.value("code", ""), code);
  EXPECT_TRUE(error.value("description", json()).is_string());
  EXPECT_TRUE(error.value("details", json()).is_string());
  EXPECT_EQ(response.body.find("null"), std::string::npos);
}

TEST_F(ObservedZstack, UploadsAreAskedForByGetAndToleratedByPut) {
  const std::string path = details({{"uploads", "several"}});
  const wire::Response got = send("GET", path, oauth("valid"));
  EXPECT_EQ(got.status, 200);
  EXPECT_EQ(header_of(got, "Content-Type"), "(none)");
  const json body = json_of(got);
  EXPECT_THAT(keys_of(body), testing::ElementsAre("existingJobDetails", "success"));
  EXPECT_EQ(body["success"], true);
  EXPECT_EQ(body["existingJobDetails"].size(), 3u);
  for (const json& job : body["existingJobDetails"]) {
    EXPECT_TRUE(job["offset"].is_number_integer());
  }
  EXPECT_EQ(send("PUT", path, oauth("valid"), "{}").body, got.body);
  EXPECT_EQ(send("GET", path, oauth("read_only")).body, got.body);
}

TEST_F(ObservedZstack, NoUploadsIsAnAbsentList) {
  EXPECT_EQ(send("GET", details({{"uploads", "none"}}), oauth("valid")).body,
            R"({"success":true})");
}

TEST_F(ObservedZstack, CredentialsOfAQuestion) {
  const std::string path = details({{"uploads", "several"}});
  expect_text(send("GET", path, std::nullopt), 400, "missing header 'Authorization'");
  expect_text(send("GET", path, "Bearer " + credentials_.token("valid")), 400, "OAuth");
  expect_text(send("GET", path, ""), 400, "OAuth");
  for (const std::string& session :
       {std::string("OAuth"), std::string("OAuth !"), oauth("expired")}) {
    const wire::Response response = send("GET", path, session);
    expect_error(response, "ID.1001");
    EXPECT_EQ(json_of(response)["error"]["details"], "Session expired");
  }
  expect_error(send("GET", path, oauth("foreign")), "ID.1002");
}

TEST_F(ObservedZstack, AChangeIsAcceptedAndThenDone) {
  const std::string path = actions({{"state", "Enabled"}});
  const json off = json_of(act(path, kDisable));
  EXPECT_THAT(keys_of(off), testing::ElementsAre("inventory"));
  EXPECT_EQ(off["inventory"]["state"], "Disabled");
  EXPECT_EQ(json_of(act(path, kSync))["inventory"]["state"], "Disabled");
  EXPECT_EQ(json_of(act(path, kEnable))["inventory"]["state"], "Enabled");
}

TEST_F(ObservedZstack, TheKeyOfTheBodyTellsTheAction) {
  const std::string path = actions({{"mediaType", "ISO"}});
  const json synced = json_of(act(path, R"({"syncImageSize":{},"imageUuid":"x"})"))["inventory"];
  EXPECT_GT(synced["size"], 0);
  for (const char* body : {"{}", R"({"params":{"stateEvent":"enable"}})", R"({"syncimagesize":{}})",
                           R"({"recoverImage":{}})"}) {
    expect_text(send("PUT", path, oauth("valid"), body), 400, "action mapping to the URL[" + path);
  }
  expect_text(send("PUT", path, std::nullopt, "{}"), 400, "action mapping");
}

TEST_F(ObservedZstack, CredentialsOfAnAction) {
  const std::string path = actions({{"state", "Enabled"}});
  expect_text(send("PUT", path, std::nullopt, kDisable), 400, "missing header 'Authorization'");
  expect_text(send("PUT", path, "Basic x", kDisable), 400, "OAuth");
  expect_error(act(path, kDisable, "expired"), "ID.1001");
  expect_error(result_of(send("PUT", path, "OAuth", kDisable)), "ID.1001");
  expect_error(act(path, kDisable, "foreign"), "ID.1002");
  expect_error(act(path, kDisable, "read_only"), "ID.1002");
  EXPECT_EQ(json_of(act(path, kSync))["inventory"]["state"], "Enabled") << "none of them did it";
}

TEST_F(ObservedZstack, WhatIsWrongWithAnActionIsToldByItsJob) {
  const std::string path = actions({{"state", "Enabled"}});
  for (const char* body : {R"({"changeImageState":{"stateEvent":"Enable"}})",
                           R"({"changeImageState":{"stateEvent":7}})",
                           R"({"changeImageState":{"stateEvent ":"enable"}})",
                           R"({"changeImageState":{}})", R"({"changeImageState":[]})"}) {
    expect_error(act(path, body), "SYS.1007");
  }
  const std::string unknown(32, '0');
  const wire::Response response = act("/zstack/v1/images/" + unknown + "/actions", kSync);
  expect_error(response, "SYS.1003");
  EXPECT_THAT(json_of(response)["error"]["details"].get<std::string>(),
              testing::AllOf(HasSubstr("uuid"), HasSubstr(unknown), HasSubstr("ImageVO")));
}

TEST_F(ObservedZstack, OtherBodiesMethodsAndPathsAreText) {
  const std::string path = actions({{"state", "Enabled"}});
  EXPECT_EQ(send("PUT", path, oauth("valid")).status, 500);
  EXPECT_EQ(send("PUT", path, oauth("valid"), "{").status, 500);
  EXPECT_EQ(send("PUT", path, oauth("valid"), "[1]").status, 500);
  EXPECT_EQ(send("GET", path, oauth("valid")).status, 500);
  EXPECT_EQ(send("PATCH", path, oauth("valid"), kSync).status, 405);
  EXPECT_EQ(send("POST", "/zstack/v1/api-jobs/1", std::nullopt, kSync).status, 405);
  expect_text(send("GET", "/zstack/v1/api-jobs/1", std::nullopt), 404, "has been expired");
  expect_text(send("GET", "/zstack/v1/nothing", oauth("valid")), 404,
              "no api mapping to /zstack/v1/nothing");
}

TEST_F(ObservedZstack, AnInventoryHasWhatIsKnownAndNoNull) {
  std::set<std::string> digests;
  for (const Subject& subject : router_.subjects()) {
    if (!subject.parameters.contains("uuid")) continue;
    const wire::Response response =
        act("/zstack/v1/images/" + subject.parameters.at("uuid") + "/actions", kSync);
    EXPECT_EQ(response.body.find("null"), std::string::npos);
    EXPECT_EQ(response.body.find_first_of("<>&='"), std::string::npos) << response.body;
    const json image = json_of(response)["inventory"];
    for (const char* name : {"uuid", "name", "state", "status", "mediaType", "createDate",
                             "lastOpDate", "backupStorageRefs", "size", "actualSize"}) {
      EXPECT_TRUE(image.contains(name)) << name;
    }
    EXPECT_THAT(image["createDate"].get<std::string>(),
                testing::MatchesRegex("[A-Z][a-z][a-z] [0-9]+, 2022 [0-9]+:[0-9]+:[0-9]+ [AP]M"));
    EXPECT_TRUE(image["system"].is_boolean());
    digests.insert(image["md5Sum"]);
    const json& refs = image["backupStorageRefs"];
    EXPECT_FALSE(refs[0].contains("exportUrl"));
    EXPECT_EQ(refs.size() > 1 && refs[1].contains("exportUrl"), refs.size() > 1);
    for (const json& ref : refs) EXPECT_TRUE(ref["id"].is_number_integer());
    const bool root = image["mediaType"] == "RootVolumeTemplate";
    EXPECT_EQ(image.contains("systemTags"), root);
    EXPECT_EQ(image.value(json::json_pointer("/systemTags/0"), json()).is_object(), root);
    EXPECT_EQ(image.contains("description"), image["mediaType"] != "ISO");
    EXPECT_EQ(image.contains("guestOsType"), image["mediaType"] != "ISO");
  }
  EXPECT_TRUE(digests.contains("not calculated"));
}

TEST_F(ObservedZstack, ForcedErrorsAreTextButFor503) {
  const std::string path = actions({{"state", "Enabled"}});
  std::vector<int> possible;
  for (int status = 400; status < 600; ++status) {
    const wire::Response response =
        router_.answer(request("PUT", path, {{"Prefer", "code=" + std::to_string(status)}}, kSync));
    if (header_of(response, "Preference-Applied") == "(none)") continue;
    possible.push_back(status);
    EXPECT_EQ(response.status, status);
    EXPECT_EQ(header_of(response, "Content-Type"), "(none)");
    EXPECT_EQ(json_of(response).is_object(), status == 503);
  }
  EXPECT_THAT(possible, testing::ElementsAre(400, 403, 404, 405, 500, 503));
  const auto forced = observed_zstack_error(503);
  EXPECT_EQ(json_of(*forced)["error"]["cause"]["code"], "SYS.1000");
  EXPECT_THAT(forced->body, HasSubstr("\\u003cthe request\\u003e"));
}

TEST_F(ObservedZstack, WithoutAForeignHostTheLocationIsTheServers) {
  Router own(make_service({.ids = Ids(1),
                           .credentials = credentials_,
                           .base_url = "http://host:1",
                           .profile = Profile::kObserved,
                           .pending_polls = 0}),
             Ids(1));
  const wire::Response accepted = own.answer(request("PUT", actions({{"state", "Enabled"}}),
                                                     {{"Authorization", oauth("valid")}}, kEnable));
  const std::string location = json_of(accepted)["location"];
  ASSERT_THAT(location, testing::StartsWith("http://host:1/zstack/v1/api-jobs/"));
  EXPECT_EQ(own.answer(request("GET", location.substr(std::string("http://host:1").size()))).status,
            200);
}

}  // namespace
}  // namespace assay::mock
