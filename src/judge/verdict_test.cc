#include "judge/verdict.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "contract/testing_contract.h"
#include "judge/vectors.h"
#include "plan/recorded_case.h"
#include "plan/selection.h"

namespace assay::judge {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kJob = "33911588-c299-4369-a240-7e5b741cdb6a";
constexpr const char* kDetails = R"({
  "copy_progress": 0, "destination_image_id": null, "destination_region_id": "ot2",
  "destination_tenant_id": "91b5c7c09cbd45caa3c146fd67ae471e",
  "job_id": "33911588-c299-4369-a240-7e5b741cdb6a",
  "source_image_id": "335eef3f-551d-46e1-8781-173f43209d48",
  "source_image_name": "Test-image-Ubuntu", "source_region_id": "ot1",
  "source_tenant_id": "236ae314ef6944f4ab98fa7519e54325",
  "status": "cancel_requested"
})";

// Answers to one request about one copy job.
class Verdicts : public testing::Test {
 protected:
  Verdicts() {
    made_ = plan::recorded_case(*contract_, "case", 200, {{"job_id", kJob}}, {});
    transcript_.resize(1);
    answer(kDetails);
  }

  wire::Response& answer(std::string body, std::size_t step = 0) {
    transcript_[step].response = wire::Response{
        .status = 200, .headers = {{"Content-Type", "application/json"}}, .body = std::move(body)};
    return *transcript_[step].response;
  }
  std::string with(std::string_view find, std::string_view replace) const {
    std::string body = kDetails;
    body.replace(body.find(find), find.size(), replace);
    return body;
  }

  std::vector<std::string> lines() const {
    return finding_lines(*contract_, judge(made_, transcript_, options_));
  }
  std::uint32_t exercised(const Verdict& verdict, std::string_view rule) const {
    return verdict.exercised[contract::rule_index(*contract_, rule)];
  }

  const std::shared_ptr<const contract::Contract> contract_ =
      contract::shipped_contract("ecl-image-copy-job");
  plan::Case made_;
  wire::Transcript transcript_;
  Options options_;
};

TEST_F(Verdicts, AreEmptyForAGoodAnswer) {
  EXPECT_THAT(lines(), IsEmpty());
}

TEST_F(Verdicts, RefuseNestingBeyondReason) {
  constexpr std::size_t kDeep = 100'000;
  answer(std::string(kDeep, '[') + std::string(kDeep, ']'));
  EXPECT_THAT(lines(), ElementsAre("must http.200/depth at /"));
  answer(std::string(kDeep, '['));
  EXPECT_THAT(lines(), ElementsAre("must http.200/depth at /"));
  std::string objects;
  for (std::size_t i = 0; i < kDeep; ++i) objects += "{\"a\":";
  answer(objects + "1" + std::string(kDeep, '}'));
  EXPECT_THAT(lines(), ElementsAre("must http.200/depth at /"));
}

TEST_F(Verdicts, RefuseWhatIsNotUtf8) {
  const std::string kInvalid[] = {"\xff", "\xc0\xaf", "\xed\xa0\x80", "\xf5\x80\x80\x80", "\xc3"};
  for (const std::string& bytes : kInvalid) {
    answer(with("Test-image", bytes));
    EXPECT_THAT(lines(), ElementsAre("must http.200/encoding at /"));
  }
  answer(std::string("\xff\xfe{\0}\0", 6));
  EXPECT_THAT(lines(), ElementsAre("must http.200/encoding at /"));
}

TEST_F(Verdicts, SayWhyABodyIsNotTheWholeBody) {
  wire::Response& response = answer(std::string(kDetails).substr(0, 40));
  response.complete = false;
  response.incomplete_reason = "the connection ended";
  const Verdict verdict = judge(made_, transcript_);
  EXPECT_THAT(finding_lines(*contract_, verdict), ElementsAre("must http.200/complete at /"));
  EXPECT_THAT(verdict.findings[0].actual, HasSubstr("the connection ended after 40 bytes"));
  EXPECT_EQ(exercised(verdict, "http.200/json"), 0u) << "what was cut off is no second promise";
}

TEST_F(Verdicts, JudgeWhatArrivedWhenItIsReadable) {
  wire::Response& response = answer(with("cancel_requested", "done"));
  response.complete = false;
  EXPECT_THAT(lines(), ElementsAre("must http.200/complete at /", "must status/enum at /status"));
}

TEST_F(Verdicts, ReadNothingOfABodyThatWasTooLong) {
  std::string body = "{}";
  body.resize(wire::kMostBodyBytes, ' ');
  wire::Response& cut = answer(body);
  cut.complete = false;
  cut.incomplete_reason = "the body is longer than so many bytes";
  EXPECT_THAT(lines(), ElementsAre("must http.200/complete at /"));
}

TEST_F(Verdicts, JudgeOnlyTheHeaderWhenTimeRanOutInTheBody) {
  wire::Response& response = answer(with("cancel_requested", "done"));
  response.complete = false;
  transcript_.front().error = {wire::TransportFailure::kTimeout, "not in time"};
  EXPECT_THAT(lines(), IsEmpty());
  response.status = 404;
  EXPECT_THAT(lines(), ElementsAre("must http.200/status at /"));
  made_.steps.front().expected_errors = {404};
  EXPECT_THAT(lines(), IsEmpty());
}

TEST_F(Verdicts, AskErrorBodiesOfAnyFormWhetherTheyAreWhole) {
  made_.steps.front().expected_errors = {404};
  wire::Response& response = answer("Not f");
  response.status = 404;
  response.complete = false;
  EXPECT_THAT(lines(), ElementsAre("must http.404/complete at /"));
}

TEST_F(Verdicts, PointToThePlaceInTheBody) {
  answer(with("\"cancel_requested\"", "\"done\""));
  const Verdict verdict = judge(made_, transcript_);
  ASSERT_EQ(verdict.findings.size(), 1u);
  const Finding& finding = verdict.findings.front();
  EXPECT_EQ(finding.pointer, "/status");
  EXPECT_EQ(finding.line, 8u);
  EXPECT_EQ(finding.column, 13u);
  EXPECT_THAT(finding.expected, HasSubstr("replicated"));
  EXPECT_THAT(finding.actual, HasSubstr("done"));
}

TEST_F(Verdicts, OfRelationsPointToThePlaceAsWell) {
  answer(with(kJob, "00000000-c299-4369-a240-7e5b741cdb6a"));
  const Verdict verdict = judge(made_, transcript_);
  ASSERT_EQ(verdict.findings.size(), 1u);
  EXPECT_EQ(verdict.findings[0].line, 4u);
  EXPECT_THAT(verdict.findings[0].expected, HasSubstr(kJob));
  EXPECT_THAT(verdict.findings[0].actual, HasSubstr("00000000"));
}

TEST_F(Verdicts, ShowAStrangeBodySafely) {
  answer("<b>\x1b[31m");
  const Verdict verdict = judge(made_, transcript_);
  ASSERT_EQ(verdict.findings.size(), 1u);
  EXPECT_THAT(verdict.findings[0].actual, HasSubstr("<b>\\x1b[31m"));
}

TEST_F(Verdicts, NameTheStepOfEveryFinding) {
  made_.steps.push_back(made_.steps.front());
  transcript_.resize(2);
  answer(with("cancel_requested", "done"), 1);
  const Verdict verdict = judge(made_, transcript_);
  ASSERT_EQ(verdict.findings.size(), 1u);
  EXPECT_EQ(verdict.findings[0].exchange, 1u);
  EXPECT_EQ(exercised(verdict, "status/enum"), 2u);
  EXPECT_EQ(verdict.broken[contract::rule_index(*contract_, "status/enum")], 1u);
}

TEST_F(Verdicts, SayNothingOfWhatDidNotTravel) {
  transcript_[0].response.reset();
  transcript_[0].error = wire::TransportError{wire::TransportFailure::kTimeout, "no answer"};
  const Verdict verdict = judge(made_, transcript_);
  EXPECT_THAT(verdict.findings, IsEmpty());
  EXPECT_THAT(verdict.exercised, testing::Each(0u));
  EXPECT_THAT(judge(made_, {}).findings, IsEmpty());
  made_.steps.push_back(made_.steps.front());
  transcript_.resize(2);
  answer(with("cancel_requested", "done"), 1);
  EXPECT_THAT(lines(), ElementsAre("must status/enum at /status")) << "the next one did";
}

TEST_F(Verdicts, CountTheValuesThatARuleWasPutTo) {
  const Verdict verdict = judge(made_, transcript_);
  EXPECT_EQ(exercised(verdict, "job_id/format"), 1u);
  EXPECT_EQ(exercised(verdict, "job_id/equals-request"), 1u);
  EXPECT_EQ(exercised(verdict, "status/equals-subject"), 0u) << "nothing is known of the state";
  EXPECT_EQ(exercised(verdict, "destination_image_id/format"), 0u) << "it is null";
  EXPECT_EQ(exercised(verdict, "destination_image_id/not-null-when"), 0u) << "not replicated";
  EXPECT_EQ(exercised(verdict, "http.401/status"), 0u);
}

TEST_F(Verdicts, TellSoManyPlacesOfARuleAndCountTheRest) {
  std::string body = "{";
  for (int i = 0; i < 200; ++i) body += "\"status\": \"error\", ";
  answer(body + (kDetails + 1));
  const Verdict verdict = judge(made_, transcript_);
  ASSERT_EQ(verdict.findings.size(), kMostPlaces);
  EXPECT_EQ(verdict.findings[kMostPlaces - 2].hint, "");
  EXPECT_EQ(verdict.findings[kMostPlaces - 1].hint,
            "this rule is broken at 150 places more, which are counted and not listed");
  EXPECT_EQ(verdict.broken[contract::rule_index(*contract_, "http.200/unique-members")], 200u);
}

TEST_F(Verdicts, TellSoManyPlacesOfOneAnswerAndOfAllTogether) {
  transcript_.resize(2 * kMostPlaces);
  for (std::size_t i = 0; i < transcript_.size(); ++i) answer(with("cancel_requested", "done"), i);
  const Verdict verdict = judge(made_, transcript_);
  const contract::RuleIndex rule = contract::rule_index(*contract_, "status/enum");
  EXPECT_EQ(verdict.broken[rule], 2 * kMostPlaces);
  EXPECT_EQ(std::count_if(verdict.findings.begin(), verdict.findings.end(),
                          [&](const Finding& finding) { return finding.rule == rule; }),
            kMostPlaces);
}

TEST(VerdictsOfManyElements, TellSoManyPlacesOfARule) {
  const auto contract = contract::shipped_contract("otc-ims-job");
  const plan::Case made = plan::recorded_case(*contract, "case", 200,
                                              {{"job_id", "9a175ac792fa12d20193002100dd2762"}}, {});
  std::string elements;
  for (int i = 0; i < 999; ++i) elements += "{}, ";
  wire::Transcript transcript(1);
  transcript[0].response = wire::Response{
      .status = 200,
      .headers = {{"Content-Type", "application/json"}},
      .body =
          R"({"status": "SUCCESS", "entities": {"sub_jobs_result": [)" + elements +
          R"({}]}, "job_id": "9a175ac792fa12d20193002100dd2762", "job_type": "imsImportImageJob"})"};
  const Verdict verdict = judge(made, transcript);
  EXPECT_LT(verdict.findings.size(), 1000u);
  EXPECT_EQ(
      verdict.broken[contract::rule_index(*contract, "entities.sub_jobs_result[].job_id/required")],
      1000u);
}

TEST_F(Verdicts, ListUndeclaredMembersAndFindThemWhenAsked) {
  answer(with("\"copy_progress\"", "\"a/b\": {\"c\": 1}, \"copy_progress\""));
  Verdict verdict = judge(made_, transcript_);
  EXPECT_THAT(verdict.findings, IsEmpty());
  EXPECT_THAT(undeclared_lines(verdict), ElementsAre("/a~1b"));
  options_.undeclared = UndeclaredPolicy::kWarn;
  EXPECT_THAT(lines(), ElementsAre("should $/undeclared at /a~1b"));
  options_.undeclared = UndeclaredPolicy::kFail;
  EXPECT_THAT(lines(), ElementsAre("must $/undeclared at /a~1b"));
}

TEST_F(Verdicts, LeaveOutRulesThatAreNotSelected) {
  answer(with("cancel_requested", "done").replace(0, 1, "{\"copy_progress\": \"0\", "));
  made_.rules = std::make_shared<const plan::SelectedRules>(
      *contract_,
      plan::Selection{.case_patterns = {},
                      .rule_patterns = {"ecl-image-copy-job:status/*", "*/unique-members"}});
  const Verdict verdict = judge(made_, transcript_, options_);
  EXPECT_THAT(
      finding_lines(*contract_, verdict),
      ElementsAre("must http.200/unique-members at /copy_progress", "must status/enum at /status"));
  EXPECT_EQ(exercised(verdict, "status/enum"), 1u);
  EXPECT_EQ(exercised(verdict, "job_id/type"), 0u);
  EXPECT_EQ(exercised(verdict, "http.200/status"), 0u);
}

TEST_F(Verdicts, AreTheSameTwice) {
  answer(with("cancel_requested", "done"));
  const Verdict first = judge(made_, transcript_);
  const Verdict second = judge(made_, transcript_);
  EXPECT_EQ(finding_lines(*contract_, first), finding_lines(*contract_, second));
  EXPECT_EQ(first.exercised, second.exercised);
}

TEST_F(Verdicts, TakeAByteOrderMarkForAMistakeOfTheSender) {
  answer("\xEF\xBB\xBF" + with("cancel_requested", "done"));
  EXPECT_THAT(lines(), ElementsAre("must http.200/json at /", "must status/enum at /status"));
}

TEST_F(Verdicts, ReportOneOfSeveralExpectedErrorsUnderTheFirst) {
  made_.steps.front().expected_errors = {404, 401};
  EXPECT_THAT(lines(), ElementsAre("must http.404/status at /"));
  transcript_[0].response->status = 401;
  transcript_[0].response->headers = {{"content-type", "text/plain"}};
  EXPECT_THAT(lines(), IsEmpty());
}

}  // namespace
}  // namespace assay::judge
