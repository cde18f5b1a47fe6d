// `assay mock` as a server of its own, and `assay run` against it as against a foreign target.

#include <gmock/gmock.h>
#include <signal.h>

#include <filesystem>

#include "base/text.h"
#include "cli/testing_cli.h"
#include "cli/testing_reports.h"
#include "exchange/testing_server.h"
#include "mock/raw_client.h"

namespace assay::cli::testing {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::StartsWith;

// With every character that an encoding changes.
constexpr const char* kToken = "s3cret/Token+with=odd~chars";

class TargetTest : public CliTest {
 protected:
  TargetTest() {
    environment_ = {{"ASSAY_TOKEN", kToken},
                    {"ASSAY_EXPIRED_TOKEN", "expired-token"},
                    {"ASSAY_FOREIGN_TOKEN", "foreign-token"},
                    {"ASSAY_READ_ONLY_TOKEN", "read-only-token"}};
  }

  // A request of our own, closed by the server.
  std::string exchange(const MockServer& server, const std::string& start,
                       const std::string& headers, const std::string& body = "") const {
    const mock::RawClient client(server.port());
    client.send(start + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + headers +
                "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    return client.receive_to_end();
  }

  // What the server says of an image; asking for its size changes nothing but that.
  std::string state_of(const MockServer& server, const std::string& uuid) const {
    const std::string answer = exchange(
        server, "PUT /zstack/v1/images/" + uuid + "/actions",
        "Content-Type: application/json\r\nAuthorization: OAuth " + std::string(kToken) + "\r\n",
        R"({"syncImageSize":{}})");
    const std::size_t at = answer.find("\"state\"");
    EXPECT_NE(at, std::string::npos) << answer;
    return at == std::string::npos ? "" : answer.substr(at, answer.find(',', at) - at);
  }
};

TEST_F(TargetTest, TargetFileOfTheMockMakesTheWholeRun) {
  const MockServer server(command({"mock", "--port", "0", "--write-target", "target.json"}));
  const Ended run = assay({"run", "--target", "target.json", "--allow-changes"});
  EXPECT_EQ(run.exit_code, 0) << run.out << run.err;
  expect_golden("run_target_file.txt", run.out);
  expect_sound_reports(path("reports/latest"));
}

TEST_F(TargetTest, UrlWithParametersAndAnotherTokenVariable) {
  const MockServer server(command({"mock", "--port", "0", "--write-target", "target.json"}));
  const json target = json::parse(read("target.json"));
  const json& subject = target["operations"]["otc-ims-job"]["subjects"][0]["parameters"];
  Words words = {"run",      "otc-ims-job", "--target", server.url(), "--token-env",
                 "MY_TOKEN", "--case",      "*/job/*",  "--case",     "*/error/401/none"};
  for (const auto& [name, value] : subject.items()) {
    words.insert(words.end(), {"--param", name + "=" + value.get<std::string>()});
  }
  environment_ = {{"MY_TOKEN", kToken}};
  const Ended run = assay(words);
  EXPECT_EQ(run.exit_code, 0) << run.out << run.err;
  const std::string job_id = subject["job_id"];
  EXPECT_THAT(
      case_ids(results_of(path("reports/latest"))),
      ::testing::UnorderedElementsAre("otc-ims-job/error/401/none", "otc-ims-job/job/" + job_id));
}

TEST_F(TargetTest, SignalsStopTheMockCleanly) {
  for (const int signal : {SIGINT, SIGTERM}) {
    MockServer server(command({"mock", "--port", "0"}));
    server.process().send_signal(signal);
    const Ended ended = server.process().wait();
    EXPECT_EQ(ended.exit_code, 0) << signal;
    EXPECT_THAT(ended.out, HasSubstr("\nassay mock: stopped\n")) << "nothing else may follow";
    EXPECT_EQ(ended.err, "");
  }
}

TEST_F(TargetTest, MockPrintsTheTokensThatItMade) {
  environment_.clear();
  MockServer server(command({"mock", "--port", "0"}));
  server.process().send_signal(SIGTERM);
  const std::string out = server.process().wait().out;
  for (const std::string name : {"ASSAY_TOKEN", "ASSAY_EXPIRED_TOKEN", "ASSAY_FOREIGN_TOKEN"}) {
    EXPECT_THAT(out, HasSubstr("\nexport " + name + "="));
  }
}

TEST_F(TargetTest, MockFailsAsPreferred) {
  const MockServer server(command({"mock", "--port", "0"}));
  const std::string answer =
      exchange(server, "GET /v1/p/jobs/j", "Prefer: code=503\r\nX-Auth-Token: x\r\n");
  EXPECT_THAT(answer, HasSubstr("HTTP/1.1 503 "));
}

TEST_F(TargetTest, MockOfATakenPortIsRefused) {
  const MockServer server(command({"mock", "--port", "0"}));
  const std::string port = std::to_string(server.port());
  EXPECT_THAT(refusal({"mock", "--port", port}), HasSubstr(port));
}

TEST_F(TargetTest, ChangesAreSentOnlyWhenAllowed) {
  const MockServer server(command({"mock", "--port", "0", "--write-target", "target.json"}));
  json target = json::parse(read("target.json"));
  // One image alone, of which it is known that it is enabled.
  json& subjects = target["operations"]["zstack-change-image-state"]["subjects"];
  for (const json& subject : json(subjects)) {
    if (subject["traits"].value("state", "") == "Enabled") subjects = json::array({subject});
  }
  ASSERT_EQ(subjects.size(), 1u);
  const std::string uuid = subjects[0]["parameters"]["uuid"];
  file("one.json", target.dump());
  const Words words = {"run",      "zstack-change-image-state", "--target", "one.json", "--case",
                       "*/disable"};
  ASSERT_EQ(state_of(server, uuid), "\"state\":\"Enabled\"");

  const Ended without = assay(words);
  EXPECT_EQ(without.exit_code, 4) << without.out;
  EXPECT_THAT(without.out, HasSubstr("--allow-changes permits it"));
  EXPECT_TRUE(results_of(path("reports/latest"))["exchanges"].empty());
  EXPECT_EQ(state_of(server, uuid), "\"state\":\"Enabled\"");

  Words allowed = words;
  allowed.push_back("--allow-changes");
  const Ended changed = assay(allowed);
  EXPECT_EQ(changed.exit_code, 0) << changed.out;
  EXPECT_THAT(changed.out, HasSubstr("\ncases   1: passed 1\n")) << "it was disabled";
  EXPECT_EQ(state_of(server, uuid), "\"state\":\"Enabled\"") << "as it was found";
}

std::string base64(const std::string& text) {
  constexpr const char* kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t at = 0; at + 2 < text.size(); at += 3) {  // Whole groups are enough to find it.
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
    const unsigned group = byte(0) << 16U | byte(1) << 8U | byte(2);
    for (const unsigned shift : {18U, 12U, 6U, 0U}) out += kDigits[group >> shift & 63U];
  }
  return out;
}

TEST_F(TargetTest, TokenIsShownNowhere) {
  const MockServer server(command({"mock", "--port", "0", "--write-target", "target.json"}));
  const Ended run = assay(
      {"run", "--target", "target.json", "--allow-changes", "--profile", "strict", "--out", "out"});
  EXPECT_EQ(run.exit_code, 1);
  const std::string told = run.out + run.err + read("out/junit.xml") + read("out/results.json");
  EXPECT_THAT(told, HasSubstr("${ASSAY_TOKEN}")) << "requests are shown, with what stands for it";
  for (const std::string& secret :
       {std::string(kToken), std::string("expired-token"), std::string("foreign-token")}) {
    EXPECT_EQ(told.find(secret), std::string::npos) << secret;
    EXPECT_EQ(told.find(base64(secret)), std::string::npos) << base64(secret);
    EXPECT_EQ(told.find(base64("OAuth " + secret)), std::string::npos);
    if (base::percent_encode(secret) == secret) continue;
    EXPECT_EQ(told.find(base::percent_encode(secret)), std::string::npos);
  }
}

TEST_F(TargetTest, SecretsThatCannotBeKeptAreRefused) {
  const Words run = {"run",     "ecl-image-copy-job",           "--target", "http://127.0.0.1:1",
                     "--param", std::string("job_id=") + kToken};
  const Ended refused = assay(run);
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_THAT(refused.err, HasSubstr("parameter job_id repeats the secret in ASSAY_TOKEN"));
  EXPECT_EQ(refused.err.find(kToken), std::string::npos);
  environment_["ASSAY_TOKEN"] = "abc";
  EXPECT_THAT(assay(run).err, HasSubstr("the secret in ASSAY_TOKEN is shorter than 4 bytes"));
  EXPECT_FALSE(std::filesystem::exists(path("reports"))) << "nothing was sent or written";
}

TEST_F(TargetTest, RefusedTokenIsNamed) {
  const MockServer server(command({"mock", "--port", "0", "--write-target", "target.json"}));
  environment_["ASSAY_TOKEN"] = "mistyped-token";
  const Ended run = assay({"run", "ecl-image-copy-job", "--target", "target.json"});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.out, HasSubstr("hint      the credential in ASSAY_TOKEN is refused"));
}

TEST_F(TargetTest, CredentialsThatAreNotSetAreNeverGreen) {
  const MockServer server(command({"mock", "--port", "0", "--write-target", "target.json"}));
  environment_.erase("ASSAY_EXPIRED_TOKEN");
  const Ended run = assay({"run", "ecl-image-copy-job", "--target", "target.json"});
  EXPECT_EQ(run.exit_code, 3);
  EXPECT_THAT(run.out,
              HasSubstr("environment variable ASSAY_EXPIRED_TOKEN (credential \"expired\")"));
  expect_sound_reports(path("reports/latest"));
}

TEST_F(TargetTest, VariableNamesTheTarget) {
  const MockServer server(command({"mock", "--port", "0", "--write-target", "target.json"}));
  environment_["ASSAY_TARGET"] = path("target.json");
  EXPECT_EQ(assay({"run", "ecl-image-copy-job"}).exit_code, 0);
  EXPECT_EQ(results_of(path("reports/latest"))["run"]["base_url"], server.url());
}

// A path before the operations' own, as gateways have it.
TEST_F(TargetTest, BaseUrlMayHaveAPath) {
  const exchange::testing::TestingServer server(
      {exchange::testing::answers(exchange::testing::ok("{}"))});
  const Ended run = assay({"run", "ecl-image-copy-job", "--target", server.url() + "/prefix/",
                           "--param", "job_id=x", "--case", "*/job/*"});
  EXPECT_EQ(run.exit_code, 1) << "an empty object is no job";
  ASSERT_EQ(server.requests().size(), 1u);
  EXPECT_THAT(server.requests()[0],
              StartsWith("GET /prefix/v2/extension/image_replicator/jobs/x HTTP/1.1\r\n"));
  const std::string junit = read("reports/latest/junit.xml");
  EXPECT_THAT(junit, HasSubstr(server.url() + "/prefix/v2/")) << "the curl line";
}

}  // namespace
}  // namespace assay::cli::testing
