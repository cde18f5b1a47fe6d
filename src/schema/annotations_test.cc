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

Program placed(const std::string& schema) {
  auto program = compile(schema, {.assert_formats = true, .per_place = true});
  EXPECT_EQ(test::refusal(program), "");
  return std::move(*program);
}

const Assertion& assertion(const Program& program, std::string_view id) {
  for (const Assertion& one : program.assertions()) {
    if (one.id() == id) return one;
  }
  ADD_FAILURE() << "no assertion " << id;
  static const Assertion kMissing;
  return kMissing;
}

std::string row(const Program& program, std::string_view id) {
  const auto& source = assertion(program, id).source;
  return source ? std::string(source->find("row")->string()) : "none";
}

TEST(Should, breaks_without_making_invalid) {
  const Program program = placed(R"({"properties": {"a": {"type": "string",
      "x-should": {"minLength": 3, "properties": {"z": {"type": "null"}}}}}})");
  EXPECT_THAT(broken(program, R"({"a": "x"})"), ElementsAre("[a/minLength at /a]"));
  EXPECT_TRUE(test::evaluate(program, R"({"a": "x"})").valid);
  EXPECT_FALSE(test::evaluate(program, R"({"a": 1})").valid);
  EXPECT_EQ(assertion(program, "a.z/type").level, Level::kShould);
}

TEST(Should, decides_for_no_combinator) {
  EXPECT_THAT(broken(R"({"anyOf": [{"x-should": {"type": "null"}}]})", "1"), IsEmpty());
  EXPECT_THAT(broken(R"({"not": {"x-should": {"type": "null"}}})", "null"),
              ElementsAre("$/not at "));
}

TEST(Should, reaches_its_reference_at_its_own_level) {
  const Program program =
      placed(R"({"type": "object", "properties": {"o": {"x-should": {"$ref": "#"}}}})");
  EXPECT_THAT(broken(program, R"({"o": {"o": 1}})"), ElementsAre("[o/type at /o/o]"));
  EXPECT_THAT(broken(program, R"({"o": 1})"), ElementsAre("[o/type at /o]"));
}

TEST(ExtensibleEnum, warns_of_strangers_among_strings) {
  const Program program =
      placed(R"({"type": ["string", "null"], "x-extensible-enum": ["a", "b"]})");
  EXPECT_THAT(broken(program, R"("c")"), ElementsAre("[$/extensible-enum at ]"));
  EXPECT_THAT(broken(program, R"("b")"), IsEmpty());
  EXPECT_THAT(exercised(program, "null"), ElementsAre("$/type=1", "$/extensible-enum=0"));
}

TEST(Rule, names_the_one_assertion) {
  const Program program = placed(R"({"properties": {"a": {"allOf": [
      {"x-rule": "dashed", "not": {"format": "uuid-hex"}}, {"pattern": "^.", "x-rule": "filled"}]},
      "b": {"x-rule": "undocumented", "x-source": {"row": "r"}, "not": {}}}})");
  EXPECT_THAT(ids(program), ElementsAre("a/dashed", "a/filled", "b/undocumented"));
  EXPECT_EQ(assertion(program, "a/dashed").location, "s.json#/properties/a/allOf/0/not");
}

TEST(Source, is_inherited_downwards) {
  const Program program = placed(R"({"x-source": {"row": "root"}, "required": ["a", "b"],
      "properties": {"a": {"x-source": {"row": "a"}, "type": "object",
                           "properties": {"c": {"type": "null"}}},
                     "b": {"type": "null"}}})");
  EXPECT_EQ(row(program, "a/required"), "a");
  EXPECT_EQ(row(program, "a/type"), "a");
  EXPECT_EQ(row(program, "a.c/type"), "a");
  EXPECT_EQ(row(program, "b/required"), "root");
  EXPECT_EQ(row(program, "b/type"), "root");
  EXPECT_EQ(row(placed(R"({"type": "null"})"), "$/type"), "none");
}

TEST(Contradictions, belong_to_their_place_only) {
  const Program program = placed(R"({"properties": {"a": {"x-contradiction": ["X-1"],
      "type": "object", "allOf": [{"minProperties": 1}], "required": ["b"],
      "properties": {"b": {"type": "null", "x-contradiction": ["X-2"]}, "c": {"type": "null"}}}}})");
  EXPECT_THAT(assertion(program, "a/type").contradictions, ElementsAre("X-1"));
  EXPECT_THAT(assertion(program, "a/minProperties").contradictions, ElementsAre("X-1"));
  EXPECT_THAT(assertion(program, "a.b/required").contradictions, ElementsAre("X-2"));
  EXPECT_THAT(assertion(program, "a.c/type").contradictions, IsEmpty());
}

TEST(Category, stays_at_its_place_but_fills_a_consequence) {
  const Program program = placed(R"({"x-category": "Consistency", "type": "object",
      "properties": {"a": {"type": "null"}},
      "if": {"const": "j"}, "then": {"x-category": "JobTypeEntities",
        "properties": {"e": {"required": ["i"]}}}})");
  EXPECT_EQ(assertion(program, "$/type").category, "Consistency");
  EXPECT_EQ(assertion(program, "a/type").category, "");
  EXPECT_EQ(assertion(program, "e.i/required@j").category, "JobTypeEntities");
}

TEST(Description, of_a_required_member_is_the_members_own) {
  const Program program = placed(R"({"description": "An answer.", "required": ["a"],
      "properties": {"a": {"description": "The id."}}})");
  EXPECT_EQ(assertion(program, "a/required").description, "The id.");
}

std::vector<std::string> undeclared(const Program& program, const std::string& instance) {
  const base::Document parsed = test::document(instance);
  std::vector<std::string> told;
  for (const UndeclaredMember& member : program.undeclared(parsed.root())) {
    told.push_back(member.place + " " + member.pointer + " " + member.name);
  }
  return told;
}

TEST(Undeclared, is_what_no_branch_declares) {
  const Program program = placed(R"({"properties": {"a": {"properties": {"x": {}}}, "free": {},
        "list": {"items": {"properties": {"i": {}}}}},
      "anyOf": [{"properties": {"b": {}}}, {"allOf": [{"properties": {"c": {}}}]}],
      "if": {"properties": {"d": {}}}, "then": {"properties": {"e": {"properties": {"y": {}}}}}})");
  EXPECT_THAT(undeclared(program, R"({"a": {"x": 1, "z": 2}, "b": 1, "c": 1, "d": 1, "q": {"r": 1},
                                      "e": {"w": 1}, "free": {"k": 1}, "list": [{}, {"j": 1}]})"),
              ElementsAre("a /a/z z", "$ /q q", "e /e/w w", "list[] /list/1/j j"));
}

TEST(Undeclared, nothing_in_open_objects) {
  const std::string declared = R"({"properties": {"a": {}}, )";
  const auto of = [&](const std::string& rest) {
    return undeclared(placed(declared + rest + "}"), R"({"a": 1, "x-b": 1, "c": 1})");
  };
  EXPECT_THAT(of(R"("additionalProperties": true)"), IsEmpty());
  EXPECT_THAT(of(R"("additionalProperties": {"type": "number"})"), IsEmpty());
  EXPECT_THAT(of(R"("patternProperties": {"^x-": {}})"), ElementsAre("$ /c c"));
  EXPECT_THAT(of(R"("additionalProperties": false)"), ElementsAre("$ /x-b x-b", "$ /c c"));
}

TEST(Undeclared, is_found_inside_recursion) {
  const Program program = placed(R"({"properties": {"error": {"$ref": "#/$defs/E"}}, "$defs": {"E":
      {"properties": {"code": {}, "cause": {"type": ["object", "null"], "$ref": "#/$defs/E"}}}}})");
  EXPECT_THAT(undeclared(program, R"({"error": {"code": 1, "cause": {"cause": {"coed": 1}}}})"),
              ElementsAre("error /error/cause/cause/coed coed"));
}

}  // namespace
}  // namespace assay::schema
