#include "results/compare.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace assay::results {
namespace {

using contract::Category;
using judge::Outcome;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

// A run of one operation: rules are exercised unless said otherwise.
class Builder {
 public:
  Builder& rule(const std::string& id, std::uint64_t exercised = 1) {
    results_.rules.push_back({.id = id, .operation = "x", .exercised = exercised});
    return *this;
  }
  Builder& check(const std::string& case_id, Outcome outcome, const std::string& reason = "") {
    Case& one = results_.cases.emplace_back();
    one.id = case_id;
    one.operation = "x";
    one.outcome = outcome;
    one.reason = reason;
    one.checks = {{.category = Category::kFieldTypes, .outcome = outcome, .findings = {}}};
    return *this;
  }
  // Of the last case.
  Builder& finding(const std::string& rule, Outcome outcome = Outcome::kFailed,
                   const std::string& pointer = "") {
    Finding finding;
    for (std::uint32_t i = 0; i < results_.rules.size(); ++i) {
      if (results_.rules[i].id == rule) finding.rule = i;
    }
    finding.case_index = static_cast<std::uint32_t>(results_.cases.size() - 1);
    finding.category = Category::kFieldTypes;
    finding.pointer = pointer.empty() ? "/" + std::to_string(results_.findings.size()) : pointer;
    finding.outcome = outcome;
    if (outcome == Outcome::kWarned) finding.level = contract::Level::kShould;
    results_.findings.push_back(finding);
    results_.cases.back().checks[0].findings.push_back(
        static_cast<std::uint32_t>(results_.findings.size() - 1));
    return *this;
  }
  Results take() { return std::move(results_); }

 private:
  Results results_;
};

std::vector<std::string> names(const std::vector<Breakage>& all) {
  std::vector<std::string> out;
  for (const Breakage& one : all) out.push_back(one.rule + " in " + one.case_id);
  return out;
}

TEST(Compare, RulesAreNewlyBrokenFixedOrStillBroken) {
  const Results before = Builder()
                             .rule("a")
                             .rule("b")
                             .rule("c")
                             .check("one", Outcome::kFailed)
                             .finding("a")
                             .finding("b")
                             .check("two", Outcome::kPassed)
                             .take();
  const Results now = Builder()
                          .rule("a")
                          .rule("b")
                          .rule("c")
                          .check("one", Outcome::kFailed)
                          .finding("b")
                          .finding("b")
                          .check("two", Outcome::kFailed)
                          .finding("c")
                          .check("three", Outcome::kFailed)
                          .finding("c")
                          .take();
  const Comparison comparison = compare(before, now, {});
  EXPECT_THAT(names(comparison.newly_broken), ElementsAre("c in three", "c in two"));
  EXPECT_FALSE(comparison.newly_broken[0].was_checked);
  EXPECT_TRUE(comparison.newly_broken[1].was_checked);
  EXPECT_THAT(names(comparison.fixed), ElementsAre("a in one"));
  EXPECT_THAT(names(comparison.still_broken), ElementsAre("b in one"));
  EXPECT_EQ(comparison.still_broken[0].places, 2u);
  EXPECT_EQ(comparison.still_broken[0].old_places, 1u);
  EXPECT_TRUE(is_regression(comparison, {}));
  EXPECT_THAT(compare(now, now, {}).newly_broken, IsEmpty());
  EXPECT_FALSE(is_regression(compare(now, now, {}), {FailOn::kStopped, FailOn::kDrift}));
}

TEST(Compare, WhatCannotBeToldIsNotFixed) {
  const Results before = Builder()
                             .rule("a")
                             .check("one", Outcome::kFailed)
                             .finding("a")
                             .check("two", Outcome::kFailed)
                             .finding("a")
                             .check("three", Outcome::kFailed)
                             .finding("a")
                             .take();
  const Results now = Builder()
                          .rule("a")
                          .check("one", Outcome::kCouldNotRun, "connection refused")
                          .check("two", Outcome::kNotApplicable)
                          .take();
  const Comparison comparison = compare(before, now, {});
  EXPECT_THAT(comparison.fixed, IsEmpty());
  EXPECT_THAT(names(comparison.unknown), ElementsAre("a in one", "a in three", "a in two"));
  EXPECT_FALSE(is_regression(comparison, {}));
  EXPECT_TRUE(is_regression(comparison, {FailOn::kStopped}));
}

// The check was judged, but its answer had nothing to put to the rule.
TEST(Compare, FixedIsOnlyWhatAnAnswerWasPutTo) {
  const Results before = Builder()
                             .rule("a")
                             .check("one", Outcome::kFailed)
                             .finding("a")
                             .check("two", Outcome::kFailed)
                             .finding("a")
                             .take();
  Results now =
      Builder().rule("a").check("one", Outcome::kPassed).check("two", Outcome::kPassed).take();
  now.cases[0].exercised = {true};
  now.cases[1].exercised = {false};
  const Comparison comparison = compare(before, now, {});
  EXPECT_THAT(names(comparison.fixed), ElementsAre("a in one"));
  EXPECT_THAT(names(comparison.unknown), ElementsAre("a in two"));
  now.rules[0].exercised = 0;
  now.cases[0].exercised.reset();
  EXPECT_THAT(compare(before, now, {}).fixed, IsEmpty()) << "an earlier version tells less";
}

// Tomorrow's run asks for other jobs, and finds what is known.
TEST(Compare, KnownBreakageInANewCaseIsNotNew) {
  const Results before = Builder()
                             .rule("a")
                             .rule("b")
                             .check("job-1", Outcome::kFailed)
                             .finding("a")
                             .check("other", Outcome::kPassed)
                             .take();
  Results now = Builder()
                    .rule("a")
                    .rule("b")
                    .check("job-2", Outcome::kFailed)
                    .finding("a")
                    .finding("b")
                    .check("other", Outcome::kFailed)
                    .finding("a")
                    .take();
  const Comparison comparison = compare(before, now, {});
  EXPECT_THAT(names(comparison.still_broken), ElementsAre("a in job-2"));
  EXPECT_FALSE(comparison.still_broken[0].was_checked);
  EXPECT_EQ(comparison.still_broken[0].old_places, 0u);
  EXPECT_THAT(names(comparison.newly_broken), ElementsAre("a in other", "b in job-2"))
      << "where it held before, and what was broken nowhere";
}

TEST(Compare, EvidenceIsThatOfDocumentedErrors) {
  Results before = Builder().take();
  before.evidence = {{.operation = "x",
                      .status = "401",
                      .documented = true,
                      .best = judge::Evidence::kLive,
                      .seen_in = "x/a"},
                     {.operation = "x",
                      .status = "404",
                      .documented = false,
                      .best = judge::Evidence::kLive,
                      .seen_in = "x/b"}};
  const Comparison comparison = compare(before, Builder().take(), {});
  ASSERT_THAT(comparison.evidence_lost, SizeIs(1));
  EXPECT_EQ(comparison.evidence_lost[0].status, "401");
}

Results waived_run() {
  return Builder().rule("a").check("one", Outcome::kWaived).finding("a", Outcome::kWaived).take();
}

TEST(Compare, WhatAWaiverTakesIsNotFixed) {
  const Results before = Builder().rule("a").check("one", Outcome::kFailed).finding("a").take();
  const Results now = waived_run();
  const Comparison comparison = compare(before, now, {});
  EXPECT_THAT(comparison.fixed, IsEmpty());
  EXPECT_THAT(comparison.still_broken, IsEmpty());
  ASSERT_THAT(names(comparison.now_waived), ElementsAre("a in one"));
  EXPECT_EQ(comparison.now_waived[0].old_places, 1u);
  EXPECT_FALSE(is_regression(comparison, {}));
  EXPECT_THAT(names(compare(now, now, {}).still_waived), ElementsAre("a in one"));
  EXPECT_THAT(compare(now, now, {}).now_waived, IsEmpty());
}

TEST(Compare, WhatAWaiverNoLongerTakesIsWorse) {
  const Results now = Builder().rule("a").check("one", Outcome::kFailed).finding("a").take();
  const Comparison comparison = compare(waived_run(), now, {});
  EXPECT_THAT(comparison.newly_broken, IsEmpty()) << "the server is as it was";
  EXPECT_THAT(names(comparison.no_longer_waived), ElementsAre("a in one"));
  EXPECT_TRUE(is_regression(comparison, {}));
}

TEST(Compare, WhatWasWaivedIsFixedOrCannotBeTold) {
  const Results mended = Builder().rule("a").check("one", Outcome::kPassed).take();
  const Comparison comparison = compare(waived_run(), mended, {});
  ASSERT_THAT(names(comparison.fixed), ElementsAre("a in one"));
  EXPECT_TRUE(comparison.fixed[0].was_waived);
  const Results dead = Builder().rule("a").check("one", Outcome::kCouldNotRun).take();
  EXPECT_THAT(names(compare(waived_run(), dead, {}).unknown), ElementsAre("a in one"));
  const Comparison fresh = compare(mended, waived_run(), {});
  ASSERT_THAT(names(fresh.now_waived), ElementsAre("a in one"));
  EXPECT_EQ(fresh.now_waived[0].old_places, 0u) << "newly broken, and waived at once";
  EXPECT_TRUE(fresh.now_waived[0].was_checked);
}

TEST(Compare, WaivedWarningsAreNotGone) {
  const Results warned =
      Builder().rule("a").check("one", Outcome::kWarned).finding("a", Outcome::kWarned).take();
  Results waived = waived_run();
  waived.findings[0].level = contract::Level::kShould;
  const Comparison comparison = compare(warned, waived, {});
  EXPECT_THAT(comparison.no_longer_warned, IsEmpty());
  EXPECT_THAT(names(comparison.now_waived), ElementsAre("a in one"));
  const Comparison dropped = compare(waived, warned, {});
  EXPECT_THAT(dropped.newly_warned, IsEmpty()) << "it was there";
  EXPECT_THAT(names(dropped.no_longer_waived), ElementsAre("a in one"));
  EXPECT_FALSE(is_regression(dropped, {}));
  EXPECT_TRUE(is_regression(dropped, {FailOn::kWarnings}));
  const Results clean = Builder().rule("a").check("one", Outcome::kPassed).take();
  EXPECT_THAT(names(compare(waived, clean, {}).no_longer_warned), ElementsAre("a in one"));
}

// A case in which the rule is broken at places: capitals gate, small letters are waived.
Results at_places(const std::string& places) {
  Builder builder;
  builder.rule("a").check("one", Outcome::kFailed);
  for (const char place : places) {
    const bool gates = place >= 'A' && place <= 'Z';
    const std::string pointer = {'/', static_cast<char>(gates ? place : place - 'a' + 'A')};
    builder.finding("a", gates ? Outcome::kFailed : Outcome::kWaived, pointer);
  }
  return builder.take();
}

// "still 5<6": the lists that have an entry, its places and those of the older run.
std::string told(const std::string& before, const std::string& now) {
  const Comparison all = compare(at_places(before), at_places(now), {});
  std::string out;
  const auto add = [&](const std::vector<Breakage>& list, const std::string& name) {
    for (const Breakage& one : list) {
      out += out.empty() ? "" : ", ";
      out += name + " " + std::to_string(one.places) + "<" + std::to_string(one.old_places);
    }
  };
  add(all.newly_broken, "new");
  add(all.no_longer_waived, "unwaived");
  add(all.fixed, "fixed");
  add(all.still_broken, "still");
  add(all.now_waived, "waived");
  add(all.still_waived, "still waived");
  return out;
}

TEST(Compare, AWaiverForSomePlacesIsToldOfThoseAlone) {
  EXPECT_EQ(told("aBC", "ABC"), "unwaived 1<1, still 3<2");
  EXPECT_EQ(told("ABC", "aBC"), "still 2<3, waived 1<3");
  EXPECT_EQ(told("aBC", "a"), "fixed 0<2, still waived 1<1");
  EXPECT_EQ(told("a", "aBC"), "new 2<0, still waived 1<1");
  EXPECT_EQ(told("ab", "AB"), "unwaived 2<2");
  EXPECT_EQ(told("AB", "ab"), "waived 2<2");
  EXPECT_EQ(told("A", "AB"), "still 2<1");
  EXPECT_EQ(told("Ab", "B"), "unwaived 1<1") << "the rule is not fixed in the case";
  EXPECT_EQ(told("", "ab"), "waived 2<0");
  EXPECT_EQ(told("ab", ""), "fixed 0<2");
}

// Elements are somewhere else in the next answer.
TEST(Compare, PlacesThatMovedAreTheSame) {
  EXPECT_EQ(told("ab", "CD"), "unwaived 2<2");
  EXPECT_EQ(told("AB", "cd"), "waived 2<2");
  EXPECT_EQ(told("AB", "CD"), "still 2<2");
  EXPECT_EQ(told("ab", "cd"), "still waived 2<2");
}

TEST(Compare, WaiversThatDoNotHoldAreToldAndFailOnRequest) {
  const Results before = Builder().rule("a").check("one", Outcome::kPassed).take();
  Results now = Builder().rule("a").check("one", Outcome::kPassed).take();
  now.waivers.resize(2);
  now.waivers[0].state = judge::WaiverState::kApplied;
  now.waivers[1].state = judge::WaiverState::kExpired;
  const Comparison comparison = compare(before, now, {});
  ASSERT_THAT(comparison.failing_waivers, SizeIs(1));
  EXPECT_EQ(comparison.failing_waivers[0].state, judge::WaiverState::kExpired);
  EXPECT_FALSE(is_regression(comparison, {FailOn::kStopped}));
  EXPECT_TRUE(is_regression(comparison, {FailOn::kWaivers}));
}

TEST(Compare, ChecksThatStoppedAreTold) {
  const Results before = Builder()
                             .check("gone", Outcome::kPassed)
                             .check("unreachable", Outcome::kWarned)
                             .check("same", Outcome::kPassed)
                             .check("never", Outcome::kNotProvoked)
                             .take();
  const Results now = Builder()
                          .check("unreachable", Outcome::kCouldNotRun, "refused")
                          .check("same", Outcome::kFailed)
                          .check("never", Outcome::kPassed)
                          .check("fresh", Outcome::kPassed)
                          .take();
  const Comparison comparison = compare(before, now, {});
  ASSERT_THAT(comparison.stopped, SizeIs(2));
  EXPECT_EQ(comparison.stopped[0].case_id, "gone");
  EXPECT_TRUE(comparison.stopped[0].is_gone);
  EXPECT_EQ(comparison.stopped[1].now, Outcome::kCouldNotRun);
  EXPECT_EQ(comparison.stopped[1].reason, "refused");
  EXPECT_EQ(comparison.started, 2u);
}

TEST(Compare, CoverageWordsAndEvidenceThatAreLost) {
  Results before = Builder().rule("a").rule("b").rule("c", 0).take();
  before.words = {{.operation = "x", .rule = "a", .place = "p", .seen = {"A", "B"}}};
  before.evidence = {{.operation = "x", .status = "401", .best = judge::Evidence::kLive},
                     {.operation = "x", .status = "403", .best = judge::Evidence::kNever}};
  Results now = Builder().rule("a", 0).rule("c").take();
  now.words = {{.operation = "x", .rule = "a", .place = "p", .seen = {"B"}, .unseen = {"A"}}};
  now.evidence = {{.operation = "x", .status = "401", .best = judge::Evidence::kNever},
                  {.operation = "x", .status = "403", .best = judge::Evidence::kHook}};
  const Comparison comparison = compare(before, now, {});
  ASSERT_THAT(comparison.rules_lost, SizeIs(2));
  EXPECT_EQ(comparison.rules_lost[0].rule, "a");
  EXPECT_FALSE(comparison.rules_lost[0].is_gone);
  EXPECT_TRUE(comparison.rules_lost[1].is_gone);
  EXPECT_EQ(comparison.rules_gained, 1u);
  ASSERT_THAT(comparison.words_lost, SizeIs(1));
  EXPECT_EQ(comparison.words_lost[0].word, "A");
  ASSERT_THAT(comparison.evidence_lost, SizeIs(1));
  EXPECT_EQ(comparison.evidence_lost[0].status, "401");
  EXPECT_THAT(comparison.evidence_gained, SizeIs(1));
  EXPECT_FALSE(is_regression(comparison, {FailOn::kStopped, FailOn::kDrift, FailOn::kWarnings}));
  EXPECT_TRUE(is_regression(comparison, {FailOn::kCoverage}));
  EXPECT_TRUE(is_regression(comparison, {FailOn::kEvidence}));
}

TEST(Compare, RenamedIdsAreFollowed) {
  const Results before =
      Builder().rule("old/a").check("old/one", Outcome::kFailed).finding("old/a").take();
  const Results now = Builder().rule("a").check("one", Outcome::kFailed).finding("a").take();
  const Aliases aliases{.rules = {{"old/a", "mid/a"}, {"mid/a", "a"}},
                        .cases = {{"old/one", "one"}}};
  const Comparison comparison = compare(before, now, aliases);
  EXPECT_THAT(names(comparison.still_broken), ElementsAre("a in one"));
  EXPECT_THAT(comparison.stopped, IsEmpty());
  EXPECT_THAT(comparison.rules_lost, IsEmpty());
  EXPECT_THAT(comparison.renamed, ElementsAre("old/a -> a", "old/one -> one"));
}

TEST(Compare, WarningsComeAndGo) {
  const Results before = Builder()
                             .rule("a")
                             .rule("b")
                             .check("one", Outcome::kWarned)
                             .finding("a", Outcome::kWarned)
                             .take();
  const Results now = Builder()
                          .rule("a")
                          .rule("b")
                          .check("one", Outcome::kWarned)
                          .finding("b", Outcome::kWarned)
                          .take();
  const Comparison comparison = compare(before, now, {});
  EXPECT_THAT(names(comparison.newly_warned), ElementsAre("b in one"));
  EXPECT_THAT(names(comparison.no_longer_warned), ElementsAre("a in one"));
  EXPECT_FALSE(is_regression(comparison, {}));
  EXPECT_TRUE(is_regression(comparison, {FailOn::kWarnings}));
}

TEST(Compare, RunsThatAreNotQuiteComparableAreNoted) {
  Results before;
  before.run.target = "staging";
  before.run.started = "2026-05-02T00:00:00Z";
  Results now;
  now.run.target = "production";
  now.run.profile = contract::Profile::kStrict;
  now.run.aborted = true;
  now.run.shards = 3;
  now.run.started = "2026-05-01T00:00:00Z";
  EXPECT_THAT(compare(before, now, {}).notes,
              ElementsAre("profile documented, then strict", "target staging, then production",
                          "the newer run was stopped", "the newer run is shard 0 of 3",
                          "the first run began after the second: are they the right way round?"));
}

}  // namespace
}  // namespace assay::results
