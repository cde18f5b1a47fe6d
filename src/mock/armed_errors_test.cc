#include "mock/armed_errors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "mock/router.h"
#include "mock/services.h"
#include "mock/testing_support.h"

namespace assay::mock {
namespace {

using nlohmann::json;
using testing::HasSubstr;

TEST(ArmedErrors, AreTakenUntilTheyAreUsedUpOrRemoved) {
  ArmedErrors errors{Ids(1)};
  const std::string all = errors.add({.status = 500}).value();
  const std::string two =
      errors.add({.status = 503, .operation = "otc-ims-job", .count = 2}).value();
  EXPECT_NE(all, two);
  EXPECT_EQ(errors.take(all, "any"), 500);
  EXPECT_EQ(errors.take(two, "another"), std::nullopt) << "and does not count";
  EXPECT_EQ(errors.take(two, "otc-ims-job"), 503);
  EXPECT_EQ(errors.take(two, "otc-ims-job"), 503);
  EXPECT_EQ(errors.take(two, "otc-ims-job"), std::nullopt);
  EXPECT_TRUE(errors.remove(two)) << "used up, but still there";
  EXPECT_FALSE(errors.remove(two));
  EXPECT_EQ(errors.take(all, "any"), 500);
  EXPECT_TRUE(errors.remove(all));
  EXPECT_EQ(errors.take(all, "any"), std::nullopt);
}

TEST(ArmedErrors, AreBoundedInNumber) {
  ArmedErrors errors{Ids(1)};
  std::set<std::string> ids;
  for (std::size_t i = 0; i < ArmedErrors::kLimit; ++i)
    ids.insert(errors.add({.status = 500}).value());
  EXPECT_EQ(ids.size(), ArmedErrors::kLimit);
  EXPECT_EQ(errors.add({.status = 500}), std::nullopt);
  EXPECT_TRUE(errors.remove(*ids.begin()));
  EXPECT_NE(errors.add({.status = 500}), std::nullopt);
}

TEST(ArmedErrors, ThreadsShareACount) {
  ArmedErrors errors{Ids(1)};
  const std::string id = errors.add({.status = 500, .operation = {}, .count = 100}).value();
  std::atomic<int> taken{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int k = 0; k < 100; ++k) taken += errors.take(id, "x").has_value() ? 1 : 0;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(taken, 100);
}

// In both profiles.
class Control : public testing::TestWithParam<Profile> {
 protected:
  wire::Response send(const std::string& method, const std::string& target,
                      std::vector<wire::Header> headers = {}, const std::string& body = {}) {
    headers.push_back({"X-Auth-Token", credentials_.token("valid")});
    headers.push_back({"Authorization", "OAuth " + credentials_.token("valid")});
    return router_.answer(request(method, target, headers, body));
  }
  json operation(std::size_t index) { return json_of(send("GET", "/"))["operations"][index]; }
  wire::Response ask(const json& operation, const std::string& fault,
                     const std::string& body = "{}") {
    const bool get = operation["method"] == "GET";
    return send(operation["method"], operation["example"], {{"X-Assay-Fault", fault}},
                get ? "" : body);
  }
  std::string add(const std::string& body) {
    const wire::Response response = send("POST", "/_assay/faults", {}, body);
    EXPECT_EQ(response.status, 201) << body << response.body;
    return json_of(response)["id"];
  }

  Credentials credentials_ = test_credentials();
  Router router_{make_service({.ids = Ids(1),
                               .credentials = credentials_,
                               .base_url = "http://host:1",
                               .profile = GetParam()}),
                 Ids(1)};
};

INSTANTIATE_TEST_SUITE_P(Profiles, Control,
                         testing::Values(Profile::kDocumented, Profile::kObserved));

TEST_P(Control, AFaultAnswersAsTheDocumentedErrorUntilItIsDeleted) {
  const json otc = operation(0);
  const std::string id = add(R"({"status": 503})");
  const wire::Response faulty = ask(otc, id);
  const wire::Response preferred = send("GET", otc["example"], {{"Prefer", "code=503"}});
  EXPECT_EQ(faulty.status, 503);
  EXPECT_EQ(faulty.body, preferred.body);
  EXPECT_EQ(header_of(faulty, "Content-Type"), header_of(preferred, "Content-Type"));
  EXPECT_EQ(send("GET", otc["example"]).status, 200) << "only requests that name it";
  EXPECT_EQ(send("DELETE", "/_assay/faults/" + id).status, 204);
  EXPECT_EQ(ask(otc, id).status, 200);
  EXPECT_EQ(send("DELETE", "/_assay/faults/" + id).status, 404);
}

TEST_P(Control, AFaultNeedsNoCredential) {
  const std::string id = add(R"({"status": 401})");
  const json ecl = operation(1);
  const wire::Response faulty =
      router_.answer(request("GET", ecl["example"], {{"X-Assay-Fault", id}}));
  EXPECT_EQ(faulty.status, 401);
  EXPECT_EQ(router_.answer(request("DELETE", "/_assay/faults/" + id)).status, 204);
}

TEST_P(Control, AFaultOfOneOperationLeavesTheOthersAlone) {
  const json sync = operation(3);
  const std::string id = add(R"({"status": 503, "operation": "zstack-change-image-state"})");
  EXPECT_EQ(ask(sync, id, R"({"syncImageSize":{}})").status / 100, 2);
  const std::string change = R"({"changeImageState":{"stateEvent":"enable"}})";
  EXPECT_EQ(ask(sync, id, change).status, 503);
  EXPECT_EQ(ask(operation(0), id).status, 200);
  const std::string other = add(R"({"status": 503, "operation": "zstack-sync-image-size"})");
  EXPECT_EQ(ask(sync, other, change).status / 100, 2);
  EXPECT_EQ(ask(sync, other, R"({"syncImageSize":{}})").status, 503);
}

TEST_P(Control, ACountRunsOut) {
  const json otc = operation(0);
  const std::string id = add(R"({"status": 500, "count": 2})");
  EXPECT_EQ(ask(otc, id).status, 500);
  EXPECT_EQ(ask(otc, id).status, 500);
  EXPECT_EQ(ask(otc, id).status, 200);
  EXPECT_EQ(send("DELETE", "/_assay/faults/" + id).status, 204);
}

TEST_P(Control, AStatusThatAnOperationDoesNotKnowIs400) {
  const std::string id = add(R"({"status": 404})");
  EXPECT_EQ(ask(operation(1), id).status, 404);
  if (GetParam() == Profile::kDocumented) {
    const wire::Response impossible = ask(operation(0), id);
    EXPECT_EQ(impossible.status, 400);
    EXPECT_THAT(impossible.body, HasSubstr("has 400, 401, 403, 500 and 503"));
  }
}

TEST_P(Control, WhatIsNoFaultIsRefused) {
  const std::vector<std::string> bodies = {"",
                                           "[]",
                                           "{}",
                                           "{\"status\": 200}",
                                           "{\"status\": -503}",
                                           "{\"status\": 50300}",
                                           "{\"status\": \"503\"}",
                                           "{\"status\": 503.5}",
                                           "{\"status\": 503, \"count\": 0}",
                                           "{\"status\": 503, \"count\": \"2\"}",
                                           "{\"status\": 503, \"operation\": 7}",
                                           "{\"status\": 503, \"operation\": \"otc\"}",
                                           "{\"status\": 404, \"operation\": \"otc\"}",
                                           "{\"status\": 503, \"opration\": \"otc-ims-job\"}"};
  for (const std::string& body : bodies) {
    EXPECT_EQ(send("POST", "/_assay/faults", {}, body).status, 400) << body;
  }
}

TEST_P(Control, OtherControlRequestsAreRefused) {
  EXPECT_EQ(send("GET", "/_assay/faults").status, 405);
  EXPECT_EQ(header_of(send("GET", "/_assay/faults"), "Allow"), "POST");
  EXPECT_EQ(header_of(send("PUT", "/_assay/faults/1"), "Allow"), "DELETE");
  for (const char* path : {"/_assay", "/_assay/", "/_assay/fault", "/_assay/faults/1/2"}) {
    EXPECT_EQ(send("POST", path, {}, R"({"status": 503})").status, 404) << path;
  }
}

TEST_P(Control, TheLimitIsAConflict) {
  for (std::size_t i = 0; i < ArmedErrors::kLimit; ++i) add(R"({"status": 503})");
  EXPECT_EQ(send("POST", "/_assay/faults", {}, R"({"status": 503})").status, 409);
}

}  // namespace
}  // namespace assay::mock
