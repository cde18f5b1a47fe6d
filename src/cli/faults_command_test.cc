// `--fault`, `assay list faults` and `assay explain NAME`: what a user sees of faults.

#include <gmock/gmock.h>

#include <filesystem>
#include <sstream>

#include "cli/testing_cli.h"
#include "cli/testing_reports.h"

namespace assay::cli::testing {
namespace {

using nlohmann::json;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class FaultsCommandTest : public CliTest {
 protected:
  // What a run against a mock of its own process finds.
  std::set<std::string> broken_by(const Words& faults, const std::string& operation,
                                  const std::string& profile, int exit_code) {
    Words words = {"mock",           "--port",         "0", "--profile", profile,
                   "--write-target", path("mock.json")};
    for (const std::string& fault : faults) words.insert(words.end(), {"--fault", fault});
    environment_["ASSAY_TOKEN"] = "a-valid-token";
    environment_["ASSAY_EXPIRED_TOKEN"] = "an-expired-token";
    environment_["ASSAY_FOREIGN_TOKEN"] = "a-foreign-token";
    environment_["ASSAY_READ_ONLY_TOKEN"] = "a-read-only-token";
    const MockServer server(command(words));
    const Ended run = assay({"run", operation, "--profile", profile, "--allow-changes", "--target",
                             path("mock.json"), "--out", path("out")});
    EXPECT_EQ(run.exit_code, exit_code) << run.out << run.err;
    return broken_rules(results_of(path("out")));
  }
};

TEST_F(FaultsCommandTest, AMockServesAFaultToAnyClient) {
  EXPECT_THAT(broken_by({"ecl-progress-text"}, "ecl-image-copy-job", "documented", 1),
              ElementsAre("ecl-image-copy-job:copy_progress/type"));
  EXPECT_THAT(broken_by({"otc-begin-time-twelve-hours"}, "otc-ims-job", "observed", 1),
              ElementsAre("otc-ims-job:begin_time/format"));
  EXPECT_THAT(broken_by({"zstack-change-accepted-without-location"}, "zstack-change-image-state",
                        "observed", 1),
              ElementsAre("zstack-change-image-state:http.202.location/required"));
  EXPECT_THAT(
      broken_by({"zstack-sync-expired-accepted"}, "zstack-sync-image-size", "documented", 1),
      ElementsAre("zstack-sync-image-size:http.503/status"));
}

TEST_F(FaultsCommandTest, AMockHasSeveralFaultsAtOnce) {
  const Words both = {"ecl-progress-text", "ecl-source-id-number"};
  EXPECT_THAT(broken_by(both, "ecl-image-copy-job", "documented", 1),
              ElementsAre("ecl-image-copy-job:copy_progress/type",
                          "ecl-image-copy-job:source_image_id/type"));
}

TEST_F(FaultsCommandTest, FaultsOfOtherOperationsBreakNothing) {
  EXPECT_TRUE(broken_by({"ecl-progress-text", "zstack-sync-system-text"},
                        "zstack-change-image-state", "observed", 0)
                  .empty());
}

TEST_F(FaultsCommandTest, AMockSaysWhichFaultsItHas) {
  MockServer server(command({"mock", "--port", "0", "--fault", "otc-status-failed"}));
  EXPECT_THAT(server.process().line_with("fault "),
              HasSubstr("fault otc-status-failed, in answers to otc-ims-job"));
}

TEST_F(FaultsCommandTest, UnknownNamesAreRefusedWithANearOne) {
  for (const char* command : {"run", "mock"}) {
    EXPECT_THAT(refusal({command, "--fault", "otc-status-faild"}),
                AllOf(HasSubstr("no fault \"otc-status-faild\""),
                      HasSubstr("did you mean \"otc-status-failed\"?")));
  }
  EXPECT_THAT(refusal({"run", "--fault", "nothing like it"}), HasSubstr("assay list faults"));
}

TEST_F(FaultsCommandTest, OnlyTheReferenceServerHasFaults) {
  EXPECT_THAT(refusal({"run", "--fault", "otc-status-failed", "--target", "http://127.0.0.1:1"}),
              HasSubstr("only the built-in reference server has faults"));
}

// A fault that breaks nothing has been seen all the same.
TEST_F(FaultsCommandTest, HarmlessFaultsChangeAnswers) {
  for (const auto& one : std::filesystem::directory_iterator(source_file("fixtures/faults"))) {
    const json data = json::parse(read_text(one.path().string()));
    for (const json& fault : data["faults"]) {
      if (!fault.contains("harmless")) continue;
      const auto changes_answers = [&](const std::string& profile) {
        const Ended run = assay(
            {"run", data["operation"], "--quiet", "--profile", profile, "--fault", fault["name"]});
        return run.err.empty();
      };
      EXPECT_TRUE(changes_answers("documented") || changes_answers("observed")) << fault["name"];
    }
  }
}

TEST_F(FaultsCommandTest, AFaultThatNothingMeetsIsTold) {
  const Ended run = assay({"run", "ecl-image-copy-job", "--fault", "otc-status-failed"});
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_THAT(run.err, HasSubstr("fault otc-status-failed changed no answer"));
}

TEST_F(FaultsCommandTest, ARunTellsHowToRepeatItWithTheFault) {
  const Ended run = assay({"run", "ecl-image-copy-job", "--fault", "ecl-progress-text"});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.out, HasSubstr("--fault ecl-progress-text"));
}

TEST_F(FaultsCommandTest, ARunShowsWhatTheFaultBreaks) {
  const Ended run =
      assay({"run", "ecl-image-copy-job", "--fault", "ecl-destination-null-when-replicated"});
  EXPECT_EQ(run.exit_code, 0) << "nothing that must be is broken";
  expect_golden("run_fault.txt", run.out);
}

TEST_F(FaultsCommandTest, ExplainNamesAProfileUnderWhichThereIsSomethingToSee) {
  EXPECT_THAT(assay({"explain", "otc-progress-text"}).out,
              HasSubstr("assay run otc-ims-job --fault otc-progress-text --profile observed\n"));
}

TEST_F(FaultsCommandTest, ExplainDoesNotHaveAJobFollowedThatNeverEnds) {
  EXPECT_THAT(assay({"explain", "otc-success-never-shown"}).out,
              HasSubstr("--fault otc-success-never-shown --follow-limit 1s\n"));
}

TEST_F(FaultsCommandTest, ListsFaultsOfAnOperation) {
  const Ended all = assay({"list", "faults"});
  const Ended some = assay({"list", "faults", "ecl-image-copy-job"});
  EXPECT_EQ(all.exit_code, 0) << all.err;
  EXPECT_THAT(all.out, AllOf(HasSubstr("zstack-upload-offset-exponent "), HasSubstr(some.out)));
  EXPECT_THAT(some.out, Not(HasSubstr("zstack-")));
}

TEST_F(FaultsCommandTest, ExplainTellsWhatAFaultBreaks) {
  const Ended one = assay({"explain", "ecl-destination-null-when-replicated"});
  EXPECT_EQ(one.exit_code, 0) << one.err;
  expect_golden("explain_fault.txt", one.out);
  const Ended harmless = assay({"explain", "ecl-progress-exponent"});
  EXPECT_THAT(harmless.out,
              AllOf(HasSubstr("nothing: JSON Schema"), Not(HasSubstr("broken under"))));
}

TEST_F(FaultsCommandTest, EveryListedFaultCanBeExplained) {
  std::istringstream lines(assay({"list", "faults", "zstack-upload-image-job"}).out);
  int count = 0;
  for (std::string line; std::getline(lines, line); ++count) {
    const std::string name = line.substr(0, line.find(' '));
    EXPECT_THAT(assay({"explain", name}).out, HasSubstr(name + "\n  fault "));
  }
  EXPECT_GT(count, 40);
}

TEST_F(FaultsCommandTest, LintHoldsFaultsToTheRules) {
  const std::string data = copy_data();
  const std::string name = "data/fixtures/faults/ecl-image-copy-job.json";
  const std::string good = read_text(source_file("fixtures/faults/ecl-image-copy-job.json"));
  const std::string rule = "copy_progress/type";
  file(name, good);
  EXPECT_EQ(assay({"lint", "--data", data}).exit_code, 0);
  file(name, replaced(good, rule, "copy_progress/typ"));
  Ended lint = assay({"lint", "--data", data});
  EXPECT_EQ(lint.exit_code, 2);
  EXPECT_THAT(lint.err, HasSubstr("\"copy_progress/typ\" is no rule of this profile"));
  file(name, replaced(good, rule, "copy_progress/not-decreasing"));
  EXPECT_THAT(assay({"lint", "--data", data}).err, HasSubstr("is a rule of the other level"));
  file(name, replaced(good, "\"family\"", "\"familie\""));
  EXPECT_THAT(assay({"lint", "--data", data}).err, HasSubstr("/faults/0"));
  file(name, replaced(good, "ecl-progress-text", "ecl-status-unknown"));
  EXPECT_THAT(assay({"lint", "--data", data}).err,
              HasSubstr("\"ecl-status-unknown\" is the name of another fault, too"));
}

}  // namespace
}  // namespace assay::cli::testing
