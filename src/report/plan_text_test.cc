#include "report/plan_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "contract/testing_slow.h"
#include "plan/plan.h"

namespace assay::report {
namespace {

using testing::HasSubstr;
using testing::Not;

class PlanText : public testing::Test {
 protected:
  PlanText() {
    target_.name = "lamps";
    target_.base_url = "https://lamps.example";
    target_.credentials = {{"valid", plan::variable_credential("LAMP_TOKEN")}};
    target_.parameters = {{"to", "on"}};
    target_.built_in = true;
    for (const char* lamp : {"hall", "attic"}) {
      target_.operations["slow"].subjects.push_back(
          {.parameters = {{"lamp", lamp}}, .traits = {}, .provision = {}});
    }
  }

  std::string text(bool permitted = true) const {
    const auto cases = plan::make_plan({contract_}, target_, {});
    EXPECT_TRUE(cases) << cases.error().to_string();
    return plan_text(*cases, target_, permitted, {.colours = false});
  }

  const base::PatchedTree data_ =
      contract::slow_data(R"("id": "any", "title": "Any", "subject": "each")",
                          R"("id": "lamp/{lamp}", "title": "Any", "subject": "each")");
  const std::shared_ptr<const contract::Contract> contract_ =
      contract::load_contract(data_, "slow");
  plan::Target target_;
};

TEST_F(PlanText, NamesEveryCallThatChangesSomethingAndHowOften) {
  EXPECT_THAT(text(), HasSubstr("slow                              2         6         4"));
  EXPECT_THAT(text(), HasSubstr("slow changes the lamp, and brings back what it found\n"
                                "     1  PUT /lamps/hall {\"to\":\"on\"}\n"
                                "     1  PUT /lamps/attic {\"to\":\"on\"}\n"));
  EXPECT_THAT(text(), HasSubstr("slow brings back the state that was found\n"
                                "     1  PUT /lamps/hall {\"to\":\"{found}\"}\n"));
  EXPECT_THAT(text(), HasSubstr("Nothing was sent to https://lamps.example."));
}

TEST_F(PlanText, SaysWhatPermitsChanges) {
  EXPECT_THAT(text(), Not(HasSubstr("--allow-changes")));
  EXPECT_THAT(text(false), HasSubstr("Changes are sent only with --allow-changes."));
}

TEST_F(PlanText, TellsWhatIsNotTriedAndWhy) {
  target_.parameters.clear();
  EXPECT_THAT(text(), HasSubstr("     2  no value for parameter to"));
  EXPECT_THAT(text(), HasSubstr("Nothing would be changed."));
}

TEST_F(PlanText, CountsWhatIsDoneAroundCases) {
  plan::ControlForm light;
  light.method = "POST";
  light.path = "/power";
  for (plan::Subject& subject : target_.operations["slow"].subjects) {
    subject.provision.before = {light};
  }
  EXPECT_THAT(text(), HasSubstr("slow needs requests around cases, as the target file says\n"
                                "     2  POST /power\n"));
}

}  // namespace
}  // namespace assay::report
