#include "judge/credential_use.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "contract/testing_contract.h"
#include "plan/recorded_case.h"

namespace assay::judge {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class CredentialUses : public testing::Test {
 protected:
  // A case of one step with this credential, answered with `status`; 0: not tried.
  void add(const std::string& credential, int status, std::vector<contract::StatusForm> expected,
           Outcome outcome = Outcome::kPassed) {
    auto planned = std::make_unique<plan::Case>(
        plan::recorded_case(*contract_, "case/" + credential, 200, {}, {}));
    planned->credential = credential == "valid" ? "" : credential;
    planned->steps[0].credential_name = credential;
    planned->steps[0].expected_errors = std::move(expected);
    CaseRecord record;
    record.outcome = outcome;
    if (status == 0) {
      planned->steps.clear();
    } else {
      wire::Exchange exchange;
      exchange.response = wire::Response{.status = status};
      record.transcript.push_back(exchange);
    }
    record.planned = planned.get();
    run_.cases.push_back(std::move(record));
    planned_.push_back(std::move(planned));
  }

  const std::shared_ptr<const contract::Contract> contract_ =
      contract::shipped_contract("otc-ims-job");
  std::vector<std::unique_ptr<plan::Case>> planned_;
  RunRecord run_;
};

TEST_F(CredentialUses, TellWhichAnswerWasPicked) {
  add("read_only", 200, {});
  add("none", 401, {401, 4});
  add("valid", 200, {});
  const auto uses = credential_use(run_);
  ASSERT_EQ(uses.size(), 2u) << "a valid credential is nothing to tell of";
  EXPECT_EQ(uses[0].credential, "none") << "in the order of the matrix";
  EXPECT_THAT(uses[0].answered, ElementsAre(401));
  EXPECT_THAT(uses[0].allowed, ElementsAre(4, 401));
  EXPECT_EQ(uses[1].credential, "read_only");
  EXPECT_THAT(uses[1].answered, ElementsAre(200));
  EXPECT_THAT(uses[1].allowed, ElementsAre(200));
}

TEST_F(CredentialUses, TellWhatWasNotTriedAndWhatWasWrong) {
  add("expired", 0, {401}, Outcome::kNotProvoked);
  add("foreign", 200, {403}, Outcome::kFailed);
  const auto uses = credential_use(run_);
  ASSERT_EQ(uses.size(), 2u);
  EXPECT_THAT(uses[0].answered, IsEmpty());
  EXPECT_EQ(uses[0].outcome, Outcome::kNotProvoked);
  EXPECT_THAT(uses[1].answered, ElementsAre(200));
  EXPECT_EQ(uses[1].outcome, Outcome::kFailed);
}

TEST_F(CredentialUses, OfAnAcceptedRequestCountItsResult) {
  add("expired", 202, {503});
  planned_[0]->steps[0].accepted =
      plan::Accepted{.status = 202, .location = "/location", .base_path = ""};
  wire::Exchange poll;
  poll.part = wire::Part::kPoll;
  poll.response = wire::Response{.status = 503};
  run_.cases[0].transcript.push_back(poll);
  poll.part = wire::Part::kControl;
  poll.response = wire::Response{.status = 204};
  run_.cases[0].transcript.push_back(poll);
  EXPECT_THAT(credential_use(run_)[0].answered, ElementsAre(503));
}

}  // namespace
}  // namespace assay::judge
