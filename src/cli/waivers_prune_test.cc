// `assay waivers prune`: what a run proved to be fixed goes, and nothing else.

#include <gmock/gmock.h>

#include "cli/testing_cli.h"
#include "cli/testing_reports.h"
#include "exchange/testing_server.h"

namespace assay::cli::testing {
namespace {

using exchange::testing::answers;
using exchange::testing::ok;
using exchange::testing::TestingServer;
using nlohmann::json;
using ::testing::HasSubstr;

constexpr const char* kBefore = R"({ "waivers": [
  { "rule": "ecl-image-copy-job:job_id/type",   "reason": "fixed \u0031" },
  { "rule": "ecl-image-copy-job:status/enum",
    "reason": "still there" },
  { "rule": "ecl-image-copy-job:status/type", "reason": "over", "expires": "2020-01-01" },
  { "rule": "ecl-*", "target": "staging", "reason": "there" },
  { "rule": "otc-ims-job:status/type", "reason": "not run" },
  { "rule": "ecl-image-copy-job:http.200/json", "reason": "fixed 2" }
] }
)";
constexpr const char* kAfter = R"({ "waivers": [
  { "rule": "ecl-image-copy-job:status/enum",
    "reason": "still there" },
  { "rule": "ecl-image-copy-job:status/type", "reason": "over", "expires": "2020-01-01" },
  { "rule": "ecl-*", "target": "staging", "reason": "there" },
  { "rule": "otc-ims-job:status/type", "reason": "not run" }
] }
)";

class PruneTest : public CliTest {
 protected:
  PruneTest() { file("w.json", kBefore); }

  void run(const Words& more = {}) const {
    Words words = {"run",   "ecl-image-copy-job", "--fault", "ecl-status-unknown", "--waivers",
                   "w.json"};
    words.insert(words.end(), more.begin(), more.end());
    EXPECT_EQ(assay(words).exit_code, 1);
  }
  Ended prune(const Words& more = {}) const {
    Words words = {"waivers", "prune", "w.json", "--results", "reports/latest/results.json"};
    words.insert(words.end(), more.begin(), more.end());
    return assay(words);
  }
};

TEST_F(PruneTest, TellsWhatItWouldDropAndTouchesNothing) {
  run();
  const Ended told = prune();
  EXPECT_EQ(told.exit_code, 0) << told.err;
  expect_golden("waivers_prune.txt", told.out);
  EXPECT_EQ(read("w.json"), kBefore);
}

TEST_F(PruneTest, WritesTheRestByteForByte) {
  run();
  EXPECT_THAT(prune({"--write"}).out, HasSubstr("2 of 6 entries dropped (run of "));
  EXPECT_EQ(read("w.json"), kAfter);
  EXPECT_THAT(prune({"--write"}).out, HasSubstr("0 of 4 entries are stale: nothing to drop"));
  EXPECT_EQ(read("w.json"), kAfter);
}

TEST_F(PruneTest, DropsNothingThatTheRunDidNotSee) {
  run({"--case", "ecl-image-copy-job/status/*"});
  EXPECT_THAT(prune({"--write"}).out, HasSubstr("0 of 6 entries are stale"));
  EXPECT_EQ(read("w.json"), kBefore);
}

// An entry that was changed since is another one.
TEST_F(PruneTest, DropsNothingThatTheResultsDoNotMention) {
  run();
  const std::string changed = replaced(kBefore, "fixed \\u0031", "is back");
  file("w.json", changed);
  const Ended told = prune({"--write"});
  EXPECT_THAT(told.out, HasSubstr("1 of 6 entries dropped"));
  EXPECT_THAT(told.out, HasSubstr("1 not in these results"));
  EXPECT_THAT(read("w.json"), HasSubstr("is back"));
}

TEST_F(PruneTest, DropsNothingThatIsBrokenByAnotherValue) {
  // Answers 200 where 401 is due, with a body that is another in each answer.
  const TestingServer server({answers(ok(R"({"at": 1})")), answers(ok(R"({"at": 2})"))});
  environment_ = {{"ASSAY_TOKEN", "a-token-that-nobody-has"}};
  const std::string entry = R"({ "waivers": [{ "rule": "ecl-image-copy-job:http.401/status",
    "actual": "200, body {\"at\": 1}", "reason": "answers without a token" }] })";
  file("w.json", entry);
  const Words night = {"run",       "ecl-image-copy-job",
                       "--target",  server.url(),
                       "--case",    "*/error/401/none",
                       "--retries", "0",
                       "--waivers", "w.json"};
  EXPECT_THAT(assay(night).out, HasSubstr("  applied  "));
  EXPECT_EQ(assay(night).exit_code, 1);
  const Ended told = prune({"--write"});
  EXPECT_THAT(told.out, HasSubstr("0 of 1 entries are stale: nothing to drop"));
  EXPECT_THAT(told.out, HasSubstr("kept: 1 changed\n"));
  EXPECT_EQ(read("w.json"), entry);
}

TEST_F(PruneTest, TakesTheFolderOfARun) {
  run();
  const Ended told = assay({"waivers", "prune", "w.json", "--results", "reports/latest"});
  EXPECT_EQ(told.exit_code, 0) << told.err;
  EXPECT_EQ(told.out, prune().out);
}

TEST_F(PruneTest, RefusesWhatItCannotRead) {
  const Words words = {"waivers", "prune", "w.json", "--results", "r.json"};
  EXPECT_THAT(refusal(words), HasSubstr("r.json"));
  file("r.json", "{}");
  EXPECT_THAT(refusal(words), HasSubstr("r.json: is no results file"));
  EXPECT_EQ(assay({"run", "ecl-image-copy-job", "--out", "plain"}).exit_code, 0);
  EXPECT_THAT(refusal({"waivers", "prune", "w.json", "--results", "plain/results.json"}),
              HasSubstr("knows of no waivers"));
  file("w.json", R"({ "waivers": [{ "rule": "x" }] })");
  EXPECT_THAT(refusal(words), HasSubstr("/waivers/0"));
  EXPECT_THAT(refusal({"waivers"}), HasSubstr("prune"));
}

}  // namespace
}  // namespace assay::cli::testing
