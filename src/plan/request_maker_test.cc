#include "plan/request_maker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plan/testing_toy.h"

namespace assay::plan {
namespace {

using testing::HasSubstr;

class Making : public testing::Test {
 protected:
  MadeStep make(Values parameters, const std::string& credential = "valid") const {
    parameters.insert({{"id", "t1"}, {"room", "hall"}});
    return make_step(contract_->suite(), target_, form_, credential, std::move(parameters), unset_);
  }
  wire::Request request(Values parameters) const {
    return make(std::move(parameters)).step.request;
  }
  std::string header(const MadeStep& made, std::string_view name) const {
    return std::string(wire::find_header(made.step.request.headers, name).value_or("(none)"));
  }

  const std::shared_ptr<const contract::Contract> contract_ = toy_contract();
  Target target_ = toy_target();
  contract::StepForm form_;
  std::set<std::string> unset_;
};

TEST_F(Making, FillsInParameters) {
  const wire::Request made = request({});
  EXPECT_EQ(made.method, "PUT");
  EXPECT_EQ(made.target, "/v1/hall/t1?in%20colour=red");
  EXPECT_EQ(made.body, R"({"colour":"red","nested":{"list":["t1 in hall",{}]},"n":1.0})");
  EXPECT_EQ(wire::find_header(made.headers, "X-Room"), "hall");
}

TEST_F(Making, PercentEncodesWhatStandsInPathAndQuery) {
  const wire::Request made = request({{"id", "a/b ?#%{id}\"\xC3\xA4"}, {"colour", "r&d=1+1"}});
  EXPECT_EQ(made.target, "/v1/hall/a%2Fb%20%3F%23%25%7Bid%7D%22%C3%A4?in%20colour=r%26d%3D1%2B1");
}

TEST_F(Making, EscapesWhatStandsInABody) {
  const wire::Request made =
      request({{"colour", "{\"a\": \"{room}\"}\\\n\x01"}, {"id", "}{"}, {"room", "{id}"}});
  EXPECT_EQ(made.body,
            "{\"colour\":\"{\\\"a\\\": \\\"{room}\\\"}\\\\\\n\\u0001\","
            "\"nested\":{\"list\":[\"}{ in {id}\",{}]},\"n\":1.0}");
  const auto body = base::Document::parse(made.body);
  ASSERT_TRUE(body) << made.body;
  EXPECT_EQ(body->at("/colour")->string(), "{\"a\": \"{room}\"}\\\n\x01");
  EXPECT_EQ(body->at("/nested/list/0")->string(), "}{ in {id}");
}

TEST_F(Making, PresentsACredentialOfAnotherSchemeInItsOwnHeader) {
  const MadeStep made = make({}, "wrong_scheme");
  EXPECT_EQ(header(made, "Authorization"), "Basic dG95OnRveQ==");
  EXPECT_EQ(header(made, "X-Auth-Token"), "(none)");
  EXPECT_EQ(made.step.credential, "") << "no secret goes with it";
}

TEST_F(Making, KeepsTheParametersAsTheyWereGiven) {
  EXPECT_EQ(make({{"id", "a/b \"c\""}}).step.parameters.at("id"), "a/b \"c\"");
  EXPECT_EQ(make({}).step.parameters.at("colour"), "red") << "the default counts as given";
}

TEST_F(Making, LeavesTheSecretOut) {
  const MadeStep valid = make({});
  EXPECT_EQ(header(valid, "X-Auth-Token"), "Toy {token}!");
  EXPECT_EQ(valid.step.credential, "TOY_TOKEN");
}

TEST_F(Making, PresentsCredentialsThatAreNone) {
  EXPECT_EQ(header(make({}, "none"), "X-Auth-Token"), "(none)");
  EXPECT_EQ(header(make({}, "empty"), "X-Auth-Token"), "Toy !");
  EXPECT_EQ(header(make({}, "malformed"), "X-Auth-Token"), "!bad");
  for (const char* credential : {"none", "empty", "malformed"}) {
    EXPECT_EQ(make({}, credential).step.credential, "") << "nothing to fill in";
    EXPECT_FALSE(make({}, credential).obstacle);
  }
}

TEST_F(Making, PrefersTheCredentialOfTheOperation) {
  target_.operations["toy"].credentials["valid"] = variable_credential("TOY_OWN_TOKEN");
  EXPECT_EQ(make({}).step.credential, "TOY_OWN_TOKEN");
  EXPECT_EQ(make({}, "expired").step.credential, "TOY_OLD_TOKEN");
  ASSERT_NE(target_.credential("other-operation", "valid"), nullptr);
  EXPECT_EQ(target_.credential("other-operation", "valid")->name, "TOY_TOKEN");
  EXPECT_EQ(target_.credential("toy", "foreign"), nullptr);
}

TEST_F(Making, LeavesTheHeaderToKeysThatSign) {
  target_.credentials["valid"] = key_credential("TOY_ACCESS", "TOY_SECRET");
  const MadeStep made = make({});
  EXPECT_EQ(made.step.credential, "TOY_ACCESS and TOY_SECRET");
  EXPECT_FALSE(wire::find_header(made.step.request.headers, "X-Auth-Token"));
  unset_ = {"TOY_SECRET"};
  const MadeStep without = make({});
  ASSERT_TRUE(without.obstacle);
  EXPECT_EQ(*without.obstacle, Obstacle::kSetupFailed);
  EXPECT_THAT(without.reason, HasSubstr("TOY_SECRET"));
}

TEST_F(Making, AsksTheHookForTheFirstExpectedStatus) {
  form_.hook = true;
  form_.expect = {500, 401};
  EXPECT_EQ(header(make({}), "Prefer"), "code=500");
}

TEST_F(Making, NamesTheFirstParameterThatHasNoValue) {
  const MadeStep made =
      make_step(contract_->suite(), target_, form_, "valid", {{"id", "t1"}}, unset_);
  ASSERT_TRUE(made.obstacle);
  EXPECT_EQ(*made.obstacle, Obstacle::kNotProvoked);
  EXPECT_THAT(made.reason, HasSubstr("parameter room"));
}

}  // namespace
}  // namespace assay::plan
