// Reports that hold a secret after all. An answer tells a token that only becomes ours later: when
// the answer was written down, nobody knew that it was one.

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <filesystem>

#include "cli/testing_cli.h"
#include "cli/testing_job.h"
#include "cli/testing_reports.h"
#include "exchange/testing_server.h"

namespace assay::cli::testing {
namespace {

using exchange::testing::answers;
using exchange::testing::ok;
using exchange::testing::TestingServer;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kOld = "old-token-0001";
constexpr const char* kNew = "new-token-0002";
constexpr const char* kNext = "sh -c 'cat tok; cp next tok'";

class LeakCheckTest : public CliTest {
 protected:
  LeakCheckTest() {
    file("tok", kOld);
    file("next", kNew);
    file("jobs", "33911588-c299-4369-a240-7e5b741cdb6a\n33911588-c299-4369-a240-7e5b741cdb6b\n");
  }

  // Asks for two jobs, one after the other. The token is refused at the second.
  Ended run(const std::string& first_answer, const Words& more = {}) const {
    const TestingServer server(
        {answers(first_answer), answers(bare_answer("401 Unauthorized")), answers(job_answer())});
    Words words = {"run",
                   "ecl-image-copy-job",
                   "--target",
                   server.url(),
                   "--param",
                   "job_id=@jobs",
                   "--case",
                   "*/job/*",
                   "--jobs",
                   "1",
                   "--retries",
                   "0",
                   "--token-command",
                   kNext};
    words.insert(words.end(), more.begin(), more.end());
    return assay(words);
  }
  // A job whose status is `word`.
  static std::string job_with(const std::string& word) {
    return ok(replaced(example("ecl-image-copy-job/execution.json"), "cancel_requested", word));
  }
  void expect_told(const Ended& ended, const std::string& report, const std::string& form) const {
    EXPECT_EQ(ended.exit_code, 5) << ended.out << ended.err;
    EXPECT_THAT(ended.err, HasSubstr("assay: " + report + ": holds the secret in command:" + kNext +
                                     " (" + form + ") at byte "));
    EXPECT_THAT(ended.err, Not(HasSubstr(kNew)));
    EXPECT_THAT(ended.err, HasSubstr("nothing was deleted; don't pass these files on"));
    EXPECT_THAT(ended.out, HasSubstr("\nsecret in a report: "));
  }
  // The bytes of a file from the place that is told for it.
  std::string told_place(const Ended& ended, const std::string& report) const {
    const std::size_t line = ended.err.find("assay: " + report + ": ");
    const std::string behind = " at byte ";
    const std::size_t at = ended.err.find(behind, line);
    if (line == std::string::npos || at == std::string::npos) return "(not told)";
    const std::string text = read(report);
    const std::size_t offset = std::stoul(ended.err.substr(at + behind.size()));
    return offset < text.size() ? text.substr(offset, std::string_view(kNew).size()) : "(behind)";
  }
};

TEST_F(LeakCheckTest, EveryReportIsSearched) {
  const Ended ended = run(job_with(kNew), {"--", "--gtest_output=xml:mine/"});
  for (const std::string report :
       {"reports/latest/junit.xml", "reports/latest/results.json", "mine/assay.xml"}) {
    expect_told(ended, report, "plain");
    EXPECT_EQ(told_place(ended, report), kNew);
  }
}

TEST_F(LeakCheckTest, WhatGoogleTestWritesIsSearchedUnderEveryName) {
  EXPECT_EQ(run(job_with(kNew), {"--", "--gtest_output=json:mine/"}).exit_code, 5);
  file("tok", kOld);
  expect_told(run(job_with(kNew), {"--", "--gtest_output=json:mine/"}), "mine/assay_1.json",
              "plain");
  file("tok", kOld);
  expect_told(run(job_with(kNew), {"--", "--gtest_output=xml:own.xml"}), "own.xml", "plain");
  file("tok", kOld);
  environment_["GTEST_OUTPUT"] = "json";
  expect_told(run(job_with(kNew)), "test_detail.json", "plain");
}

TEST_F(LeakCheckTest, EscapedFormsAreFoundInWhatIsQuoted) {
  expect_told(run(job_with("t=new%2dtoken%2D0002")), "reports/latest/results.json",
              "percent-encoded");
  file("tok", kOld);
  expect_told(run(job_with("bmV3LXRva2VuLTAwMDI=")), "reports/latest/junit.xml", "base64");
  file("tok", kOld);
  expect_told(run(job_with("new&#45;token&#x2d;0002")), "reports/latest/results.json",
              "XML-escaped");
  file("tok", kOld);
  // The value itself is a text in JSON that has escapes.
  expect_told(run(job_with(R"(new\\u002dtoken\\u002d0002)")), "reports/latest/junit.xml",
              "JSON-escaped, JSON-escaped");
}

TEST_F(LeakCheckTest, NothingIsDeletedAndTheVerdictStaysInTheReports) {
  const Ended ended = run(job_with(kNew));
  EXPECT_EQ(ended.exit_code, 5);
  expect_sound_reports(path("reports/latest"));
  EXPECT_EQ(results_of(path("reports/latest"))["summary"]["verdict"], "does not conform");
  EXPECT_THAT(read("reports/latest/results.json"), HasSubstr(kNew));
}

TEST_F(LeakCheckTest, RunWithoutALeakEndsAsBefore) {
  const Ended ended = run(job_answer());
  EXPECT_NE(ended.exit_code, 5) << ended.err;
  EXPECT_THAT(ended.err, Not(HasSubstr("secret")));
  EXPECT_THAT(ended.out, Not(HasSubstr("secret in a report")));
}

TEST_F(LeakCheckTest, SecretInTheNameOfAReportIsNotRepeated) {
  const Ended ended = run(job_with(kNew), {"--out", std::string("reports/") + kNew});
  EXPECT_EQ(ended.exit_code, 5);
  EXPECT_THAT(ended.err, AllOf(HasSubstr("assay: reports/${command:"), Not(HasSubstr(kNew))));
}

TEST_F(LeakCheckTest, ShortSecretIsNotLookedForAndThatIsTold) {
  file("tok", "tok-old");
  file("next", "tok-new");
  const Ended ended = run(job_with("tok-new"));
  EXPECT_EQ(ended.exit_code, 1) << ended.err;
  EXPECT_THAT(ended.err, HasSubstr("has less than 8 bytes: reports are not searched for it"));
}

TEST_F(LeakCheckTest, ReportThatCannotBeSearchedIsNoResult) {
  std::filesystem::create_directories(path("reports/latest"));
  std::filesystem::create_symlink("/dev/null", path("reports/latest/junit.xml"));
  const Ended ended = run(job_answer());
  EXPECT_EQ(ended.exit_code, 2) << ended.out << ended.err;
  EXPECT_THAT(ended.err, HasSubstr("reports/latest/junit.xml: could not be searched for secrets: "
                                   "is no regular file"));
}

}  // namespace
}  // namespace assay::cli::testing
