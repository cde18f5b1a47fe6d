#include "judge/illustration.h"

#include <gtest/gtest.h>

namespace assay::judge {
namespace {

class IllustrationTest : public ::testing::Test {
 protected:
  Illustration shown(const std::string& id) {
    const contract::Rule* rule = contract_->find_rule("ecl-image-copy-job:" + id);
    EXPECT_NE(rule, nullptr) << id;
    if (rule == nullptr) return {};
    rule_ = static_cast<contract::RuleIndex>(rule - contract_->rules().data());
    return illustrate(*contract_, rule_, vectors_);
  }

  std::unique_ptr<base::DataTree> data_ = base::embedded_data();
  std::unique_ptr<const contract::Contract> contract_ =
      contract::Contract::load(*data_, "ecl-image-copy-job", contract::Profile::kDocumented)
          .value();
  std::vector<Vector> vectors_ = read_vectors(*data_);
  contract::RuleIndex rule_ = 0;
};

TEST_F(IllustrationTest, OneAnswerKeepsTheRuleAndOneBreaksItAlone) {
  const Illustration status = shown("status/enum");
  ASSERT_TRUE(status.keeps);
  const Verdict good = judge_vector(*contract_, *status.keeps);
  EXPECT_TRUE(good.findings.empty());
  EXPECT_GT(good.exercised[rule_], 0u);
  ASSERT_TRUE(status.breaks);
  EXPECT_EQ(judge_vector(*contract_, *status.breaks).findings.size(), 1u);
  EXPECT_EQ(status.finding.rule, rule_);
  EXPECT_EQ(status.finding.pointer, "/status");
}

TEST_F(IllustrationTest, OfTwoAnswersTheShorterIsShown) {
  const Illustration status = shown("status/enum");
  ASSERT_TRUE(status.keeps);
  std::vector<Vector> longer = {*status.keeps, *status.keeps};
  longer.front().body.insert(1, " ");
  const Illustration again = illustrate(*contract_, rule_, longer);
  EXPECT_EQ(again.keeps->body, longer[1].body);
  EXPECT_FALSE(again.breaks);
}

TEST_F(IllustrationTest, BodiesOfErrorsAreShownUnderEachStatus) {
  contract_ =
      contract::Contract::load(*data_, "otc-ims-job", contract::Profile::kDocumented).value();
  for (const std::string status : {"400", "401", "503"}) {
    const contract::Rule* rule = contract_->find_rule("otc-ims-job:http." + status + "/envelope");
    ASSERT_NE(rule, nullptr) << status;
    rule_ = static_cast<contract::RuleIndex>(rule - contract_->rules().data());
    const Illustration envelope = illustrate(*contract_, rule_, vectors_);
    ASSERT_TRUE(envelope.keeps && envelope.breaks) << status;
    EXPECT_EQ(std::to_string(envelope.breaks->status), status);
  }
}

TEST_F(IllustrationTest, WhatNoBodyCanBreakIsOnlyKept) {
  EXPECT_TRUE(shown("http.200/complete").keeps);
  EXPECT_FALSE(shown("http.200/complete").breaks);
}

}  // namespace
}  // namespace assay::judge
