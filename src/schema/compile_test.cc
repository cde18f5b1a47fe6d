#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>

#include "schema/testing_program.h"

namespace assay::schema {
namespace {

using test::compile;
using test::refusal;
using testing::HasSubstr;

struct Refused {
  std::string schema;
  std::string told;
};

void PrintTo(const Refused& refused, std::ostream* out) {
  *out << refused.schema;
}

class RefusedSchemas : public testing::TestWithParam<Refused> {};

TEST_P(RefusedSchemas, name_file_pointer_and_cause) {
  const CompileOptions options{.assert_formats = true, .per_place = true};
  EXPECT_THAT(refusal(compile(GetParam().schema, options)), HasSubstr(GetParam().told));
}

INSTANTIATE_TEST_SUITE_P(
    table, RefusedSchemas,
    testing::Values(
        Refused{R"({"propertes": {}})",
                R"(s.json: /propertes: unknown keyword "propertes" (did you mean "properties"?))"},
        Refused{R"({"properties": {"a/b": {"typ": 1}}})",
                R"(s.json: /properties/a~1b/typ: unknown keyword "typ" (did you mean "type"?))"},
        Refused{R"({"$defs": {"unused": {"items": {"x-soruce": {}}}}})",
                R"(/$defs/unused/items/x-soruce: unknown keyword)"},
        Refused{R"({"$defs": {"unused": {"items": {"type": "strin"}}}})",
                R"(s.json: /$defs/unused/items/type: unknown type "strin")"},
        Refused{R"({"contentSchema": {"pattern": "["}})", "/contentSchema/pattern: the pattern"},
        Refused{R"({"$defs": {"unused": {"$ref": "#/nowhere"}}})",
                "s.json: /$defs/unused/$ref: the reference"},
        Refused{R"({"$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}})",
                "the references lead round in a circle"},
        Refused{R"({"dependencies": {"a": ["b"]}})",
                R"(/dependencies: unknown keyword "dependencies")"},
        Refused{R"({"type": "strin"})", R"(/type: unknown type "strin" (did you mean "string"?))"},
        Refused{R"({"type": []})", "/type: a list of types must not be empty"},
        Refused{R"({"type": ["string", "string"]})", "/type: names string twice"},
        Refused{R"({"minimum": "1"})", "/minimum: must be a number"},
        Refused{R"({"multipleOf": 0})", "/multipleOf: must be more than 0"},
        Refused{R"({"minLength": -1})", "/minLength: must be a whole number, 0 or more"},
        Refused{R"({"maxItems": 1.5})", "/maxItems: must be a whole number"},
        Refused{R"({"required": "a"})", "/required: must be a list of member names"},
        Refused{R"({"required": ["a", "a"]})", R"(/required: names "a" twice)"},
        Refused{R"({"properties": {"a": 1}})", "/properties/a: a schema is an object, true or"},
        Refused{R"({"anyOf": []})", "/anyOf: must be a list of schemas"},
        Refused{R"j({"pattern": "("})j", "/pattern: the pattern \"(\" cannot be used: missing )"},
        Refused{R"j({"pattern": "(?=a)"})j",
                "/pattern: the pattern \"(?=a)\" cannot be used: look-"},
        Refused{R"({"patternProperties": {"\\1": {}}})", "back references are not supported"},
        Refused{R"({"format": "uuidd"})",
                R"(/format: unknown format "uuidd" (did you mean "uuid"?))"},
        Refused{R"({"title": 1})", "/title: must be a string"},
        Refused{R"({"x-when": "a"})", "/x-when: x-when names the condition of an if"},
        Refused{R"({"x-rule": "a"})", "/x-rule: x-rule has no assertion beside it to name"},
        Refused{R"({"x-rule": "a", "type": "string", "enum": ["a"]})",
                "/x-rule: x-rule names one assertion, but here are 2: type, enum"},
        Refused{
            R"({"$schema": "http://json-schema.org/draft-07/schema#"})",
            R"(/$schema: the dialect "http://json-schema.org/draft-07/schema#" is not known)"}));

INSTANTIATE_TEST_SUITE_P(
    references, RefusedSchemas,
    testing::Values(Refused{R"({"items": {"$ref": "#/$defs/a"}})",
                            R"(s.json: /items/$ref: the reference "#/$defs/a" leads nowhere: )"
                            "s.json has nothing at /$defs/a"},
                    Refused{R"({"$ref": "#/$defs/imge", "$defs": {"image": {}}})",
                            R"(s.json has nothing at /$defs/imge (did you mean "image"?))"},
                    Refused{R"({"$ref": "#nam", "$anchor": "name"})",
                            R"(s.json has no anchor "nam" (did you mean "name"?))"},
                    Refused{R"({"$ref": "other.json"})", "no schema is known as assay:/other.json"},
                    Refused{R"({"$ref": "#name"})", R"(s.json has no anchor "name")"},
                    Refused{R"({"$ref": "https://example.org/a.json"})",
                            R"(no schema is known as https://example.org/a.json )"
                            "(nothing is fetched from the network)"},
                    Refused{R"({"$ref": "https://json-schema.org/draft/2020-12/meta/cor"})",
                            "no schema is known as https://json-schema.org/draft/2020-12/meta/c"},
                    Refused{R"({"title": "t", "$ref": "#/title"})",
                            "/title: a schema is an object, true or"},
                    Refused{R"({"$ref": "#"})", "s.json: : the references lead round in a circle"},
                    Refused{R"({"allOf": [{"$ref": "#"}]})", "/allOf/0: the references lead round"},
                    Refused{R"({"$ref": "#/$defs/a",
                    "$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}})",
                            "/$defs/b: the references lead round in a circle to s.json#/$defs/a"},
                    Refused{R"({"not": {"$ref": "#"}})", "the references lead round in a circle"}));

TEST(Compile, keeps_the_line_of_the_cause) {
  const auto program = compile("{\n  \"type\": \"strin\"\n}");
  ASSERT_FALSE(program.ok());
  EXPECT_EQ(program.error().line, 2u);
  EXPECT_EQ(program.error().column, 11u);
}

TEST(Compile, a_circle_through_a_child_and_back_is_found_however_it_is_entered) {
  const std::string schema = R"({"$ref": "#/$defs/v", "$defs": {
      "v": {"properties": {"x": {"$ref": "#/$defs/u"}}, "allOf": [{"$ref": "#/$defs/u"}]},
      "u": {"$ref": "#/$defs/v"}}})";
  EXPECT_THAT(refusal(compile(schema)), HasSubstr("round in a circle"));
  EXPECT_THAT(refusal(compile(schema, {.per_place = true})), HasSubstr("round in a circle"));
}

TEST(Compile, unknown_formats_only_matter_when_asserted) {
  EXPECT_EQ(refusal(compile(R"({"format": "uui"})")), "");
}

TEST(Compile, follows_relative_references_and_names_the_other_file) {
  const test::Files files{
      {"schemas/op/strict.schema.json",
       R"({"properties": {"e": {"$ref": "../common/e.schema.json#/$defs/E"}}})"},
      {"schemas/common/e.schema.json",
       R"({"$defs": {"E": {"type": "object", "$ref": "#/$defs/F"},
                                         "F": {"required": ["code"]}}})"}};
  const auto program = compile(files, {.per_place = true});
  ASSERT_EQ(refusal(program), "");
  EXPECT_THAT(test::ids(*program), testing::ElementsAre("e/type", "e.code/required"));
  EXPECT_EQ(program->assertions()[0].location, "schemas/common/e.schema.json#/$defs/E/type");
  EXPECT_EQ(program->assertions()[1].location, "schemas/common/e.schema.json#/$defs/F/required");
}

TEST(Compile, takes_a_fragment) {
  auto registry = std::make_shared<Registry>();
  ASSERT_TRUE(
      registry->add("assay:/s", test::document(R"({"$defs": {"a": {"type": "null"}}})"), "s"));
  const auto program = Program::compile(registry, "assay:/s#/$defs/a", {.per_place = true});
  ASSERT_EQ(refusal(program), "");
  EXPECT_THAT(test::ids(*program), testing::ElementsAre("$/type"));
  EXPECT_THAT(refusal(Program::compile(registry, "assay:/s#/$defs/b")), HasSubstr("nothing at"));
}

TEST(Registry, knows_embedded_resources_and_refuses_taken_uris) {
  Registry registry;
  ASSERT_TRUE(
      registry.add("assay:/a", test::document(R"({"$defs": {"x": {"$id": "in/x"}}})"), "a"));
  ASSERT_NE(registry.find("assay:/in/x"), nullptr);
  EXPECT_EQ(registry.find("assay:/in/x")->file, "a");
  EXPECT_EQ(registry.find("assay:/y"), nullptr);
  EXPECT_FALSE(registry.add("assay:/a", test::document("{}"), "b").ok());
  const auto taken =
      registry.add("assay:/c", test::document(R"({"items": {"$id": "/in/x"}})"), "c");
  ASSERT_FALSE(taken.ok());
  EXPECT_EQ(taken.error().file, "c");
  EXPECT_EQ(taken.error().pointer, "/items/$id");
}

}  // namespace
}  // namespace assay::schema
