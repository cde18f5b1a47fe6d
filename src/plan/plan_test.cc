#include "plan/plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plan/testing_toy.h"

namespace assay::plan {
namespace {

using contract::Category;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// The plan of the toy operation for a target that a test changes first.
class Plan : public testing::Test {
 protected:
  std::vector<Case> make() const {
    auto cases = make_plan({contract_}, target_, options_);
    EXPECT_TRUE(cases) << cases.error().to_string();
    return cases ? *std::move(cases) : std::vector<Case>{};
  }
  std::vector<Subject>& subjects() { return target_.operations["toy"].subjects; }

  // The case of that id below toy/; a failed test when there is none.
  Case find(std::string_view id) const {
    for (Case& c : make()) {
      if (c.id == "toy/" + std::string(id)) return c;
    }
    ADD_FAILURE() << "no case toy/" << id;
    return {};
  }
  void expect_obstacle(std::string_view id, Obstacle obstacle, std::string_view reason) const {
    const Case c = find(id);
    ASSERT_TRUE(c.obstacle) << id;
    EXPECT_EQ(*c.obstacle, obstacle) << id;
    EXPECT_THAT(c.obstacle_reason, HasSubstr(reason));
    EXPECT_THAT(c.steps, IsEmpty());
    EXPECT_EQ(c.categories.size(), 1u) << "one line in a report says why";
  }

  const std::shared_ptr<const contract::Contract> contract_ = toy_contract();
  Target target_ = toy_target();
  PlanOptions options_;
};

TEST_F(Plan, MultipliesAxesInOrderTheLastFastest) {
  EXPECT_THAT(ids_of(make()),
              ElementsAre("toy/made/car/new", "toy/made/car/old", "toy/made/doll/new",
                          "toy/made/doll/old", "toy/made/kite/new", "toy/made/kite/old",
                          "toy/error/401/none", "toy/error/401/empty", "toy/error/401/malformed",
                          "toy/error/401/expired", "toy/error/500/hook", "toy/steps"));
  EXPECT_EQ(find("made/doll/old").title, "A old doll");
}

TEST_F(Plan, GivesASubjectToTheCaseWhoseTraitsItHas) {
  const Case car = find("made/car/new");
  ASSERT_EQ(car.steps.size(), 1u);
  EXPECT_EQ(car.steps[0].parameters.at("id"), "t1");
  EXPECT_EQ(car.traits, (Values{{"kind", "car"}, {"state", "new"}}));
  EXPECT_EQ(find("made/doll/old").steps.at(0).parameters.at("id"), "t2");
  expect_obstacle("made/car/old", Obstacle::kNotProvoked,
                  "the target names no subject with this kind and state");
}

TEST_F(Plan, TakesTheFirstOfTwoSubjectsThatFit) {
  subjects().push_back({.parameters = {{"id", "t3"}}, .traits = subjects()[0].traits});
  EXPECT_EQ(find("made/car/new").steps.at(0).parameters.at("id"), "t1");
}

TEST_F(Plan, FitsASubjectOfMoreTraitsThanTheCaseAsksFor) {
  std::string suite = kToySuite;
  const std::string kTraits = R"("kind": "{kind}", "state": "{state}")";
  suite.replace(suite.find(kTraits), kTraits.size(), R"("kind": "{kind}")");
  const auto cases = make_plan({toy_contract(suite)}, target_, {});
  ASSERT_FALSE(cases.ok()) << "state is no trait that the suite knows any more";
  subjects()[0].traits.erase("state");
  expect_obstacle("made/car/new", Obstacle::kNotProvoked, "no subject with this kind");
}

TEST_F(Plan, MakesACaseOfItsOwnForEverySubjectThatNoOtherTook) {
  subjects().push_back({.parameters = {{"id", "t3"}}, .traits = {}});
  subjects().push_back({.parameters = {{"id", "t4"}}, .traits = {{"kind", "robot"}}});
  const std::vector<std::string> ids = ids_of(make());
  EXPECT_THAT(std::vector(ids.end() - 2, ids.end()), ElementsAre("toy/other/t3", "toy/other/t4"));
  EXPECT_EQ(find("other/t4").traits, (Values{{"kind", "robot"}}));
}

TEST_F(Plan, TakesTheDocumentsExampleOfASubjectWhereNoneIsKnown) {
  target_.operations.clear();
  target_.parameters.clear();
  expect_obstacle("error/401/none", Obstacle::kNotProvoked, "no value for parameter room");
  target_.parameters["room"] = "cellar";
  const Case none = find("error/401/none");
  EXPECT_EQ(none.steps.at(0).parameters,
            (Values{{"colour", "red"}, {"id", "example-id"}, {"room", "cellar"}}));
  expect_obstacle("made/car/new", Obstacle::kNotProvoked, "no subject");
}

TEST_F(Plan, AsksForNoExampleWhereAnOrdinaryAnswerIsDue) {
  target_.operations.clear();
  expect_obstacle("steps", Obstacle::kNotProvoked, "no value for parameter id");
}

TEST_F(Plan, TakesTheFirstSubjectWhereAnyWillDo) {
  EXPECT_EQ(find("error/401/none").steps.at(0).parameters.at("id"), "t1");
}

TEST_F(Plan, LetsTheNearestParameterWin) {
  EXPECT_EQ(find("made/car/new").steps.at(0).parameters.at("room"), "hall") << "target";
  target_.operations["toy"].parameters["room"] = "loft";
  EXPECT_EQ(find("made/car/new").steps.at(0).parameters.at("room"), "loft") << "operation";
  EXPECT_EQ(find("made/doll/old").steps.at(0).parameters.at("room"), "shed") << "subject";
  EXPECT_EQ(find("steps").steps.at(1).parameters.at("room"), "cellar") << "step";
}

TEST_F(Plan, KeepsTheStepsOfACaseInOrder) {
  const Case steps = find("steps");
  ASSERT_EQ(steps.steps.size(), 3u);
  EXPECT_EQ(steps.steps[0].request.method, "PUT");
  EXPECT_EQ(steps.steps[0].parameters.at("colour"), "blue");
  EXPECT_EQ(steps.steps[1].request.method, "DELETE");
  EXPECT_EQ(steps.steps[1].request.body, R"({"why":"red"})");
  EXPECT_THAT(steps.steps[1].expected_errors, IsEmpty());
  EXPECT_THAT(steps.steps[2].expected_errors, ElementsAre(401));
}

TEST_F(Plan, FilesCasesUnderWhatCanBeJudgedInThem) {
  const std::vector<Category> ordinary = find("made/car/new").categories;
  EXPECT_THAT(ordinary, testing::Contains(Category::kStatusEnumeration));
  EXPECT_THAT(ordinary, testing::Not(testing::Contains(Category::kErrorCodes)));
  EXPECT_THAT(ordinary, testing::Not(testing::Contains(Category::kJobTypeEntities)))
      << "the toy has no such rule";
  EXPECT_THAT(find("error/401/none").categories, ElementsAre(Category::kErrorCodes));
  EXPECT_THAT(find("steps").categories, testing::AllOf(testing::Contains(Category::kTransport),
                                                       testing::Contains(Category::kErrorCodes)));
}

TEST_F(Plan, SaysWhichParameterIsMissing) {
  target_.parameters.clear();
  expect_obstacle("made/car/new", Obstacle::kNotProvoked,
                  "no value for parameter room; give --param room=VALUE");
  EXPECT_FALSE(find("made/doll/old").obstacle) << "the subject has one";
}

TEST_F(Plan, SaysWhichCredentialTheTargetDoesNotName) {
  target_.credentials.erase("expired");
  expect_obstacle("error/401/expired", Obstacle::kNotProvoked,
                  "the target names no credential \"expired\"");
}

TEST_F(Plan, SaysWhichVariableIsNotSet) {
  options_.unset_variables = {"TOY_OLD_TOKEN", "UNRELATED"};
  expect_obstacle("error/401/expired", Obstacle::kSetupFailed,
                  "environment variable TOY_OLD_TOKEN (credential \"expired\") is not set");
  EXPECT_FALSE(find("error/401/none").obstacle);
  EXPECT_FALSE(find("made/car/new").obstacle);
}

TEST_F(Plan, SaysWhenNoHookMakesTheStatus) {
  EXPECT_FALSE(find("error/500/hook").obstacle);
  target_.status_hooks.front().statuses = {401, 503};
  expect_obstacle("error/500/hook", Obstacle::kNotProvoked,
                  "the target has no hook that makes it answer 500");
  target_.status_hooks.front().statuses = {500};
  EXPECT_FALSE(find("error/500/hook").obstacle);
  target_.status_hooks.clear();
  expect_obstacle("error/500/hook", Obstacle::kNotProvoked, "no hook");
}

TEST_F(Plan, ChangesNothingWithoutPermission) {
  EXPECT_TRUE(find("made/car/new").changes);
  target_.built_in = false;
  for (const char* id : {"made/car/new", "error/401/none", "steps"}) {
    expect_obstacle(id, Obstacle::kNotProvoked, "would change the toy; --allow-changes permits it");
  }
  options_.allow_changes = true;
  EXPECT_FALSE(find("made/car/new").obstacle);
}

TEST_F(Plan, NamesTheObstacleThatIsInTheWayFirst) {
  target_.built_in = false;
  options_.unset_variables = {"TOY_TOKEN"};
  expect_obstacle("made/car/new", Obstacle::kSetupFailed, "TOY_TOKEN");
  expect_obstacle("made/car/old", Obstacle::kNotProvoked, "no subject");
}

TEST_F(Plan, IsTheSameTwice) {
  const std::vector<Case> first = make();
  const std::vector<Case> second = make();
  ASSERT_EQ(ids_of(first), ids_of(second));
  for (std::size_t i = 0; i < first.size(); ++i) {
    ASSERT_EQ(first[i].steps.size(), second[i].steps.size());
    for (std::size_t s = 0; s < first[i].steps.size(); ++s) {
      EXPECT_EQ(first[i].steps[s].request.target, second[i].steps[s].request.target);
      EXPECT_EQ(first[i].steps[s].request.body, second[i].steps[s].request.body);
    }
  }
}

TEST_F(Plan, OrdersCasesByContractAsGiven) {
  const auto other = contract::shipped_contract("ecl-image-copy-job");
  const auto cases = make_plan({other, contract_}, target_, options_);
  ASSERT_TRUE(cases);
  EXPECT_THAT(cases->front().id, HasSubstr("ecl-image-copy-job/"));
  EXPECT_EQ(cases->back().id, "toy/steps");
}

TEST_F(Plan, RefusesTwoSubjectsOfOneName) {
  subjects() = {{.parameters = {{"id", "same"}}, .traits = {}},
                {.parameters = {{"id", "same"}}, .traits = {}}};
  const auto cases = make_plan({contract_}, target_, options_);
  ASSERT_FALSE(cases);
  EXPECT_EQ(cases.error().message, "two cases would be called \"toy/other/same\"");
  EXPECT_EQ(cases.error().file, "target nursery");
}

TEST_F(Plan, RefusesNamesThatNobodyKnows) {
  subjects()[1].parameters["rooom"] = "x";
  auto cases = make_plan({contract_}, target_, options_);
  ASSERT_FALSE(cases);
  EXPECT_EQ(cases.error().to_string(),
            "target nursery: /operations/toy/subjects/1/parameters/rooom: toy has no parameter "
            "\"rooom\" (did you mean \"room\"?)");
  target_ = toy_target();
  subjects()[0].traits["knid"] = "car";
  cases = make_plan({contract_}, target_, options_);
  ASSERT_FALSE(cases);
  EXPECT_EQ(cases.error().pointer, "/operations/toy/subjects/0/traits/knid");
  EXPECT_EQ(cases.error().hint, "did you mean \"kind\"?");
  target_ = toy_target();
  target_.operations["toy"].parameters["idd"] = "x";
  cases = make_plan({contract_}, target_, options_);
  ASSERT_FALSE(cases);
  EXPECT_EQ(cases.error().pointer, "/operations/toy/parameters/idd");
}

}  // namespace
}  // namespace assay::plan
