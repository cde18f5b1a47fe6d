// `assay run` against the built-in reference server: what it prints, writes and returns.

#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>

#include "base/text.h"
#include "cli/testing_cli.h"
#include "cli/testing_reports.h"

namespace assay::cli::testing {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class RunTest : public CliTest {};

TEST_F(RunTest, WithoutArgumentsConforms) {
  const Ended run = assay({"run"});
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_EQ(run.err, "") << "progress is for terminals";
  expect_golden("run.txt", run.out);
  expect_sound_reports(path("reports/latest"));
}

TEST_F(RunTest, WritesReportsWhereAsked) {
  const Ended run = assay({"run", "otc-ims-job", "--out", "a/b"});
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_THAT(run.out,
              HasSubstr("reports a/b/index.html\n        a/b/assay.css\n        a/b/junit.xml\n"
                        "        a/b/results.json\n"));
  expect_sound_reports(path("a/b"));
  EXPECT_FALSE(std::filesystem::exists(path("reports")));
}

TEST_F(RunTest, NeedsNothingButItsOwnFile) {
  std::filesystem::create_directory(path("empty"));
  std::filesystem::copy_file(binary(), path("alone"));
  const Ended run = run_process({.program = path("alone"),
                                 .arguments = {"run", "--quiet"},
                                 .environment = {},
                                 .folder = path("empty"),
                                 .input = {}});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  expect_sound_reports(path("empty/reports/latest"));
}

// The mock answers as the documents' examples do, which the tables taken to the letter refuse.
TEST_F(RunTest, StrictBreaksExactlyTheExpectedRules) {
  const Ended run = assay({"run", "--profile", "strict", "--out", "strict"});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.out, HasSubstr("does not conform: "));
  expect_sound_reports(path("strict"));
  std::string rules;
  for (const std::string& rule : broken_rules(results_of(path("strict")))) rules += rule + "\n";
  expect_golden("run_strict_rules.txt", rules);
}

TEST_F(RunTest, FailingCaseTellsAllThatIsKnown) {
  const Ended run = assay({"run", "--profile", "strict", "--case",
                           "otc-ims-job/success/imsAddImageMembersJob", "--out", "out"});
  EXPECT_EQ(run.exit_code, 1);
  expect_golden("run_failing_case.txt", run.out);
}

// Of a failing case, the line that starts with "again" is a command that fails in the same way.
TEST_F(RunTest, AgainLineRepeatsTheFailure) {
  const Ended run = assay({"run", "--profile", "strict", "--rule", "*status/enum", "--seed", "7",
                           "--case", "otc-ims-job/success/imsAddImageMembersJob", "--out", "one"});
  ASSERT_EQ(run.exit_code, 1);
  const std::size_t begin = run.out.find("  again     assay ");
  ASSERT_NE(begin, std::string::npos) << run.out;
  const std::string line = run.out.substr(begin + 18, run.out.find('\n', begin) - begin - 18);
  Command shell = command({"-c", binary() + " " + line + " --out two"});
  shell.program = "sh";
  EXPECT_EQ(run_process(shell).exit_code, 1);
  EXPECT_EQ(broken_rules(results_of(path("two"))), broken_rules(results_of(path("one"))));
  EXPECT_EQ(case_ids(results_of(path("two"))), case_ids(results_of(path("one"))));
}

TEST_F(RunTest, OperationsSelect) {
  const Ended run = assay({"run", "zstack-upload-image-job", "ecl-image-copy-job", "--out", "out"});
  EXPECT_EQ(run.exit_code, 0);
  std::set<std::string> operations;
  const json results = results_of(path("out"));
  for (const json& one : results["cases"]) operations.insert(one["operation"]);
  EXPECT_EQ(operations, (std::set<std::string>{"ecl-image-copy-job", "zstack-upload-image-job"}));
}

TEST_F(RunTest, CasePatternsSelect) {
  const Ended run = assay({"run", "--case", "otc-ims-job/success/*Ova*", "--case",
                           "ecl-image-copy-job/status/error", "--out", "out"});
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_EQ(case_ids(results_of(path("out"))),
            (std::set<std::string>{"ecl-image-copy-job/status/error",
                                   "otc-ims-job/success/imsImportOvaImageJob"}));
}

TEST_F(RunTest, RulePatternsSelect) {
  const Ended run =
      assay({"run", "--profile", "strict", "--rule", "*error_code/type", "--out", "out"});
  EXPECT_EQ(run.exit_code, 1);
  const json results = results_of(path("out"));
  EXPECT_FALSE(broken_rules(results).empty());
  for (const json& rule : results["rules"]) {
    const std::string id = rule["id"];
    EXPECT_TRUE(rule["exercised"] == 0 || base::glob_match("*error_code/type", id)) << id;
  }
}

TEST_F(RunTest, GoogleTestFilterSelectsChecks) {
  const Ended run = assay({"run", "--out", "out", "--", "--gtest_filter=Lifecycle*:Transport*"});
  EXPECT_EQ(run.exit_code, 0);
  std::set<std::string> categories;
  const json results = results_of(path("out"));
  for (const json& one : results["cases"]) {
    for (const json& check : one["checks"]) categories.insert(check["category"]);
  }
  EXPECT_EQ(categories, (std::set<std::string>{"Lifecycle", "Transport"}));
  expect_sound_reports(path("out"));
}

TEST_F(RunTest, GoogleTestListsAndRunsNothing) {
  const Ended run = assay({"run", "--", "--gtest_list_tests"});
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_THAT(run.out, StartsWith("Transport.\n  Holds/"));
  EXPECT_THAT(run.out, HasSubstr("\nCoverage.\n"));
  EXPECT_FALSE(std::filesystem::exists(path("reports/latest/junit.xml")));
}

TEST_F(RunTest, ShuffledOrderChangesNoOutcome) {
  const Ended plain = assay({"run", "--out", "plain"});
  const Ended shuffled =
      assay({"run", "--out", "mixed", "--", "--gtest_shuffle", "--gtest_random_seed=5"});
  EXPECT_EQ(shuffled.exit_code, 0);
  EXPECT_EQ(results_of(path("mixed"))["summary"], results_of(path("plain"))["summary"]);
}

TEST_F(RunTest, ShardsTogetherAreTheWhole) {
  EXPECT_EQ(assay({"run", "--out", "whole"}).exit_code, 0);
  const std::set<std::string> whole = case_ids(results_of(path("whole")));
  std::set<std::string> together;
  std::size_t count = 0;
  for (const std::string index : {"0", "1", "2"}) {
    environment_ = {{"GTEST_TOTAL_SHARDS", "3"},
                    {"GTEST_SHARD_INDEX", index},
                    {"GTEST_SHARD_STATUS_FILE", path("status" + index)}};
    EXPECT_EQ(assay({"run", "--out", "shard" + index}).exit_code, 0);
    EXPECT_TRUE(std::filesystem::exists(path("status" + index)));
    const std::set<std::string> part = case_ids(results_of(path("shard" + index)));
    count += part.size();
    together.insert(part.begin(), part.end());
  }
  EXPECT_EQ(together, whole);
  EXPECT_EQ(count, whole.size()) << "a case is in one shard only";
}

TEST_F(RunTest, CoverageBelowTheRequiredShowsNothing) {
  const Ended run = assay({"run", "--require-coverage", "100", "--out", "out"});
  EXPECT_EQ(run.exit_code, 4);
  EXPECT_THAT(run.out, HasSubstr("\nnothing shown: "));
  expect_sound_reports(path("out"));
  EXPECT_EQ(results_of(path("out"))["summary"]["exit_code"], 4);
  EXPECT_EQ(assay({"run", "--require-coverage", "1"}).exit_code, 0);
}

TEST_F(RunTest, UndeclaredMembersFailWhenAsked) {
  const Words strict = {"run",         "zstack-sync-image-size", "--profile", "strict", "--rule",
                        "*/undeclared"};
  Words asked = strict;
  asked.insert(asked.end(), {"--undeclared", "fail", "--out", "asked"});
  EXPECT_EQ(assay(strict).exit_code, 0);
  EXPECT_EQ(assay(asked).exit_code, 1);
  EXPECT_THAT(broken_rules(results_of(path("asked"))),
              ::testing::Contains("zstack-sync-image-size:$/undeclared"));
}

TEST_F(RunTest, CoverageIsOfTheRulesThatWereSelected) {
  const Ended run =
      assay({"run", "ecl-image-copy-job", "--rule", "*:status/enum", "--require-coverage", "100"});
  EXPECT_EQ(run.exit_code, 0) << run.out;
  EXPECT_THAT(run.out, HasSubstr("rules   1 of 1 exercised (100 %)\n"));
  const json results = results_of(path("reports/latest"));
  EXPECT_EQ(results["coverage"][0]["rules"]["total"], 1);
  ASSERT_EQ(results["rules"].size(), 1u);
  EXPECT_EQ(results["rules"][0]["id"], "ecl-image-copy-job:status/enum");
}

TEST_F(RunTest, ErrorsThatWereNeverSeenAreAGap) {
  const Words run = {"run", "otc-ims-job", "--case", "*/error/401/*", "--require-evidence"};
  const auto with = [&](const std::string& codes) {
    Words words = run;
    words.push_back(codes);
    return assay(words);
  };
  const Ended gap = with("401,503");
  EXPECT_EQ(gap.exit_code, 4);
  EXPECT_THAT(gap.out, HasSubstr("on the reference server only 401; never 400, 403, 500, 503"));
  EXPECT_THAT(gap.out, HasSubstr("nothing shown: never seen: 503 of otc-ims-job"));
  expect_sound_reports(path("reports/latest"));
  EXPECT_EQ(with("401").exit_code, 0);
  EXPECT_EQ(with("418").exit_code, 2);
}

TEST_F(RunTest, PlanShowsWhatWouldBeSent) {
  const Ended plan = assay({"run", "zstack-change-image-state", "--plan"});
  EXPECT_EQ(plan.exit_code, 0);
  expect_golden("run_plan.txt", plan.out);
  EXPECT_FALSE(std::filesystem::exists(path("reports"))) << "nothing was sent";
}

TEST_F(RunTest, SeedDecidesWhatTheServerHas) {
  const auto request_of = [&](const std::string& seed, const std::string& out) {
    EXPECT_EQ(assay({"run", "ecl-image-copy-job", "--seed", seed, "--out", out}).exit_code, 0);
    return results_of(path(out))["exchanges"][0]["request"]["target"].get<std::string>();
  };
  const std::string one = request_of("1", "a");
  EXPECT_EQ(request_of("1", "b"), one);
  EXPECT_NE(request_of("2", "c"), one);
}

TEST_F(RunTest, VariablesStandInForOptions) {
  environment_ = {{"ASSAY_PROFILE", "strict"}, {"ASSAY_OUT", path("out")}, {"ASSAY_JOBS", "2"}};
  EXPECT_EQ(assay({"run", "ecl-image-copy-job"}).exit_code, 1);
  EXPECT_EQ(results_of(path("out"))["run"]["profile"], "strict");
  EXPECT_EQ(assay({"run", "ecl-image-copy-job", "--profile", "documented"}).exit_code, 0)
      << "the command line wins";
}

}  // namespace
}  // namespace assay::cli::testing
