#include "mock/fault_plan.h"

#include <gtest/gtest.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "mock/router.h"
#include "mock/services.h"
#include "mock/testing_support.h"

namespace assay::mock {
namespace {

using Kind = FaultChange::Kind;

const FaultChange kTeapot{.kind = Kind::kStatus, .number = 418};

wire::Response ok(std::string body = "{}") {
  wire::Response response;
  response.status = 200;
  response.body = std::move(body);
  return response;
}

TEST(FaultPlan, ChangesTheAnswersOfItsOperationAlone) {
  FaultPlan plan({{.name = "x", .operation = "a", .changes = {kTeapot}}}, test_credentials());
  EXPECT_EQ(plan.answered("a", request("GET", "/1"), ok()).status, 418);
  EXPECT_EQ(plan.answered("b", request("GET", "/1"), ok()).status, 200);
  EXPECT_EQ(plan.answered("", request("GET", "/1"), ok()).status, 200);
}

TEST(FaultPlan, SeveralFaultsAddUp) {
  FaultPlan plan(
      {{.name = "x", .operation = "a", .changes = {kTeapot}},
       {.name = "y", .operation = "a", .changes = {{.kind = Kind::kAppend, .value = "!"}}}},
      test_credentials());
  const wire::Response wrong = plan.answered("a", request("GET", "/1"), ok());
  EXPECT_EQ(wrong.status, 418);
  EXPECT_EQ(wrong.body, "{}!");
}

TEST(FaultPlan, CountsTheAnswersOfEachPath) {
  FaultPlan plan({{.name = "x",
                   .operation = "a",
                   .answers = {.is = {{"/s", "1"}}, .nth = {2}},
                   .changes = {kTeapot}}},
                 test_credentials());
  const auto ask = [&](const char* target, const char* body) {
    return plan.answered("a", request("GET", target), ok(body)).status;
  };
  EXPECT_EQ(ask("/1", R"({"s":1})"), 200);
  EXPECT_EQ(ask("/2", R"({"s":1})"), 200) << "another path";
  EXPECT_EQ(ask("/1", R"({"s":2})"), 200) << "another answer, not counted";
  EXPECT_EQ(ask("/1?query", R"({"s":1})"), 418);
  EXPECT_EQ(ask("/1", R"({"s":1})"), 200);
}

TEST(FaultPlan, ThreadsShareACount) {
  FaultPlan plan({{.name = "x", .operation = "a", .answers = {.nth = {100}}, .changes = {kTeapot}}},
                 test_credentials());
  std::atomic<int> changed{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int k = 0; k < 100; ++k) {
        changed += plan.answered("a", request("GET", "/1"), ok()).status == 418 ? 1 : 0;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(changed, 1);
}

TEST(FaultPlan, FollowsTheAddressOfAnAcceptedAction) {
  FaultPlan plan(
      {{.name = "x", .operation = "a", .answers = {.status = 200}, .changes = {kTeapot}}},
      test_credentials());
  wire::Response accepted = ok(R"({"location":"http://elsewhere:1/jobs/7"})");
  accepted.status = 202;
  EXPECT_EQ(plan.answered("a", request("PUT", "/act"), accepted).status, 202);
  EXPECT_EQ(plan.answered("", request("GET", "/jobs/7"), ok()).status, 418);
  EXPECT_EQ(plan.answered("", request("GET", "/jobs/8"), ok()).status, 200);
}

TEST(FaultPlan, MisreadsOnlyWhatFits) {
  const Credentials credentials = test_credentials();
  Misreading misreading{.when = {{"x-token", "{expired}"}}, .headers = {{"X-Token", "{valid}"}}};
  FaultPlan plan({{.name = "x", .operation = "a", .misreading = misreading}}, credentials);
  const auto token = [&](const std::string& sent, const std::string& operation) {
    const wire::Request heard = plan.heard(request("GET", "/1", {{"X-Token", sent}}),
                                           [&](const wire::Request&) { return operation; });
    return std::string(*wire::find_header(heard.headers, "X-Token"));
  };
  EXPECT_EQ(token(credentials.token("expired"), "a"), credentials.token("valid"));
  EXPECT_EQ(token("other", "a"), "other");
  EXPECT_EQ(token(credentials.token("expired"), "b"), credentials.token("expired"));
}

TEST(FaultPlan, MisreadsTheBody) {
  FaultPlan plan(
      {{.name = "x", .operation = "a", .misreading = Misreading{.find = "low", .put = "Low"}}},
      test_credentials());
  // What is asked for is told by the request as it is understood.
  const auto heard = [&](const std::string& body) {
    return plan
        .heard(request("PUT", "/1", {}, body),
               [](const wire::Request& r) { return r.body.find("Low") == 0 ? "a" : "b"; })
        .body;
  };
  EXPECT_EQ(heard("low low"), "Low low");
  EXPECT_EQ(heard("xlow"), "xlow") << "would be another operation";
  EXPECT_EQ(heard("none"), "none");
}

TEST(FaultPlan, KnowsWhatHadNoEffect) {
  FaultPlan plan({{.name = "answer", .operation = "a", .changes = {kTeapot}},
                  {.name = "nothing",
                   .operation = "a",
                   .changes = {{.kind = Kind::kRemove, .at = "/no/such/place"}}},
                  {.name = "request",
                   .operation = "a",
                   .misreading = Misreading{.find = "low", .put = "Low"}}},
                 test_credentials());
  const auto names = [&] { return plan.unmet(); };
  EXPECT_EQ(names(), (std::vector<std::string>{"answer", "nothing", "request"}));
  EXPECT_EQ(plan.answered("b", request("GET", "/1"), ok()).status, 200);
  EXPECT_EQ(names().size(), 3u);
  EXPECT_EQ(plan.answered("a", request("GET", "/1"), ok()).status, 418);
  EXPECT_EQ(names(), (std::vector<std::string>{"nothing", "request"}));
  const auto operation = [](const wire::Request&) { return "a"; };
  EXPECT_EQ(plan.heard(request("PUT", "/1", {}, "low"), operation).body, "Low");
  EXPECT_EQ(names(), std::vector<std::string>{"nothing"});
}

TEST(FaultPlan, StandsBehindTheRouter) {
  const Credentials credentials = test_credentials();
  Router router(
      make_service({.ids = Ids(1), .credentials = credentials, .base_url = "http://host:1"}),
      Ids(1),
      std::make_unique<FaultPlan>(
          std::vector<Fault>{{.name = "x", .operation = "otc-ims-job", .changes = {kTeapot}},
                             {.name = "y",
                              .operation = "ecl-image-copy-job",
                              .misreading = Misreading{.headers = {{"X-Auth-Token", "{valid}"}}}}},
          credentials));
  const auto example = [&](std::size_t index) -> std::string {
    return json_of(router.answer(request("GET", "/")))["operations"][index]["example"];
  };
  EXPECT_EQ(router.answer(request("GET", "/")).status, 200) << "no operation";
  EXPECT_EQ(router.answer(request("GET", example(0))).status, 418);
  EXPECT_EQ(router.answer(request("GET", example(1))).status, 200) << "though it has no token";
  EXPECT_EQ(router.answer(request("POST", "/_assay/faults", {}, R"({"status":503})")).status, 201);
}

}  // namespace
}  // namespace assay::mock
