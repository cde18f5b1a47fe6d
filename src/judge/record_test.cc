#include "judge/record.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>

#include "contract/testing_contract.h"
#include "judge/vectors.h"
#include "plan/recorded_case.h"

namespace assay::judge {
namespace {

using contract::Category;
using contract::Level;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr Outcome kOutcomes[] = {
    Outcome::kPassed,      Outcome::kFailed,         Outcome::kWarned,
    Outcome::kWaived,      Outcome::kUnexpectedPass, Outcome::kNotApplicable,
    Outcome::kNotProvoked, Outcome::kSetupFailed,    Outcome::kCouldNotRun};

// A case of two ordinary steps, answered without a finding until a test says otherwise.
class Record : public testing::Test {
 protected:
  Record() {
    planned_.id = "otc-ims-job/success/x";
    planned_.contract = contract_.get();
    planned_.steps.resize(2);
    planned_.categories = {Category::kTransport, Category::kFieldPresence, Category::kFieldTypes};
    record_.planned = &planned_;
    record_.verdict.exercised.assign(contract_->rules().size(), 1);
    record_.transcript.resize(2);
    record_.transcript[1].step = 1;
    for (wire::Exchange& exchange : record_.transcript) {
      exchange.response = wire::Response{};
      exchange.duration = std::chrono::microseconds{750};
    }
  }

  void find(std::string_view rule, Level level = Level::kMust, std::uint32_t step = 0) {
    record_.verdict.findings.push_back(
        {.rule = contract::rule_index(*contract_, rule), .step = step, .level = level});
  }

  // Outcome of each category, in the order of the case's.
  std::vector<Outcome> settled() {
    settle(record_, planned_.categories);
    std::vector<Outcome> outcomes;
    for (const CheckRecord& check : record_.checks) outcomes.push_back(check.outcome);
    return outcomes;
  }

  const std::shared_ptr<const contract::Contract> contract_ =
      contract::shipped_contract("otc-ims-job");
  plan::Case planned_;
  CaseRecord record_;
};

TEST_F(Record, PassesWithoutAFinding) {
  EXPECT_THAT(settled(), ElementsAre(Outcome::kPassed, Outcome::kPassed, Outcome::kPassed));
  EXPECT_EQ(record_.outcome, Outcome::kPassed);
  EXPECT_EQ(record_.reason, "");
  EXPECT_EQ(record_.duration, std::chrono::microseconds{1500});
}

TEST_F(Record, ShowsNothingInACategoryOfWhichNoRuleWasExercised) {
  for (std::size_t i = 0; i < contract_->rules().size(); ++i) {
    if (contract_->rules()[i].category == Category::kFieldTypes) record_.verdict.exercised[i] = 0;
  }
  EXPECT_THAT(settled(), ElementsAre(Outcome::kPassed, Outcome::kPassed, Outcome::kNotApplicable));
  EXPECT_EQ(record_.outcome, Outcome::kPassed);
  record_.verdict.exercised.assign(contract_->rules().size(), 0);
  settled();
  EXPECT_EQ(record_.outcome, Outcome::kNotApplicable);
  EXPECT_NE(record_.reason, "");
}

TEST_F(Record, FailsInTheCategoryOfTheBrokenRule) {
  find("status/required");
  find("status/type", Level::kMust, 1);
  find("job_id/format", Level::kShould);
  EXPECT_THAT(settled(), ElementsAre(Outcome::kPassed, Outcome::kFailed, Outcome::kFailed));
  EXPECT_THAT(record_.checks[0].findings, IsEmpty());
  EXPECT_THAT(record_.checks[1].findings, ElementsAre(0u));
  EXPECT_THAT(record_.checks[2].findings, ElementsAre(1u, 2u));
  EXPECT_EQ(record_.outcome, Outcome::kFailed);
}

TEST_F(Record, WarnsWhenOnlyShouldRulesAreBroken) {
  find("job_id/format", Level::kShould);
  EXPECT_THAT(settled(), ElementsAre(Outcome::kPassed, Outcome::kPassed, Outcome::kWarned));
  EXPECT_EQ(record_.outcome, Outcome::kWarned);
}

TEST_F(Record, GoesByTheLevelOfTheFindingNotOfTheRule) {
  find("job_id/format", Level::kMust);
  EXPECT_THAT(settled(), ElementsAre(Outcome::kPassed, Outcome::kPassed, Outcome::kFailed));
}

TEST_F(Record, KeepsAFindingThatNoCategoryOfTheCaseClaims) {
  find("status/enum");  // Of StatusEnumeration, which this case has not.
  EXPECT_THAT(settled(), ElementsAre(Outcome::kFailed, Outcome::kPassed, Outcome::kPassed));
}

TEST_F(Record, FilesAFindingOnAnExpectedErrorUnderErrorCodes) {
  planned_.categories.push_back(Category::kErrorCodes);
  planned_.steps[1].expected_errors = {401};
  const contract::RuleIndex rule = contract::rule_index(*contract_, "status/type");
  EXPECT_EQ(category_of(planned_, {.rule = rule, .step = 0}), Category::kFieldTypes);
  EXPECT_EQ(category_of(planned_, {.rule = rule, .step = 1}), Category::kErrorCodes);
}

TEST_F(Record, TellsWhyACaseWasNotTried) {
  const std::pair<plan::Obstacle, Outcome> kObstacles[] = {
      {plan::Obstacle::kNotApplicable, Outcome::kNotApplicable},
      {plan::Obstacle::kNotProvoked, Outcome::kNotProvoked},
      {plan::Obstacle::kSetupFailed, Outcome::kSetupFailed}};
  planned_.steps.clear();
  planned_.categories = {Category::kTransport};
  record_.transcript.clear();
  planned_.obstacle_reason = "the target names no subject";
  for (const auto& [obstacle, outcome] : kObstacles) {
    planned_.obstacle = obstacle;
    EXPECT_THAT(settled(), ElementsAre(outcome));
    EXPECT_EQ(record_.outcome, outcome);
    EXPECT_EQ(record_.reason, "the target names no subject");
    EXPECT_EQ(record_.duration, std::chrono::microseconds{0});
  }
}

TEST_F(Record, CouldNotRunAfterATransportError) {
  record_.transcript[1].response.reset();
  record_.transcript[1].error =
      wire::TransportError{wire::TransportFailure::kConnect, "connection refused"};
  EXPECT_THAT(settled(), testing::Each(Outcome::kCouldNotRun));
  EXPECT_EQ(record_.outcome, Outcome::kCouldNotRun);
  EXPECT_EQ(record_.reason, "connection refused");
}

TEST_F(Record, CouldNotRunWhatWasNeverSent) {
  record_.transcript.pop_back();
  EXPECT_THAT(settled(), testing::Each(Outcome::kCouldNotRun));
  EXPECT_EQ(record_.reason, "the run was stopped before this was sent");
}

TEST_F(Record, KeepsWhatFailedBeforeItBrokeOff) {
  find("status/required");
  find("job_id/format", Level::kShould);
  record_.transcript.pop_back();
  EXPECT_THAT(settled(),
              ElementsAre(Outcome::kCouldNotRun, Outcome::kFailed, Outcome::kCouldNotRun));
  EXPECT_EQ(record_.outcome, Outcome::kFailed);
  EXPECT_THAT(record_.checks[2].findings, ElementsAre(1u)) << "the warning is kept as well";
}

TEST_F(Record, HasChecksForSelectedCategoriesAlone) {
  find("status/required");
  settle(record_, {Category::kFieldTypes});
  ASSERT_EQ(record_.checks.size(), 1u);
  EXPECT_EQ(record_.checks.front().category, Category::kFieldTypes);
  EXPECT_EQ(record_.outcome, Outcome::kPassed);
  settle(record_, {});
  EXPECT_THAT(record_.checks, IsEmpty());
  EXPECT_EQ(record_.outcome, Outcome::kNotApplicable);
}

TEST_F(Record, CanBeSettledAgain) {
  find("status/required");
  const std::vector<Outcome> first = settled();
  EXPECT_EQ(settled(), first);
  EXPECT_EQ(record_.duration, std::chrono::microseconds{1500});
}

TEST(Outcomes, HaveTheWordsOfTheReports) {
  std::vector<std::string> words;
  for (const Outcome outcome : kOutcomes) words.emplace_back(to_string(outcome));
  EXPECT_THAT(words,
              ElementsAre("passed", "failed", "warned", "waived", "unexpected_pass",
                          "not_applicable", "not_provoked", "setup_failed", "could_not_run"));
}

// Runs made of cases that came out in given ways.
class Runs : public testing::Test {
 protected:
  Runs() { planned_.contract = contract_.get(); }

  CaseRecord& add(RunRecord& run, Outcome outcome) const {
    CaseRecord& record = run.cases.emplace_back();
    record.planned = &planned_;
    record.outcome = outcome;
    record.verdict.exercised.resize(contract_->rules().size());
    record.verdict.broken.resize(contract_->rules().size());
    return record;
  }

  const std::shared_ptr<const contract::Contract> contract_ =
      contract::shipped_contract("otc-ims-job");
  plan::Case planned_;
};

TEST_F(Runs, AddUpTheUseOfRulesPerContract) {
  const auto other = contract::shipped_contract("ecl-image-copy-job");
  plan::Case foreign;
  foreign.contract = other.get();
  RunRecord run;
  add(run, Outcome::kPassed).verdict.exercised[3] = 2;
  CaseRecord& second = add(run, Outcome::kFailed);
  second.verdict.exercised[3] = 1;
  second.verdict.exercised[4] = 1;
  second.verdict.broken[4] = 1;
  CaseRecord& unjudged = run.cases.emplace_back();
  unjudged.planned = &foreign;

  const std::vector<RuleUse> use = rule_use(run);

  ASSERT_EQ(use.size(), 2u);
  EXPECT_EQ(use[0].contract, contract_.get());
  EXPECT_EQ(use[0].exercised[3], 3u);
  EXPECT_EQ(use[0].exercised[4], 1u);
  EXPECT_EQ(use[0].broken[4], 1u);
  EXPECT_EQ(use[0].broken[3], 0u);
  EXPECT_EQ(use[1].contract, other.get());
  EXPECT_THAT(use[1].exercised, testing::Each(0u));
  EXPECT_EQ(coverage_of(use[0]).rules, contract_->rules().size());
  EXPECT_EQ(coverage_of(use[0]).exercised, 2u);
}

TEST_F(Runs, WhatIsPutAwayStillCounts) {
  RunRecord run;
  CaseRecord& first = add(run, Outcome::kPassed);
  first.verdict.exercised[3] = 2;
  first.verdict.words = {1, 0, 4};
  first.transcript.resize(1);
  Keep none{.body_bytes = 0, .timelines = 0};
  put_away(first, run.put_away, none);
  CaseRecord& second = add(run, Outcome::kFailed);
  second.verdict.exercised[3] = 1;
  second.verdict.broken[3] = 1;
  second.verdict.words = {1};
  second.verdict.findings.resize(1);
  second.transcript.resize(1);
  second.transcript[0].response =
      wire::Response{.status = 500, .headers = {{"a", "b"}}, .body = "c"};
  const std::vector<RuleUse> before = rule_use(run);
  put_away(second, run.put_away, none);

  ASSERT_EQ(rule_use(run).size(), 1u);
  EXPECT_EQ(rule_use(run)[0].exercised, before[0].exercised);
  EXPECT_EQ(rule_use(run)[0].exercised[3], 3u);
  EXPECT_EQ(rule_use(run)[0].broken[3], 1u);
  EXPECT_THAT(rule_use(run)[0].words, ElementsAre(2, 0, 4));
  EXPECT_EQ(run.cases[0].verdict.exercised.capacity(), 0u);
  EXPECT_TRUE(run.cases[0].transcript.empty());
  ASSERT_EQ(run.cases[1].transcript.size(), 1u) << "reports tell what was answered";
  EXPECT_EQ(run.cases[1].transcript[0].response->status, 500);
  EXPECT_EQ(run.cases[1].transcript[0].response->body.capacity(), std::string().capacity());
}

TEST_F(Runs, AnswersToErrorsAndCredentialsAreKept) {
  const auto kept = [&](const plan::Case& planned) {
    std::vector<RuleUse> sums;
    CaseRecord record;
    record.planned = &planned;
    record.outcome = Outcome::kPassed;
    record.transcript.resize(1);
    Keep keep{.timelines = 1};
    put_away(record, sums, keep);
    return record.transcript.size();
  };
  planned_.steps.resize(1);
  EXPECT_EQ(kept(planned_), 0u);
  plan::Case error = planned_;
  error.steps[0].expected_errors = {401};
  EXPECT_EQ(kept(error), 1u);
  plan::Case credential = planned_;
  credential.credential = "expired";
  EXPECT_EQ(kept(credential), 1u);
  plan::Case hooked = planned_;
  hooked.after.resize(1);
  EXPECT_EQ(kept(hooked), 1u);
}

TEST_F(Runs, AnswersAreKeptWithTheirFindingsWhileThereIsRoom) {
  Keep keep{.body_bytes = 10, .one_body = 6, .timelines = 0};
  std::vector<RuleUse> sums;
  const auto kept = [&](std::size_t size) {
    CaseRecord record;
    record.planned = &planned_;
    record.outcome = Outcome::kFailed;
    record.verdict.findings.push_back({.exchange = 1});
    record.transcript.resize(2);
    for (wire::Exchange& one : record.transcript) {
      one.response = wire::Response{.status = 200, .headers = {}, .body = std::string(size, 'x')};
    }
    put_away(record, sums, keep);
    EXPECT_EQ(record.transcript[0].response->body, "") << "no finding is about it";
    return record.transcript[1].response->body.size();
  };
  EXPECT_EQ(kept(100), 6u) << "a long one is cut";
  EXPECT_EQ(kept(5), 0u) << "there is room for four";
  EXPECT_EQ(kept(4), 4u);
}

TEST_F(Runs, TimelinesOfTheFirstFollowedJobsAreKept) {
  Keep keep{.timelines = 1};
  std::vector<RuleUse> sums;
  planned_.steps.resize(1);
  planned_.steps[0].follow.emplace();
  const auto kept = [&] {
    CaseRecord record;
    record.planned = &planned_;
    record.outcome = Outcome::kPassed;
    record.transcript.resize(3);
    put_away(record, sums, keep);
    return record.transcript.size();
  };
  EXPECT_EQ(kept(), 3u);
  EXPECT_EQ(kept(), 0u);
}

TEST(Coverage, TellsWhichWordsCame) {
  const std::unique_ptr<base::DataTree> data = base::embedded_data();
  const auto contract =
      contract::Contract::load(*data, "ecl-image-copy-job", contract::Profile::kDocumented).value();
  RuleUse use(plan::recorded_case(*contract, "a", 200, {}, {}));
  const std::vector<WordUse> none = word_use(use);
  ASSERT_EQ(none.size(), 1u);
  EXPECT_EQ(none[0].place, "status");
  EXPECT_EQ(none[0].unseen.size(), 7u);
  for (const Vector& vector : read_vectors(*data)) {
    if (vector.operation != contract->operation() || !vector.findings.empty()) continue;
    if (vector.profile == contract->profile()) use.add(judge_vector(*contract, vector));
  }
  EXPECT_EQ(word_use(use)[0].seen.size(), 7u);
  EXPECT_EQ(contract->rules()[word_use(use)[0].rule].id, "ecl-image-copy-job:status/enum");
}

TEST(Coverage, IsRoundedDown) {
  EXPECT_EQ((Coverage{.rules = 0, .exercised = 0}).percent(), 100u);
  EXPECT_EQ((Coverage{.rules = 3, .exercised = 0}).percent(), 0u);
  EXPECT_EQ((Coverage{.rules = 3, .exercised = 1}).percent(), 33u);
  EXPECT_EQ((Coverage{.rules = 3, .exercised = 2}).percent(), 66u);
  EXPECT_EQ((Coverage{.rules = 1000, .exercised = 999}).percent(), 99u);
  EXPECT_EQ((Coverage{.rules = 3, .exercised = 3}).percent(), 100u);
  EXPECT_EQ((Coverage{.rules = 4'000'000'000, .exercised = 4'000'000'000}).percent(), 100u);
}

}  // namespace
}  // namespace assay::judge
