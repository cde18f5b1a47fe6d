#include <gtest/gtest.h>

#include "contract/testing_slow.h"

namespace assay::contract {
namespace {

TEST(Accepted, HasRulesOfItsOwn) {
  const base::PatchedTree data = slow_data();
  const auto contract = load_contract(data, "slow");
  ASSERT_NE(contract->accepted(), nullptr);
  for (const char* id : {"slow:http.202/status", "slow:http.202/json", "slow:http.202/type",
                         "slow:http.202.location/required", "slow:http.202.location/type",
                         "slow:http.202.poll/type"}) {
    const Rule* rule = contract->find_rule(id);
    ASSERT_NE(rule, nullptr) << id;
    EXPECT_EQ(rule->category, Category::kLifecycle) << id;
  }
  EXPECT_EQ(contract->find_rule("slow:http.202/status")->level, Level::kShould)
      << "a result at once keeps nobody waiting";
  EXPECT_EQ(contract->find_rule("slow:http.202/status")->source.section, "Polling");
  const AcceptedAnswer& accepted = *contract->accepted();
  EXPECT_EQ(contract->rules()[accepted.http.status].id, "slow:http.202/status");
  EXPECT_EQ(contract->rules()[accepted.pending->rules.at(0)].id, "slow:http.202.poll/type");
}

TEST(Accepted, IsAbsentWhereEveryAnswerIsTheResult) {
  EXPECT_EQ(shipped_contract("ecl-image-copy-job")->accepted(), nullptr);
}

TEST(Restore, NamesParametersThatExist) {
  const auto refusal = [](const std::string& find, const std::string& replace) {
    const base::PatchedTree data = slow_data(find, replace);
    const auto suite = read_suite(data, "slow", Profile::kDocumented);
    EXPECT_FALSE(suite.ok());
    return suite ? "" : suite.error().to_string();
  };
  EXPECT_NE(refusal("\"/lamps/{lamp}\", \"value\"", "\"/lamps/{lam}\", \"value\"")
                .find("{lam} names no parameter"),
            std::string::npos);
  EXPECT_NE(refusal("\"parameter\": \"to\"", "\"parameter\": \"too\"").find("/restore/parameter"),
            std::string::npos);
}

}  // namespace
}  // namespace assay::contract
