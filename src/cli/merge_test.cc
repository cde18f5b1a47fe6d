// `assay merge`: the shards of a run, made by the binary and joined by it.
#include <gmock/gmock.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "cli/testing_cli.h"
#include "cli/testing_reports.h"

namespace assay::cli::testing {
namespace {

using nlohmann::json;
using ::testing::EndsWith;
using ::testing::HasSubstr;

// Without what differs from run to run, however it is made: times, ports and what was sent.
json steady_results(json results) {
  for (const char* name : {"started", "duration_us", "base_url"}) results["run"].erase(name);
  for (json& one : results["cases"]) one.erase("duration_us");
  for (json& one : results["shapes"]) one.erase("latency");
  json exchanges = json::array();
  for (const json& one : results["exchanges"]) {
    exchanges.push_back({one["case"], one["exchange"], one["request"]["target"],
                         one.contains("response") ? one["response"]["status"] : json()});
  }
  results["exchanges"] = exchanges;
  return results;
}

class MergeCommandTest : public CliTest {
 protected:
  // A run of all operations with one fault, in so many shards, below shard0, shard1 ...
  Words run_shards(int count, const Words& more = {}) {
    Words folders;
    for (int i = 0; i < count; ++i) {
      environment_ = {{"GTEST_TOTAL_SHARDS", std::to_string(count)},
                      {"GTEST_SHARD_INDEX", std::to_string(i)}};
      folders.push_back("shard" + std::to_string(i));
      Words words = {"run", "--quiet", "--fault",     "ecl-progress-text", "--require-coverage",
                     "10",  "--out",   folders.back()};
      words.insert(words.end(), more.begin(), more.end());
      const Ended run = assay(words);
      EXPECT_TRUE(run.exit_code == 0 || run.exit_code == 1) << run.err;
    }
    environment_.clear();
    return folders;
  }
  Ended merge(Words files) {
    files.insert(files.begin(), {"merge", "--out", "merged"});
    return assay(files);
  }
};

TEST_F(MergeCommandTest, ShardsTogetherAreTheRunInOnePiece) {
  const Ended whole =
      assay({"run", "--fault", "ecl-progress-text", "--require-coverage", "10", "--out", "whole"});
  ASSERT_EQ(whole.exit_code, 1) << whole.err;
  Words folders = run_shards(3);
  folders[1] += "/results.json";
  const Ended merged = merge(folders);
  EXPECT_EQ(merged.exit_code, 1) << merged.err;
  EXPECT_EQ(steady_results(results_of(path("merged"))), steady_results(results_of(path("whole"))));
  expect_sound_reports(path("merged"));
  const auto without_files = [](std::string text) { return text.substr(0, text.find("reports ")); };
  EXPECT_EQ(without_files(steady(merged.out)), without_files(steady(whole.out)));
}

TEST_F(MergeCommandTest, MissingShardIsRefused) {
  Words folders = run_shards(3);
  folders.pop_back();
  EXPECT_THAT(merge(folders).err, HasSubstr("is one of 3 shards, and there is no shard 2"));
  EXPECT_FALSE(std::filesystem::exists(path("merged")));
}

TEST_F(MergeCommandTest, ShardsOfDifferentDaysAreAskedAbout) {
  const Words folders = run_shards(2);
  EXPECT_EQ(merge(folders).err, "");
  json results = results_of(path(folders[0]));
  results["run"]["started"] = "2020-01-31T02:00:00Z";
  file(folders[0] + "/results.json", results.dump());
  EXPECT_THAT(merge(folders).err, HasSubstr("the shards began at 2020-01-31T02:00:00Z and at 2"));
}

TEST_F(MergeCommandTest, WholeRunIsNoShard) {
  ASSERT_EQ(assay({"run", "ecl-image-copy-job", "--quiet", "--out", "whole"}).exit_code, 0);
  EXPECT_THAT(refusal({"merge", "whole"}), HasSubstr("whole/results.json: is no shard of a run"));
}

// Each shard has room in an entry for what all of them together have not.
TEST_F(MergeCommandTest, RoomOfAWaiverIsThatOfTheWhole) {
  const std::string waivers = file("w.json", R"({"waivers": [
    {"rule": "ecl-image-copy-job:copy_progress/type", "case": "*/status/*", "max": 4, "reason": "a"},
    {"rule": "*:copy_progress/*", "max": 5, "reason": "b"},
    {"rule": "ecl-image-copy-job:status/enum", "max": 20, "reason": "c"}]})");
  const Words more = {"--waivers", waivers, "--fault", "ecl-status-in-upper-case"};
  Words words = {"run",   "--fault", "ecl-progress-text", "--require-coverage", "10",
                 "--out", "whole"};
  words.insert(words.end(), more.begin(), more.end());
  ASSERT_EQ(assay(words).exit_code, 1);
  const json whole = steady_results(results_of(path("whole")));
  ASSERT_EQ(whole["waivers"][0]["state"], "over_wide");
  ASSERT_EQ(whole["waivers"][1]["state"], "over_wide");
  EXPECT_EQ(merge(run_shards(3, more)).exit_code, 1);
  const json merged = steady_results(results_of(path("merged")));
  for (const char* name : {"summary", "waivers", "findings", "cases"}) {
    EXPECT_EQ(merged[name], whole[name]) << json::diff(whole[name], merged[name]).dump(2);
  }
}

TEST_F(MergeCommandTest, CredentialThatWasWaivedInAShardIsNotInTheWhole) {
  const std::string waivers =
      file("w.json", R"({"waivers": [{"rule": "*401/status", "max": 1, "reason": "known"}]})");
  const Words more = {"--waivers", waivers, "--fault", "otc-token-not-checked"};
  Words words = {"run",   "--fault", "ecl-progress-text", "--require-coverage", "10",
                 "--out", "whole"};
  words.insert(words.end(), more.begin(), more.end());
  ASSERT_EQ(assay(words).exit_code, 1);
  EXPECT_EQ(merge(run_shards(3, more)).exit_code, 1);
  const json whole = results_of(path("whole"))["credentials"];
  EXPECT_EQ(results_of(path("merged"))["credentials"], whole);
  EXPECT_THAT(whole.dump(), HasSubstr("\"failed\""));
}

// What one shard proposes has the maximum of one shard.
TEST_F(MergeCommandTest, ProposesWaiversForAllOfThem) {
  Words files = run_shards(3);
  files.insert(files.end(), {"--write-waivers", "p.json"});
  EXPECT_EQ(merge(files).exit_code, 1);
  Words whole = {"run", "--quiet", "--fault", "ecl-progress-text", "--write-waivers", "w.json"};
  EXPECT_EQ(assay(whole).exit_code, 1);
  EXPECT_EQ(json::parse(read("p.json")), json::parse(read("w.json")));
  EXPECT_FALSE(json::parse(read("p.json"))["waivers"].empty());
}

// Somebody may have to join them again.
TEST_F(MergeCommandTest, ShardsStay) {
  const Words folders = run_shards(2);
  const std::string before = read("shard0/results.json");
  const std::string hint = "--out names another folder";
  EXPECT_THAT(refusal({"merge", "shard0", "shard1", "--out", "shard0"}), HasSubstr(hint));
  EXPECT_THAT(refusal({"merge", "shard0", "shard1/results.json", "--out", "./shard1/"}),
              HasSubstr(hint));
  EXPECT_THAT(refusal({"merge", "shard0", "shard1", "--out", "m", "--json", "shard0/results.json"}),
              HasSubstr("--json would replace a report of a shard"));
  EXPECT_THAT(refusal({"merge", "shard0", "shard1", "--out", "m", "--json", "m/results.json"}),
              HasSubstr("--json would replace a report that --out holds"));
  EXPECT_EQ(read("shard0/results.json"), before);
  EXPECT_FALSE(std::filesystem::exists(path("m")));
}

TEST_F(MergeCommandTest, FolderWithoutResultsIsRefused) {
  EXPECT_THAT(refusal({"merge", "."}), HasSubstr("./results.json"));
}

}  // namespace
}  // namespace assay::cli::testing
