#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "schema/testing_program.h"

namespace assay::schema {
namespace {

using test::broken;
using test::compile;
using test::exercised;
using test::ids;
using testing::ElementsAre;
using testing::IsEmpty;

const CompileOptions kPlaced{.per_place = true};

Program placed(const std::string& schema, const std::string& prefix = "") {
  auto program =
      compile(schema, {.assert_formats = true, .per_place = true, .place_prefix = prefix});
  EXPECT_EQ(test::refusal(program), "");
  return std::move(*program);
}

TEST(Places, are_members_and_elements) {
  const std::string schema = R"({"type": "object", "required": ["list"], "properties": {
      "list": {"items": {"type": "object", "properties": {"id": {"type": "string"}}}}},
      "additionalProperties": {"type": "null"}})";
  EXPECT_THAT(ids(placed(schema)),
              ElementsAre("$/type", "list/required", "list[]/type", "list[].id/type", "*/type"));
  EXPECT_THAT(ids(placed(schema, "request")),
              ElementsAre("request/type", "request.list/required", "request.list[]/type",
                          "request.list[].id/type", "request.*/type"));
}

TEST(Places, each_use_of_a_definition_has_assertions_of_its_own) {
  const Program program = placed(R"({"properties": {"a": {"$ref": "#/$defs/id"},
      "b": {"$ref": "#/$defs/id"}}, "$defs": {"id": {"type": "string"}}})");
  EXPECT_THAT(ids(program), ElementsAre("a/type", "b/type"));
  EXPECT_THAT(broken(program, R"({"a": "x", "b": 1})"), ElementsAre("b/type at /b"));
}

TEST(Places, without_per_place_a_definition_is_compiled_once) {
  const auto program = compile(R"({"properties": {"a": {"$ref": "#/$defs/id"},
      "b": {"$ref": "#/$defs/id"}}, "$defs": {"id": {"type": "string"}}})");
  EXPECT_THAT(ids(*program), ElementsAre("a/type"));
}

TEST(Places, recursion_keeps_its_first_place) {
  const Program program = placed(R"({"properties": {"error": {"$ref": "#/$defs/E"}},
      "$defs": {"E": {"required": ["code"], "properties": {
        "code": {"type": "string"},
        "cause": {"type": ["object", "null"], "$ref": "#/$defs/E"}}}}})");
  EXPECT_THAT(ids(program),
              ElementsAre("error.code/required", "error.code/type", "error.cause/type"));
  EXPECT_THAT(broken(program, R"({"error": {"code": "a", "cause": {"code": "b",
                                  "cause": {"cause": 5}}}})"),
              ElementsAre("error.code/required at /error/cause/cause",
                          "error.cause/type at /error/cause/cause/cause"));
  EXPECT_THAT(exercised(program, R"({"error": {"code": "a", "cause": {"code": "b"}}})"),
              ElementsAre("error.code/required=2", "error.code/type=2", "error.cause/type=1"));
}

TEST(Places, recursion_under_a_condition_ends) {
  const Program program = placed(R"({"if": {"properties": {"k": {"const": "x"}}, "required": ["k"]},
      "then": {"properties": {"next": {"$ref": "#"}}, "required": ["v"]}})");
  EXPECT_THAT(ids(program), ElementsAre("v/required@x"));
  EXPECT_THAT(broken(program, R"({"k": "x", "v": 1, "next": {"k": "x"}})"),
              ElementsAre("v/required@x at /next"));
}

TEST(Conditions, are_named_by_their_constants) {
  const Program program =
      placed(R"({"if": {"properties": {"a": {"const": "A"}, "b": {"const": "B"}},
      "required": ["a", "b"]}, "then": {"required": ["c"]}, "else": {"required": ["d"]}})");
  EXPECT_THAT(ids(program), ElementsAre("c/required@A+B", "d/required@not-A+B"));
  EXPECT_THAT(broken(program, R"({"a": "A", "b": "B"})"), ElementsAre("c/required@A+B at "));
  EXPECT_THAT(broken(program, R"({})"), ElementsAre("d/required@not-A+B at "));
}

TEST(Conditions, that_nest_append_unless_x_when_replaces) {
  const std::string inner = R"("if": {"properties": {"s": {"const": "FAIL"}}},
                               "then": {"required": ["c"]})";
  const std::string outer = R"({"if": {"properties": {"t": {"const": "job"}}}, "then": {)";
  EXPECT_THAT(ids(placed(outer + inner + "}}")), ElementsAre("c/required@job+FAIL"));
  EXPECT_THAT(ids(placed(outer + R"("x-when": "job", )" + inner + "}}")),
              ElementsAre("c/required@job"));
}

TEST(Conditions, that_do_not_hold_exercise_nothing) {
  const Program program = placed(R"({"properties": {"t": {"type": "string"}},
      "if": {"properties": {"t": {"const": "a"}}, "required": ["t"]},
      "then": {"required": ["x"], "properties": {"x": {"minLength": 2}}}})");
  EXPECT_THAT(exercised(program, R"({"t": "b", "x": ""})"),
              ElementsAre("t/type=1", "x/required@a=0", "x/minLength@a=0"));
  EXPECT_THAT(exercised(program, R"({"t": "a", "x": ""})"),
              ElementsAre("t/type=1", "x/required@a=1", "x/minLength@a=1"));
}

TEST(Exercised, counts_values_that_the_keyword_applies_to) {
  const Program program = placed(R"({"required": ["a"], "properties": {"a": {"items": {
      "type": ["string", "null"], "pattern": "x", "minimum": 1, "not": {"const": "y"}}},
      "o": {"required": ["p"]}}})");
  EXPECT_THAT(exercised(program, R"({"a": ["x", null, "y", "x"]})"),
              ElementsAre("a/required=1", "a[]/type=4", "a[]/pattern=3", "a[]/minimum=0",
                          "a[]/not=4", "o.p/required=0"));
}

TEST(Branches, are_no_promises_of_their_own) {
  const Program program =
      placed(R"({"anyOf": [{"type": "string", "minLength": 1}, {"type": "null"}],
      "not": {"type": "boolean"}, "contains": {"type": "null"}, "propertyNames": {"maxLength": 3}})");
  EXPECT_THAT(ids(program), ElementsAre("$/anyOf", "$/not", "$/contains", "$/propertyNames"));
  EXPECT_THAT(broken(program, "[1]"), ElementsAre("$/anyOf at ", "$/contains at "));
  EXPECT_THAT(broken(program, R"({"long": 1})"),
              ElementsAre("$/anyOf at ", "$/propertyNames at /long"));
}

TEST(Violations, are_all_told_in_the_order_of_the_schema) {
  EXPECT_THAT(
      broken(R"({"properties": {"a": {"type": "string"}, "b": {"type": "null", "maximum": 1}},
                         "required": ["c", "d"]})",
             R"({"b": 7, "a": 1})"),
      ElementsAre("a/type at /a", "b/type at /b", "b/maximum at /b", "c/required at ",
                  "d/required at "));
}

TEST(Violations, know_where_in_the_text_they_are) {
  const auto program = compile(R"({"items": {"properties": {"a~/": {"type": "null"}}}})", kPlaced);
  const Evaluation evaluation = test::evaluate(*program, "[{},\n {\"a~/\": 1}]");
  ASSERT_EQ(evaluation.violations.size(), 1u);
  EXPECT_EQ(evaluation.violations[0].pointer, "/1/a~0~1");
  EXPECT_EQ(evaluation.violations[0].position.line, 2u);
  EXPECT_FALSE(evaluation.valid);
}

TEST(Violations, of_an_evaluation_used_again_are_new) {
  const auto program = compile(R"({"type": "null"})");
  const base::Document bad = test::document("1");
  const base::Document good = test::document("null");
  Evaluation evaluation;
  program->evaluate(bad.root(), evaluation);
  EXPECT_FALSE(evaluation.valid);
  program->evaluate(good.root(), evaluation);
  EXPECT_TRUE(evaluation.valid);
  EXPECT_THAT(evaluation.violations, IsEmpty());
  EXPECT_THAT(evaluation.exercised, ElementsAre(1));
}

TEST(Depth, as_deep_as_documents_may_be_is_no_trouble) {
  const auto program = compile(R"({"items": {"$ref": "#"}, "type": "array"})", kPlaced);
  const std::string deep = std::string(511, '[') + "1" + std::string(511, ']');
  EXPECT_EQ(broken(*program, deep).size(), 1u);
}

}  // namespace
}  // namespace assay::schema
