// What happens around cases on someone else's system: plans looked at first, control requests of
// hooks and provisions, states that are brought back.

#include <gmock/gmock.h>
#include <signal.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "cli/testing_cli.h"
#include "cli/testing_proxy.h"
#include "cli/testing_reports.h"
#include "exchange/testing_server.h"

namespace assay::cli::testing {
namespace {

using exchange::testing::hold;
using exchange::testing::ok;
using exchange::testing::read_request;
using exchange::testing::send;
using exchange::testing::TestingServer;
using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class AroundCases : public CliTest {
 protected:
  AroundCases() {
    environment_ = {{"ASSAY_TOKEN", "a-good-token"},
                    {"ASSAY_EXPIRED_TOKEN", "an-old-token"},
                    {"ASSAY_FOREIGN_TOKEN", "a-foreign-token"},
                    {"ASSAY_READ_ONLY_TOKEN", "a-reading-token"}};
  }

  // A server, and target.json as it writes it but for `hooks`.
  std::unique_ptr<MockServer> server_with_hooks(const json& hooks, const Words& more = {}) const {
    Words words = {"mock", "--port", "0", "--write-target", "all.json"};
    words.insert(words.end(), more.begin(), more.end());
    auto server = std::make_unique<MockServer>(command(words));
    json target = json::parse(read("all.json"));
    target["hooks"] = {{"status", hooks}};
    file("target.json", target.dump());
    return server;
  }
  json results() const { return results_of(path("reports/latest")); }
  // Parts and methods of a run's exchanges: "control POST".
  std::vector<std::string> exchanges() const {
    std::vector<std::string> out;
    const json all = results();
    for (const json& exchange : all["exchanges"]) {
      out.push_back(exchange["part"].get<std::string>() + " " +
                    exchange["request"]["method"].get<std::string>());
    }
    return out;
  }
};

// Only requests that name the fault meet it.
const json kFaultHook = json::parse(R"({
  "headers": { "X-Assay-Fault": "{fault}" },
  "before": [{ "method": "POST", "path": "/_assay/faults",
               "body": { "status": "{status}", "operation": "otc-ims-job" },
               "expect": [201], "values": { "fault": "/id" } }],
  "after": [{ "method": "DELETE", "path": "/_assay/faults/{fault}", "expect": [204] }]
})");

TEST_F(AroundCases, AHookMayMakeRequestsAndUseTheirAnswers) {
  const auto server = server_with_hooks(json::array({kFaultHook}));
  const Ended run = assay(
      {"run", "otc-ims-job", "--target", "target.json", "--allow-changes", "--case", "*/hook"});
  EXPECT_EQ(run.exit_code, 0) << run.out << run.err;
  EXPECT_THAT(run.out, HasSubstr("through the fault hook 500, 503"));
  EXPECT_THAT(exchanges(), ElementsAre("control POST", "step GET", "control DELETE",  //
                                       "control POST", "step GET", "control DELETE"));
  const json body = results()["exchanges"][3]["request"]["body"]["text"];
  EXPECT_EQ(body, R"({"operation":"otc-ims-job","status":503})");
  expect_sound_reports(path("reports/latest"));
}

TEST_F(AroundCases, AHookThatFailsIsNeverAPass) {
  json broken = kFaultHook;
  broken["before"][0]["path"] = "/_assay/nothing";
  const auto server = server_with_hooks(broken);
  const Ended run = assay({"run", "otc-ims-job", "--target", "target.json", "--allow-changes",
                           "--case", "*/error/503/hook"});
  EXPECT_EQ(run.exit_code, 3) << run.out;
  EXPECT_THAT(run.out, HasSubstr("setup_failed"));
  EXPECT_THAT(run.out, HasSubstr("the fault hook, POST /_assay/nothing: 404, not 201"));
  EXPECT_THAT(run.out, HasSubstr("never 400, 401, 403, 500, 503"));
  EXPECT_THAT(exchanges(), ElementsAre("control POST"));
  expect_sound_reports(path("reports/latest"));
}

TEST_F(AroundCases, WhatCannotBeTidiedUpIsToldToo) {
  json broken = kFaultHook;
  broken["after"][0]["path"] = "/_assay/faults/other-{fault}";
  const auto server = server_with_hooks(broken);
  const Ended run = assay({"run", "otc-ims-job", "--target", "target.json", "--allow-changes",
                           "--case", "*/error/503/hook"});
  EXPECT_EQ(run.exit_code, 3) << run.out;
  EXPECT_THAT(run.out, HasSubstr("the fault hook, DELETE /_assay/faults/other-{fault}: 404"));
}

TEST_F(AroundCases, RequestsOfHooksNeedLeave) {
  const auto server = server_with_hooks(kFaultHook);
  const Ended run = assay({"run", "otc-ims-job", "--target", "target.json", "--case", "*/hook"});
  EXPECT_EQ(run.exit_code, 4) << run.out;
  EXPECT_THAT(run.out, HasSubstr("needs the fault hook, POST /_assay/faults; --allow-changes"));
  EXPECT_THAT(exchanges(), ElementsAre());
}

TEST_F(AroundCases, ReportsShowTheRequestThatFailedNotTheLastOne) {
  json broken = kFaultHook;
  broken["before"][0]["path"] = "/_assay/nothing";
  broken["after"][0] = {{"method", "GET"}, {"path", "/"}};
  const auto server = server_with_hooks(broken);
  const Ended run = assay({"run", "otc-ims-job", "--target", "target.json", "--allow-changes",
                           "--case", "*/error/503/hook"});
  EXPECT_EQ(run.exit_code, 3) << run.out;
  EXPECT_THAT(exchanges(), ElementsAre("control POST", "control GET"));
  EXPECT_THAT(read("reports/latest/junit.xml"), HasSubstr("exchange  POST /_assay/nothing"));
}

TEST_F(AroundCases, ASecretInAHookIsRefused) {
  json leaking = kFaultHook;
  leaking["before"][0]["path"] = "/_assay/faults?key=a-good-token";
  auto server = server_with_hooks(leaking);
  EXPECT_THAT(refusal({"run", "otc-ims-job", "--target", "target.json"}),
              HasSubstr("the request at /hooks/status/before/0 repeats the secret in ASSAY_TOKEN"));
  leaking = kFaultHook;
  leaking["headers"]["X-Key"] = "a-good-token";
  server = server_with_hooks(leaking);
  EXPECT_THAT(refusal({"run", "otc-ims-job", "--target", "target.json"}),
              HasSubstr("hook header X-Key repeats the secret"));
}

TEST_F(AroundCases, AnOperationMayHaveACredentialOfItsOwn) {
  const auto server = server_with_hooks(kFaultHook);
  json target = json::parse(read("target.json"));
  target["operations"]["otc-ims-job"]["credentials"]["valid"]["env"] = "OWN_TOKEN";
  target["credentials"]["valid"]["env"] = "OTHER_TOKEN";
  file("target.json", target.dump());
  environment_["OWN_TOKEN"] = "a-good-token";
  environment_["OTHER_TOKEN"] = "another-token";
  const Ended run =
      assay({"run", "otc-ims-job", "--target", "target.json", "--case", "*/success/*"});
  EXPECT_EQ(run.exit_code, 0) << run.out;
}

TEST_F(AroundCases, AMistakeInAHookIsRefusedWithItsPlace) {
  json broken = kFaultHook;
  broken["after"][0]["path"] = "/_assay/faults/{falt}";
  const auto server = server_with_hooks(broken);
  const std::string error = refusal({"run", "otc-ims-job", "--target", "target.json"});
  EXPECT_THAT(error, HasSubstr("/hooks/status/after/0/path"));
  EXPECT_THAT(error, HasSubstr("did you mean \"fault\"?"));
}

TEST_F(AroundCases, ASubjectMayBeMadeForItsCases) {
  const std::string job = "ff8080814dbd65d7014dbe0d84db0013";
  std::string answer = example("otc-ims-job/imsImportImageJob.json");
  const json shown = json::parse(answer);
  answer = replaced(answer, shown["job_id"].get<std::string>(), job);
  const TestingServer server(
      {{read_request(), send(ok(R"({"id":")" + job + R"("})")), read_request(),
        send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
             "Content-Length: " +
             std::to_string(answer.size()) + "\r\n\r\n" + answer),
        read_request(), send(ok("{}"))}});
  json target = json::parse(R"({
    "name": "stub", "base_url": "",
    "parameters": { "project_id": "ac234de25c6741d2b1273da49eea1b9e" },
    "operations": { "otc-ims-job": { "subjects": [{
      "parameters": { "job_id": "{job}" },
      "before": [{ "method": "POST", "path": "/jobs", "body": { "project": "{project_id}" },
                   "values": { "job": "/id" } }],
      "after": [{ "method": "DELETE", "path": "/jobs/{job}" }] }] } } })");
  target["base_url"] = server.url();
  file("target.json", target.dump());
  const Ended run = assay({"run", "otc-ims-job", "--target", "target.json", "--allow-changes",
                           "--case", "*/job/*", "--jobs", "1"});
  EXPECT_EQ(run.exit_code, 0) << run.out << run.err;
  const std::vector<std::string> requests = server.requests();
  ASSERT_EQ(requests.size(), 3u);
  EXPECT_THAT(requests[0], HasSubstr(R"({"project":"ac234de25c6741d2b1273da49eea1b9e"})"));
  EXPECT_THAT(requests[0], Not(HasSubstr("a-good-token"))) << "only where it is named";
  EXPECT_THAT(requests[1], HasSubstr("/jobs/" + job + " HTTP/1.1"));
  EXPECT_THAT(requests[2], HasSubstr("DELETE /jobs/" + job + " HTTP/1.1"));
}

TEST_F(AroundCases, TheStateFoundIsBroughtBackAlsoAfterAnInterrupt) {
  const TestingServer server(
      {{read_request(), send(ok(R"({"inventories":[{"state":"Disabled"}]})")), read_request(),
        hold()},
       {read_request(), send(ok("{}"))}});
  Process process(
      command({"run", "zstack-change-image-state", "--target", server.url(), "--param",
               "uuid=e4891e6ef3a64ea08ce91ab379a5c856", "--case", "*/image/*", "--allow-changes"}));
  const auto patience = std::chrono::steady_clock::now() + kPatience;
  while (server.requests().size() < 2 && std::chrono::steady_clock::now() < patience) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  // As when the terminal goes; SIGINT is the same.
  process.send_signal(SIGHUP);
  EXPECT_EQ(process.wait().exit_code, 3);
  const std::vector<std::string> requests = server.requests();
  ASSERT_EQ(requests.size(), 3u);
  EXPECT_THAT(requests[0], HasSubstr("GET /zstack/v1/images/e4891e6ef3a64ea08ce91ab379a5c856 "));
  EXPECT_THAT(requests[1], HasSubstr(R"({"stateEvent":"enable"})"));
  EXPECT_THAT(requests[2], HasSubstr(R"({"stateEvent":"disable"})"));
  EXPECT_THAT(exchanges(), ElementsAre("control GET", "step PUT", "control PUT"));
  expect_sound_reports(path("reports/latest"));
}

TEST_F(AroundCases, NothingIsChangedWhereTheStateCannotBeSeen) {
  const TestingServer server({{read_request(), send(ok(R"({"inventories":[]})"))}});
  const Ended run =
      assay({"run", "zstack-change-image-state", "--target", server.url(), "--param",
             "uuid=e4891e6ef3a64ea08ce91ab379a5c856", "--case", "*/image/*", "--allow-changes"});
  EXPECT_EQ(run.exit_code, 3) << run.out;
  EXPECT_THAT(run.out, HasSubstr("the state before the change is not known, so nothing was sent"));
  EXPECT_EQ(server.requests().size(), 1u);
}

TEST_F(AroundCases, APlanSendsNothing) {
  const ClosedPort port;
  const auto server = server_with_hooks(kFaultHook);
  json target = json::parse(read("target.json"));
  target["base_url"] = port.url();
  file("target.json", target.dump());
  const Ended plan = assay({"run", "--plan", "--target", "target.json"});
  EXPECT_EQ(plan.exit_code, 0) << plan.out << plan.err;
  EXPECT_THAT(plan.out,
              HasSubstr("zstack-change-image-state changes whether the image can be used"));
  EXPECT_THAT(plan.out, HasSubstr("  PUT /zstack/v1/images/"));
  EXPECT_THAT(plan.out,
              HasSubstr("  POST /_assay/faults {\"operation\":\"otc-ims-job\",\"status\":503}"));
  EXPECT_THAT(plan.out, HasSubstr("Changes are sent only with --allow-changes."));
  EXPECT_THAT(plan.out, HasSubstr("Nothing was sent to " + port.url()));
  EXPECT_FALSE(std::filesystem::exists(path("reports")));
  EXPECT_EQ(assay({"run", "otc-ims-job", "--target", "target.json"}).exit_code, 3)
      << "nobody is there to send to";
}

}  // namespace
}  // namespace assay::cli::testing
