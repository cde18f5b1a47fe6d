// `assay mock` as the profile says, and the reference server that a run starts for itself.

#include <gmock/gmock.h>
#include <signal.h>

#include <chrono>

#include "cli/testing_cli.h"
#include "cli/testing_reports.h"
#include "mock/raw_client.h"

namespace assay::cli::testing {
namespace {

using nlohmann::json;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class MockProfileTest : public CliTest {
 protected:
  MockProfileTest() { environment_ = {{"ASSAY_TOKEN", "the-token"}}; }

  std::string exchange(const MockServer& server, const std::string& start,
                       const std::string& headers = "", const std::string& body = "") const {
    const mock::RawClient client(server.port());
    client.send(start + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + headers +
                "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    return client.receive_to_end();
  }
};

constexpr const char* kSession = "Authorization: OAuth the-token\r\n";

TEST_F(MockProfileTest, ObservedIsWhatRealServersDo) {
  const MockServer server(
      command({"mock", "--port", "0", "--profile", "observed", "--write-target", "target.json"}));
  EXPECT_THAT(exchange(server, "GET /zstack/v1/images/upload-job/details/x", kSession),
              AllOf(StartsWith("HTTP/1.1 200 "), HasSubstr("\r\n\r\n{\"success\":true}"),
                    Not(HasSubstr("Content-Type"))));
  const json target = json::parse(read("target.json"));
  const std::string uuid =
      target["operations"]["zstack-sync-image-size"]["subjects"][0]["parameters"]["uuid"];
  EXPECT_THAT(exchange(server, "PUT /zstack/v1/images/" + uuid + "/actions", kSession,
                       R"({"syncImageSize":{}})"),
              AllOf(StartsWith("HTTP/1.1 202 "),
                    HasSubstr("\"http://management-node.invalid:8080/zstack/v1/api-jobs/")));
}

TEST_F(MockProfileTest, TheHostOfALocationCanBeChosen) {
  const MockServer server(command({"mock", "--port", "0", "--profile", "observed",
                                   "--location-host", "node.test:1", "--write-target", "t.json"}));
  const json target = json::parse(read("t.json"));
  const std::string uuid =
      target["operations"]["zstack-sync-image-size"]["subjects"][0]["parameters"]["uuid"];
  EXPECT_THAT(exchange(server, "PUT /zstack/v1/images/" + uuid + "/actions", kSession,
                       R"({"syncImageSize":{}})"),
              HasSubstr("\"http://node.test:1/zstack/v1/api-jobs/"));
}

TEST_F(MockProfileTest, TheTargetFileOfEitherProfileIsSound) {
  for (const std::string profile : {"documented", "observed"}) {
    const std::string file = profile + ".json";
    const MockServer server(
        command({"mock", "--port", "0", "--profile", profile, "--write-target", file}));
    const Ended lint = assay({"lint", file});
    EXPECT_EQ(lint.exit_code, 0) << lint.err;
    const json target = json::parse(read(file));
    EXPECT_EQ(target["credentials"]["read_only"]["env"], "ASSAY_READ_ONLY_TOKEN");
    EXPECT_EQ(target["base_url"], server.url());
  }
}

TEST_F(MockProfileTest, SecretsThatAreNotSetAreToldOnce) {
  environment_["ASSAY_ACCESS_KEY"] = "my-access-key";
  MockServer server(command({"mock", "--port", "0", "--profile", "observed"}));
  server.process().send_signal(SIGTERM);
  const std::string out = server.process().wait().out;
  for (const char* name : {"ASSAY_EXPIRED_TOKEN=", "ASSAY_FOREIGN_TOKEN=", "ASSAY_READ_ONLY_TOKEN=",
                           "ASSAY_SECRET_KEY="}) {
    EXPECT_THAT(out, HasSubstr(std::string("export ") + name));
  }
  EXPECT_THAT(out, Not(HasSubstr("ASSAY_TOKEN=")));
  EXPECT_THAT(out, Not(HasSubstr("ASSAY_ACCESS_KEY=")));
}

TEST_F(MockProfileTest, AnAnswerIsHeldBackByTheLatency) {
  const MockServer server(command({"mock", "--port", "0", "--latency", "50ms"}));
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_THAT(exchange(server, "GET /"), StartsWith("HTTP/1.1 200 "));
  EXPECT_GE(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds(50));
}

TEST_F(MockProfileTest, WhatIsNoProfileOrLatencyIsRefused) {
  EXPECT_THAT(refusal({"mock", "--port", "0", "--profile", "imagined"}),
              HasSubstr("documented, strict and observed"));
  EXPECT_THAT(refusal({"mock", "--port", "0", "--latency", "20"}), HasSubstr("not a duration"));
}

TEST_F(MockProfileTest, RequestsThatARunSignsAreUnderstood) {
  environment_["ASSAY_ACCESS_KEY"] = "the-access-key";
  environment_["ASSAY_SECRET_KEY"] = "the-secret-key";
  for (const std::string profile : {"documented", "observed"}) {
    const MockServer server(
        command({"mock", "--port", "0", "--profile", profile, "--write-target", "target.json"}));
    json target = json::parse(read("target.json"));
    target["credentials"]["valid"] = {{"access_key", {{"env", "ASSAY_ACCESS_KEY"}}},
                                      {"secret_key", {{"env", "ASSAY_SECRET_KEY"}}}};
    const Words words = {"run",      "otc-ims-job",
                         "--target", file("signed.json", target.dump()),
                         "--case",   "*/success/imsImportImageJob"};
    EXPECT_EQ(assay(words).exit_code, 0) << profile;
    environment_["ASSAY_SECRET_KEY"] = "another-secret-key";
    EXPECT_EQ(assay(words).exit_code, 1) << profile;
    environment_["ASSAY_SECRET_KEY"] = "the-secret-key";
  }
}

// Neither server answers the other profile's request as that one promises.
TEST_F(MockProfileTest, ARunStartsTheServerOfItsProfile) {
  for (const std::string profile : {"documented", "observed"}) {
    const Ended run =
        assay({"run", "zstack-sync-image-size", "--profile", profile, "--case", "*/media/ISO"});
    EXPECT_THAT(run.out, HasSubstr("none failed (profile " + profile)) << run.err;
    EXPECT_THAT(run.out, HasSubstr("\ncases   1: passed 1\n"));
  }
}

}  // namespace
}  // namespace assay::cli::testing
