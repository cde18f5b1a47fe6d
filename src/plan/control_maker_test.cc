#include "plan/control_maker.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "contract/testing_slow.h"
#include "plan/testing_toy.h"

namespace assay::plan {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

ControlForm form(const std::string& method, const std::string& path) {
  ControlForm made;
  made.method = method;
  made.path = path;
  return made;
}

// A toy with a hook that makes requests of its own.
class HookedToy : public testing::Test {
 protected:
  HookedToy() {
    ControlForm before = form("POST", "/faults/{room}");
    before.body = R"({"status":"{status}","text":"is {status}","of":"{id}"})";
    before.values = {{"fault", "/id"}};
    target_.status_hooks = {
        {.headers = {},
         .statuses = {500},
         .provision = {.before = {before}, .after = {form("DELETE", "/faults/{fault}")}}}};
  }

  Case planned(const std::string& id) {
    const auto cases = make_plan({contract_}, target_, {.unset_variables = unset_});
    if (!cases) {
      ADD_FAILURE() << cases.error().to_string();
      return {};
    }
    for (const Case& c : *cases) {
      if (c.id == "toy/" + id) return c;
    }
    ADD_FAILURE() << "no case " << id;
    return {};
  }
  base::Error refusal() {
    const auto cases = make_plan({contract_}, target_, {});
    EXPECT_FALSE(cases.ok());
    return cases ? base::Error{} : cases.error();
  }
  ControlForm& before() { return target_.status_hooks[0].provision.before[0]; }

  const std::shared_ptr<const contract::Contract> contract_ = toy_contract();
  Target target_ = toy_target();
  std::set<std::string> unset_;
};

TEST_F(HookedToy, MakesItsRequestsAroundTheCase) {
  const Case c = planned("error/500/hook");
  ASSERT_EQ(c.before.size(), 1u);
  const wire::Request& request = c.before[0].step.request;
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.target, "/faults/hall");
  EXPECT_EQ(request.body, R"({"status":500,"text":"is 500","of":"t1"})") << "a number by itself";
  EXPECT_EQ(wire::find_header(request.headers, "Content-Type"), "application/json");
  EXPECT_EQ(c.before[0].captures[0].name, "fault");
  ASSERT_EQ(c.after.size(), 1u);
  EXPECT_EQ(c.after[0].step.request.target, "/faults/{fault}") << "known when it is answered";
  EXPECT_THAT(c.after[0].needs, ElementsAre("fault"));
}

TEST_F(HookedToy, IsAloneUnlessOnlyItsOwnRequestMeetsTheFault) {
  EXPECT_TRUE(planned("error/500/hook").alone);
  target_.status_hooks[0].headers = {{"X-Fault", "{fault}"}};
  const Case c = planned("error/500/hook");
  EXPECT_FALSE(c.alone);
  EXPECT_EQ(wire::find_header(c.steps[0].request.headers, "X-Fault"), "{fault}");
  EXPECT_FALSE(planned("steps").alone);
  EXPECT_THAT(planned("steps").before, IsEmpty());
}

TEST_F(HookedToy, SendsACredentialOnlyWhereItIsNamed) {
  EXPECT_EQ(planned("error/500/hook").before[0].step.credential, "");
  before().headers = {{"X-Admin", "{token}"}};
  EXPECT_THAT(refusal().to_string(), HasSubstr("{token} has no value here"));
  before().credential = "valid";
  const Case c = planned("error/500/hook");
  EXPECT_EQ(c.before[0].step.credential, "TOY_TOKEN");
  EXPECT_EQ(c.before[0].step.request.headers[0].value, "{token}") << "until it is sent";
  unset_ = {"TOY_TOKEN"};
  EXPECT_EQ(planned("error/500/hook").obstacle, Obstacle::kSetupFailed);
}

TEST_F(HookedToy, IsRefusedWhereItAsksForWhatNobodyKnows) {
  before().pointer = "/hooks/status/before/0";
  before().path = "/faults/{colur}";
  EXPECT_EQ(refusal().pointer, "/hooks/status/before/0/path");
  EXPECT_THAT(refusal().to_string(), HasSubstr("{colur} has no value here"));
  EXPECT_THAT(refusal().hint, HasSubstr("colour"));
  before().path = "/faults";
  before().credential = "vald";
  EXPECT_EQ(refusal().pointer, "/hooks/status/before/0/credential");
  before().credential.clear();
  target_.status_hooks[0].provision.after[0].path = "/faults/{falt}";
  EXPECT_THAT(refusal().hint, HasSubstr("fault"));
}

TEST_F(HookedToy, TheFirstHookThatCanMakeTheStatusIsTaken) {
  target_.status_hooks.insert(target_.status_hooks.begin(),
                              {.headers = {{"X-A", "a"}}, .statuses = {503}, .provision = {}});
  target_.status_hooks.push_back({.headers = {{"X-B", "b"}}, .statuses = {}, .provision = {}});
  EXPECT_EQ(planned("error/500/hook").before.size(), 1u);
  target_.status_hooks.erase(target_.status_hooks.begin() + 1);
  EXPECT_EQ(wire::find_header(planned("error/500/hook").steps[0].request.headers, "X-B"), "b");
}

TEST(Provisions, GoAroundEveryCaseOfTheirSubject) {
  const auto contract = toy_contract();
  Target target = toy_target();
  ControlForm make_toy = form("POST", "/toys?in={room}");
  make_toy.values = {{"toy", "/id"}};
  Subject& subject = target.operations["toy"].subjects[0];
  subject.parameters["id"] = "{toy}";
  subject.provision = {.before = {make_toy}, .after = {form("DELETE", "/toys/{toy}")}};
  const auto cases = make_plan({contract}, target, {});
  ASSERT_TRUE(cases) << cases.error().to_string();
  std::size_t provided = 0;
  for (const Case& c : *cases) {
    if (c.before.empty()) continue;
    ++provided;
    EXPECT_EQ(c.before[0].step.request.target, "/toys?in=hall");
    EXPECT_EQ(c.after[0].step.request.target, "/toys/{toy}");
    EXPECT_EQ(c.steps[0].parameters.at("id"), "{toy}");
    EXPECT_FALSE(c.alone);
  }
  EXPECT_GE(provided, 2u) << "its own case, and those that take any subject";
}

TEST_F(HookedToy, IsArmedLastAndDisarmedFirst) {
  ControlForm make_toy = form("POST", "/toys");
  make_toy.values = {{"toy", "/id"}};
  target_.operations["toy"].subjects[0].provision = {.before = {make_toy},
                                                     .after = {form("DELETE", "/toys/{toy}")}};
  const Case c = planned("error/500/hook");
  ASSERT_EQ(c.before.size(), 2u);
  EXPECT_EQ(c.before[0].step.request.target, "/toys");
  EXPECT_EQ(c.before[1].step.request.target, "/faults/hall");
  ASSERT_EQ(c.after.size(), 2u);
  EXPECT_EQ(c.after[0].step.request.target, "/faults/{fault}");
  EXPECT_EQ(c.after[1].step.request.target, "/toys/{toy}");
}

TEST_F(HookedToy, KeysThatSignAreNoToken) {
  target_.credentials["admin"] = key_credential("ACCESS", "SECRET");
  before().headers = {{"X-Admin", "{token}"}};
  before().credential = "admin";
  const Case c = planned("error/500/hook");
  EXPECT_EQ(c.obstacle, Obstacle::kSetupFailed);
  EXPECT_THAT(c.obstacle_reason, HasSubstr("signs requests, and is no {token}"));
}

TEST(Provisions, MayOnlyTidyUp) {
  const auto contract = toy_contract();
  Target target = toy_target();
  target.operations["toy"].subjects[0].provision.after = {form("DELETE", "/toys/t1")};
  const auto cases = make_plan({contract}, target, {});
  ASSERT_TRUE(cases) << cases.error().to_string();
  const auto tidied =
      std::count_if(cases->begin(), cases->end(), [](const Case& c) { return !c.after.empty(); });
  EXPECT_GE(tidied, 1);
}

TEST(Provisions, WithAValueThatNothingFindsAreRefused) {
  const auto contract = toy_contract();
  Target target = toy_target();
  ControlForm make_toy = form("POST", "/toys");
  make_toy.values = {{"toy", "/id"}};
  Subject& subject = target.operations["toy"].subjects[1];
  subject.parameters["id"] = "{toi}";
  subject.provision.before = {make_toy};
  const auto cases = make_plan({contract}, target, {});
  ASSERT_FALSE(cases);
  EXPECT_EQ(cases.error().pointer, "/operations/toy/subjects/1/parameters/id");
  EXPECT_THAT(cases.error().hint, HasSubstr("toy"));
}

// An operation that changes a state which can be seen and set again.
class Lamp : public testing::Test {
 protected:
  Case planned(const base::PatchedTree& data, bool with_subject = true) {
    const auto contract = contract::load_contract(data, "slow");
    Target target{.name = "lamps",
                  .base_url = "http://localhost/gate/",
                  .credentials = {{"valid", variable_credential("LAMP_TOKEN")}},
                  .parameters = {{"to", "on"}},
                  .operations = {{"slow", {.subjects = {{.parameters = {{"lamp", "a b"}}}}}}},
                  .built_in = true};
    if (!with_subject) {
      target.operations.clear();
      target.parameters["lamp"] = "anywhere";
    }
    const auto cases = make_plan({contract}, target, {});
    EXPECT_TRUE(cases) << cases.error().to_string();
    Case c = cases->at(0);
    contracts_.push_back(contract);
    return c;
  }

  std::vector<std::shared_ptr<const contract::Contract>> contracts_;
};

TEST_F(Lamp, IsLookedAtBeforeAndSetAgainAfter) {
  const Case c = planned(contract::slow_data());
  ASSERT_EQ(c.before.size(), 1u);
  const Control& look = c.before[0];
  EXPECT_EQ(look.step.request.method + " " + look.step.request.target, "GET /lamps/a%20b");
  EXPECT_EQ(look.step.request.body, "");
  EXPECT_EQ(look.step.credential, "LAMP_TOKEN");
  EXPECT_TRUE(look.required);
  EXPECT_FALSE(look.step.accepted);
  EXPECT_EQ(look.captures[0].map, (Values{{"Off", "off"}, {"On", "on"}}));
  ASSERT_EQ(c.after.size(), 1u);
  const Control& back = c.after[0];
  EXPECT_EQ(back.step.request.method + " " + back.step.request.target, "PUT /lamps/a%20b");
  EXPECT_EQ(back.step.request.body, R"({"to":"{found}"})");
  EXPECT_TRUE(back.restores);
  EXPECT_FALSE(back.only_after_success);
  EXPECT_THAT(back.needs, ElementsAre("found"));
  ASSERT_TRUE(back.step.accepted) << "its result is waited for as well";
  EXPECT_EQ(back.step.accepted->base_path, "/gate");
}

TEST_F(Lamp, ThatIsNotThereNeedNotBeSeen) {
  const Case c = planned(contract::slow_data(
      R"("subject": "each" })",
      R"("subject": "each", "steps": [{ "parameters": { "lamp": "none" }, "expect": [401] }] })"));
  EXPECT_FALSE(c.before.at(0).required);
  const Case any =
      planned(contract::slow_data(
                  R"("subject": "each" })",
                  R"("subject": "any", "steps": [{ "credential": "none", "expect": [401] }] })"),
              false);
  EXPECT_FALSE(any.before.at(0).required);
}

TEST_F(HookedToy, MakesRequestsOnSomebodyElsesSystemOnlyWithLeave) {
  target_.built_in = false;
  const auto cases = make_plan({contract_}, target_, {});
  ASSERT_TRUE(cases);
  for (const Case& c : *cases) EXPECT_TRUE(c.before.empty()) << c.id;
}

TEST_F(Lamp, IsSetAgainAfterWhatShouldBeRefusedOnlyIfItWasNot) {
  const Case c = planned(contract::slow_data(
      R"("subject": "each" })",
      R"("subject": "each", "steps": [{ "credential": "none", "expect": [401] }] })"));
  EXPECT_EQ(c.credential, "none");
  EXPECT_TRUE(c.before.at(0).required) << "it is there, and nothing is sent blindly";
  EXPECT_EQ(c.before[0].step.credential, "LAMP_TOKEN");
  EXPECT_TRUE(c.after.at(0).only_after_success);
}

}  // namespace
}  // namespace assay::plan
