#include "results/history.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

#include "results/sample_history.h"

namespace assay::results {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

// The trend of the only rule of a row.
RuleTrend trend(const std::string& row) {
  const History history = sample_history({row});
  EXPECT_THAT(history.series[0].rules, SizeIs(1)) << row;
  return history.series[0].rules.at(0);
}

std::vector<std::string> ids(const Series& series) {
  std::vector<std::string> out;
  for (const RuleTrend& rule : series.rules) out.push_back(rule.id);
  return out;
}

std::vector<std::string> files(const Series& series) {
  std::vector<std::string> out;
  for (const Moment& moment : series.moments) out.push_back(moment.file);
  return out;
}

TEST(History, RuleIsBrokenSinceTheFirstRunOfItsLastRow) {
  const RuleTrend rule = trend("HBHHBB");
  EXPECT_EQ(rule.now, RuleState::kBroken);
  EXPECT_EQ(rule.broken_since, 4u);
  EXPECT_EQ(rule.held_before, 3u);
  EXPECT_EQ(rule.fixed_at, std::nullopt);
  EXPECT_EQ(rule.changes, 3u);
  EXPECT_EQ(rule.row[5].places, 2u);
}

TEST(History, RuleThatNeverHeldMayBeBrokenForLonger) {
  const RuleTrend rule = trend("NBB");
  EXPECT_EQ(rule.broken_since, 1u);
  EXPECT_EQ(rule.held_before, std::nullopt);
  EXPECT_EQ(rule.changes, 0u);
}

TEST(History, RunsThatDoNotTellEndNothing) {
  const RuleTrend rule = trend("HBN-B-");
  EXPECT_EQ(rule.now, RuleState::kBroken);
  EXPECT_EQ(rule.broken_since, 1u);
  EXPECT_EQ(rule.told_at, 4u);
  EXPECT_EQ(rule.changes, 1u);
  EXPECT_EQ(rule.row[2].state, RuleState::kNotExercised);
  EXPECT_EQ(rule.row[3].state, RuleState::kAbsent);
}

TEST(History, FixedWhereItHeldFirst) {
  const RuleTrend rule = trend("HBBNHH");
  EXPECT_EQ(rule.now, RuleState::kHeld);
  EXPECT_EQ(rule.broken_since, 1u);
  EXPECT_EQ(rule.fixed_at, 4u);
}

TEST(History, WaivedAndWarnedAreBreakagesToo) {
  EXPECT_EQ(trend("HBV").broken_since, 1u);
  EXPECT_EQ(trend("HBV").now, RuleState::kWaived);
  EXPECT_EQ(trend("HWW").now, RuleState::kWarned);
  EXPECT_EQ(trend("VVB").broken_since, 0u);
}

TEST(History, RuleIsToldInTheLastRunOnlyWhereThatExercisedIt) {
  EXPECT_TRUE(trend("HBH").is_told_now());
  EXPECT_FALSE(trend("HBN").is_told_now());
  EXPECT_FALSE(trend("BH-").is_told_now());
}

TEST(History, OperationsThatTheLastRunDidNotTestAreKept) {
  const auto night = [](std::size_t number, const Rows& rows,
                        const std::vector<std::string>& operations) {
    Results run = sample_night(rows, number);
    for (std::size_t i = 0; i < run.rules.size(); ++i) run.rules[i].operation = operations[i];
    return run;
  };
  HistoryBuilder builder({});
  builder.add(night(0, {"H", "H", "H", "H"}, {"a", "b", "b", "c"}), {.path = "0"});
  builder.add(night(1, {"-H", "-H", "-N"}, {"b", "d", "b"}), {.path = "1"});
  builder.add(night(2, {"--H", "--N", "--H"}, {"d", "b", "e"}), {.path = "2"});
  const Series series = builder.finish().series[0];
  std::vector<std::string> words;
  for (const NotTested& one : series.not_tested) {
    words.push_back(one.operation + std::to_string(one.last_tested) + std::to_string(one.rules));
  }
  EXPECT_THAT(words, ElementsAre("a01", "b11", "c01")) << "b is there, but nothing of it was seen";
}

TEST(History, RuleThatNeverBrokeHasNoRow) {
  EXPECT_THAT(sample_history({"HHN-"}).series[0].rules, IsEmpty());
}

TEST(History, FlapsByItsLastRunsOnly) {
  EXPECT_FALSE(trend("HBHB").flaps());
  EXPECT_TRUE(trend("HBHBH").flaps());
  EXPECT_TRUE(trend("HBHBH" + std::string(26, 'H')).flaps());
  const RuleTrend calm = trend("HBHBH" + std::string(27, 'H'));
  EXPECT_FALSE(calm.flaps()) << "one of the changes is too long ago";
  EXPECT_EQ(calm.changes, 4u);
}

TEST(History, BrokenOnesComeFirstAndTheNewestOfThem) {
  const History history = sample_history({"BBHH", "HWWW", "BBBB", "HHHB", "HBBH", "VVVV"});
  EXPECT_THAT(ids(history.series[0]), ElementsAre("x:d", "x:c", "x:b", "x:f", "x:e", "x:a"));
}

TEST(History, RunCountsWhatItSays) {
  const Moment moment = sample_history({"B", "W", "V", "N", "H"}).series[0].moments[0];
  EXPECT_EQ(moment.verdict, Exit::kDoesNotConform);
  EXPECT_EQ(moment.rules, 5u);
  EXPECT_EQ(moment.exercised, 4u);
  EXPECT_EQ(moment.broken, 1u);
  EXPECT_EQ(moment.warned, 1u);
  EXPECT_EQ(moment.waived, 1u);
  EXPECT_EQ(moment.grounds.cases.total, 5u);
  EXPECT_EQ(moment.latency[0].answers, 100u);
  EXPECT_GE(moment.latency[0].p90_us, 1000);
}

TEST(History, WorstOfARulesPlacesCounts) {
  for (const std::size_t waived : {0u, 1u}) {
    Results run = sample_night({"B"}, 0);
    run.findings[waived].outcome = judge::Outcome::kWaived;
    HistoryBuilder builder({});
    builder.add(run, {});
    const RuleAt at = builder.finish().series[0].rules[0].row[0];
    EXPECT_EQ(at.state, RuleState::kBroken);
    EXPECT_EQ(at.places, 1u);
  }
}

TEST(History, OrderIsThatOfTheRunsAndNotOfTheFiles) {
  HistoryBuilder builder({});
  for (const std::size_t night : {2u, 0u, 1u}) {
    builder.add(sample_night({"HBB"}, night), {.path = std::to_string(night)});
  }
  builder.add(sample_night({"HBB"}, 1), {.path = "0-other", .fingerprint = 7});
  const History history = builder.finish();
  EXPECT_THAT(files(history.series[0]), ElementsAre("0", "0-other", "1", "2"));
  EXPECT_EQ(history.series[0].rules[0].broken_since, 1u);
}

TEST(History, LastRunsOnly) {
  const History history = sample_history({"BHHHB"}, 2);
  EXPECT_THAT(files(history.series[0]), ElementsAre("3.json", "4.json"));
  EXPECT_EQ(history.series[0].earlier, 3u);
  EXPECT_EQ(history.series[0].rules[0].changes, 1u);
  EXPECT_THAT(sample_history({"BHH"}, 2).series[0].rules, IsEmpty());
}

TEST(History, TargetsAndProfilesAreToldApart) {
  HistoryBuilder builder({});
  for (std::size_t night = 0; night < 3; ++night) {
    Results run = sample_night({"HBH"}, night);
    if (night == 1) run.run.profile = contract::Profile::kStrict;
    if (night == 2) run.run.target = "other";
    builder.add(run, {});
  }
  const History history = builder.finish();
  ASSERT_THAT(history.series, SizeIs(3));
  EXPECT_EQ(history.series[0].target, "other") << "the newest first";
  EXPECT_EQ(history.series[1].profile, contract::Profile::kStrict);
  EXPECT_EQ(history.series[2].target, "server");
  EXPECT_THAT(history.series[2].rules, IsEmpty());
}

TEST(History, CopiesCountOnce) {
  HistoryBuilder builder({});
  for (const std::uint64_t fingerprint : {1, 1, 2}) {
    builder.add(sample_night({"H"}, 0), {.path = "", .page = "", .fingerprint = fingerprint});
  }
  const History history = builder.finish();
  EXPECT_EQ(history.left_out.copies, 1u);
  EXPECT_THAT(history.series[0].moments, SizeIs(2)) << "two runs may begin at the same time";
}

TEST(History, ShardsAreLeftOut) {
  Results run = sample_night({"H"}, 0);
  run.run.shards = 2;
  HistoryBuilder builder({});
  builder.add(run, {.path = "shard.json"});
  const History history = builder.finish();
  EXPECT_THAT(history.left_out.shards, ElementsAre("shard.json"));
  EXPECT_THAT(history.series, IsEmpty());
}

TEST(History, RenamedRulesAreOne) {
  Results before = sample_night({"BB"}, 0);
  before.rules[0].id = "x:old";
  HistoryBuilder builder({.rules = {{"x:old", "x:a"}}, .cases = {}});
  builder.add(before, {});
  builder.add(sample_night({"BB"}, 1), {});
  const History history = builder.finish();
  EXPECT_THAT(ids(history.series[0]), ElementsAre("x:a"));
  EXPECT_EQ(history.series[0].rules[0].broken_since, 0u);
  EXPECT_THAT(history.renamed, ElementsAre("x:old -> x:a"));
}

// A run whose answers all took so long.
Results with_latency(std::size_t night, std::chrono::milliseconds each, int answers = 100) {
  Results run = sample_night({"HHHH"}, night);
  judge::Latency latency;
  for (int i = 0; i < answers; ++i) latency.add(each);
  run.shapes[0].what.latency = latency;
  return run;
}

TEST(History, SlowerThanTheMedianOfTheRunsBefore) {
  using std::chrono::milliseconds;
  const auto slower = [](milliseconds last, int answers = 100) {
    HistoryBuilder builder({});
    builder.add(with_latency(0, milliseconds(10)), {});
    builder.add(with_latency(1, milliseconds(900)), {});
    builder.add(with_latency(2, milliseconds(10)), {});
    builder.add(with_latency(3, last, answers), {});
    return builder.finish().series[0].slower;
  };
  ASSERT_THAT(slower(milliseconds(100)), SizeIs(1));
  EXPECT_LT(slower(milliseconds(100))[0].before_us, 20'000);
  EXPECT_THAT(slower(milliseconds(18)), IsEmpty()) << "less than twice, and less than 20 ms more";
  EXPECT_THAT(slower(milliseconds(100), 5), IsEmpty()) << "too few answers to tell";
}

TEST(History, LastRunWithTheMostExercisedRules) {
  EXPECT_EQ(sample_history({"HHNH", "HHHN"}).series[0].most_exercised, 1u);
  EXPECT_EQ(sample_history({"NHHH"}).series[0].most_exercised, 3u);
}

}  // namespace
}  // namespace assay::results
