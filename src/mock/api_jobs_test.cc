#include "mock/api_jobs.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "mock/observed_zstack.h"
#include "mock/testing_support.h"

namespace assay::mock {
namespace {

using nlohmann::json;

class ApiJob : public testing::Test {
 protected:
  wire::Response accept(const std::string& result, std::vector<wire::Header> headers = {}) {
    return jobs_.accept(request("PUT", "/", std::move(headers)), [&] {
      ++carried_out_;
      return observed_text(200, result);
    });
  }
  wire::Response poll(const std::string& id, const std::string& method = "GET") {
    const wire::Request sent = request(method, "/");
    return jobs_.poll({sent, {{"jobUuid", id}}});
  }
  static std::string id_of(const wire::Response& accepted) {
    const std::string location = json_of(accepted)["location"];
    return location.substr(location.rfind('/') + 1);
  }

  ApiJobs jobs_{Ids(1), "http://elsewhere.invalid:8080", 2};
  int carried_out_ = 0;
};

TEST_F(ApiJob, IsAcceptedPendingAndThenDoneForGood) {
  const wire::Response accepted = accept("done");
  EXPECT_EQ(accepted.status, 202);
  EXPECT_TRUE(accepted.headers.empty());
  const json body = json_of(accepted);
  EXPECT_EQ(keys_of(body), (std::vector<std::string>{"apiTimeout", "location"}));
  EXPECT_TRUE(body["apiTimeout"].is_number_unsigned());
  const std::string id = id_of(accepted);
  EXPECT_EQ(body["location"], "http://elsewhere.invalid:8080/zstack/v1/api-jobs/" + id);
  EXPECT_TRUE(is_lower_hex(id, 32));
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(poll(id).status, 202);
    EXPECT_EQ(poll("0").status, 404) << "and asking for another does not count";
  }
  EXPECT_EQ(poll(id).body, "done");
  EXPECT_EQ(poll(id).body, "done");
  EXPECT_EQ(carried_out_, 1);
}

TEST_F(ApiJob, WhilePendingTheAnswerIsAnEmptyObject) {
  EXPECT_EQ(poll(id_of(accept("done"))).body, "{}");
}

TEST_F(ApiJob, UnknownJobsAndOtherMethodsAreRefusedInText) {
  const wire::Response unknown = poll(std::string(32, '0'));
  EXPECT_EQ(unknown.status, 404);
  EXPECT_EQ(unknown.body, "the job has been expired");
  EXPECT_TRUE(unknown.headers.empty());
  const std::string id = id_of(accept("done"));
  for (const char* method : {"PUT", "POST", "DELETE", "PATCH"}) {
    EXPECT_EQ(poll(id, method).status, 405) << method;
  }
  EXPECT_EQ(poll(id).status, 202);
}

TEST_F(ApiJob, TheCallerMayChooseTheId) {
  const std::string id(32, 'x');
  EXPECT_EQ(id_of(accept("mine", {{"X-Job-UUID", id}})), id);
  EXPECT_EQ(accept("again", {{"X-Job-UUID", id}}).status, 400);
  EXPECT_EQ(accept("short", {{"X-Job-UUID", "x"}}).status, 400);
  EXPECT_EQ(carried_out_, 1);
  for (int i = 0; i < 2; ++i) poll(id);
  EXPECT_EQ(poll(id).body, "mine");
}

TEST_F(ApiJob, TheOldestExpires) {
  const std::string first = id_of(accept("first"));
  const std::string second = id_of(accept("second"));
  for (std::size_t i = 2; i <= ApiJobs::kLimit; ++i) accept("more");
  EXPECT_EQ(poll(first).status, 404);
  EXPECT_EQ(poll(second).status, 202);
}

}  // namespace
}  // namespace assay::mock
