#include "results/merge_waivers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

namespace assay::results {
namespace {

using judge::Outcome;
using judge::WaiverState;
using testing::ElementsAre;

judge::WaiverRecord entry(const std::string& rule, std::uint32_t max) {
  judge::WaiverRecord record;
  record.waiver.rule = rule;
  record.waiver.reason = "known: " + rule;
  record.waiver.max = max;
  record.state = WaiverState::kApplied;
  return record;
}

// A whole run whose cases break rule "x:a" once each, all of them waived by the entry of that
// index, and the shards that say so: only what they say of waivers counts.
struct Shards {
  std::vector<ResultsFile> files;
  Results whole;

  Shards(std::vector<judge::WaiverRecord> waivers, std::vector<std::uint32_t> taken) : files(2) {
    whole.rules.push_back({.id = "x:a", .operation = "x"});
    for (std::uint32_t i = 0; i < taken.size(); ++i) {
      whole.findings.push_back({.case_index = i,
                                .pointer = "/a",
                                .actual = "1",
                                .outcome = Outcome::kWaived,
                                .waiver = taken[i]});
      Case& one = whole.cases.emplace_back();
      one.id = "x/" + std::to_string(i);
      one.operation = "x";
      one.outcome = Outcome::kWaived;
      one.reason = waivers[taken[i]].waiver.reason;
      one.checks = {{.outcome = Outcome::kPassed, .findings = {}},
                    {.outcome = Outcome::kWaived, .findings = {i}}};
    }
    for (std::uint32_t shard = 0; shard < 2; ++shard) {
      files[shard].results.waivers = waivers;
      for (std::uint32_t i = shard; i < taken.size(); i += 2) {
        for (std::size_t entry = 0; entry < waivers.size(); ++entry) {
          ++files[shard].results.waivers[entry].matched;
        }
        ++files[shard].results.waivers[taken[i]].waived;
      }
    }
  }
  std::vector<Outcome> outcomes() const {
    std::vector<Outcome> out;
    for (const Case& one : whole.cases) out.push_back(one.outcome);
    return out;
  }
};

TEST(MergeWaivers, WithRoomForAllEverythingStaysWaived) {
  Shards shards({entry("x:a", 4)}, {0, 0, 0, 0});
  merge_waivers(shards.files, shards.whole);
  EXPECT_EQ(shards.whole.waivers[0].state, WaiverState::kApplied);
  EXPECT_EQ(shards.whole.waivers[0].waived, 4u);
  EXPECT_THAT(shards.outcomes(), testing::Each(Outcome::kWaived));
}

TEST(MergeWaivers, ThoseBeyondTheRoomOfAllShardsGate) {
  Shards shards({entry("x:a", 2)}, {0, 0, 0, 0});
  merge_waivers(shards.files, shards.whole);
  const judge::WaiverRecord& sum = shards.whole.waivers[0];
  EXPECT_EQ(sum.state, WaiverState::kOverWide);
  EXPECT_EQ(sum.matched, 4u);
  EXPECT_EQ(sum.waived, 2u);
  EXPECT_THAT(shards.outcomes(),
              ElementsAre(Outcome::kWaived, Outcome::kWaived, Outcome::kFailed, Outcome::kFailed));
  const Case& beyond = shards.whole.cases[2];
  EXPECT_EQ(beyond.reason, "") << "of a failure, the finding tells";
  EXPECT_EQ(beyond.checks[0].outcome, Outcome::kPassed);
  EXPECT_EQ(beyond.checks[1].outcome, Outcome::kFailed);
  EXPECT_EQ(shards.whole.findings[2].outcome, Outcome::kFailed);
  EXPECT_FALSE(shards.whole.findings[2].waiver);
}

TEST(MergeWaivers, TheNextEntryTakesWhatTheFirstHasNoRoomFor) {
  Shards shards({entry("x:a", 2), entry("x:*", 0)}, {0, 0, 0, 0});
  merge_waivers(shards.files, shards.whole);
  EXPECT_EQ(shards.whole.waivers[0].state, WaiverState::kOverWide);
  EXPECT_EQ(shards.whole.waivers[1].waived, 2u);
  EXPECT_THAT(shards.outcomes(), testing::Each(Outcome::kWaived));
  EXPECT_EQ(shards.whole.findings[3].waiver, 1u);
  EXPECT_EQ(shards.whole.cases[3].reason, "known: x:*");
}

TEST(MergeWaivers, PlacesThatAreOnlyCountedTakeRoom) {
  Shards shards({entry("x:a", 3)}, {0, 0, 0, 0});
  shards.files[1].results.waivers[0].matched += 2;
  merge_waivers(shards.files, shards.whole);
  EXPECT_EQ(shards.whole.waivers[0].matched, 6u);
  EXPECT_THAT(shards.outcomes(),
              ElementsAre(Outcome::kWaived, Outcome::kFailed, Outcome::kFailed, Outcome::kFailed));
}

TEST(MergeWaivers, ShouldRulesWarnAgain) {
  Shards shards({entry("x:a", 1)}, {0, 0});
  for (Finding& finding : shards.whole.findings) finding.level = contract::Level::kShould;
  merge_waivers(shards.files, shards.whole);
  EXPECT_THAT(shards.outcomes(), ElementsAre(Outcome::kWaived, Outcome::kWarned));
}

// Without a maximum that is passed, what the shards say is summed.
TEST(MergeWaivers, StatesOfTheShardsTogether) {
  const auto state = [](WaiverState one, WaiverState other, bool complete = true) {
    std::vector<ResultsFile> files(2);
    files[0].results.waivers = files[1].results.waivers = {entry("x:a", 0)};
    files[0].results.waivers[0].state = one;
    files[1].results.waivers[0].state = other;
    files[1].results.waivers[0].complete = complete;
    files[1].results.waivers[0].matched = other == WaiverState::kApplied ? 1 : 0;
    Results whole;
    merge_waivers(files, whole);
    return whole.waivers[0].state;
  };
  EXPECT_EQ(state(WaiverState::kUndecided, WaiverState::kUndecided), WaiverState::kStale);
  EXPECT_EQ(state(WaiverState::kUndecided, WaiverState::kUndecided, false),
            WaiverState::kUndecided);
  EXPECT_EQ(state(WaiverState::kUndecided, WaiverState::kApplied), WaiverState::kApplied);
  EXPECT_EQ(state(WaiverState::kUndecided, WaiverState::kChanged), WaiverState::kChanged);
  EXPECT_EQ(state(WaiverState::kApplied, WaiverState::kOverWide), WaiverState::kOverWide);
  EXPECT_EQ(state(WaiverState::kExpired, WaiverState::kExpired), WaiverState::kExpired);
}

}  // namespace
}  // namespace assay::results
