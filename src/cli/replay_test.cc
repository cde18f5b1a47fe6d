// `assay replay`: the failed cases of a run, sent again.
#include <gmock/gmock.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <regex>

#include "cli/testing_answer_server.h"
#include "cli/testing_cli.h"
#include "cli/testing_reports.h"

namespace assay::cli::testing {
namespace {

using nlohmann::json;
using ::testing::AllOf;
using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kFault = "ecl-progress-text";

class ReplayCommandTest : public CliTest {
 protected:
  // Eleven cases of it fail.
  void run(const std::string& out = "old", const Words& more = {"--fault", kFault}) {
    Words words = {"run", "ecl-image-copy-job", "--quiet", "--out", out};
    words.insert(words.end(), more.begin(), more.end());
    ASSERT_EQ(assay(words).exit_code, 1);
  }
  Ended replay(const Words& more = {}, const std::string& of = "old") const {
    Words words = {"replay", of};
    words.insert(words.end(), more.begin(), more.end());
    return assay(words);
  }
  // How often each fate is told, from --json.
  std::map<std::string, int> fates(const Ended& ended) const {
    std::map<std::string, int> counts;
    const json told = json::parse(ended.out);
    for (const json& one : told["findings"]) ++counts[one["fate"]];
    return counts;
  }
  // A server of our own with these faults, and a target file that knows its jobs.
  std::unique_ptr<MockServer> serve(const Words& faults = {}) {
    Words words = {"mock", "--port", "0", "--write-target", "target.json"};
    for (const std::string& fault : faults) words.insert(words.end(), {"--fault", fault});
    environment_ = {{"ASSAY_TOKEN", "token-0001"},
                    {"ASSAY_EXPIRED_TOKEN", "token-0002"},
                    {"ASSAY_FOREIGN_TOKEN", "token-0003"},
                    {"ASSAY_READ_ONLY_TOKEN", "token-0004"}};
    return std::make_unique<MockServer>(command(words));
  }
};

TEST_F(ReplayCommandTest, TellsWhatIsStillFailing) {
  run();
  const Ended ended = replay();
  EXPECT_EQ(ended.exit_code, 1) << ended.err;
  expect_golden("replay.txt", ended.out);
  expect_sound_reports(path("reports/replay"));
  const json now = results_of(path("reports/replay"));
  EXPECT_EQ(now["cases"].size(), 11u) << "only what had failed";
}

TEST_F(ReplayCommandTest, TellsWhatIsFixed) {
  run();
  const auto server = serve();
  const Ended ended = replay({"--target", "target.json", "--json", "-"});
  EXPECT_EQ(ended.exit_code, 0) << ended.err << ended.out;
  EXPECT_EQ(fates(ended), (std::map<std::string, int>{{"fixed", 11}}));
  const Ended valid = assay({"schema", "validate", source_file("schemas/assay/replay.schema.json"),
                             file("replay.json", ended.out)});
  EXPECT_EQ(valid.exit_code, 0) << valid.out;
}

TEST_F(ReplayCommandTest, TellsWhatIsNewlyBrokenInTheSameCases) {
  run();
  const auto server = serve({"ecl-status-in-upper-case"});
  const Ended ended = replay({"--target", "target.json", "--json", "-"});
  EXPECT_EQ(ended.exit_code, 1);
  EXPECT_EQ(fates(ended)["fixed"], 11);
  const json added = json::parse(ended.out)["added"];
  ASSERT_FALSE(added.empty());
  EXPECT_THAT(added.dump(), HasSubstr("\"ecl-image-copy-job:status/enum\""));
}

// Unplugged: nothing is fixed that nobody could look at.
TEST_F(ReplayCommandTest, DeadTargetMeansThatNobodyCanTell) {
  run();
  { const auto server = serve(); }
  const Ended ended =
      replay({"--target", "target.json", "--retries", "0", "--json", "-", "--out", "again"});
  EXPECT_EQ(ended.exit_code, 3) << ended.err;
  EXPECT_EQ(fates(ended), (std::map<std::string, int>{{"could_not_tell", 11}}));
  EXPECT_THAT(json::parse(ended.out)["findings"][0]["reason"].get<std::string>(),
              HasSubstr("refused"));
  expect_sound_reports(path("again"));
}

TEST_F(ReplayCommandTest, TargetThatNoLongerHasTheJobsCannotTell) {
  run();
  const auto server = serve();
  json target = json::parse(read("target.json"));
  target["operations"]["ecl-image-copy-job"]["subjects"] = json::array();
  file("target.json", target.dump());
  const Ended ended = replay({"--target", "target.json"});
  EXPECT_EQ(ended.exit_code, 3) << ended.out;
  EXPECT_THAT(ended.out, HasSubstr("the target names no subject with"));
  EXPECT_THAT(ended.out, HasSubstr("0 fixed, 0 still failing, 11 could not be told"));
}

TEST_F(ReplayCommandTest, CasesThatAreGoneCannotBeToldAndRenamedOnesAreFollowed) {
  run();
  const std::string text = read("old/results.json");
  file("old/results.json", std::regex_replace(text, std::regex("ecl-image-copy-job/status/"),
                                              "ecl-image-copy-job/was/"));
  const Ended gone = replay({"--json", "-"});
  EXPECT_EQ(gone.exit_code, 1) << gone.err;
  EXPECT_EQ(fates(gone), (std::map<std::string, int>{{"could_not_tell", 7}, {"still_failing", 4}}));
  EXPECT_THAT(gone.out, HasSubstr("the target has no such case any more"));
  const std::string aliases = file("aliases.json", R"({"rules": {}, "cases": {
      "ecl-image-copy-job/was/error": "ecl-image-copy-job/status/error"}})");
  EXPECT_EQ(fates(replay({"--json", "-", "--aliases", aliases}))["still_failing"], 5);
}

// How much is sent at once is a promise to whoever runs the target.
TEST_F(ReplayCommandTest, PaceIsThatOfTheRun) {
  ASSERT_EQ(
      assay({"run", "ecl-image-copy-job", "--fault", "ecl-progress-text", "--jobs", "1", "--rate",
             "500", "--case", "*/status/*", "--out", "old", "--", "--gtest_filter=*FieldTypes*"})
          .exit_code,
      1);
  EXPECT_EQ(results_of(path("old"))["run"]["again"],
            "assay run ecl-image-copy-job --fault ecl-progress-text --jobs 1 --rate 500 --case "
            "'*/status/*' -- '--gtest_filter=*FieldTypes*'");
  ASSERT_EQ(assay({"replay", "old"}).exit_code, 1);
  EXPECT_THAT(results_of(path("reports/replay"))["run"]["again"].get<std::string>(),
              HasSubstr(" --jobs 1 --rate 500"));
}

// What a run was made with is made again: profile, rules, faults, values of lists.
TEST_F(ReplayCommandTest, OptionsOfTheRunAreKept) {
  run("old", {"--profile", "strict", "--fault", kFault, "--rule", "*/type", "--seed", "7"});
  ASSERT_EQ(replay().exit_code, 1);
  const json now = results_of(path("reports/replay"));
  EXPECT_EQ(now["run"]["profile"], "strict");
  EXPECT_THAT(now["run"]["again"].get<std::string>(),
              AllOf(HasSubstr("--seed 7"), HasSubstr("--rule '*/type'")));
}

TEST_F(ReplayCommandTest, ValuesOfListsAreThoseOfTheFailedCases) {
  const auto server = serve({kFault});
  const json target = json::parse(read("target.json"));
  std::string ids = "00000000-0000-4000-8000-000000000000\n";
  int count = 0;
  for (const json& subject : target["operations"]["ecl-image-copy-job"]["subjects"]) {
    if (count++ < 3) ids += subject["parameters"]["job_id"].get<std::string>() + "\n";
  }
  file("ids.txt", ids);
  run("old", {"--target", server->url(), "--param", "job_id=@ids.txt", "--case", "*/job/*"});
  std::filesystem::remove(path("ids.txt"));
  const Ended ended = replay({"--json", "-"});
  EXPECT_EQ(ended.exit_code, 1) << ended.err;
  EXPECT_GE(fates(ended)["still_failing"], 3);
  const json failed = results_of(path("old"));
  const json now = results_of(path("reports/replay"));
  EXPECT_LT(now["cases"].size(), failed["cases"].size() + 1);
  for (const json& one : now["cases"]) {
    if (!one.contains("again")) continue;
    const std::string again = one["again"];
    EXPECT_EQ(again.find("job_id="), again.rfind("job_id=")) << "its own value alone: " << again;
  }
}

// What the run read from a target file stands in no file of results.
TEST_F(ReplayCommandTest, ParametersOfTheCommandLineAreAddedAndReplaceTheRuns) {
  const auto server = serve({"otc-400-as-500"});
  const std::string project = json::parse(
      read("target.json"))["operations"]["otc-ims-job"]["subjects"][0]["parameters"]["project_id"];
  assay({"run", "otc-ims-job", "--quiet", "--out", "old", "--target", "target.json"});
  const Ended without = replay({"--target", server->url(), "--json", "-"});
  EXPECT_EQ(fates(without), (std::map<std::string, int>{{"could_not_tell", 1}}));
  EXPECT_THAT(without.out, HasSubstr("give --param project_id=VALUE"));
  const Words advice = {"--target", server->url(), "--json",
                        "-",        "--param",     "project_id=" + project};
  EXPECT_EQ(fates(replay(advice)), (std::map<std::string, int>{{"still_failing", 1}}));

  assay({"run", "otc-ims-job", "--quiet", "--out", "old", "--target", server->url(), "--param",
         "job_id=" + std::string(32, 'a'), "--param", "project_id=another", "--case", "*/400/*"});
  EXPECT_EQ(replay(advice).exit_code, 1);
  const std::string again = results_of(path("reports/replay"))["run"]["again"];
  EXPECT_THAT(again, AllOf(HasSubstr("project_id=" + project), Not(HasSubstr("another")),
                           HasSubstr("job_id=aaaa")))
      << "what is not said again is the run's";
  file("ids.txt", std::string(32, 'b') + "\n");
  EXPECT_EQ(replay({"--target", server->url(), "--param", "job_id=@ids.txt"}).exit_code, 1);
  EXPECT_THAT(results_of(path("reports/replay"))["run"]["again"].get<std::string>(),
              AllOf(HasSubstr("job_id=@ids.txt"), Not(HasSubstr("job_id=aaaa"))));
  EXPECT_THAT(replay({"--param", "prject_id=x"}).err, HasSubstr("did you mean \"project_id\"?"));
}

// A file of results may be anybody's.
TEST_F(ReplayCommandTest, FileOfResultsDecidesNoSecretAndNoPermission) {
  run();
  const auto server = serve();
  const auto rewritten = [&](const std::string& options) {
    json results = results_of(path("old"));
    results["run"]["again"] = "assay run ecl-image-copy-job --target " + server->url() + options;
    file("old/results.json", results.dump());
  };
  rewritten(" --token-command 'touch " + path("ran") + "'");
  environment_["OTHER_SECRET"] = "other-secret-0001";
  EXPECT_NE(replay().exit_code, 70);
  EXPECT_FALSE(std::filesystem::exists(path("ran"))) << "no program of the file's is started";
  rewritten(" --token-env OTHER_SECRET --insecure --allow-changes --proxy http://127.0.0.1:1");
  const Ended ended = replay();
  ASSERT_EQ(ended.exit_code, 3) << "the server knows none of these jobs: " << ended.err;
  EXPECT_THAT(ended.err, HasSubstr("asks " + server->url() + ", as old/results.json says"));
  const json now = results_of(path("reports/replay"));
  EXPECT_THAT(now["run"]["again"].get<std::string>(),
              AllOf(Not(HasSubstr("OTHER_SECRET")), Not(HasSubstr("--insecure")),
                    Not(HasSubstr("--allow-changes")), Not(HasSubstr("--proxy"))));
  EXPECT_THAT(now.dump(), Not(HasSubstr("${OTHER_SECRET}")));
}

// It may say to start a program, or name any variable as the token.
TEST_F(ReplayCommandTest, TargetFileIsToBeNamedAgain) {
  const auto server = serve({kFault});
  run("old", {"--target", "target.json"});
  const Ended refused = replay();
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_THAT(refused.err, HasSubstr("old/results.json: names a target file"));
  EXPECT_THAT(refused.err, HasSubstr("say it again: --target target.json"));
  EXPECT_EQ(replay({"--target", "target.json"}).exit_code, 1);
}

TEST_F(ReplayCommandTest, EnvironmentDoesNotChangeWhatWasRun) {
  run();
  environment_ = {{"ASSAY_PROFILE", "strict"},
                  {"ASSAY_TARGET", "http://127.0.0.1:1"},
                  {"GTEST_TOTAL_SHARDS", "2"},
                  {"GTEST_SHARD_INDEX", "0"}};
  const Ended ended = replay({"--json", "-"});
  EXPECT_EQ(ended.exit_code, 1) << ended.err;
  EXPECT_EQ(fates(ended), (std::map<std::string, int>{{"still_failing", 11}}));
  EXPECT_EQ(json::parse(ended.out)["now"]["profile"], "documented");
}

TEST_F(ReplayCommandTest, RunThatDidNotFailShowsNothing) {
  ASSERT_EQ(assay({"run", "ecl-image-copy-job", "--quiet", "--out", "old"}).exit_code, 0);
  const Ended ended = replay();
  EXPECT_EQ(ended.exit_code, 4);
  EXPECT_THAT(ended.err, HasSubstr("nothing failed in old/results.json"));
}

TEST_F(ReplayCommandTest, RefusesWhatCannotBeSentAgain) {
  EXPECT_THAT(refusal({"replay", "nowhere"}), HasSubstr("nowhere"));
  file("answer.json", "{}");
  ASSERT_EQ(assay({"check", "ecl-image-copy-job", "answer.json", "--json", "check.json"}).exit_code,
            1);
  EXPECT_THAT(refusal({"replay", "check.json"}),
              HasSubstr("check.json: does not say what was run: nothing can be sent again"));
  run();
  json results = results_of(path("old"));
  results["run"]["again"] = "rm -rf somewhere";
  file("old/results.json", results.dump());
  EXPECT_THAT(refusal({"replay", "old"}), HasSubstr("does not understand: rm -rf somewhere"));
  results["run"]["again"] = "assay run --no-such-option";
  file("old/results.json", results.dump());
  EXPECT_THAT(refusal({"replay", "old"}), HasSubstr("does not understand"));
  EXPECT_THAT(refusal({"replay", "old", "--out", "old"}),
              HasSubstr("old: holds the run, which the reports of the replay would replace"));
  EXPECT_THAT(refusal({"replay", "old", "--json", "old/results.json"}),
              HasSubstr("old/results.json"));
  EXPECT_THAT(refusal({"replay", "old", "--json", "-", "--markdown", "-"}),
              HasSubstr("--json and --markdown cannot both go to standard output"));
}

TEST_F(ReplayCommandTest, MarkdownSaysTheSame) {
  run();
  const Ended ended = replay({"--markdown", "-"});
  EXPECT_EQ(ended.exit_code, 1);
  EXPECT_THAT(ended.out,
              HasSubstr("### does not conform: 0 fixed, 11 still failing, 0 could not be told\n"));
  EXPECT_THAT(ended.out, HasSubstr("<details open><summary>still failing (11)</summary>"));
}

}  // namespace
}  // namespace assay::cli::testing
