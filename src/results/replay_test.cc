#include "results/replay.h"

#include <gmock/gmock.h>

#include "results/sample_run.h"

namespace assay::results {
namespace {

using judge::Outcome;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr const char* kEnum = "status/enum";
constexpr const char* kOther = "job_id/type";

// The older run has one failed case with a finding at /status; a test says what the newer run has.
class ReplayTest : public ::testing::Test {
 protected:
  ReplayTest() { add_failure(before_, "a"); }

  static judge::Finding& add_failure(SampleRun& run, const std::string& name,
                                     const std::string& pointer = "/status") {
    judge::Finding& finding = run.add_finding(run.add_case(name), kEnum);
    finding.pointer = pointer;
    return finding;
  }
  // A case whose answer was put to the rule and kept it.
  static judge::CaseRecord& add_kept(SampleRun& run, const std::string& name) {
    judge::CaseRecord& record = run.add_case(name);
    const auto& rules = run.contract().rules();
    const auto* rule = run.contract().find_rule("sample-job:" + std::string(kEnum));
    record.verdict.exercised[static_cast<std::size_t>(rule - rules.data())] = 1;
    return record;
  }
  Replay replay() {
    const Results before = before_.results();
    ReplayWitness witness(before);
    for (const judge::CaseRecord& record : now_.run.cases) witness.see(record);
    return replay_of(before, now_.results(), witness);
  }
  Replayed only() {
    const Replay all = replay();
    EXPECT_THAT(all.findings, SizeIs(1));
    return all.findings.empty() ? Replayed{} : all.findings.front();
  }

  SampleRun before_;
  SampleRun now_;
};

TEST_F(ReplayTest, FixedWhenTheRuleWasPutToAnAnswerAndHeld) {
  add_kept(now_, "a");
  EXPECT_EQ(only().fate, Fate::kFixed);
  EXPECT_EQ(only().rule, "sample-job:status/enum");
  EXPECT_EQ(only().case_id, "sample-job/a");
}

TEST_F(ReplayTest, StillThereAtTheSamePlace) {
  add_failure(now_, "a").actual = "\"worse\"";
  const Replayed one = only();
  EXPECT_EQ(one.fate, Fate::kStillFailing);
  EXPECT_EQ(one.actual, "\"success\"");
  EXPECT_EQ(one.actual_now, "\"worse\"");
  EXPECT_EQ(one.pointer_now, "");
}

TEST_F(ReplayTest, StillThereAtAnotherPlace) {
  add_failure(now_, "a", "/elsewhere");
  EXPECT_EQ(only().fate, Fate::kStillFailing);
  EXPECT_EQ(only().pointer_now, "/elsewhere");
}

// Nothing is fixed of which nobody looked.
TEST_F(ReplayTest, NobodyCanTellWithoutAnAnswerThatWasPutToTheRule) {
  EXPECT_EQ(only().fate, Fate::kCouldNotTell);
  EXPECT_EQ(only().reason, "the target has no such case any more");
  now_.add_case("a");
  EXPECT_EQ(only().fate, Fate::kCouldNotTell);
  EXPECT_EQ(only().reason, "no answer was put to the rule this time");
}

TEST_F(ReplayTest, NobodyCanTellOfACaseThatBrokeOff) {
  judge::CaseRecord& record = add_kept(now_, "a");
  record.outcome = Outcome::kCouldNotRun;
  record.reason = "connection refused";
  EXPECT_EQ(only().fate, Fate::kCouldNotTell);
  EXPECT_EQ(only().reason, "connection refused");
}

// Of two places of one rule, one is gone: it is fixed where the answer still has it.
TEST_F(ReplayTest, PlaceThatIsGoneIsNotFixed) {
  before_.add_finding(before_.run.cases.front(), kEnum).pointer = "/job_id";
  before_.add_finding(before_.run.cases.front(), kEnum).pointer = "/3";
  add_failure(now_, "a");
  const Replay all = replay();
  ASSERT_THAT(all.findings, SizeIs(3));
  EXPECT_EQ(all.findings[0].fate, Fate::kStillFailing);
  EXPECT_EQ(all.findings[1].fate, Fate::kFixed) << "/job_id is in the answer";
  EXPECT_EQ(all.findings[2].fate, Fate::kCouldNotTell);
  EXPECT_EQ(all.findings[2].reason, "the place is not in the answer any more");
}

TEST_F(ReplayTest, WaivedSinceThenIsToldApart) {
  judge::CaseRecord& record = now_.add_case("a");
  now_.add_finding(record, kEnum);
  now_.add_waiver(record, {.rule = "sample-job:status/enum", .reason = "known"});
  EXPECT_EQ(only().fate, Fate::kWaived);
  EXPECT_EQ(only().reason, "known");
}

TEST_F(ReplayTest, SameRuleInSeveralAnswersIsOneFinding) {
  before_.add_finding(before_.run.cases.front(), kEnum).exchange = 1;
  add_kept(now_, "a");
  EXPECT_EQ(only().fate, Fate::kFixed);
}

TEST_F(ReplayTest, WhatBreaksOnlyNowIsTold) {
  judge::CaseRecord& record = add_kept(now_, "a");
  now_.add_finding(record, kOther);
  const Replay all = replay();
  EXPECT_EQ(all.count(Fate::kFixed), 1u);
  ASSERT_THAT(all.added, SizeIs(1));
  add_failure(now_, "b");
  EXPECT_THAT(replay().added, SizeIs(2));
}

TEST_F(ReplayTest, OnlyWhatGatedIsSentAgain) {
  before_.add_finding(before_.add_case("warned"), "job_type/maxLength");
  before_.add_case("passed");
  before_.add_case("gone", Outcome::kCouldNotRun, "refused");
  EXPECT_THAT(failed_cases(before_.results()), ElementsAre("sample-job/a"));
  EXPECT_EQ(replay().cases, 1u);
  EXPECT_THAT(failed_cases(empty_run()->results()), IsEmpty());
}

}  // namespace
}  // namespace assay::results
