#include "mock/router.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "mock/services.h"
#include "mock/testing_support.h"

namespace assay::mock {
namespace {

using nlohmann::json;
using testing::HasSubstr;

class Routing : public testing::Test {
 protected:
  wire::Response send(const std::string& method, const std::string& target,
                      std::vector<wire::Header> headers = {}, const std::string& body = {}) {
    headers.push_back({"X-Auth-Token", credentials_.token("valid")});
    headers.push_back({"Authorization", "OAuth " + credentials_.token("valid")});
    return router_.answer(request(method, target, headers, body));
  }
  json operations() { return json_of(send("GET", "/"))["operations"]; }

  Credentials credentials_ = test_credentials();
  Router router_{
      make_service({.ids = Ids(1), .credentials = credentials_, .base_url = "http://host:1"}),
      Ids(1)};
};

TEST_F(Routing, TheIndexNamesEveryOperationAndAnExampleThatWorks) {
  std::vector<std::string> names;
  for (const json& operation : operations()) {
    names.push_back(operation["name"]);
    EXPECT_EQ(send(operation["method"], operation["example"]).status, 200) << operation;
  }
  EXPECT_THAT(names,
              testing::ElementsAre("otc-ims-job", "ecl-image-copy-job", "zstack-upload-image-job",
                                   "zstack-sync-image-size", "zstack-change-image-state"));
}

TEST_F(Routing, TheIndexHoldsNoSecret) {
  const std::string body = send("GET", "/").body;
  for (const char* name :
       {"valid", "expired", "foreign", "read_only", "access_key", "secret_key"}) {
    EXPECT_EQ(body.find(credentials_.token(name)), std::string::npos);
  }
  EXPECT_THAT(body, HasSubstr("\"server\":\"assay reference server\""));
}

TEST_F(Routing, SubjectsCoverAllOperations) {
  EXPECT_EQ(router_.subjects().size(), 56u + 7u + 6u + 5u);
}

TEST_F(Routing, UnknownPathsAreEachVendors404) {
  struct Row {
    std::string target, media_type, text;
  };
  const std::vector<Row> rows = {
      {"/zstack/v1/images", "text/plain; charset=UTF-8", "no api mapping to /zstack/v1/images"},
      {"/zstack/v1/images//actions", "text/plain; charset=UTF-8", "no api mapping"},
      {"/zstack/v1/images/upload-job/details/", "text/plain; charset=UTF-8", "no api mapping"},
      {"/v2/extension", "text/plain; charset=UTF-8", "404 Not Found\n\n"},
      {"/v1/a/jobs", "application/json", "APIGW.0101"},
      {"/v1/a/jobs/b/", "application/json", "APIGW.0101"},
      {"/nowhere", "application/json", "error_msg"},
      {"", "application/json", "error_msg"},
      {"*", "application/json", "error_msg"},
  };
  for (const Row& row : rows) {
    const wire::Response response = send("GET", row.target);
    EXPECT_EQ(response.status, 404) << row.target;
    EXPECT_EQ(header_of(response, "Content-Type"), row.media_type) << row.target;
    EXPECT_THAT(response.body, HasSubstr(row.text));
  }
}

TEST_F(Routing, WrongMethodsAre405WithAllow) {
  struct Row {
    std::string path, allow;
  };
  const std::vector<Row> rows = {{"/v1/a/jobs/b", "GET, HEAD"},
                                 {"/v2/extension/image_replicator/jobs/a", "GET, HEAD"},
                                 {"/zstack/v1/images/upload-job/details/a", "PUT"},
                                 {"/zstack/v1/images/a/actions", "PUT"},
                                 {"/imagestore/upload/a", "PUT, POST"},
                                 {"/", "GET, HEAD"}};
  for (const Row& row : rows) {
    const wire::Response response = send("DELETE", row.path);
    EXPECT_EQ(response.status, 405) << row.path;
    EXPECT_EQ(header_of(response, "Allow"), row.allow);
  }
}

TEST_F(Routing, PathParametersAreDecodedAndTheQueryIsIgnored) {
  const Subject job = subject_with(router_.subjects(), {{"status", "replicated"}});
  std::string id = job.parameters.at("job_id");
  const std::size_t dash = id.find('-');
  id.replace(dash, 1, "%2d");
  const std::string path = "/v2/extension/image_replicator/jobs/";
  EXPECT_EQ(send("GET", path + id + "?trace=1/2/3").status, 200);
  EXPECT_EQ(send("GET", path + id + "%").status, 404);
  EXPECT_EQ(send("GET", path + "%zz").status, 404);
  EXPECT_EQ(send("PUT", "/zstack/v1/images/upload-job/details/%7BimageId%7D").status, 200);
}

TEST_F(Routing, APreferredCodeIsThatDocumentedError) {
  struct Row {
    std::size_t operation;
    std::string prefer;
    int status;
    std::string text;
  };
  const std::vector<Row> rows = {
      {0, "code=400", 400, "\"error\":{"},       {0, "code=401", 401, "APIGW.0301"},
      {0, "code=403", 403, "\"error\":{"},       {0, "code=500", 500, "\"error\":{"},
      {0, "code=\"503\"", 503, "\"error_msg\""}, {1, "code=401", 401, "Authentication required."},
      {1, "code=404", 404, "404 Not Found"},     {1, "x, code=500;y", 500, "500 Internal"},
      {2, "code=418", 418, "\"cause\":{"},       {3, "code=503", 503, "\"cause\":{"},
      {4, "code=404", 404, "\"cause\":{"},
  };
  for (const Row& row : rows) {
    const json operation = operations()[row.operation];
    const wire::Response response = router_.answer(
        request(operation["method"], operation["example"], {{"Prefer", row.prefer}}));
    EXPECT_EQ(response.status, row.status) << row.prefer;
    EXPECT_THAT(response.body, HasSubstr(row.text));
    EXPECT_EQ(header_of(response, "Preference-Applied"), "code=" + std::to_string(row.status));
  }
}

TEST_F(Routing, AnImpossibleCodeSaysWhatThereIs) {
  struct Row {
    std::size_t operation;
    std::string code, text;
  };
  const std::vector<Row> rows = {
      {0, "404", "has 400, 401, 403, 500 and 503"}, {0, "200", "code=200 is no error"},
      {1, "503", "has 401, 404 and 500"},           {2, "600", "has all from 400 to 599"},
      {3, "teapot", "code=teapot is no error"},     {4, "", "code= is no error"}};
  for (const Row& row : rows) {
    const json operation = operations()[row.operation];
    const wire::Response response =
        send(operation["method"], operation["example"], {{"Prefer", "code=" + row.code}});
    EXPECT_EQ(response.status, 400) << row.code;
    EXPECT_THAT(response.body, HasSubstr(row.text));
    EXPECT_EQ(header_of(response, "Preference-Applied"), "(none)");
  }
}

TEST_F(Routing, OtherPreferencesChangeNothing) {
  const json operation = operations()[0];
  EXPECT_EQ(send("GET", operation["example"], {{"Prefer", "respond-async"}}).status, 200);
  EXPECT_EQ(send("GET", "/", {{"Prefer", "code=500"}}).status, 200);
}

TEST_F(Routing, AnUploadUrlLeadsBackHere) {
  const Subject subject = subject_with(router_.subjects(), {{"longJobState", "Running"}});
  const json answer = json_of(
      send("PUT", "/zstack/v1/images/upload-job/details/" + subject.parameters.at("imageId")));
  const std::string url = answer["existingJobDetails"][0]["imageUploadUrl"];
  ASSERT_TRUE(url.starts_with("http://host:1/"));
  EXPECT_EQ(send("POST", url.substr(std::string("http://host:1").size()), {}, "bytes").status, 200);
}

}  // namespace
}  // namespace assay::mock
