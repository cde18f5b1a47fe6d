// Tokens from files and programs, renewed when they are refused, and keys that sign.

#include <fcntl.h>
#include <gmock/gmock.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <regex>
#include <thread>

#include "cli/testing_cli.h"
#include "cli/testing_job.h"
#include "cli/testing_reports.h"
#include "exchange/signing.h"
#include "exchange/testing_server.h"

namespace assay::cli::testing {
namespace {

using exchange::testing::answers;
using exchange::testing::TestingServer;
using nlohmann::json;
using ::testing::AllOf;
using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

constexpr const char* kOld = "old-token-0001";
constexpr const char* kNew = "new-token-0002";

class CredentialsTest : public CliTest {
 protected:
  std::string target(const TestingServer& server, const json& valid) const {
    json target = {{"name", "n"}, {"base_url", server.url()}};
    target["credentials"]["valid"] = valid;
    file("targets/t.json", target.dump());
    return "targets/t.json";
  }
  std::string told(const Ended& run) const {
    return run.out + run.err + read("reports/latest/junit.xml") +
           read("reports/latest/results.json");
  }
  json exchanges() const { return results_of(path("reports/latest"))["exchanges"]; }

  const TestingServer server_{{answers(job_answer())}};
};

TEST_F(CredentialsTest, TokenFile) {
  file("token.txt", std::string(kOld) + "\n");
  for (const Words& words : {ask_for_job(server_.url(), {"--token-file", "token.txt"}),
                             ask_for_job(target(server_, {{"file", "../token.txt"}}))}) {
    const Ended run = assay(words);
    EXPECT_EQ(run.exit_code, 0) << run.out << run.err;
    EXPECT_THAT(told(run), AllOf(Not(HasSubstr(kOld)), HasSubstr("${file:token.txt}")));
  }
  EXPECT_THAT(server_.requests(), SizeIs(2));
  EXPECT_THAT(server_.requests(), Each(HasSubstr("X-Auth-Token: " + std::string(kOld) + "\r\n")));
}

TEST_F(CredentialsTest, TokenCommand) {
  file("tok", std::string(kOld) + "\n");
  for (const Words& words :
       {ask_for_job(server_.url(), {"--token-command", "cat tok"}),
        ask_for_job(target(server_, {{"command", {"sh", "-c", "cat ../nowhere || cat tok"}}}))}) {
    const Ended run = assay(words);
    EXPECT_EQ(run.exit_code, 0) << run.out << run.err;
  }
  EXPECT_THAT(server_.requests(), Each(HasSubstr("X-Auth-Token: " + std::string(kOld) + "\r\n")));
  EXPECT_THAT(told({}), HasSubstr("${command:sh -c 'cat ../nowhere || cat tok'}"));
}

TEST_F(CredentialsTest, PlanRunsNoProgram) {
  const Ended plan = assay(ask_for_job(server_.url(), {"--token-command", "touch ran", "--plan"}));
  EXPECT_EQ(plan.exit_code, 0) << plan.err;
  EXPECT_FALSE(std::filesystem::exists(path("ran")));
}

TEST_F(CredentialsTest, ReportsTellAShellWhereTheTokenIs) {
  file("my token", kOld);
  const TestingServer server({answers(exchange::testing::ok("{}"))});
  EXPECT_EQ(assay(ask_for_job(server.url(), {"--token-file", "my token"})).exit_code, 1);
  EXPECT_THAT(read("reports/latest/junit.xml"),
              HasSubstr("-H 'X-Auth-Token: '\"$(cat 'my token')\""));
  EXPECT_THAT(results_of(path("reports/latest"))["run"]["again"].get<std::string>(),
              HasSubstr(" --token-file 'my token'"));
  EXPECT_EQ(assay(ask_for_job(server.url(), {"--token-command", "cat 'my token'"})).exit_code, 1);
  EXPECT_THAT(read("reports/latest/junit.xml"), HasSubstr("\"$('cat' 'my token')\""));
}

TEST_F(CredentialsTest, SourcesThatGiveNoTokenAreRefused) {
  file("empty.txt", "\n");
  file("two.txt", "line one\nline two\n");
  const auto refused = [&](const Words& more) { return refusal(ask_for_job(server_.url(), more)); };
  EXPECT_THAT(refused({"--token-file", "none.txt"}), HasSubstr("none.txt: cannot be opened"));
  EXPECT_THAT(refused({"--token-file", "empty.txt"}), HasSubstr("empty.txt: gives no token"));
  EXPECT_THAT(refused({"--token-file", "two.txt"}),
              AllOf(HasSubstr("more than one line"), Not(HasSubstr("line one"))));
  EXPECT_THAT(refused({"--token-command",
                       "sh -c 'echo t0k3n-x; echo no login for t0k3n-x >&2; "
                       "exit 4'"}),
              AllOf(HasSubstr("token command sh: ended with exit code 4; it said: no login for "),
                    Not(HasSubstr("t0k3n-x"))));
  EXPECT_THAT(refused({"--token-command", "true"}), HasSubstr("token command true: gives no tok"));
  EXPECT_THAT(refused({"--token-command", "no-such-program"}), HasSubstr("can't be started"));
  EXPECT_THAT(refused({"--token-command", "sh 'x"}),
              HasSubstr("--token-command: a quote or backslash is left open"));
  EXPECT_THAT(refused({"--token-command", "echo x", "--token-env", "X"}),
              HasSubstr("a token comes from one place"));
  EXPECT_THAT(refused({"--token-command", "echo abc"}), HasSubstr("is shorter than 4 bytes"));
  EXPECT_THAT(refused({"--token-command", "echo 33911588-c299-4369-a240-7e5b741cdb6a"}),
              HasSubstr("the name of the source repeats the secret"));
  file("id", "33911588-c299-4369-a240-7e5b741cdb6a");
  EXPECT_THAT(refused({"--token-file", "id"}),
              HasSubstr("parameter job_id repeats the secret in file:id"));
  file("ca", "some/folder/ca.pem");
  EXPECT_THAT(refused({"--token-file", "ca", "--cacert", "some/folder/ca.pem"}),
              HasSubstr("the way to the target repeats the secret in file:ca"));
  EXPECT_EQ(server_.connections(), 0u);
}

// Answers 401 to whoever does not bring the new token, by order of connections: each request has a
// connection of its own.
class RenewalTest : public CredentialsTest {
 protected:
  const std::string unauthorized_ = bare_answer("401 Unauthorized");
  // Counts its calls in a file.
  const std::string command_ = "sh -c 'echo x >> calls; cat tok; cp next tok'";

  std::size_t calls() const { return read("calls").size() / 2; }
};

TEST_F(RenewalTest, RefusedTokenIsReadAgainOnce) {
  file("tok", kOld);
  file("next", kNew);
  const TestingServer server({answers(unauthorized_), answers(job_answer())});
  const Ended run = assay(ask_for_job(server.url(), {"--token-command", command_}));
  EXPECT_EQ(run.exit_code, 0) << run.out << run.err;
  ASSERT_THAT(server.requests(), SizeIs(2));
  EXPECT_THAT(server.requests()[0], HasSubstr(kOld));
  EXPECT_THAT(server.requests()[1], HasSubstr(kNew));
  EXPECT_EQ(exchanges()[0]["attempts"], 2);
  EXPECT_THAT(told(run), AllOf(Not(HasSubstr(kOld)), Not(HasSubstr(kNew)),
                               HasSubstr("${command:sh -c 'echo x >> calls; cat tok; ")));
  EXPECT_EQ(calls(), 2u);
}

TEST_F(RenewalTest, NewTokenIsRedactedEvenWhereTheTargetRepeatsIt) {
  const std::string body = R"({"token": ")" + std::string(kNew) + "\"}";
  const TestingServer server({answers(unauthorized_), answers(exchange::testing::ok(body))});
  file("tok", kOld);
  file("next", kNew);
  const Ended run =
      assay(ask_for_job(server.url(), {"--token-command", "sh -c 'cat tok; cp next tok'"}));
  EXPECT_EQ(run.exit_code, 1) << run.out;
  EXPECT_THAT(server.requests().back(), HasSubstr(kNew));
  EXPECT_THAT(exchanges()[0]["response"].dump(), Not(HasSubstr(kNew)));
}

TEST_F(RenewalTest, UnchangedTokenIsNotTriedAgain) {
  file("token.txt", kOld);
  const TestingServer server({answers(unauthorized_)});
  const Ended run = assay(ask_for_job(server.url(), {"--token-file", "token.txt"}));
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(server.requests(), SizeIs(1));
  EXPECT_THAT(run.out, HasSubstr("file:token.txt is refused"));
}

TEST_F(RenewalTest, TokenOfAVariableIsNotTriedAgain) {
  environment_["ASSAY_TOKEN"] = kOld;
  const TestingServer server({answers(unauthorized_)});
  EXPECT_EQ(assay(ask_for_job(server.url())).exit_code, 1);
  EXPECT_THAT(server.requests(), SizeIs(1));
}

TEST_F(RenewalTest, SourceThatFailsLaterIsTold) {
  const TestingServer server({answers(unauthorized_)});
  file("tok", kOld);
  const std::string once =
      "sh -c 'if [ -e used ]; then echo vault is sealed >&2; exit 2; fi; touch used; cat tok'";
  const Ended run = assay(ask_for_job(server.url(), {"--token-command", once}));
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.err, HasSubstr("the token could not be renewed: token command sh: ended with "
                                 "exit code 2; it said: vault is sealed"));
}

TEST_F(RenewalTest, NoteThatTellsWhyHoldsNoToken) {
  const TestingServer server({answers(unauthorized_)});
  file("tok", kOld);
  const std::string once =
      "sh -c 'if [ -e used ]; then echo $(cat tok) is revoked >&2; exit 2; fi; touch used; cat "
      "tok'";
  const Ended run = assay(ask_for_job(server.url(), {"--token-command", once}));
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.err, AllOf(HasSubstr("it said: ${command:sh -c "), HasSubstr("} is revoked"),
                             Not(HasSubstr(kOld))));
}

// Signals that come before anything was sent.
class StopTest : public CredentialsTest {
 protected:
  void expect_stopped(const Ended& run) const {
    EXPECT_EQ(run.exit_code, 3) << run.out << run.err;
    EXPECT_THAT(run.err, HasSubstr("stopped before anything was sent"));
    EXPECT_EQ(run.out, "");
    EXPECT_EQ(server_.connections(), 0u);
  }
  // The writer's end of a pipe that stands in for a terminal, once somebody reads it.
  int written_to() const {
    const std::string name = path("typed");
    const auto end = std::chrono::steady_clock::now() + kPatience;
    int writer = -1;
    while (writer < 0 && std::chrono::steady_clock::now() < end) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
      writer = open(name.c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC);
    }
    return writer;
  }
  Command typed() const {
    mkfifo(path("typed").c_str(), 0600);
    return command(ask_for_job(server_.url(), {"--token-file", "typed"}));
  }
};

TEST_F(StopTest, EndsTheTokenCommandAtOnce) {
  for (const int signal : {SIGINT, SIGTERM}) {
    std::filesystem::remove(path("ran"));
    Process process(command(
        ask_for_job(server_.url(), {"--token-command", "sh -c 'touch ran; sleep 50; echo late'"})));
    const auto start = std::chrono::steady_clock::now();
    while (!std::filesystem::exists(path("ran")) &&
           std::chrono::steady_clock::now() < start + kPatience) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    const auto sent = std::chrono::steady_clock::now();
    process.send_signal(signal);
    expect_stopped(process.wait());
    EXPECT_LT(std::chrono::steady_clock::now() - sent, std::chrono::seconds(15));
  }
}

TEST_F(StopTest, WaitsForTheEndOfInputAndNoLonger) {
  Process process(typed());
  const int writer = written_to();
  ASSERT_GE(writer, 0);
  process.send_signal(SIGINT);
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  close(writer);
  const Ended run = process.wait();
  expect_stopped(run);
  EXPECT_THAT(run.err, HasSubstr("once more, and it ends at once"));
}

TEST_F(StopTest, SecondSignalEndsAReadOfInput) {
  Process process(typed());
  const int writer = written_to();
  ASSERT_GE(writer, 0);
  process.send_signal(SIGINT);
  process.send_signal(SIGTERM);
  EXPECT_EQ(process.wait().exit_code, 128 + SIGTERM);
  close(writer);
}

class KeysTest : public CredentialsTest {
 protected:
  KeysTest() {
    environment_ = {{"OTC_ACCESS", "ACCESSKEYOFATEST"}, {"OTC_SECRET", "secret/key+of=a test"}};
  }
  static constexpr const char* kKeys =
      R"({"access_key": {"env": "OTC_ACCESS"}, "secret_key": {"env": "OTC_SECRET"}})";

  Words ask_otc(const std::string& target) const {
    return {"run",          "otc-ims-job", "--target", target,   "--param",
            "project_id=p", "--param",     "job_id=j", "--case", "*/job/*"};
  }
};

std::string captured(const std::string& text, const std::string& pattern) {
  std::smatch match;
  return std::regex_search(text, match, std::regex(pattern)) ? match[1].str() : "";
}

TEST_F(KeysTest, SignEachRequestInsteadOfAToken) {
  const TestingServer server({answers(bare_answer("429 Wait")), answers(job_answer())});
  const Ended run = assay(ask_otc(target(server, json::parse(kKeys))));
  EXPECT_EQ(run.exit_code, 1) << "the answer is of another vendor";
  ASSERT_THAT(server.requests(), SizeIs(2));
  const std::string sent = server.requests()[1];
  EXPECT_THAT(sent, Not(HasSubstr("X-Auth-Token")));
  const std::string date = captured(sent, "\r\nX-Sdk-Date: ([0-9]{8}T[0-9]{6}Z)\r\n");
  std::tm time{};
  ASSERT_NE(strptime(date.c_str(), "%Y%m%dT%H%M%SZ", &time), nullptr) << sent;
  const wire::Request expected = exchange::sign(
      {.method = "GET", .target = "/v1/p/jobs/j", .headers = {}, .body = ""},
      {.host = server.url().substr(7), .prefix = ""}, {"ACCESSKEYOFATEST", "secret/key+of=a test"},
      std::chrono::system_clock::from_time_t(timegm(&time)));
  EXPECT_THAT(
      sent, HasSubstr("\r\nAuthorization: " +
                      std::string(*wire::find_header(expected.headers, "Authorization")) + "\r\n"));
  EXPECT_THAT(told(run), AllOf(Not(HasSubstr("ACCESSKEYOFATEST")), Not(HasSubstr("secret/key")),
                               HasSubstr("Access=${OTC_ACCESS}, SignedHeaders=host;x-sdk-date, ")));
}

TEST_F(KeysTest, ThatAreNotSetAreNamed) {
  environment_.erase("OTC_SECRET");
  EXPECT_THAT(refusal(ask_otc(target(server_, json::parse(kKeys)))),
              HasSubstr("environment variable OTC_SECRET is not set"));
}

}  // namespace
}  // namespace assay::cli::testing
