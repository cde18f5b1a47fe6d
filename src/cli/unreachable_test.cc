// Targets that cannot be reached, go away half-way or never answer, and runs that are stopped:
// always reports, never a green result.

#include <gmock/gmock.h>
#include <signal.h>

#include <chrono>
#include <filesystem>

#include "cli/testing_cli.h"
#include "cli/testing_proxy.h"
#include "cli/testing_reports.h"
#include "exchange/testing_server.h"

namespace assay::cli::testing {
namespace {

using exchange::testing::answers;
using exchange::testing::hold;
using exchange::testing::ok;
using exchange::testing::read_request;
using exchange::testing::reset;
using exchange::testing::send;
using exchange::testing::TestingServer;
using nlohmann::json;
using ::testing::AnyOf;
using ::testing::HasSubstr;

class UnreachableTest : public CliTest {
 protected:
  UnreachableTest() { environment_ = {{"ASSAY_TOKEN", "a-token-that-nobody-has"}}; }

  Words against(const std::string& url, const Words& more = {}) const {
    Words words = {"run",      "ecl-image-copy-job",
                   "--target", url,
                   "--param",  "job_id=1f6a2f0e-3c38-4f0e-9a2b-6f2b2f1b7c11",
                   "--case",   "*/job/*"};
    words.insert(words.end(), more.begin(), more.end());
    return words;
  }

  // Exit code 3, sound reports in which the case could not run, the reason for all to read.
  void expect_could_not_run(const Words& words, const std::string& reason) const {
    const Ended run = assay(words);
    EXPECT_EQ(run.exit_code, 3) << run.out << run.err;
    EXPECT_EQ(run.err, "");
    EXPECT_THAT(run.out, HasSubstr("\ncould_not_run\n     1  127.0.0.1:"));
    EXPECT_THAT(run.out, HasSubstr(reason));
    EXPECT_THAT(run.out, HasSubstr("\ncould not tell: 1 of 1 case could not run"));
    expect_sound_reports(path("reports/latest"));
    EXPECT_THAT(read("reports/latest/junit.xml"), HasSubstr(reason));
    EXPECT_THAT(results_of(path("reports/latest"))["cases"][0]["reason"].get<std::string>(),
                HasSubstr(reason));
  }
};

TEST_F(UnreachableTest, DeadlineEndsAnAttemptThatHasBegun) {
  const TestingServer server({{read_request(), hold()}});
  expect_could_not_run(against(server.url(), {"--deadline", "300ms", "--timeout", "20m"}),
                       "within 300 ms");
}

TEST_F(UnreachableTest, NothingListens) {
  const ClosedPort port;
  expect_could_not_run(against(port.url()), "connection refused");
}

TEST_F(UnreachableTest, HangsUpWithoutAnAnswer) {
  const TestingServer server({{read_request()}});
  expect_could_not_run(against(server.url()), "closed before any answer");
}

TEST_F(UnreachableTest, ResetsTheConnection) {
  const TestingServer server({{read_request(), reset()}});
  expect_could_not_run(against(server.url()), "reset");
}

TEST_F(UnreachableTest, AcceptsAndNeverAnswers) {
  const TestingServer server({{hold()}});
  const auto begin = std::chrono::steady_clock::now();
  expect_could_not_run(against(server.url(), {"--timeout", "200ms"}), "200 ms");
  EXPECT_GE(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds(200));
}

TEST_F(UnreachableTest, AnswersAndDoesNotGetToTheEnd) {
  const TestingServer server(
      {{read_request(),
        send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{"),
        hold()}});
  expect_could_not_run(against(server.url(), {"--timeout", "200ms"}), "not ended within 200 ms");
}

TEST_F(UnreachableTest, PlainPortRefusesTls) {
  const MockServer server(command({"mock", "--port", "0"}));
  expect_could_not_run(against("https" + server.url().substr(4)), "TLS handshake failed");
}

TEST_F(UnreachableTest, SpeaksNoHttp) {
  const TestingServer server({answers("SSH-2.0-OpenSSH_9.2\r\n")});
  const Ended run = assay(against(server.url()));
  EXPECT_THAT(run.exit_code, AnyOf(1, 3)) << run.out;
  EXPECT_THAT(run.out, HasSubstr("HTTP"));
  expect_sound_reports(path("reports/latest"));
}

TEST_F(UnreachableTest, EveryCaseOfARunIsReported) {
  const ClosedPort port;
  const Ended run = assay({"run", "--target", port.url()});
  EXPECT_EQ(run.exit_code, 3);
  expect_sound_reports(path("reports/latest"));
  const json cases = results_of(path("reports/latest"))["summary"]["cases"];
  EXPECT_GT(cases["could_not_run"], 0);
  EXPECT_EQ(cases["passed"], 0);
}

TEST_F(UnreachableTest, DeadTargetIsGivenUp) {
  const ClosedPort port;
  Words words = {"run", "ecl-image-copy-job", "--target", port.url(), "--retries", "0", "--jobs",
                 "1"};
  for (int job = 10; job < 30; ++job) {
    words.insert(words.end(),
                 {"--param", "job_id=1f6a2f0e-3c38-4f0e-9a2b-6f2b2f1b7c" + std::to_string(job)});
  }
  const Ended run = assay(words);
  EXPECT_EQ(run.exit_code, 3);
  EXPECT_THAT(run.out, HasSubstr("not sent: 5 exchanges in a row got no answer, the last: 127."));
  expect_sound_reports(path("reports/latest"));
}

TEST_F(UnreachableTest, ThrottlingIsWaitedOutAndNeverAFinding) {
  const std::string busy = "HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\n\r\n";
  const TestingServer server({answers(busy)});
  const Ended run = assay(against(server.url(), {"--retries", "1"}));
  EXPECT_EQ(run.exit_code, 3) << run.out;
  EXPECT_THAT(run.out, HasSubstr("could_not_run\n     1  the target answers 429"));
  expect_sound_reports(path("reports/latest"));
  const json exchange = results_of(path("reports/latest"))["exchanges"][0];
  EXPECT_EQ(exchange["attempts"], 2);
  EXPECT_EQ(exchange["error"]["failure"], "throttled");
}

TEST_F(UnreachableTest, RetriesAreToldWhenOneSucceeds) {
  const TestingServer server({{read_request(), reset()}, answers(ok("{}"))});
  const Ended run = assay(against(server.url()));
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.out, HasSubstr("-> 200, the last of 2 attempts, in "));
}

TEST_F(UnreachableTest, ServerThatDiesHalfWayLeavesReports) {
  MockServer server(command({"mock", "--port", "0", "--write-target", "target.json"}));
  // Enough for some dozens of answers of the hundred.
  const CuttingProxy proxy(server.port(), 30'000, [&] { server.process().send_signal(SIGKILL); });
  json target = json::parse(read("target.json"));
  target["base_url"] = proxy.url();
  target["credentials"] = {{"valid", {{"env", "ASSAY_TOKEN"}}}};
  file("target.json", target.dump());
  const Ended run =
      assay({"run", "otc-ims-job", "--target", "target.json", "--jobs", "2", "--timeout", "10s"});
  EXPECT_THAT(run.exit_code, AnyOf(1, 3)) << run.out << run.err;
  expect_sound_reports(path("reports/latest"));
  const json cases = results_of(path("reports/latest"))["summary"]["cases"];
  EXPECT_GT(cases["passed"], 0) << "what was answered before is judged";
  EXPECT_GT(cases["could_not_run"], 0);
}

class StoppedTest : public UnreachableTest {
 protected:
  // Stops a run that waits for a server which answers once and then no more.
  Ended stopped_by(int signal) const {
    const TestingServer server({answers(ok("{}")), {read_request(), hold()}});
    Process run(command(
        {"run", "zstack-upload-image-job", "--target", server.url(), "--jobs", "1", "--quiet"}));
    const auto end = std::chrono::steady_clock::now() + kPatience;
    while (server.requests().size() < 2 && std::chrono::steady_clock::now() < end) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    run.send_signal(signal);
    return run.wait();
  }
};

TEST_F(StoppedTest, InterruptWritesReportsAndIsNotGreen) {
  for (const int signal : {SIGINT, SIGTERM}) {
    const Ended run = stopped_by(signal);
    EXPECT_THAT(run.exit_code, AnyOf(1, 3)) << run.out << run.err;
    EXPECT_THAT(run.out, HasSubstr("the run was stopped, "));
    expect_sound_reports(path("reports/latest"));
    const json results = results_of(path("reports/latest"));
    EXPECT_EQ(results["run"]["aborted"], true);
    EXPECT_GT(results["summary"]["cases"]["could_not_run"], 0);
    std::filesystem::remove_all(path("reports"));
  }
}

TEST_F(StoppedTest, BeforeAnyAnswerNothingIsKnown) {
  const TestingServer server({{read_request(), hold()}});
  Process run(command(against(server.url())));
  const auto end = std::chrono::steady_clock::now() + kPatience;
  while (server.requests().empty() && std::chrono::steady_clock::now() < end) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  run.send_signal(SIGINT);
  const Ended ended = run.wait();
  EXPECT_EQ(ended.exit_code, 3) << ended.out << ended.err;
  EXPECT_THAT(ended.out,
              HasSubstr("could not tell: the run was stopped, 1 of 1 case could not run"));
  expect_sound_reports(path("reports/latest"));
}

}  // namespace
}  // namespace assay::cli::testing
