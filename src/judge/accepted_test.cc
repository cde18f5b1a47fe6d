#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "contract/testing_slow.h"
#include "judge/record.h"
#include "judge/vectors.h"
#include "plan/recorded_case.h"

namespace assay::judge {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// An operation that is accepted first, and polled.
class Polled : public ::testing::Test {
 protected:
  Polled() {
    made_ = plan::recorded_case(*contract_, "slow", 200, {}, {});
    made_.steps[0].accepted =
        plan::Accepted{.status = 202, .location = "/location", .base_path = ""};
    add(202, R"({"location":"/jobs/1"})", wire::Part::kStep);
    add(202, "{}", wire::Part::kPoll);
    add(200, "{}", wire::Part::kPoll);
  }

  void add(int status, std::string body, wire::Part part) {
    wire::Exchange exchange;
    exchange.part = part;
    exchange.response = wire::Response{.status = status, .headers = {}, .body = std::move(body)};
    transcript_.push_back(std::move(exchange));
  }
  std::vector<std::string> lines() const {
    return finding_lines(*contract_, judge(made_, transcript_));
  }
  CaseRecord settled() const {
    CaseRecord record;
    record.planned = &made_;
    record.transcript = transcript_;
    record.verdict = judge(made_, transcript_);
    settle(record, made_.categories);
    return record;
  }

  const base::PatchedTree data_ = contract::slow_data();
  const std::shared_ptr<const contract::Contract> contract_ =
      contract::load_contract(data_, "slow");
  plan::Case made_;
  wire::Transcript transcript_;
};

TEST_F(Polled, EveryAnswerIsJudgedAsWhatItIs) {
  EXPECT_THAT(lines(), IsEmpty());
  const Verdict verdict = judge(made_, transcript_);
  const auto exercised = [&](const char* rule) {
    return verdict.exercised[contract::rule_index(*contract_, rule)];
  };
  EXPECT_EQ(exercised("http.202/status"), 2u);
  EXPECT_EQ(exercised("http.202.location/required"), 1u) << "only the first tells the address";
  EXPECT_EQ(exercised("http.202.poll/type"), 1u);
  EXPECT_EQ(exercised("http.200/status"), 1u);
  EXPECT_EQ(settled().outcome, Outcome::kPassed);
}

TEST_F(Polled, AFindingNamesTheAnswerThatBrokeTheRule) {
  transcript_[1].response->body = "[]";
  const Verdict verdict = judge(made_, transcript_);
  ASSERT_THAT(finding_lines(*contract_, verdict), ElementsAre("must http.202.poll/type at /"));
  EXPECT_EQ(verdict.findings[0].exchange, 1u);
  EXPECT_EQ(verdict.findings[0].step, 0u);
}

TEST_F(Polled, AnAcceptanceWithoutAddressBreaksItsRule) {
  transcript_.resize(1);
  transcript_[0].response->body = "{}";
  transcript_[0].problem = "the result can't be asked for: no address";
  EXPECT_THAT(lines(), ElementsAre("must http.202.location/required at /"));
  EXPECT_EQ(settled().outcome, Outcome::kFailed);
}

TEST_F(Polled, AResultAtOnceIsAWarning) {
  transcript_.resize(1);
  transcript_[0].response = wire::Response{.status = 200, .headers = {}, .body = "{}"};
  EXPECT_THAT(lines(), ElementsAre("should http.202/status at /"));
}

TEST_F(Polled, NoResultInTheEndIsNoPass) {
  transcript_.pop_back();
  EXPECT_THAT(lines(), IsEmpty());
  EXPECT_EQ(settled().outcome, Outcome::kCouldNotRun);
  EXPECT_THAT(settled().reason, HasSubstr("still no result after 2 answers"));
}

TEST_F(Polled, AWrongStatusAtTheEndIsFound) {
  transcript_[2].response->status = 503;
  EXPECT_THAT(lines(), ElementsAre("must http.200/status at /"));
}

TEST_F(Polled, ControlRequestsAreNotJudgedButMustWork) {
  add(500, "crash", wire::Part::kControl);
  EXPECT_THAT(lines(), IsEmpty());
  EXPECT_EQ(settled().outcome, Outcome::kPassed);
  transcript_.back().problem = "the hook: 500, not 2xx";
  EXPECT_EQ(settled().outcome, Outcome::kSetupFailed);
  EXPECT_EQ(settled().reason, "the hook: 500, not 2xx");
  transcript_[1].response->body = "[]";
  EXPECT_EQ(settled().outcome, Outcome::kFailed) << "what was found is not lost";
}

TEST_F(Polled, RelationsUseTheValuesThatWereCaptured) {
  // Through an operation that has a relation with a parameter.
  const auto ecl = contract::shipped_contract("ecl-image-copy-job");
  const std::string id = "22d6c3b4-c299-4369-a240-7e5b741cdb6a";
  plan::Case made = plan::recorded_case(*ecl, "case", 200, {{"job_id", "{job}"}}, {});
  wire::Transcript transcript(2);
  transcript[0].part = wire::Part::kControl;
  transcript[0].captured = {{"job", id}};
  transcript[1].response =
      wire::Response{.status = 200, .headers = {}, .body = R"({"job_id":")" + id + R"("})"};
  const auto is_broken = [&] {
    const std::vector<std::string> all = finding_lines(*ecl, judge(made, transcript));
    return std::find(all.begin(), all.end(), "must job_id/equals-request at /job_id") != all.end();
  };
  EXPECT_FALSE(is_broken());
  transcript[0].captured = {{"job", "another"}};
  EXPECT_TRUE(is_broken());
}

}  // namespace
}  // namespace assay::judge
