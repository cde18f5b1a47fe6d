// Thousands of jobs in one run: bounded memory, reports that are whole however the run ends,
// progress.

#include <gmock/gmock.h>
#include <signal.h>
#include <sys/resource.h>

#include <thread>

#include "cli/testing_answer_server.h"
#include "cli/testing_cli.h"
#include "cli/testing_reports.h"

namespace assay::cli::testing {
namespace {

using nlohmann::json;
using std::chrono::milliseconds;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;

class ManyJobsTest : public CliTest {
 protected:
  ManyJobsTest() { environment_ = {{"ASSAY_TOKEN", "a-token-that-nobody-has"}}; }

  static std::string id(std::size_t number) {
    const std::string digits = std::to_string(number);
    return std::string(32 - digits.size(), 'a') + digits;
  }

  // A run of so many jobs; the list is left for it.
  Words jobs(std::size_t count, const std::string& url, const Words& more = {}) const {
    std::string list;
    for (std::size_t i = 0; i < count; ++i) list += id(i) + "\n";
    file("ids.txt", list);
    Words words = {"run",     "otc-ims-job",
                   "--case",  "otc-ims-job/job/*",
                   "--param", "project_id=ac234de25c6741d2b1273da49eea1b9e",
                   "--param", "job_id=@ids.txt"};
    if (!url.empty()) words.insert(words.end(), {"--target", url});
    words.insert(words.end(), more.begin(), more.end());
    return words;
  }
};

TEST_F(ManyJobsTest, EachIsJudgedAndReported) {
  const AnswerServer server(milliseconds(0));
  const Ended run = assay(jobs(2500, server.url()));
  EXPECT_EQ(run.exit_code, 0) << run.out << run.err;
  EXPECT_EQ(server.requests(), 2500u);
  expect_sound_reports(path("reports/latest"));
  const json results = results_of(path("reports/latest"));
  EXPECT_EQ(results["summary"]["cases"]["passed"], 2500);
  EXPECT_EQ(case_ids(results).size(), 2500u);
  ASSERT_EQ(results["exchanges"].size(), 2500u);
  for (const std::size_t i : {0u, 1023u, 1024u, 2499u}) {
    const json& exchange = results["exchanges"][i];
    EXPECT_EQ(exchange["case"], "otc-ims-job/job/" + id(i));
    EXPECT_THAT(exchange["request"]["target"].get<std::string>(), HasSubstr(id(i)));
    EXPECT_THAT(exchange["response"]["body"]["text"].get<std::string>(), HasSubstr(id(i)));
  }
  for (const json& rule : results["rules"]) {
    if (rule["id"] != "otc-ims-job:http.200/status") continue;
    EXPECT_EQ(rule["exercised"], 2500);
  }
}

TEST_F(ManyJobsTest, MemoryGrowsFarLessThanTheirNumber) {
#ifdef ASSAY_INSTRUMENTED
  GTEST_SKIP() << "a sanitizer keeps what was freed";
#endif
  const AnswerServer server(milliseconds(0));
  const Ended few = assay(jobs(800, server.url()));
  const Ended many = assay(jobs(8000, server.url()));
  EXPECT_EQ(few.exit_code, 0) << few.err;
  EXPECT_EQ(many.exit_code, 0) << many.err;
  // A child's peak counts from what its parent has: after other tests in one process that is too
  // much.
  rusage own{};
  getrusage(RUSAGE_SELF, &own);
  if (few.peak_kib <= own.ru_maxrss) GTEST_SKIP() << "this process is larger than what it measures";
  // 18 and 32 MiB; with everything kept until the end, 35 and 180.
  EXPECT_LT(many.peak_kib, few.peak_kib * 2);
}

// The reference server knows none of them.
TEST_F(ManyJobsTest, NeighboursShareATestAndNoFindingIsLost) {
  const Ended listed = assay(jobs(1500, "", {"--", "--gtest_list_tests"}));
  EXPECT_THAT(listed.out, HasSubstr("# GetParam() = otc-ims-job/job/" + id(0) + " and 10 more\n"));
  const Ended run = assay(jobs(1500, ""));
  EXPECT_EQ(run.exit_code, 1);
  expect_sound_reports(path("reports/latest"));
  const json results = results_of(path("reports/latest"));
  EXPECT_EQ(results["summary"]["cases"]["failed"], 1500);
  EXPECT_EQ(results["findings"].size(), 1500u);
  EXPECT_EQ(results["findings"][1499]["case"], "otc-ims-job/job/" + id(1499));
  const Ended few = assay(jobs(500, "", {"--", "--gtest_list_tests"}));
  EXPECT_THAT(few.out, Not(HasSubstr(" more\n"))) << "each is a test of its own";
}

TEST_F(ManyJobsTest, ShuffledRunIsTheSame) {
  const AnswerServer server(milliseconds(0));
  const Ended run = assay(jobs(2500, server.url(), {"--", "--gtest_shuffle"}));
  EXPECT_EQ(run.exit_code, 0) << run.out << run.err;
  const json results = results_of(path("reports/latest"));
  EXPECT_EQ(results["exchanges"].size(), 2500u);
  EXPECT_EQ(results["exchanges"][7]["case"], "otc-ims-job/job/" + id(7)) << "in order of the plan";
}

TEST_F(ManyJobsTest, StoppedRunLeavesCompleteReports) {
  for (const int signal : {SIGINT, SIGTERM}) {
    const AnswerServer server(milliseconds(20));
    Process process(command(jobs(3000, server.url())));
    const auto end = std::chrono::steady_clock::now() + kPatience;
    while (server.requests() < 100 && std::chrono::steady_clock::now() < end) {
      std::this_thread::sleep_for(milliseconds(1));
    }
    process.send_signal(signal);
    const Ended run = process.wait();
    EXPECT_EQ(run.exit_code, 3) << run.out << run.err;
    EXPECT_THAT(run.out, HasSubstr("could not tell: the run was stopped, "));
    expect_sound_reports(path("reports/latest"));
    const json results = results_of(path("reports/latest"));
    const json& cases = results["summary"]["cases"];
    EXPECT_EQ(cases["total"], 3000);
    EXPECT_GT(cases["passed"], 0);
    EXPECT_GT(cases["could_not_run"], 0);
    EXPECT_EQ(cases["passed"].get<int>() + cases["could_not_run"].get<int>(), 3000);
    EXPECT_EQ(results["cases"][2999]["reason"], "the run was stopped before this was sent");
  }
}

TEST_F(ManyJobsTest, TerminalShowsRateAndTimeLeft) {
  const AnswerServer server(milliseconds(0));
  std::string line = binary();
  for (const std::string& word : jobs(20, server.url(), {"--rate", "10"}))
    line += " '" + word + "'";
  Command terminal = command({"-qefc", line, "/dev/null"});
  terminal.program = "script";
  const Ended run = run_process(terminal);
  EXPECT_EQ(run.exit_code, 0) << run.out;
  EXPECT_THAT(run.out, ContainsRegex("[0-9]+ of 20 cases, 0 failed, [0-9]+\\.[0-9] s, "
                                     "[0-9.]+ a second, [0-9]+ s left"));
}

}  // namespace
}  // namespace assay::cli::testing
