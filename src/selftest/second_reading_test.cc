#include "selftest/second_reading.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/testing_tree.h"

namespace assay::selftest {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

constexpr const char* kFile = "schemas/toy/documented.schema.json";

class SecondReadingTest : public ::testing::Test {
 protected:
  // "location at pointer", "~" in front where it is advice; or the error.
  std::vector<std::string> breaches(const std::string& schema, const std::string& instance) {
    const base::PatchedTree tree(*below_, {{kFile, schema}, {"schemas/other.json", kOther}});
    SecondReading reading(tree);
    const auto document = base::Document::parse(instance);
    const auto found = reading.breaches(kFile, "", document->root());
    if (!found) return {found.error().pointer + ": " + found.error().message};
    std::vector<std::string> lines;
    for (const Breach& breach : *found) {
      std::string location = breach.location.substr(breach.location.find('#'));
      lines.push_back((breach.should ? "~" : "") + location + " at " + breach.pointer);
    }
    return lines;
  }

  static constexpr const char* kOther = R"({"$defs": {"word": {"type": "string"}}})";
  std::unique_ptr<base::DataTree> below_ = base::embedded_data();
};

TEST_F(SecondReadingTest, EachKeywordIsAskedByItself) {
  const std::string schema = R"({
    "type": "object", "required": ["a", "b"],
    "properties": {
      "a": { "type": ["integer", "null"], "minimum": 1, "maximum": 3, "enum": [2, 3] },
      "b": { "minLength": 2, "maxLength": 3, "pattern": "^x", "const": "xy" },
      "c": { "items": { "type": "string" }, "minItems": 1 }
    },
    "additionalProperties": { "type": "boolean" }
  })";
  EXPECT_THAT(breaches(schema, R"({"a": 2.0, "b": "xy", "c": ["d"], "e": true})"), IsEmpty());
  EXPECT_THAT(breaches(schema, "7"), ElementsAre("#/type at "));
  EXPECT_THAT(breaches(schema, "{}"), ElementsAre("#/required at /a", "#/required at /b"));
  EXPECT_THAT(
      breaches(schema, R"({"a": 0.5, "b": "\u00e9", "c": [], "e": 1})"),
      UnorderedElementsAre("#/properties/a/type at /a", "#/properties/a/minimum at /a",
                           "#/properties/a/enum at /a", "#/properties/b/minLength at /b",
                           "#/properties/b/pattern at /b", "#/properties/b/const at /b",
                           "#/properties/c/minItems at /c", "#/additionalProperties/type at /e"));
  EXPECT_THAT(breaches(schema, R"({"a": 4, "b": "xyzz", "c": [1, "x", 2]})"),
              UnorderedElementsAre("#/properties/a/maximum at /a", "#/properties/a/enum at /a",
                                   "#/properties/b/maxLength at /b", "#/properties/b/const at /b",
                                   "#/properties/c/items/type at /c/0",
                                   "#/properties/c/items/type at /c/2"));
}

TEST_F(SecondReadingTest, BranchesDecideInSilence) {
  const std::string schema = R"({
    "anyOf": [{ "type": "string" }, { "required": ["a"] }],
    "not": { "required": ["z"] },
    "allOf": [{ "if": { "required": ["a"] }, "then": { "required": ["b"] },
                "else": { "minLength": 1 } }]
  })";
  EXPECT_THAT(breaches(schema, R"({"a": 1, "b": 1})"), IsEmpty());
  EXPECT_THAT(breaches(schema, "[]"), ElementsAre("#/not at "))
      << "what is no object lacks nothing, so that it is what must not be";
  EXPECT_THAT(breaches(schema, R"({"b": 1})"), ElementsAre("#/anyOf at "));
  EXPECT_THAT(breaches(schema, R"({"a": 1, "z": 1})"),
              ElementsAre("#/allOf/0/then/required at /b", "#/not at "));
  EXPECT_THAT(breaches(schema, "\"\""), UnorderedElementsAre("#/not at "));
}

TEST_F(SecondReadingTest, AdviceDecidesNothing) {
  const std::string schema = R"({
    "anyOf": [{ "x-should": { "type": "string" } }],
    "x-should": { "type": "integer", "x-should": { "minimum": 5 } },
    "x-extensible-enum": ["a", "b"]
  })";
  EXPECT_THAT(breaches(schema, "7"), IsEmpty());
  EXPECT_THAT(breaches(schema, "1"), ElementsAre("~#/x-should/x-should/minimum at "));
  EXPECT_THAT(breaches(schema, "\"c\""),
              UnorderedElementsAre("~#/x-extensible-enum at ", "~#/x-should/type at "));
}

TEST_F(SecondReadingTest, FollowsReferencesIntoOtherFiles) {
  const std::string schema = R"({
    "$defs": { "list": { "items": { "$ref": "../other.json#/$defs/word" } } },
    "$ref": "#/$defs/list"
  })";
  EXPECT_THAT(breaches(schema, R"(["a", 1])"), ElementsAre("#/$defs/word/type at /1"));
}

TEST_F(SecondReadingTest, DecidesFormatsAnew) {
  const auto format = [&](const std::string& name, const std::string& value) {
    return breaches("{\"format\": \"" + name + "\"}", value).empty();
  };
  EXPECT_TRUE(format("uuid", "\"2EB8aa08-aa98-11ea-b4aa-73b441d16380\""));
  EXPECT_FALSE(format("uuid", "\"2EB8aa08aa9811eab4aa73b441d16380\""));
  EXPECT_FALSE(format("uuid-hex", "\"2EB8aa08aa9811eab4aa73b441d16380\""));
  EXPECT_TRUE(format("uuid-any", "\"2EB8aa08aa9811eab4aa73b441d16380\""));
  EXPECT_TRUE(format("uuid", "7")) << "a format is about text";
  EXPECT_TRUE(format("utc-date-time", "\"2016-02-29T23:59:59.5Z\""));
  EXPECT_FALSE(format("utc-date-time", "\"2100-02-29T00:00:00Z\""));
  EXPECT_FALSE(format("utc-date-time", "\"2016-02-29T24:00:00Z\""));
  EXPECT_FALSE(format("utc-date-time", "\"2016-02-29T00:00:00+00:00\""));
  EXPECT_TRUE(format("integer-notation", "-12"));
  EXPECT_FALSE(format("integer-notation", "12.0"));
  EXPECT_FALSE(format("integer-notation", "12e1"));
}

TEST_F(SecondReadingTest, WhatItDoesNotKnowIsAnError) {
  EXPECT_THAT(breaches(R"({"properties": {"a": {"multipleOf": 2}}})", R"({"a": 2})"),
              ElementsAre(HasSubstr("/properties/a/multipleOf: the self-test cannot tell")));
  EXPECT_THAT(breaches(R"({"$ref": "#/$defs/none"})", "1"), ElementsAre(HasSubstr("not there")));
}

TEST_F(SecondReadingTest, NamesWhatAnyBranchNames) {
  const std::string schema = R"({
    "properties": { "state": { "enum": ["A", "B"], "x-extensible-enum": ["C"] } },
    "allOf": [{ "if": { "properties": { "kind": { "const": "car" } } },
                "then": { "required": ["wheels"], "properties": { "wheels": { "minimum": 3 } } } }]
  })";
  const base::PatchedTree tree(*below_, {{kFile, schema}});
  SecondReading reading(tree);
  const auto document = base::Document::parse(R"({"state": "A"})");
  const auto words = reading.words(kFile, "", document->root());
  ASSERT_TRUE(words);
  EXPECT_THAT(words->at("").members, UnorderedElementsAre("state", "kind", "wheels"));
  EXPECT_THAT(words->at("/state").strings, UnorderedElementsAre("A", "B", "C"));
  EXPECT_THAT(words->at("/wheels").numbers, UnorderedElementsAre("3"));
}

}  // namespace
}  // namespace assay::selftest
