#include "mock/ecl.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "mock/testing_support.h"

namespace assay::mock {
namespace {

using nlohmann::json;
using testing::ElementsAre;

class Ecl : public testing::Test {
 protected:
  wire::Response get(const std::string& token, const std::string& job_id) const {
    const wire::Request sent = request("GET", "/", {{"X-Auth-Token", token}});
    return jobs_.answer({sent, {{"job_id", job_id}}});
  }

  Credentials credentials_ = test_credentials();
  EclJobs jobs_{Ids(1), credentials_, {}};
};

TEST_F(Ecl, HasAJobInEachOfTheSevenStates) {
  std::vector<std::string> states;
  for (const Subject& subject : jobs_.subjects()) {
    const wire::Response response =
        get(credentials_.token("valid"), subject.parameters.at("job_id"));
    ASSERT_EQ(response.status, 200);
    EXPECT_EQ(header_of(response, "Content-Type"), "application/json; charset=UTF-8");
    const json body = json_of(response);
    EXPECT_EQ(body["job_id"], subject.parameters.at("job_id"));
    EXPECT_EQ(body["status"], subject.traits.at("status"));
    states.push_back(body["status"]);
  }
  EXPECT_THAT(states, ElementsAre("replicate_requested", "replicating", "replicated",
                                  "cancel_requested", "canceling", "canceled", "error"));
}

TEST_F(Ecl, HasTheTenMembersOfTheExample) {
  for (const Subject& subject : jobs_.subjects()) {
    const json body = json_of(get(credentials_.token("valid"), subject.parameters.at("job_id")));
    EXPECT_THAT(keys_of(body),
                ElementsAre("copy_progress", "destination_image_id", "destination_region_id",
                            "destination_tenant_id", "job_id", "source_image_id",
                            "source_image_name", "source_region_id", "source_tenant_id", "status"));
    EXPECT_TRUE(body["copy_progress"].is_number_unsigned());
    EXPECT_EQ(body["destination_image_id"].is_string(), body["status"] == "replicated");
    EXPECT_EQ(body["source_image_id"].get<std::string>().size(), 36u);
    EXPECT_TRUE(is_lower_hex(body["source_tenant_id"].get<std::string>(), 32));
  }
}

TEST_F(Ecl, WithoutAValidTokenAnswersTheDocumentedText) {
  const std::string job = jobs_.subjects().front().parameters.at("job_id");
  for (const std::string& token :
       {std::string(), std::string("ajk3adjiown02"), credentials_.token("expired")}) {
    const wire::Response response = get(token, job);
    EXPECT_EQ(response.status, 401);
    EXPECT_EQ(header_of(response, "Content-Type"), "text/plain; charset=UTF-8");
    EXPECT_EQ(header_of(response, "Vary"), "X-Auth-Token");
    EXPECT_EQ(response.body, "401 Unauthorized\n\nAuthentication required.");
  }
  const wire::Request bare = request("GET", "/");
  EXPECT_EQ(jobs_.answer({bare, {{"job_id", job}}}).status, 401);
}

TEST_F(Ecl, WhatIsNotTheCallersIsNotFound) {
  const std::string job = jobs_.subjects().front().parameters.at("job_id");
  EXPECT_EQ(get(credentials_.token("foreign"), job).status, 404);
  for (const char* id : {"33911588-c299-4369-a240-7e5b741cdb6a", "not-a-uuid", "{job_id}"}) {
    EXPECT_EQ(get(credentials_.token("valid"), id).status, 404) << id;
  }
}

TEST_F(Ecl, DocumentedErrorsAreTheThreeKnownStatuses) {
  for (int status = 100; status < 600; ++status) {
    const auto response = jobs_.documented_error(status, request("GET", "/"));
    ASSERT_EQ(response.has_value(), status == 401 || status == 404 || status == 500) << status;
    if (!response) continue;
    EXPECT_EQ(response->status, status);
    EXPECT_TRUE(response->body.starts_with(std::to_string(status) + " ")) << response->body;
  }
}

}  // namespace
}  // namespace assay::mock
