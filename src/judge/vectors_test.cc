#include "judge/vectors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <memory>
#include <ostream>
#include <set>

#include "contract/catalog.h"

namespace assay::judge {

// How GoogleTest shows one.
void PrintTo(const Vector& vector, std::ostream* out) {
  *out << vector.operation << " " << vector.name;
}

namespace {

using contract::Contract;
using contract::Profile;

const base::DataTree& data() {
  static const std::unique_ptr<base::DataTree> tree =
      *base::data_folder(ASSAY_SOURCE_DIR);  // Fails in every test alike when it is not there.
  return *tree;
}

const std::vector<Vector>& vectors() {
  static const std::vector<Vector> all = read_vectors(data());
  return all;
}

// Loaded once; nullptr with a failed expectation when it does not load.
const Contract* contract_of(const std::string& operation, Profile profile) {
  static std::map<std::pair<std::string, Profile>, std::unique_ptr<const Contract>> known;
  std::unique_ptr<const Contract>& contract = known[{operation, profile}];
  if (!contract) {
    base::Result<std::unique_ptr<const Contract>> loaded =
        Contract::load(data(), operation, profile);
    if (loaded) {
      contract = *std::move(loaded);
    } else {
      ADD_FAILURE() << loaded.error().to_string();
    }
  }
  return contract.get();
}

std::string test_name(const testing::TestParamInfo<Vector>& info) {
  std::string name = info.param.operation + "__" + info.param.name;
  std::replace_if(
      name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
  return name;
}

class Vectors : public testing::TestWithParam<Vector> {};

TEST_P(Vectors, AreJudged) {
  const Vector& vector = GetParam();
  ASSERT_EQ(vector.problem, "");
  const Contract* contract = contract_of(vector.operation, vector.profile);
  ASSERT_NE(contract, nullptr);
  for (const std::string& line : vector.findings) {
    const std::string rule =
        line.substr(line.find(' ') + 1, line.find(" at ") - line.find(' ') - 1);
    EXPECT_NE(contract->find_rule(vector.operation + ":" + rule), nullptr) << "no rule " << rule;
  }
  const Verdict verdict = judge_vector(*contract, vector);
  EXPECT_EQ(finding_lines(*contract, verdict), vector.findings) << vector.body;
  EXPECT_EQ(undeclared_lines(verdict), vector.undeclared) << vector.body;
}

INSTANTIATE_TEST_SUITE_P(Data, Vectors, testing::ValuesIn(vectors()), test_name);

// What no body can break, or what data can't hold: tested beside the judge.
bool is_beyond_vectors(const std::string& rule) {
  for (const char* ending : {"/complete", "/encoding", "/depth", ":$/undeclared", "/transition",
                             "/constant", "/not-decreasing", "/frozen", "/ends-as"}) {
    if (rule.ends_with(ending)) return true;
  }
  return rule.find(":request") != std::string::npos;
}

// Error bodies have one schema for all statuses: it is enough to break it under one of them.
std::string regardless_of_status(const std::string& rule) {
  const std::size_t at = rule.find(":http.");
  const std::size_t behind = at + sizeof(":http.200") - 1;
  if (at == rule.npos || behind >= rule.size() || rule[behind] != '.') return rule;
  return rule.substr(0, at) + ":http.*" + rule.substr(behind);
}

std::set<std::string> rules_broken(const Contract& contract) {
  std::set<std::string> broken;
  for (const Vector& vector : vectors()) {
    if (vector.operation != contract.operation() || vector.profile != contract.profile()) continue;
    for (const Finding& finding : judge_vector(contract, vector).findings) {
      broken.insert(regardless_of_status(contract.rules()[finding.rule].id));
    }
  }
  return broken;
}

std::vector<std::string> rules_unbroken(const Contract& contract) {
  const std::set<std::string> broken = rules_broken(contract);
  std::vector<std::string> unbroken;
  for (const contract::Rule& rule : contract.rules()) {
    if (is_beyond_vectors(rule.id) || broken.contains(regardless_of_status(rule.id))) continue;
    unbroken.push_back(rule.id);
  }
  return unbroken;
}

// A rule that no vector breaks might as well not be there.
TEST(VectorFiles, BreakEveryRuleOfEveryContract) {
  const auto operations = contract::operations(data());
  ASSERT_TRUE(operations) << operations.error().to_string();
  for (const std::string& operation : *operations) {
    const auto profiles = contract::suite_profiles(data(), operation);
    ASSERT_TRUE(profiles) << profiles.error().to_string();
    for (const Profile profile : *profiles) {
      const Contract* contract = contract_of(operation, profile);
      ASSERT_NE(contract, nullptr);
      EXPECT_THAT(rules_unbroken(*contract), testing::IsEmpty()) << to_string(profile);
    }
  }
}

}  // namespace
}  // namespace assay::judge
