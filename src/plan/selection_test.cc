#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "plan/plan.h"
#include "plan/recorded_case.h"
#include "plan/testing_toy.h"

namespace assay::plan {
namespace {

using contract::Category;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;

class Selecting : public testing::Test {
 protected:
  base::Result<std::vector<Case>> make() const { return make_plan({contract_}, target_, options_); }
  std::vector<std::string> ids() const {
    const auto cases = make();
    EXPECT_TRUE(cases) << cases.error().to_string();
    return cases ? ids_of(*cases) : std::vector<std::string>{};
  }
  std::string refusal() const {
    const auto cases = make();
    return cases ? "not refused" : cases.error().to_string();
  }

  const std::shared_ptr<const contract::Contract> contract_ = toy_contract();
  Target target_ = toy_target();
  PlanOptions options_;
};

TEST_F(Selecting, NothingIsSuggestedThatWasTyped) {
  options_.selection.case_patterns = {"toy/made/fo*"};
  EXPECT_EQ(refusal().find("did you mean"), std::string::npos) << refusal();
}

TEST_F(Selecting, CasesByPattern) {
  options_.selection.case_patterns = {"toy/made/*/new"};
  EXPECT_THAT(ids(), ElementsAre("toy/made/car/new", "toy/made/doll/new", "toy/made/kite/new"));
  options_.selection.case_patterns = {"*/error/401/e*", "toy/steps"};
  EXPECT_THAT(ids(), ElementsAre("toy/error/401/empty", "toy/error/401/expired", "toy/steps"))
      << "in the order of the plan";
  options_.selection.case_patterns = {"toy/made/car/new", "toy/made/car/*"};
  EXPECT_THAT(ids(), ElementsAre("toy/made/car/new", "toy/made/car/old")) << "each once";
}

TEST_F(Selecting, RefusesACasePatternThatMatchesNothing) {
  options_.selection.case_patterns = {"toy/steps", "toy/step"};
  EXPECT_EQ(refusal(), "--case: no case matches \"toy/step\" (did you mean \"toy/steps\"?)");
  options_.selection.case_patterns = {"nothing/*"};
  EXPECT_THAT(refusal(), HasSubstr("no case matches \"nothing/*\""));
  options_.selection.case_patterns = {"toy/\x1b[31m"};
  EXPECT_THAT(refusal(), HasSubstr("\\x1b[31m"));
}

TEST_F(Selecting, RulesByPattern) {
  options_.selection.rule_patterns = {"toy:state/enum"};
  const auto cases = make();
  ASSERT_TRUE(cases);
  for (const Case& c : *cases) {
    EXPECT_THAT(c.categories, ElementsAre(Category::kStatusEnumeration)) << c.id;
    EXPECT_THAT(c.id, testing::Not(HasSubstr("error/")))
        << "tried or not, it could not show this rule";
  }
}

TEST_F(Selecting, RulesOfErrorsLeaveOutOrdinaryCases) {
  options_.selection.rule_patterns = {"toy:http.401/*"};
  const auto cases = make();
  ASSERT_TRUE(cases);
  for (const Case& c : *cases) {
    EXPECT_THAT(c.categories, ElementsAre(Category::kErrorCodes)) << c.id;
  }
  EXPECT_THAT(ids_of(*cases), testing::Contains("toy/steps"));
  EXPECT_THAT(ids_of(*cases), testing::Not(testing::Contains("toy/made/car/new")));
}

TEST_F(Selecting, RefusesARulePatternThatMatchesNothing) {
  options_.selection.rule_patterns = {"toy:state/enums"};
  EXPECT_EQ(refusal(),
            "--rule: no rule matches \"toy:state/enums\" (did you mean \"toy:state/enum\"?)");
}

TEST_F(Selecting, RefusesCasesAndRulesThatHaveNothingInCommon) {
  options_.selection.rule_patterns = {"toy:state/enum"};
  options_.selection.case_patterns = {"toy/error/*"};
  EXPECT_THAT(refusal(), HasSubstr("nothing is selected"));
}

TEST_F(Selecting, TellsRulesByIndex) {
  const std::vector<bool> all = SelectedRules(*contract_, {}).by_index;
  EXPECT_EQ(all.size(), contract_->rules().size());
  EXPECT_THAT(all, Each(true));
  const std::vector<bool> one =
      SelectedRules(*contract_, {.case_patterns = {}, .rule_patterns = {"toy:id/*"}}).by_index;
  for (std::size_t i = 0; i < one.size(); ++i) {
    EXPECT_EQ(one[i], contract_->rules()[i].id == "toy:id/type") << contract_->rules()[i].id;
  }
}

TEST_F(Selecting, ShardsAreAPartitionOfTheWhole) {
  const std::vector<std::string> whole = ids();
  for (const std::uint32_t count : {1u, 2u, 3u, 5u, 12u, 40u}) {
    std::multiset<std::string> together;
    options_.shard_count = count;
    for (options_.shard_index = 0; options_.shard_index < count; ++options_.shard_index) {
      const std::vector<std::string> mine = ids();
      EXPECT_LE(mine.size(), whole.size() / count + 1) << "dealt out in turn";
      together.insert(mine.begin(), mine.end());
    }
    EXPECT_EQ(together, std::multiset<std::string>(whole.begin(), whole.end())) << count;
  }
}

TEST_F(Selecting, ShardsAreMadeOfWhatIsSelected) {
  options_.selection.case_patterns = {"toy/made/*"};
  options_.shard_count = 2;
  options_.shard_index = 1;
  EXPECT_THAT(ids(), ElementsAre("toy/made/car/old", "toy/made/doll/old", "toy/made/kite/old"));
}

TEST(RecordedCase, ExpectsAnErrorThatTheContractKnows) {
  const auto contract = toy_contract();
  const Case ordinary = recorded_case(*contract, "a", 200, {{"id", "x"}}, {});
  ASSERT_EQ(ordinary.steps.size(), 1u);
  EXPECT_TRUE(ordinary.steps[0].expected_errors.empty());
  EXPECT_EQ(ordinary.steps[0].parameters.at("id"), "x");
  EXPECT_THAT(ordinary.categories, testing::Not(testing::Contains(Category::kErrorCodes)));
  const Case error = recorded_case(*contract, "b", 401, {}, {});
  EXPECT_THAT(error.steps.at(0).expected_errors, ElementsAre(401));
  EXPECT_THAT(error.categories, ElementsAre(Category::kErrorCodes));
  const Case unknown = recorded_case(*contract, "c", 418, {}, {});
  EXPECT_TRUE(unknown.steps.at(0).expected_errors.empty());
}

TEST(RecordedCase, HasTheCategoriesOfSelectedRulesAlone) {
  const auto contract = toy_contract();
  const Case made =
      recorded_case(*contract, "a", 200, {},
                    {.case_patterns = {}, .rule_patterns = {"*:state/enum", "*:id/type"}});
  EXPECT_THAT(made.categories, ElementsAre(Category::kFieldTypes, Category::kStatusEnumeration));
}

}  // namespace
}  // namespace assay::plan
