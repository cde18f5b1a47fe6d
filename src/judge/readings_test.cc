#include "judge/readings.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "contract/testing_contract.h"
#include "plan/recorded_case.h"

namespace assay::judge {
namespace {

using contract::Profile;

class Readings : public testing::Test {
 protected:
  void answer(int status, const std::string& body, const std::string& type = "application/json") {
    wire::Exchange exchange;
    exchange.response =
        wire::Response{.status = status, .headers = {{"Content-Type", type}}, .body = body};
    transcript_ = {exchange};
  }
  Reading under(Profile profile, const char* operation = "otc-ims-job") {
    const auto other = contract::shipped_contract(operation, profile);
    return read_under(*other, case_, transcript_);
  }

  const std::shared_ptr<const contract::Contract> own_ = contract::shipped_contract("otc-ims-job");
  plan::Case case_ = plan::recorded_case(*own_, "case", 200, {}, {});
  wire::Transcript transcript_;
};

TEST_F(Readings, DifferWhereTheProfilesDo) {
  answer(200, R"({"status":"SUCCESS","job_id":"ff8080814dbd65d7014dbe0d84db0013",
    "job_type":"imsDelImageMembersJob","begin_time":"2024-11-06T06:19:43.195Z",
    "end_time":"2024-11-06T06:19:44.195Z","error_code":null,"fail_reason":null,
    "entities":{"results":[]}})");
  EXPECT_EQ(under(Profile::kDocumented).outcome, Outcome::kPassed);
  const Reading strict = under(Profile::kStrict);
  EXPECT_EQ(strict.outcome, Outcome::kFailed);
  EXPECT_EQ(strict.profile, Profile::kStrict);
  EXPECT_GE(strict.must, 2u) << "null is no String";
}

TEST_F(Readings, OfAnErrorAskWhatTheSameCaseMayBeAnswered) {
  case_.form = "error/400/malformed-job-id";
  case_.steps[0].expected_errors = {400, 404};
  answer(404, "gone", "text/plain");
  EXPECT_EQ(under(Profile::kDocumented).outcome, Outcome::kPassed);
  EXPECT_EQ(under(Profile::kStrict).outcome, Outcome::kFailed) << "404 is not listed there";
}

TEST_F(Readings, OfACaseThatAProfileDoesNotHaveTakeEveryErrorItLists) {
  case_.form = "error/404/unknown-job";
  case_.steps[0].expected_errors = {404, 400};
  answer(400, "no", "text/plain");
  EXPECT_EQ(under(Profile::kStrict).outcome, Outcome::kPassed);
  answer(418, "no", "text/plain");
  EXPECT_EQ(under(Profile::kStrict).outcome, Outcome::kFailed);
}

TEST_F(Readings, LeaveTheRequestAlone) {
  const auto documented = contract::shipped_contract("zstack-sync-image-size");
  case_ = plan::recorded_case(*documented, "case", 500, {}, {});
  answer(500, "crash", "text/plain");
  transcript_[0].request = {"DELETE", "/wrong", {}, "[]"};
  EXPECT_EQ(read_under(*documented, case_, transcript_).outcome, Outcome::kPassed);
}

TEST_F(Readings, SayNothingOfAnswersThatNeverCame) {
  transcript_.resize(1);
  transcript_[0].error = {wire::TransportFailure::kConnect, "refused"};
  EXPECT_EQ(under(Profile::kStrict).outcome, Outcome::kNotApplicable);
}

}  // namespace
}  // namespace assay::judge
