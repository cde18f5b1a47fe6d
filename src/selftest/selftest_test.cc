// The self-test, tested: with data in which something is wrong it must say so.
#include "selftest/selftest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "base/testing_tree.h"
#include "selftest/ledger.h"

namespace assay::selftest {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr const char* kOperation = "ecl-image-copy-job";
constexpr const char* kSchema = "schemas/ecl-image-copy-job/documented.schema.json";
constexpr const char* kVectors = "fixtures/vectors/ecl-image-copy-job.json";
constexpr const char* kLedger = "fixtures/ledger/ecl-image-copy-job.json";
constexpr const char* kKeywords = "fixtures/vectors/json-schema/validation.json";

class SelftestTest : public ::testing::Test {
 protected:
  // The file with `from`, which is there, replaced once.
  std::string changed(const std::string& file, const std::string& from, const std::string& to) {
    std::string text = *below_->read(file);
    const std::size_t at = text.find(from);
    EXPECT_NE(at, text.npos) << from;
    return text.replace(at, from.size(), to);
  }

  base::Result<Matrix> run(const base::PatchedTree::Patches& patches, const Options& options = {}) {
    const base::PatchedTree tree(*below_, patches);
    auto contract = contract::Contract::load(tree, kOperation, contract::Profile::kDocumented);
    if (!contract) return contract.error();
    return run_selftest(tree, {*std::move(contract)}, options);
  }

  static std::vector<std::string> lines(const std::vector<Mistake>& mistakes) {
    std::vector<std::string> out;
    for (const Mistake& one : mistakes) out.push_back(one.subject + ": " + one.what);
    return out;
  }

  std::unique_ptr<base::DataTree> below_ = base::embedded_data();
};

TEST_F(SelftestTest, ContractAsItIsHasEveryRuleKilled) {
  const auto matrix = run({});
  ASSERT_TRUE(matrix);
  EXPECT_TRUE(matrix->is_clean());
  EXPECT_EQ(matrix->score(), 100.0);
  EXPECT_EQ(matrix->killed(), matrix->rules());
  EXPECT_GT(matrix->conforming(), 500u);
  EXPECT_GT(matrix->keyword_tests(), 500u);
  for (const RuleRow& row : matrix->contracts.front().rules) {
    EXPECT_FALSE(row.specimen.empty()) << row.id;
  }
}

TEST_F(SelftestTest, MutantsBreakOneRuleAloneWhereThatCanBe) {
  const auto matrix = run({});
  ASSERT_TRUE(matrix);
  for (const RuleRow& row : matrix->contracts.front().rules) {
    if (row.id == "ecl-image-copy-job:status/enum") {
      EXPECT_EQ(row.others, 0u);
      EXPECT_THAT(row.killed_by, Contains(::testing::Key("letter case")));
      EXPECT_EQ(row.pointer, "/status");
    }
  }
}

TEST_F(SelftestTest, PromiseThatVanishesIsMissed) {
  const auto matrix = run({{kSchema, changed(kSchema, R"("minimum": 0)", R"("title": "none")")}});
  ASSERT_TRUE(matrix) << matrix.error().to_string();
  const auto survivors = lines(matrix->contracts.front().survivors);
  EXPECT_THAT(survivors,
              Contains("ecl-image-copy-job:copy_progress/minimum: in the ledger, and no longer a "
                       "rule of the contract"));
  EXPECT_THAT(survivors, Contains(HasSubstr("copy_progress/minimum at /copy_progress")))
      << "a vector broken by hand, too";
}

TEST_F(SelftestTest, PromiseThatIsNotInTheLedgerIsNamed) {
  const auto matrix =
      run({{kLedger, changed(kLedger, R"("copy_progress/type")", R"("copy_progress/kind")")}});
  ASSERT_TRUE(matrix);
  EXPECT_THAT(lines(matrix->contracts.front().survivors),
              ElementsAre("ecl-image-copy-job:copy_progress/kind: in the ledger, and no longer a "
                          "rule of the contract",
                          "ecl-image-copy-job:copy_progress/type: a rule that is not in the "
                          "ledger"));
}

TEST_F(SelftestTest, ProfileThatVanishedAsAWholeIsMissed) {
  constexpr const char* kSuite = "suites/ecl-image-copy-job.json";
  auto suite = nlohmann::ordered_json::parse(*below_->read(kSuite));
  suite["profiles"].erase("strict");
  const auto lists = [](nlohmann::ordered_json& items) {
    for (auto& item : items) {
      if (!item.contains("profiles")) continue;
      auto& names = item["profiles"];
      for (std::size_t at = names.size(); at-- > 0;) {
        if (names[at] == "strict") names.erase(at);
      }
    }
  };
  lists(suite["cases"]);
  lists(suite["relations"]);
  const auto matrix = run({{kSuite, suite.dump()}});
  ASSERT_TRUE(matrix) << matrix.error().to_string();
  EXPECT_THAT(lines(matrix->contracts.front().survivors),
              ElementsAre("ecl-image-copy-job: the ledger has profile strict, the suite has not"));
}

TEST_F(SelftestTest, EvaluatorWithoutTestsIsTold) {
  base::PatchedTree::Patches patches;
  for (const std::string& path : below_->list("fixtures/vectors/json-schema")) {
    patches[path] = std::nullopt;
  }
  const auto matrix = run(patches);
  ASSERT_TRUE(matrix);
  EXPECT_EQ(matrix->keyword_tests(), 0u);
  EXPECT_EQ(matrix->survivors(), 1u);
}

TEST_F(SelftestTest, OperationWithoutLedgerIsTold) {
  const auto matrix = run({{kLedger, std::nullopt}});
  ASSERT_TRUE(matrix);
  EXPECT_THAT(
      lines(matrix->contracts.front().survivors),
      ElementsAre("ecl-image-copy-job: there is no fixtures/ledger/ecl-image-copy-job.json; "
                  "assay selftest --write-ledger makes it"));
}

TEST_F(SelftestTest, RuleThatNoAnswerShowsSurvives) {
  const auto matrix = run({{kVectors, R"({"operation": "ecl-image-copy-job", "vectors": [
      {"name": "none", "body": 7, "findings": [{"rule": "$/type", "pointer": ""}]}]})"}});
  ASSERT_TRUE(matrix);
  EXPECT_THAT(lines(matrix->contracts.front().survivors),
              Contains("ecl-image-copy-job:status/enum: no mutant breaks it"));
  EXPECT_LT(matrix->score(), 5);
}

TEST_F(SelftestTest, FindingThatIsMissingOrTooManyIsTold) {
  const auto matrix = run({{kVectors, changed(kVectors, R"("findings": [])",
                                              R"("findings": [{"rule": "status/type",
                                                 "pointer": "/status"}])")}});
  ASSERT_TRUE(matrix);
  EXPECT_THAT(lines(matrix->contracts.front().survivors),
              ElementsAre("ecl-image-copy-job: must status/type at /status: not reported"));

  const auto alarm = run({{kVectors, changed(kVectors, R"("status": "cancel_requested")",
                                             R"("status": "replicated")")}});
  ASSERT_TRUE(alarm);
  EXPECT_THAT(lines(alarm->contracts.front().false_alarms),
              ElementsAre(HasSubstr("status/equals-subject at /status: reported")))
      << "once, not again for each mutant of that answer";
}

TEST_F(SelftestTest, VectorsThatCannotBeReadAreAnError) {
  const auto matrix = run({{kVectors, R"({"operation": "ecl-image-copy-job", "vectors": [{}]})"}});
  ASSERT_FALSE(matrix);
  EXPECT_THAT(matrix.error().to_string(), HasSubstr("/vectors/0: lacks member \"name\""));
}

TEST_F(SelftestTest, KeywordThatTheSecondReadingLacksIsAnError) {
  const auto matrix = run({{kSchema, changed(kSchema, R"("minimum": 0)", R"("multipleOf": 1)")}});
  ASSERT_FALSE(matrix);
  EXPECT_THAT(matrix.error().pointer, HasSubstr("/properties/copy_progress/multipleOf"));
}

TEST_F(SelftestTest, EvaluatorIsHeldToItsOwnTests) {
  const auto matrix =
      run({{kKeywords, changed(kKeywords, R"("valid": true)", R"("valid": false)")}});
  ASSERT_TRUE(matrix);
  EXPECT_FALSE(matrix->is_clean());
  EXPECT_EQ(matrix->survivors(), 1u);
}

TEST_F(SelftestTest, OneMistakeIsEnoughWhenAskedFor) {
  const base::PatchedTree::Patches patches = {
      {kLedger, changed(kLedger, R"("copy_progress/type")", R"("copy_progress/kind")")}};
  const auto matrix = run(patches, {.stop_at_first = true});
  ASSERT_TRUE(matrix);
  EXPECT_TRUE(matrix->stopped);
  EXPECT_EQ(matrix->mutants(), 0u);
  EXPECT_EQ(matrix->survivors(), 2u);
  EXPECT_FALSE(run({}, {.stop_at_first = true})->stopped);
}

TEST_F(SelftestTest, LedgerIsWrittenAsItIsRead) {
  std::map<contract::Profile, Promises> profiles;
  for (const contract::Profile profile :
       {contract::Profile::kDocumented, contract::Profile::kStrict, contract::Profile::kObserved}) {
    const auto contract = contract::Contract::load(*below_, kOperation, profile);
    ASSERT_TRUE(contract);
    profiles[profile] = promises_of(*below_, **contract);
  }
  EXPECT_EQ(ledger_text(kOperation, profiles), *below_->read(kLedger));
  EXPECT_THAT(profiles[contract::Profile::kDocumented]["status/type"], ElementsAre("must: string"));
}

}  // namespace
}  // namespace assay::selftest
