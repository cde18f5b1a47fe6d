#include "schema/keywords.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>
#include <thread>

#include "schema/testing_program.h"

namespace assay::schema {
namespace {

using test::evaluate;

// The official suite (suite_test.cc) is the table for the standard keywords; here stands what it
// does not ask.

struct Row {
  std::string schema;
  std::string instance;
  bool valid;
};

void PrintTo(const Row& row, std::ostream* out) {
  *out << row.schema << " of " << row.instance;
}

class Keywords : public testing::TestWithParam<Row> {};

TEST_P(Keywords, judge) {
  EXPECT_EQ(evaluate(GetParam().schema, GetParam().instance).valid, GetParam().valid)
      << GetParam().schema << " " << GetParam().instance;
}

INSTANTIATE_TEST_SUITE_P(
    numbers_by_value, Keywords,
    testing::Values(
        Row{R"({"type": "integer"})", "452984832E8", true},
        Row{R"({"type": "integer"})", "0.0", true},
        Row{R"({"maximum": 9223372036854775807})", "9223372036854775807", true},
        Row{R"({"maximum": 9223372036854775807})", "9223372036854775808", false},
        Row{R"({"maximum": 9223372036854775807})", "1e400", false},
        Row{R"({"minimum": -9223372036854775808})", "-9223372036854775809", false},
        Row{R"({"enum": [100]})", "1e2", true},
        Row{R"({"const": 9007199254740993})", "9007199254740992", false},
        Row{R"({"const": [1.0, {"a": 2, "b": 3}]})", R"([1, {"b": 3.0, "a": 20e-1}])", true},
        Row{R"({"multipleOf": 0.01})", "0.07", true}, Row{R"({"maxItems": 2.0})", "[1,2]", true},
        Row{R"({"maxLength": 1e30})", R"("a")", true},
        Row{R"({"uniqueItems": true})", "[1e400, 2e400]", true},
        Row{R"({"uniqueItems": true})", "[1e400, 10e399]", false},
        Row{R"({"uniqueItems": true})", R"([{"a": 1, "b": 2}, {"b": 2.0, "a": 1}])", false},
        Row{R"({"uniqueItems": true})", "[0, -0.0]", false},
        Row{R"({"uniqueItems": true})", "[0.01e3, 10]", false},
        Row{R"({"uniqueItems": true})", "[120, 0.0012E5]", false},
        Row{R"({"uniqueItems": true})", "[1.20e0, 12e-1]", false}));

INSTANTIATE_TEST_SUITE_P(
    members, Keywords,
    testing::Values(
        Row{R"({"required": ["a"], "properties": {"a": {}}})", R"({"a": null})", true},
        Row{R"({"properties": {"a": {"type": "null"}}})", R"({"b": 1, "a": 1})", false},
        Row{R"({"required": ["a"], "additionalProperties": false})", R"({"a": 1})", false},
        Row{R"({"properties": {"a": {"type": "null"}}})", R"({"a": 1, "a": null})", false},
        Row{R"({"patternProperties": {"^a": {"minimum": 2}, "b$": {"maximum": 3}}})",
            R"({"ab": 4})", false}));

// What fails inside a branch that is not taken leaves no trace.
INSTANTIATE_TEST_SUITE_P(
    unevaluated, Keywords,
    testing::Values(
        Row{R"({"anyOf": [{"properties": {"a": {}}, "required": ["b"]}, true],
                "unevaluatedProperties": false})",
            R"({"a": 1})", false},
        Row{R"({"not": {"properties": {"a": {}}, "required": ["b"]}, "unevaluatedProperties": false})",
            R"({"a": 1})", false},
        Row{R"({"if": {"properties": {"a": {"const": 1}}}, "unevaluatedProperties": false})",
            R"({"a": 1})", true},
        Row{R"({"contains": {"type": "string"}, "unevaluatedItems": {"type": "null"}})",
            R"(["a", null])", true},
        Row{R"({"contains": {"type": "string"}, "unevaluatedItems": false})", R"(["a", 1])",
            false}));

TEST(KeywordTable, is_sorted_so_that_every_keyword_is_found) {
  for (const Keyword& keyword : keywords()) {
    EXPECT_EQ(find_keyword(keyword.name), &keyword) << keyword.name;
    EXPECT_NE(keyword.compile, nullptr) << keyword.name;
  }
  EXPECT_EQ(find_keyword("types"), nullptr);
}

TEST(Members, are_found_in_large_objects_in_any_order) {
  std::string properties;
  std::string members;
  for (int at = 0; at < 400; ++at) {
    const std::string name = "\"name" + std::to_string(at) + "\"";
    properties += (at ? ", " : "") + name + ": {\"type\": \"number\"}";
    if (at != 7) members = name + (at == 300 ? ": null" : ": 1") + (at ? ", " : "") + members;
  }
  const auto lines =
      test::broken("{\"required\": [\"name7\", \"name399\"], \"properties\": {" + properties + "}}",
                   "{" + members + "}");
  EXPECT_THAT(lines, testing::ElementsAre("name7/required at ", "name300/type at /name300"));
}

TEST(Uniqueness, of_many_elements_takes_no_square_of_time) {
  std::string elements;
  for (int at = 0; at < 50000; ++at)
    elements += (at ? "," : "") + ("1e" + std::to_string(at + 400));
  EXPECT_TRUE(evaluate(R"({"uniqueItems": true})", "[" + elements + "]").valid);
}

TEST(Program, is_evaluated_from_many_threads) {
  const auto program = test::compile(R"({"items": {"pattern": "^a+$", "format": "uuid"}})",
                                     {.assert_formats = true});
  const base::Document instance = test::document(R"(["aa", "b", 1])");
  std::vector<std::size_t> counts(4);
  std::vector<std::thread> threads;
  for (std::size_t at = 0; at < counts.size(); ++at) {
    threads.emplace_back([&, at] {
      Evaluation evaluation;
      for (int round = 0; round < 200; ++round) program->evaluate(instance.root(), evaluation);
      counts[at] = evaluation.violations.size();
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(counts, testing::Each(3u));
}

}  // namespace
}  // namespace assay::schema
