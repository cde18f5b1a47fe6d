#include "judge/waiver_use.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>
#include <memory>

#include "contract/testing_contract.h"

namespace assay::judge {
namespace {

using contract::Category;
using contract::Level;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr const char* kEnum = "otc-ims-job:status/enum";

Waiver waiver(const std::string& rule = kEnum) {
  return {.rule = rule, .reason = "known", .ticket = "T-1"};
}

// Cases of one step that was answered; every rule is exercised until a test says otherwise.
class Waivers : public ::testing::Test {
 protected:
  void use(std::vector<Waiver> waivers, bool sharded = false) {
    use_ = WaiverUse(std::move(waivers), {.target = "staging",
                                          .base_url = "https://ims.example.com",
                                          .today = "2026-06-01",
                                          .sharded = sharded});
  }

  CaseRecord& plan(const std::string& name, bool selected = true) {
    plan::Case& planned = planned_.emplace_back();
    planned.id = "otc-ims-job/" + name;
    planned.contract = contract_.get();
    planned.steps.resize(1);
    planned.categories = {Category::kTransport, Category::kStatusEnumeration};
    use_.plan(planned, selected);
    CaseRecord& record = records_.emplace_back();
    record.planned = &planned;
    record.verdict.exercised.assign(contract_->rules().size(), 1);
    record.verdict.broken.assign(contract_->rules().size(), 0);
    record.transcript.resize(1);
    record.transcript[0].response = wire::Response{};
    return record;
  }

  void find(CaseRecord& record, const std::string& actual = "\"success\"",
            Level level = Level::kMust, const std::string& pointer = "/status") {
    const contract::RuleIndex rule = contract::rule_index(*contract_, "status/enum");
    record.verdict.findings.push_back(
        {.rule = rule, .pointer = pointer, .level = level, .actual = actual});
    ++record.verdict.broken[rule];
  }

  Outcome settled(CaseRecord& record) {
    use_.settle(record, record.planned->categories);
    return record.outcome;
  }

  WaiverState state(std::size_t index = 0) const { return use_.finish()[index].state; }

  const std::shared_ptr<const contract::Contract> contract_ =
      contract::shipped_contract("otc-ims-job");
  std::deque<plan::Case> planned_;
  std::deque<CaseRecord> records_;
  WaiverUse use_;
};

TEST_F(Waivers, WaivedFindingDoesNotGate) {
  use({waiver()});
  CaseRecord& record = plan("x");
  find(record);
  EXPECT_EQ(settled(record), Outcome::kWaived);
  EXPECT_EQ(record.checks[0].outcome, Outcome::kPassed);
  EXPECT_EQ(record.checks[1].outcome, Outcome::kWaived);
  EXPECT_EQ(record.reason, "known (T-1)");
  EXPECT_THAT(record.waived, ElementsAre(std::pair(0u, 0u)));
  EXPECT_EQ(state(), WaiverState::kApplied);
  EXPECT_EQ(use_.finish()[0].waived, 1u);
}

TEST_F(Waivers, WhatIsNotWaivedDecides) {
  Waiver one = waiver();
  one.actual = "\"success\"";
  use({one});
  CaseRecord& must = plan("must");
  find(must);
  find(must, "\"other\"");
  EXPECT_EQ(settled(must), Outcome::kFailed);
  CaseRecord& should = plan("should");
  find(should);
  find(should, "\"other\"", Level::kShould);
  EXPECT_EQ(settled(should), Outcome::kWarned);
  EXPECT_EQ(should.reason, "");
}

TEST_F(Waivers, EverySelectorNarrows) {
  const auto waives = [&](Waiver one) {
    use({std::move(one)});
    CaseRecord& record = plan("x/y");
    find(record);
    return settled(record) == Outcome::kWaived;
  };
  EXPECT_TRUE(waives({.rule = "*", .reason = "r"}));
  EXPECT_TRUE(waives({.rule = "otc-ims-job:status/*", .reason = "r"}));
  EXPECT_FALSE(waives({.rule = "otc-ims-job:status/type", .reason = "r"}));
  EXPECT_FALSE(waives({.rule = kEnum, .operation = "other", .reason = "r"}));
  EXPECT_FALSE(waives({.rule = kEnum, .target = "production", .reason = "r"}));
  EXPECT_TRUE(waives({.rule = kEnum, .case_id = "otc-ims-job/x/*", .reason = "r"}));
  EXPECT_FALSE(waives({.rule = kEnum, .case_id = "otc-ims-job/y", .reason = "r"}));
  EXPECT_TRUE(waives({.rule = kEnum, .pointer = "/*", .reason = "r"}));
  EXPECT_FALSE(waives({.rule = kEnum, .pointer = "", .reason = "r"}));
  EXPECT_TRUE(waives({.rule = kEnum, .actual = "\"succ*\"", .reason = "r"}));
  EXPECT_FALSE(waives({.rule = kEnum, .actual = "success", .reason = "r"}));
}

TEST_F(Waivers, StaleWhenAllWasPutToAnswersAndNothingMatched) {
  use({waiver()});
  EXPECT_EQ(settled(plan("x")), Outcome::kPassed);
  EXPECT_EQ(state(), WaiverState::kStale);
}

// The rule is still broken there: nobody may drop the entry as fixed.
TEST_F(Waivers, AnotherValueThanTheExpectedOneGatesAndIsNotStale) {
  Waiver one = waiver();
  one.actual = "\"gone\"";
  use({one});
  CaseRecord& record = plan("x");
  find(record);
  EXPECT_EQ(settled(record), Outcome::kFailed);
  EXPECT_EQ(state(), WaiverState::kChanged);
  EXPECT_FALSE(gates(state())) << "the finding does";
  EXPECT_FALSE(use_.finish()[0].complete) << "no sum of shards makes it stale";
}

TEST_F(Waivers, AnotherValueElsewhereIsStale) {
  Waiver one = waiver();
  one.actual = "\"gone\"";
  one.pointer = "/other";
  use({one});
  CaseRecord& record = plan("x");
  find(record);
  EXPECT_EQ(settled(record), Outcome::kFailed);
  EXPECT_EQ(state(), WaiverState::kStale);
}

TEST_F(Waivers, OneExpectedValueAmongOthersIsApplied) {
  Waiver one = waiver();
  one.actual = "\"success\"";
  use({one});
  CaseRecord& record = plan("x");
  find(record, "\"other\"");
  find(record);
  EXPECT_EQ(settled(record), Outcome::kFailed);
  EXPECT_EQ(state(), WaiverState::kApplied);
}

TEST_F(Waivers, AnotherValueOfACheckThatNobodyAskedForProvesNothing) {
  Waiver one = waiver();
  one.actual = "\"gone\"";
  use({one});
  CaseRecord& record = plan("x");
  find(record);
  use_.settle(record, {Category::kTransport});
  EXPECT_EQ(state(), WaiverState::kUndecided);
}

// Among those that are counted only may be the one that it names.
TEST_F(Waivers, PlacesThatAreNotToldProveNothingFixed) {
  use({{.rule = kEnum, .pointer = "/l/77", .reason = "r"}});
  CaseRecord& record = plan("x");
  find(record, "\"a\"", Level::kMust, "/l/0");
  record.verdict.broken[contract::rule_index(*contract_, "status/enum")] = 100;
  EXPECT_EQ(settled(record), Outcome::kFailed);
  EXPECT_EQ(state(), WaiverState::kUndecided);
}

TEST_F(Waivers, NeverStaleWhereARuleWasNotExercised) {
  use({waiver("otc-ims-job:status/*")});
  CaseRecord& record = plan("x");
  record.verdict.exercised[contract::rule_index(*contract_, "status/type")] = 0;
  settled(record);
  EXPECT_EQ(state(), WaiverState::kNotExercised);
  EXPECT_THAT(use_.finish()[0].unexercised, ElementsAre("otc-ims-job:status/type"));
}

// Rules that are exercised elsewhere say nothing about the cases in which the entry looks.
TEST_F(Waivers, ExercisedElsewhereIsNotExercised) {
  Waiver one = waiver();
  one.case_id = "otc-ims-job/silent";
  use({one});
  settled(plan("loud"));
  CaseRecord& silent = plan("silent");
  silent.verdict.exercised.assign(contract_->rules().size(), 0);
  settled(silent);
  EXPECT_EQ(state(), WaiverState::kNotExercised);
}

TEST_F(Waivers, UndecidedWhereAnotherShardMayHaveSeenTheFinding) {
  use({waiver()}, /*sharded=*/true);
  settled(plan("x"));
  EXPECT_EQ(state(), WaiverState::kUndecided);
  EXPECT_TRUE(use_.finish()[0].complete) << "but for the other shards";
}

TEST_F(Waivers, UndecidedWhereTheSelectionLeftCasesOut) {
  use({waiver()});
  plan("y", /*selected=*/false);
  settled(plan("x"));
  EXPECT_EQ(state(), WaiverState::kUndecided);
  EXPECT_FALSE(use_.finish()[0].complete);
}

TEST_F(Waivers, UndecidedWhereACaseWasNeverJudged) {
  use({waiver()});
  settled(plan("x"));
  use_.leave_out(*plan("y").planned);
  EXPECT_EQ(state(), WaiverState::kUndecided);
}

// As after Ctrl-C, or when the target dies.
TEST_F(Waivers, UndecidedWhereACaseBrokeOff) {
  use({waiver()});
  settled(plan("x"));
  CaseRecord& broken = plan("y");
  broken.transcript.clear();
  EXPECT_EQ(settled(broken), Outcome::kCouldNotRun);
  EXPECT_EQ(state(), WaiverState::kUndecided);
}

TEST_F(Waivers, UndecidedWhereACaseFailedBeforeItBrokeOff) {
  use({waiver("otc-ims-job:status/type")});
  settled(plan("x"));
  CaseRecord& broken = plan("y");
  planned_.back().categories = {Category::kStatusEnumeration};
  planned_.back().steps.resize(2);
  find(broken);
  EXPECT_EQ(settled(broken), Outcome::kFailed);
  EXPECT_EQ(state(), WaiverState::kUndecided);
}

// A filter of GoogleTest's may leave out the check that has the finding.
TEST_F(Waivers, FindingOfACheckThatNobodyAskedForIsNotGone) {
  use({waiver()});
  CaseRecord& record = plan("x");
  find(record);
  use_.settle(record, {Category::kTransport});
  EXPECT_EQ(record.outcome, Outcome::kPassed);
  EXPECT_EQ(state(), WaiverState::kUndecided);
}

TEST_F(Waivers, HoldsOnItsLastDayAndNotAfter) {
  Waiver today = waiver();
  today.expires = "2026-06-01";
  use({today});
  CaseRecord& record = plan("x");
  find(record);
  EXPECT_EQ(settled(record), Outcome::kWaived);
  today.expires = "2026-05-31";
  use({today});
  CaseRecord& later = plan("x");
  find(later);
  EXPECT_EQ(settled(later), Outcome::kFailed);
  EXPECT_EQ(state(), WaiverState::kExpired);
  EXPECT_EQ(use_.finish()[0].matched, 1u);
  EXPECT_THAT(later.waived, IsEmpty());
}

TEST_F(Waivers, FindingsBeyondItsMaxGate) {
  Waiver one = waiver();
  one.max = 2;
  use({one});
  CaseRecord& first = plan("x");
  find(first);
  find(first);
  EXPECT_EQ(settled(first), Outcome::kWaived);
  EXPECT_EQ(state(), WaiverState::kApplied);
  CaseRecord& second = plan("y");
  find(second);
  EXPECT_EQ(settled(second), Outcome::kFailed);
  EXPECT_EQ(state(), WaiverState::kOverWide);
  EXPECT_EQ(use_.finish()[0].matched, 3u);
  EXPECT_EQ(use_.finish()[0].waived, 2u);
}

TEST_F(Waivers, FirstInTheFileTakesAndALaterOneIsNotStale) {
  Waiver second = waiver("otc-ims-job:status/*");
  second.max = 1;
  use({waiver(), second});
  CaseRecord& record = plan("x");
  find(record);
  find(record);
  EXPECT_EQ(settled(record), Outcome::kWaived);
  EXPECT_THAT(record.waived, ElementsAre(std::pair(0u, 0u), std::pair(1u, 0u)));
  EXPECT_EQ(state(1), WaiverState::kApplied);
  EXPECT_EQ(use_.finish()[1].matched, 2u);
  EXPECT_EQ(use_.finish()[1].waived, 0u);
}

TEST_F(Waivers, ExpiredOneLeavesItsFindingsToTheNext) {
  Waiver expired = waiver();
  expired.expires = "2020-01-01";
  use({expired, waiver("otc-ims-job:status/*")});
  CaseRecord& record = plan("x");
  find(record);
  EXPECT_EQ(settled(record), Outcome::kWaived);
  EXPECT_THAT(record.waived, ElementsAre(std::pair(0u, 1u)));
  EXPECT_EQ(state(0), WaiverState::kExpired) << "it gates all the same";
}

TEST_F(Waivers, NotInForceElsewhere) {
  Waiver target = waiver();
  target.target = "production";
  target.expires = "2020-01-01";
  Waiver other_case = waiver();
  other_case.case_id = "otc-ims-job/y";
  other_case.expires = "2020-01-01";
  use({target, other_case, waiver("ecl-image-copy-job:status/enum")});
  settled(plan("x"));
  plan("y", /*selected=*/false);
  EXPECT_EQ(state(0), WaiverState::kOtherTarget);
  EXPECT_EQ(state(1), WaiverState::kNotSelected);
  EXPECT_TRUE(use_.is_planned(1));
  EXPECT_EQ(state(2), WaiverState::kNotSelected);
  EXPECT_FALSE(use_.is_planned(2));
}

TEST_F(Waivers, PlacesThatAreCountedOnlyMatchAnEntryWithoutRoomToo) {
  Waiver narrow = waiver();
  narrow.max = 1;
  use({narrow});
  CaseRecord& record = plan("x");
  find(record);
  find(record, "\"success\"", Level::kMust, "/b");
  record.verdict.broken[contract::rule_index(*contract_, "status/enum")] = 10;
  EXPECT_EQ(settled(record), Outcome::kFailed);
  EXPECT_EQ(use_.finish()[0].matched, 10u);
  EXPECT_EQ(use_.finish()[0].waived, 1u);
}

// Of places that are counted and not listed nobody knows the value.
TEST_F(Waivers, PlacesThatAreNotToldAreCoveredByAnEntryThatMeansThemAll) {
  const auto outcome = [&](Waiver one, const std::string& pointer) {
    use({std::move(one)});
    CaseRecord& record = plan("x");
    find(record, "\"a\"", Level::kMust, pointer);
    record.verdict.broken[contract::rule_index(*contract_, "status/enum")] = 10;
    return settled(record);
  };
  EXPECT_EQ(outcome(waiver(), "/l/0"), Outcome::kWaived);
  EXPECT_EQ(use_.finish()[0].matched, 10u);
  EXPECT_EQ(outcome({.rule = kEnum, .pointer = "/l/*", .reason = "r"}, "/l/0"), Outcome::kWaived);
  EXPECT_EQ(outcome({.rule = kEnum, .pointer = "/l/0", .reason = "r"}, "/l/0"), Outcome::kFailed);
  EXPECT_EQ(outcome({.rule = kEnum, .pointer = "/l", .reason = "r"}, "/l"), Outcome::kWaived);
  EXPECT_EQ(outcome({.rule = kEnum, .actual = "\"a\"", .reason = "r"}, "/l"), Outcome::kFailed);
  EXPECT_EQ(outcome({.rule = kEnum, .reason = "r", .max = 10}, "/l"), Outcome::kWaived);
  EXPECT_EQ(outcome({.rule = kEnum, .reason = "r", .max = 9}, "/l"), Outcome::kFailed);
  EXPECT_EQ(state(), WaiverState::kOverWide);
}

TEST_F(Waivers, WithoutEntriesNothingChanges) {
  use({});
  CaseRecord& record = plan("x");
  find(record);
  EXPECT_EQ(settled(record), Outcome::kFailed);
  EXPECT_THAT(use_.finish(), SizeIs(0));
}

}  // namespace
}  // namespace assay::judge
