#include <gtest/gtest.h>

#include "base/testing_tree.h"
#include "contract/testing_contract.h"

namespace assay::contract {
namespace {

constexpr const char* kSuite = R"({
  "operation": "slow",
  "title": "Slow",
  "vendor": "None",
  "document": "004",
  "changes": "the lamp",
  "parameters": { "lamp": { "description": "Which.", "subject": true },
                  "to": { "description": "on or off" } },
  "credential": { "header": "X-Auth-Token", "value": "{token}" },
  "restore": { "method": "GET", "path": "/lamps/{lamp}", "value": "/state",
               "parameter": "to", "map": { "On": "on", "Off": "off" } },
  "profiles": {
    "documented": {
      "request": { "method": "PUT", "path": "/lamps/{lamp}", "body": { "to": "{to}" } },
      "answer": { "status": 200, "x-source": { "section": "S", "kind": "prose" } },
      "accepted": { "status": 202, "schema": "#/$defs/accepted", "location": "/location",
                    "pending": "#/$defs/pending",
                    "x-source": { "section": "Polling", "kind": "wire" } },
      "errors": []
    }
  },
  "cases": [{ "id": "any", "title": "Any", "subject": "each" }]
})";

constexpr const char* kSchema = R"({
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "type": "object",
  "x-source": { "section": "S", "kind": "prose" },
  "$defs": {
    "accepted": { "type": "object", "required": ["location"],
                  "properties": { "location": { "type": "string" } },
                  "x-source": { "section": "Polling", "kind": "wire" } },
    "pending": { "type": "object", "x-source": { "section": "Polling", "kind": "wire" } }
  }
})";

base::PatchedTree slow_data(const std::string& find = "", const std::string& replace = "") {
  std::string suite = kSuite;
  if (!find.empty()) suite.replace(suite.find(find), find.size(), replace);
  return {shipped_data(),
          {{"suites/slow.json", suite}, {"schemas/slow/documented.schema.json", kSchema}}};
}

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
