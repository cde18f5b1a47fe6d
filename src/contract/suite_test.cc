#include "contract/suite.h"

#include <gtest/gtest.h>

#include <optional>
#include <ostream>
#include <set>
#include <string>
#include <utility>

#include "base/edit.h"
#include "base/testing_tree.h"
#include "contract/contract.h"

namespace assay::contract {
namespace {

constexpr const char* kPath = "suites/ecl-image-copy-job.json";

struct Mistake {
  const char* name;
  const char* find;     // In the suite that is shipped; the first occurrence ...
  const char* replace;  // ... becomes this.
  const char* message;  // Part of the error.
  const char* pointer;
};

void PrintTo(const Mistake& mistake, std::ostream* out) {
  *out << mistake.name;
}

std::string mistake_name(const testing::TestParamInfo<Mistake>& tested) {
  return tested.param.name;
}

class SuiteMistakes : public testing::TestWithParam<Mistake> {};

TEST_P(SuiteMistakes, AreRefusedWithFileAndPointer) {
  const auto shipped = base::embedded_data();
  std::string text = *shipped->read(kPath);
  const std::size_t at = text.find(GetParam().find);
  ASSERT_NE(at, std::string::npos) << "the test no longer fits the suite";
  text.replace(at, std::string(GetParam().find).size(), GetParam().replace);
  const base::PatchedTree data(*shipped, {{kPath, text}});

  const auto suite = read_suite(data, "ecl-image-copy-job", Profile::kDocumented);

  ASSERT_FALSE(suite.ok());
  const base::Error& error = suite.error();
  EXPECT_EQ(error.file, kPath);
  EXPECT_EQ(error.pointer, GetParam().pointer) << error.to_string();
  EXPECT_NE(error.to_string().find(GetParam().message), std::string::npos) << error.to_string();
}

INSTANTIATE_TEST_SUITE_P(
    , SuiteMistakes,
    testing::Values(Mistake{"UnknownField", "\"vendor\"", "\"vendoor\"", "vendor", ""},
                    Mistake{"OtherName", "\"operation\": \"ecl-image-copy-job\"",
                            "\"operation\": \"ecl-image-copy-jobs\"", "as the file is called",
                            "/operation"},
                    Mistake{"UnknownParameter", "jobs/{job_id}\"", "jobs/{job}\"",
                            "{job} names no parameter", "/profiles/documented/request"},
                    Mistake{"UnknownAxis", "\"status/{status}\"", "\"status/{state}\"",
                            "{state} names no axis", "/cases/0"},
                    Mistake{"StatusWithoutAnswer", "\"expect\": [401]", "\"expect\": [418]",
                            "418 is expected here but not among the errors", "/cases/3"},
                    Mistake{"NotJson", "{", "", "", ""}),
    mistake_name);

TEST(Suite, NamesInABodyMustBeParameters) {
  constexpr const char* kChange = "suites/zstack-change-image-state.json";
  const auto shipped = base::embedded_data();
  const std::string before = *shipped->read(kChange);
  const std::pair<std::string, std::string> kPlaces[] = {
      {"\"body\": { \"params\": { \"stateEvent\": \"{stateEvent}\" } }",
       "/profiles/documented/request/body"},
      {"\"body\": { \"params\": \"{stateEvent}\" }", "/cases/6"}};
  for (const auto& [body, pointer] : kPlaces) {
    std::string text = before;
    const std::size_t at = text.find("{stateEvent}", text.find(body));
    ASSERT_NE(at, std::string::npos) << "the test no longer fits the suite";
    text.replace(at, 12, "{stateevent}");
    const auto suite = read_suite(base::PatchedTree(*shipped, {{kChange, text}}),
                                  "zstack-change-image-state", Profile::kDocumented);
    ASSERT_FALSE(suite.ok());
    EXPECT_EQ(suite.error().pointer, pointer);
    EXPECT_NE(suite.error().to_string().find("{stateevent} names no parameter"), std::string::npos);
    EXPECT_NE(suite.error().hint.find("stateEvent"), std::string::npos);
  }
}

TEST(Suite, TellsTheTraitsOfEveryProfile) {
  const auto data = base::embedded_data();
  const auto suite = read_suite(*data, "zstack-upload-image-job", Profile::kStrict);
  ASSERT_TRUE(suite.ok());
  EXPECT_EQ(suite->traits, (std::set<std::string>{"longJobState", "uploads"}));
}

TEST(Suite, UnknownOperationSuggestsANearOne) {
  const auto data = base::embedded_data();
  const auto suite = read_suite(*data, "ecl-image-copy-jobs", Profile::kDocumented);
  ASSERT_FALSE(suite.ok());
  EXPECT_NE(suite.error().hint.find("ecl-image-copy-job"), std::string::npos);
}

TEST(Suite, ProfileThatIsNotThereNamesThoseThatAre) {
  const auto shipped = base::embedded_data();
  const auto document = base::Document::parse(*shipped->read(kPath));
  ASSERT_TRUE(document.ok());
  const auto text = base::edited(document->root(), "/profiles/observed", std::nullopt);
  ASSERT_TRUE(text) << "the test no longer fits the suite";
  const auto suite = read_suite(base::PatchedTree(*shipped, {{kPath, *text}}), "ecl-image-copy-job",
                                Profile::kObserved);
  ASSERT_FALSE(suite.ok());
  EXPECT_EQ(suite.error().hint, "it has documented, strict");
}

TEST(Contract, RulesAreSortedUniqueAndFound) {
  const auto data = base::embedded_data();
  const auto contract = Contract::load(*data, "otc-ims-job", Profile::kDocumented);
  ASSERT_TRUE(contract.ok()) << contract.error().to_string();
  const std::vector<Rule>& rules = (*contract)->rules();
  for (std::size_t i = 1; i < rules.size(); ++i) EXPECT_LT(rules[i - 1].id, rules[i].id);
  const Rule* rule = (*contract)->find_rule("otc-ims-job:status/enum");
  ASSERT_NE(rule, nullptr);
  EXPECT_EQ(rule->level, Level::kMust);
  EXPECT_EQ(rule->category, Category::kStatusEnumeration);
  EXPECT_EQ(rule->source.document, "004");
  EXPECT_EQ(rule->source.row, "status");
  EXPECT_EQ((*contract)->find_rule("otc-ims-job:status/enums"), nullptr);
}

TEST(Contract, EveryRuleOfEveryContractHasAStatementAndASource) {
  const auto data = base::embedded_data();
  for (const char* operation : {"otc-ims-job", "ecl-image-copy-job", "zstack-upload-image-job",
                                "zstack-sync-image-size", "zstack-change-image-state"}) {
    for (const Profile profile : kProfiles) {
      const auto contract = Contract::load(*data, operation, profile);
      ASSERT_TRUE(contract.ok()) << contract.error().to_string();
      for (const Rule& rule : (*contract)->rules()) {
        EXPECT_FALSE(rule.statement.empty()) << rule.id;
        EXPECT_FALSE(rule.source.document.empty()) << rule.id;
        EXPECT_FALSE(rule.source.kind.empty()) << rule.id;
      }
    }
  }
}

}  // namespace
}  // namespace assay::contract
