#include "judge/between_answers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "base/edit.h"
#include "judge/vectors.h"
#include "plan/recorded_case.h"

namespace assay::judge {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr const char* kJob = R"({
  "copy_progress": 40, "destination_image_id": null, "destination_region_id": "ot2",
  "destination_tenant_id": "8c70da3ac5a34ec287d0d5b0c9e0a5a5",
  "job_id": "77de4af1-2345-4bcd-8e5f-0123456789ab",
  "source_image_id": "ab5a9bc2-1111-4222-8333-444455556666", "source_image_name": "x",
  "source_region_id": "ot1", "source_tenant_id": "8c70da3ac5a34ec287d0d5b0c9e0a5a5",
  "status": "replicating" })";

std::string with(const std::string& body, const std::string& pointer, const std::string& value) {
  const base::Document document = base::Document::parse(body).value();
  const base::Document replacement = base::Document::parse(value).value();
  return base::edited(document.root(), pointer, replacement.root()).value_or(body);
}

class BetweenAnswers : public ::testing::Test {
 protected:
  BetweenAnswers() {
    made_ = plan::recorded_case(*contract_, "followed", 200, {}, {});
    const contract::FollowForm& form = *contract_->suite().follow;
    made_.steps.front().follow =
        plan::Follow{.status = 200, .state = form.state, .pending = form.pending, .end = ""};
  }

  void answer(std::string body, int status = 200) {
    wire::Exchange exchange;
    exchange.response = wire::Response{.status = status, .headers = {}, .body = std::move(body)};
    exchange.response->headers.push_back({"Content-Type", "application/json"});
    transcript_.push_back(std::move(exchange));
  }
  void answers(const std::vector<std::string>& bodies) {
    for (const std::string& body : bodies) answer(body);
  }
  std::string state(const std::string& word) const {
    return with(kJob, "/status", "\"" + word + "\"");
  }

  // Of this layer alone.
  Verdict verdict() const {
    const Options options;
    Tally tally(made_, options);
    judge_between_answers(made_, transcript_, tally);
    return tally.take();
  }
  std::vector<std::string> lines() const { return finding_lines(*contract_, verdict()); }
  std::uint32_t exercised(const std::string& rule) const {
    const contract::Rule* found = contract_->find_rule("ecl-image-copy-job:" + rule);
    EXPECT_NE(found, nullptr) << rule;
    return verdict().exercised[static_cast<std::size_t>(found - contract_->rules().data())];
  }

  std::unique_ptr<base::DataTree> data_ = base::embedded_data();
  std::unique_ptr<const contract::Contract> contract_ =
      contract::Contract::load(*data_, "ecl-image-copy-job", contract::Profile::kDocumented)
          .value();
  plan::Case made_;
  wire::Transcript transcript_;
};

TEST_F(BetweenAnswers, AJobThatGoesItsWayBreaksNothing) {
  const std::string done = with(state("replicated"), "/copy_progress", "100");
  answers({with(state("replicate_requested"), "/copy_progress", "0"), kJob, kJob, done, done});
  EXPECT_THAT(lines(), IsEmpty());
  EXPECT_EQ(exercised("status/transition"), 4u);
  EXPECT_EQ(exercised("copy_progress/not-decreasing"), 4u);
  EXPECT_EQ(exercised("source_image_id/constant"), 4u);
  EXPECT_EQ(exercised("$/frozen"), 1u) << "only what follows the end";
}

TEST_F(BetweenAnswers, StatesDoNotGoBack) {
  answers({state("canceling"), state("replicating")});
  EXPECT_THAT(lines(), ElementsAre("should status/transition at /status"));
  EXPECT_EQ(verdict().findings[0].exchange, 1u);
  EXPECT_EQ(verdict().findings[0].expected, "canceling to stay or become canceled or error");
}

TEST_F(BetweenAnswers, WhatHasEndedStaysAsItIs) {
  answers({state("canceled"), with(state("canceled"), "/source_image_name", "\"y\"")});
  EXPECT_THAT(lines(), ElementsAre("should $/frozen at /source_image_name"));
  transcript_.clear();
  const base::Document document = base::Document::parse(state("canceled")).value();
  answers({state("canceled"), *base::edited(document.root(), "/source_image_name", std::nullopt)});
  EXPECT_EQ(verdict().findings.at(0).actual, "absent");
}

TEST_F(BetweenAnswers, WhatHasEndedIsComparedMemberByMember) {
  const std::string end = state("canceled");
  const std::string rest = end.substr(end.find('{') + 1);
  answers({"{\"a\": {\"b\": 1, \"c\": [2]}, " + rest, "{\"a\": {\"c\": [2], \"b\": 1.0}, " + rest});
  EXPECT_THAT(lines(), IsEmpty()) << "the order does not matter, nor does the notation";
  transcript_.clear();
  answers({"{\"a\": {\"b\": 1, \"c\": [2]}, " + rest, "{\"a\": {\"b\": 1, \"c\": [3]}, " + rest});
  EXPECT_THAT(lines(), ElementsAre("should $/frozen at /a/c"));
  transcript_.clear();
  answers({"{\"a\": {\"b\": 1}, " + rest, "{\"a\": {\"b\": 1, \"c\": 2}, " + rest});
  EXPECT_THAT(lines(), ElementsAre("should $/frozen at /a")) << "nothing may come to it";
  transcript_.clear();
  answers({"{\"a\": 1, \"a\": 2, " + rest, "{\"a\": 3, \"a\": 2, " + rest});
  EXPECT_THAT(lines(), IsEmpty()) << "the last one counts";
}

TEST_F(BetweenAnswers, ProgressDoesNotGoBack) {
  answers({kJob, with(kJob, "/copy_progress", "3.9e1")});
  EXPECT_THAT(lines(), ElementsAre("should copy_progress/not-decreasing at /copy_progress"));
  EXPECT_EQ(verdict().findings[0].expected, "at least 40, as before");
}

TEST_F(BetweenAnswers, IdentityStaysTheSame) {
  answers({kJob, with(kJob, "/destination_region_id", "\"ot9\"")});
  EXPECT_THAT(lines(), ElementsAre("should destination_region_id/constant at "
                                   "/destination_region_id"));
}

TEST_F(BetweenAnswers, TheEndIsTheOneThatTheTargetNames) {
  made_.traits = {{"end", "replicated"}};
  answers({kJob, state("error")});
  EXPECT_THAT(lines(), ElementsAre("must status/ends-as at /status"));
  transcript_.clear();
  answers({kJob});
  EXPECT_THAT(lines(), IsEmpty()) << "it has not ended yet";
  EXPECT_EQ(exercised("status/ends-as"), 0u);
}

TEST_F(BetweenAnswers, AnswersThatAreNoneArePassedOver) {
  answer(state("canceling"));
  answer("gone", 404);
  answer("{");
  answer(state("canceled"));
  EXPECT_THAT(lines(), IsEmpty());
  EXPECT_EQ(exercised("status/transition"), 1u);
}

TEST_F(BetweenAnswers, ACaseThatIsNotFollowedIsNotAsked) {
  made_.steps.front().follow.reset();
  answers({state("canceling"), state("replicating")});
  EXPECT_THAT(lines(), IsEmpty());
}

}  // namespace
}  // namespace assay::judge
