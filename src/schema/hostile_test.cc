// Schemas and instances that mean harm: refused at load, or reached as a violation, never a crash.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "schema/evaluator.h"
#include "schema/output.h"
#include "schema/testing_program.h"

namespace assay::schema {
namespace {

using test::Files;
using testing::ElementsAre;
using testing::HasSubstr;

std::string repeated(const std::string& text, std::size_t times) {
  std::string out;
  for (std::size_t at = 0; at < times; ++at) out += text;
  return out;
}

// {"a": {"a": ... leaf}}, `levels` objects.
std::string nested(std::size_t levels, const std::string& leaf) {
  return repeated(R"({"a": )", levels) + leaf + repeated("}", levels);
}

// Comes back to itself once per member `a`, through `detours` schemas on the same value.
std::string recursive(std::size_t detours) {
  return R"({"$defs": {"again": )" + repeated(R"({"allOf": [)", detours) +
         R"({"properties": {"a": {"$ref": "#/$defs/again"}}, "type": ["object", "null"]})" +
         repeated("]}", detours) + R"(}, "$ref": "#/$defs/again"})";
}

// The same through conditions, which unlike allOf stay steps of their own once compiled.
std::string winding(std::size_t detours) {
  return repeated(R"({"if": true, "then": )", detours) +
         R"({"properties": {"a": {"$ref": "#"}}, "type": ["object", "null"]})" +
         repeated("}", detours);
}

OutputUnit collected(const std::string& schema, const std::string& instance) {
  auto registry = std::make_shared<Registry>();
  EXPECT_TRUE(registry->add("assay:/s.json", test::document(schema), "s.json").ok());
  OutputCollector collector(registry, "assay:/s.json", {});
  return collector.collect(test::document(instance).root());
}

TEST(Hostile, recursion_reaches_the_bottom_of_a_document) {
  for (const bool per_place : {false, true}) {
    const auto program = test::compile(recursive(3), {.per_place = per_place});
    ASSERT_EQ(test::refusal(program), "");
    EXPECT_TRUE(test::evaluate(*program, nested(510, "null")).valid);
    const Evaluation evaluation = test::evaluate(*program, nested(510, "1"));
    ASSERT_EQ(evaluation.violations.size(), 1u);
    EXPECT_EQ(evaluation.violations[0].pointer, repeated("/a", 510));
  }
}

TEST(Hostile, what_is_told_of_an_assertion_is_bounded_and_the_rest_counted) {
  const auto program = test::compile(R"({"items": {"type": "string", "minLength": 1}})");
  ASSERT_EQ(test::refusal(program), "");
  const base::Document instance =
      test::document("[" + repeated("1, ", 1000) + repeated("\"\", ", 2) + "\"\"]");
  Evaluation evaluation;
  evaluation.most_told = 10;
  // Twice: nothing is left of the first time.
  for (int i = 0; i < 2; ++i) {
    program->evaluate(instance.root(), evaluation);
    EXPECT_FALSE(evaluation.valid);
    ASSERT_EQ(evaluation.violations.size(), 13u);
    EXPECT_EQ(evaluation.violations[9].pointer, "/9");
    EXPECT_EQ(evaluation.violations[12].pointer, "/1002");
    std::vector<std::uint32_t> broken = evaluation.broken;
    std::sort(broken.begin(), broken.end());
    ASSERT_GE(broken.size(), 2u);
    EXPECT_EQ(broken.back(), 1000u);
    EXPECT_EQ(broken[broken.size() - 2], 3u);
  }
}

// Each name that is required would be held to each of them.
TEST(Hostile, nearest_names_are_not_looked_for_among_very_many) {
  const auto program = test::compile(R"({"required": ["status"]})");
  ASSERT_EQ(test::refusal(program), "");
  std::string members = R"("Status": 1)";
  EXPECT_EQ(test::evaluate(*program, "{" + members + "}").violations[0].hint,
            R"(there is "Status")");
  for (int i = 0; i < 100; ++i) members += ", \"m" + std::to_string(i) + "\": 1";
  EXPECT_EQ(test::evaluate(*program, "{" + members + "}").violations[0].hint, "");
}

TEST(Hostile, names_are_told_up_to_a_bound) {
  const auto program =
      test::compile(R"({"properties": {"a": {"additionalProperties": {"type": "null"}}}})");
  ASSERT_EQ(test::refusal(program), "");
  // The bound falls into the second byte of a character.
  const std::string name = repeated("x", kLongestName - 1) + "\xc3\xa9" + repeated("y", 100'000);
  const std::string told = repeated("x", kLongestName - 1) + "...";
  const base::Document instance =
      test::document("{\"" + name + "\": 1, \"a\": {\"" + name + "\": 1}}");
  Evaluation evaluation;
  program->evaluate(instance.root(), evaluation);
  ASSERT_EQ(evaluation.violations.size(), 1u);
  EXPECT_EQ(evaluation.violations[0].pointer, "/a/" + told);
  const std::vector<UndeclaredMember> undeclared = program->undeclared(instance.root());
  ASSERT_EQ(undeclared.size(), 1u);
  EXPECT_EQ(undeclared[0].pointer, "/" + told);
  EXPECT_EQ(undeclared[0].name, told);
}

TEST(Hostile, undeclared_members_are_told_up_to_a_bound) {
  const auto program = test::compile(R"({"properties": {"a": {}}})");
  ASSERT_EQ(test::refusal(program), "");
  std::string members;
  for (std::size_t i = 0; i <= kMostUndeclared; ++i)
    members += ", \"m" + std::to_string(i) + "\": 1";
  const base::Document instance = test::document("{\"a\": 1" + members + "}");
  EXPECT_EQ(program->undeclared(instance.root()).size(), kMostUndeclared);
}

TEST(Hostile, depth_is_bounded_and_told) {
  const auto program = test::compile(winding(40));
  ASSERT_EQ(test::refusal(program), "");
  EXPECT_TRUE(test::evaluate(*program, nested(60, "null")).valid);
  const Evaluation evaluation = test::evaluate(*program, nested(500, "null"));
  EXPECT_FALSE(evaluation.valid);
  ASSERT_EQ(evaluation.violations.size(), 1u);
  const Violation& told = evaluation.violations[0];
  EXPECT_EQ(program->assertions()[told.assertion].id(), "$/depth");
  EXPECT_EQ(told.expected, "at most 3000 schemas inside one another");
  EXPECT_THAT(told.pointer, testing::StartsWith("/a/a/a/a"));
}

// The stack holds whatever stands between one schema and the next.
TEST(Hostile, depth_is_bounded_through_every_combinator) {
  const std::string deep = nested(500, "1");
  for (const std::string keyword : {"anyOf", "oneOf"}) {
    std::string inner = R"({"properties": {"a": {"$ref": "#"}}, "type": ["object", "null"]})";
    for (int at = 0; at < 40; ++at) {
      inner = "{\"" + keyword + "\": [false, " + inner + "]}";
    }
    const Evaluation evaluation = test::evaluate(inner, deep);
    ASSERT_EQ(evaluation.violations.size(), 1u) << keyword;
    EXPECT_EQ(evaluation.violations[0].expected, "at most 3000 schemas inside one another");
  }
  std::string inner = R"({"properties": {"a": {"$ref": "#"}}})";
  for (int at = 0; at < 40; ++at) inner = R"({"if": true, "then": )" + inner + "}";
  EXPECT_FALSE(test::evaluate(inner, deep).valid);
  inner = R"({"properties": {"a": {"$ref": "#"}}})";
  for (int at = 0; at < 40; ++at) inner = R"({"not": )" + inner + "}";
  EXPECT_FALSE(test::evaluate(inner, deep).valid);
}

TEST(Hostile, depth_decides_for_no_combinator) {
  const std::string inner = winding(40);
  for (const std::string keyword : {R"("not": )", R"("if": )", R"("contains": )"}) {
    const bool list = keyword == R"("contains": )";
    const auto program = test::compile(
        Files{{"s.json", "{" + keyword + R"({"$ref": "inner.json"}})"}, {"inner.json", inner}});
    ASSERT_EQ(test::refusal(program), "");
    const std::string deep = nested(500, "null");
    EXPECT_FALSE(test::evaluate(*program, list ? "[" + deep + "]" : deep).valid) << keyword;
  }
}

TEST(Hostile, only_schemas_that_can_get_too_deep_promise_not_to) {
  EXPECT_THAT(test::ids(*test::compile(recursive(3))), ElementsAre("$/type"));
  EXPECT_THAT(test::ids(*test::compile(recursive(40))), testing::Contains("$/depth"));
}

TEST(Hostile, an_account_of_a_deep_evaluation_is_given_up) {
  EXPECT_TRUE(collected(recursive(1), nested(400, "null")).valid);
  const OutputUnit unit = collected(recursive(40), nested(500, "null"));
  EXPECT_FALSE(unit.valid);
  EXPECT_THAT(unit.error, HasSubstr("more than 1500 schemas"));
  EXPECT_TRUE(unit.details.empty());
}

// Each step goes straight on or past one more anchor: 2 to the power of `steps` ways.
TEST(Hostile, ways_past_dynamic_anchors_are_bounded) {
  const auto schema = [](int steps) {
    std::string defs;
    for (int at = 0; at < steps; ++at) {
      const std::string next = "r" + std::to_string(at + 1);
      defs += "\"r" + std::to_string(at) + "\": {\"$id\": \"r" + std::to_string(at) +
              "\", \"anyOf\": [{\"$ref\": \"" + next + "\"}, {\"$ref\": \"d" + std::to_string(at) +
              "\"}]}, \"d" + std::to_string(at) + "\": {\"$id\": \"d" + std::to_string(at) +
              "\", \"$dynamicAnchor\": \"a" + std::to_string(at) + "\", \"$ref\": \"" + next +
              "\"}, ";
    }
    return "{\"$id\": \"http://x/root\", \"$ref\": \"r0\", \"$defs\": {" + defs + "\"r" +
           std::to_string(steps) + "\": {\"$id\": \"r" + std::to_string(steps) +
           "\", \"type\": \"null\"}}}";
  };
  EXPECT_EQ(test::refusal(test::compile(schema(6))), "");
  EXPECT_THAT(test::refusal(test::compile(schema(40))), HasSubstr("too many ways"));
}

// Each definition refers to the next.
std::string chain(std::size_t length) {
  std::string defs;
  for (std::size_t at = 0; at < length; ++at) {
    defs += "\"d" + std::to_string(at) + "\": {\"$ref\": \"#/$defs/d" + std::to_string(at + 1) +
            "\"}, ";
  }
  return "{\"$defs\": {" + defs + "\"d" + std::to_string(length) +
         "\": {\"type\": \"null\"}}, \"$ref\": \"#/$defs/d0\"}";
}

TEST(Hostile, chains_of_references_have_an_end) {
  EXPECT_TRUE(test::evaluate(chain(250), "null").valid);
  EXPECT_FALSE(test::evaluate(chain(250), "1").valid);
  EXPECT_THAT(test::refusal(test::compile(chain(5000))),
              HasSubstr("schemas are nested too deeply"));
}

TEST(Hostile, references_in_a_circle_are_refused_through_every_applicator) {
  for (const std::string keyword : {"allOf", "anyOf", "oneOf"}) {
    EXPECT_THAT(test::refusal(test::compile("{\"" + keyword + "\": [{\"$ref\": \"#\"}]}")),
                HasSubstr("round in a circle"));
  }
  for (const std::string keyword : {"not", "if"}) {
    EXPECT_THAT(test::refusal(test::compile("{\"" + keyword + "\": {\"$ref\": \"#\"}}")),
                HasSubstr("round in a circle"));
  }
  EXPECT_THAT(test::refusal(test::compile(R"({"if": true, "then": {"$ref": "#"}})")),
              HasSubstr("round in a circle"));
  EXPECT_THAT(test::refusal(test::compile(R"({"dependentSchemas": {"a": {"$ref": "#"}}})")),
              HasSubstr("round in a circle"));
  EXPECT_THAT(
      test::refusal(test::compile(R"({"$dynamicAnchor": "x", "allOf": [{"$dynamicRef": "#x"}]})")),
      HasSubstr("round in a circle"));
}

TEST(Hostile, references_that_consume_a_level_are_welcome) {
  for (const std::string keyword :
       {"items", "additionalProperties", "propertyNames", "contains", "unevaluatedItems"}) {
    EXPECT_EQ(test::refusal(test::compile("{\"" + keyword + "\": {\"$ref\": \"#\"}}")), "");
  }
}

// A backtracking matcher takes 2^50 steps for this.
TEST(Hostile, patterns_take_linear_time) {
  const std::string text = repeated("a", 100'000) + "b";
  EXPECT_FALSE(test::evaluate(R"({"pattern": "^(a+)+$"})", "\"" + text + "\"").valid);
  EXPECT_FALSE(test::evaluate(R"({"pattern": "^(a|a)*$"})", "\"" + text + "\"").valid);
}

TEST(Hostile, patterns_that_explode_are_refused) {
  EXPECT_THAT(test::refusal(test::compile(R"({"pattern": "((a{1000}){1000}){1000}"})")),
              HasSubstr("cannot be used"));
}

TEST(Hostile, divisors_that_are_too_long_are_refused) {
  const std::string digits = repeated("7", 39);
  EXPECT_THAT(test::refusal(test::compile(R"({"multipleOf": )" + digits + "}")),
              HasSubstr("/multipleOf: has more than 38 digits"));
  EXPECT_EQ(test::refusal(test::compile(R"({"multipleOf": )" + digits.substr(1) + "}")), "");
}

}  // namespace
}  // namespace assay::schema
