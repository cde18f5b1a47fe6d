#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>

#include "schema/testing_program.h"

namespace assay::schema {
namespace {

using test::told;
using testing::ElementsAre;
using testing::HasSubstr;

struct Message {
  std::string schema;
  std::string instance;
  std::string told;  // "expected | actual | hint".
};

void PrintTo(const Message& message, std::ostream* out) {
  *out << message.schema << " of " << message.instance;
}

class Messages : public testing::TestWithParam<Message> {};

TEST_P(Messages, say_what_was_asked_and_what_came) {
  EXPECT_THAT(told(GetParam().schema, GetParam().instance), ElementsAre(GetParam().told));
}

INSTANTIATE_TEST_SUITE_P(
    single, Messages,
    testing::Values(Message{R"({"type": "string"})", "null", "string | null | "},
                    Message{R"({"type": ["string", "null"]})", "[1, {\"a\": 2}]",
                            "string or null | [1, {\"a\": 2}] | "},
                    Message{R"({"type": "integer"})", "1.5", "integer | 1.5 | "},
                    Message{R"({"enum": ["SUCCESS", "FAIL"]})", R"("success")",
                            R"(one of SUCCESS, FAIL | "success" | did you mean "SUCCESS"?)"},
                    Message{R"({"enum": ["SUCCESS", "FAIL"]})", R"("SUCESS")",
                            R"(one of SUCCESS, FAIL | "SUCESS" | did you mean "SUCCESS"?)"},
                    Message{R"({"enum": ["a b", null, "null", 1, "1"]})", "2",
                            R"(one of "a b", null, "null", 1, "1" | 2 | )"},
                    Message{R"({"const": {"a": 1}})", "{}", R"({"a": 1} | {} | )"},
                    Message{R"({"minimum": 3})", "2", "at least 3 | 2 | "},
                    Message{R"({"exclusiveMaximum": 1e3})", "1000", "less than 1e3 | 1000 | "},
                    Message{R"({"multipleOf": 0.01})", "0.075", "a multiple of 0.01 | 0.075 | "},
                    Message{R"({"minLength": 3})", R"("\u00e9\u00e9")",
                            R"(at least 3 characters | 2 characters: "\u00e9\u00e9" | )"},
                    Message{R"({"pattern": "^a+$"})", R"("b")", R"(text matching ^a+$ | "b" | )"},
                    Message{R"({"format": "uuid-hex"})", R"("A")",
                            R"(a UUID as 32 lower-case hex digits without dashes | "A" | )"},
                    Message{R"({"format": "integer-notation"})", "0.0",
                            "a number written with digits only | 0.0 | "},
                    Message{R"({"maxItems": 1})", "[1,2]", "at most 1 element | 2 elements | "},
                    Message{R"({"minProperties": 2})", "{}", "at least 2 members | 0 members | "},
                    Message{R"({"uniqueItems": true})", "[1, {\"a\": 1}, 1.0]",
                            "elements that all differ | elements 0 and 2 are both 1 | "},
                    Message{R"({"contains": {"type": "string"}})", "[1]",
                            "at least 1 element that is string | 0 such elements of 1 | "},
                    Message{R"({"propertyNames": {"pattern": "^a"}})", R"({"b": 1})",
                            R"(a name that is text matching ^a | name "b" | )"}));

INSTANTIATE_TEST_SUITE_P(
    members, Messages,
    testing::Values(
        Message{R"({"required": ["status"]})", R"({"Status": 1})",
                R"(member "status" | absent | there is "Status")"},
        Message{R"({"required": ["job_id"]})", R"({"job_di": 1, "x": 2})",
                R"(member "job_id" | absent | there is "job_di")"},
        // A declared neighbour is no slip of the hand.
        Message{R"({"required": ["job_id"], "properties": {"job_ip": {}}})", R"({"job_ip": 1})",
                R"(member "job_id" | absent | )"},
        Message{R"({"dependentRequired": {"a": ["b"]}})", R"({"a": 1})",
                R"(member "b", as there is "a" | absent | )"},
        Message{R"({"properties": {"status": {}}, "additionalProperties": false})",
                R"({"statsu": 1})",
                R"(no member that is not declared | member "statsu" | did you mean "status"?)"},
        Message{R"({"properties": {"status": {}}, "unevaluatedProperties": false})",
                R"({"other": 1})", R"(no member that is not declared | member "other" | )"},
        Message{R"({"prefixItems": [{}], "items": false})", "[1, 2]",
                "no more than 1 element | 2 | "},
        Message{R"({"properties": {"a": false}})", R"({"a": 1})", "nothing here | 1 | "}));

INSTANTIATE_TEST_SUITE_P(
    combinators, Messages,
    testing::Values(
        Message{R"({"anyOf": [{"type": "string"}, {"type": "null"}]})", "1",
                "string or null | 1 | "},
        Message{R"({"anyOf": [{"format": "uuid"}, {"format": "date"}]})", R"("x")",
                R"(a UUID with dashes or a date such as 2020-01-31 | "x" | )"},
        // The object comes closest to the object's form, and that is the one to be told of.
        Message{R"({"anyOf": [{"type": "null"}, {"type": "object", "properties":
                    {"k": {"const": "b"}, "n": {"type": "number"}}}, {"type": "object", "properties":
                    {"k": {"const": "a"}, "n": {"type": "number"}}, "required": ["m"]}]})",
                R"({"k": "a", "n": "1", "m": 2})", R"(at /n number, because k is "a" | "1" | )"},
        Message{R"({"oneOf": [{"type": "number"}, {"type": "integer"}, {"const": "x"}]})", "1",
                "just one of the 3 forms | forms 0 and 1 all hold: 1 | "},
        Message{R"({"not": {"format": "uuid-hex"}})", R"("0123456789abcdef0123456789abcdef")",
                R"(not a UUID as 32 lower-case hex digits without dashes | )"
                R"("0123456789abcdef0123456789abcdef" | )"},
        // The same schema as a promise and, below, as a form to choose from.
        Message{R"({"type": "object", "properties": {"x": {"anyOf": [{"type": "null"},
                    {"properties": {"n": {"$ref": "#"}}}]}}})",
                R"({"x": {"n": 5}})", "at /n object | 5 | "},
        Message{R"({"not": {}})", "1", "nothing here | 1 | "},
        Message{R"({"not": {"required": ["params"]}})", R"({"params": {}})",
                R"(not member "params" | {"params": {}} | )"}));

TEST(LongMessages, are_cut) {
  std::string words;
  for (int word = 0; word < 40; ++word)
    words += (word ? ", " : "") + ("\"w" + std::to_string(word) + "\"");
  const auto lines = told(R"({"enum": [)" + words + "]}", "\"" + std::string(100000, 'x') + "\"");
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_THAT(lines[0], HasSubstr("w15, ... (24 more) | "));
  EXPECT_LT(lines[0].size(), 400u);
}

TEST(HostileValues, are_printable) {
  const auto lines =
      told(R"({"required": ["ab\u0007c"], "type": "array"})", R"({"ab\u0007d": "\u202e"})");
  for (const std::string& line : lines) {
    EXPECT_EQ(line.find('\x07'), std::string::npos) << line;
  }
  EXPECT_EQ(lines.size(), 2u);
}

// The branch that applies is named by what it asks of the members.
TEST(Messages, of_conditions_tell_why) {
  const std::string schema = R"({"if": {"properties": {"type": {"const": "a"}, "n": {"type":
      "integer"}}}, "then": {"required": ["x"]}, "else": {"required": ["y"]}})";
  EXPECT_THAT(told(schema, R"({"type": "a"})"),
              ElementsAre("member \"x\", because type is a | absent | "));
  EXPECT_THAT(told(schema, R"({"type": "b"})"),
              ElementsAre("member \"y\", because type is not a | absent | "));
}

TEST(Messages, of_conditions_inside_conditions_tell_both) {
  const std::string schema = R"({"if": {"properties": {"type": {"enum": ["a", "b", "c", "d"]}}},
      "then": {"properties": {"sub": {"if": {"properties": {"state": {"const": "s"}}},
      "then": {"required": ["x"]}}}}})";
  const auto program = test::compile(schema, {.per_place = true});
  ASSERT_EQ(test::refusal(program), "");
  const Evaluation evaluation = test::evaluate(*program, R"({"type": "c", "sub": {"state": "s"}})");
  ASSERT_EQ(evaluation.violations.size(), 1u);
  EXPECT_EQ(evaluation.violations[0].expected,
            "member \"x\", because type is a, b or one of 2 more, and sub.state is s");
}

// The form that was meant is named by the word that the others refuse.
TEST(Messages, of_alternatives_tell_which_was_taken) {
  const std::string schema = R"({"anyOf": [
      {"properties": {"kind": {"const": "cat"}, "meow": {"type": "string"}}},
      {"properties": {"kind": {"const": "dog"}, "bark": {"type": "string"}}}]})";
  EXPECT_THAT(told(schema, R"({"kind": "dog", "bark": 5})"),
              ElementsAre("at /bark string, because kind is \"dog\" | 5 | "));
}

// Which words of an enumeration came, but of none that only decides for a condition.
TEST(Enumerations, are_counted_by_word) {
  const auto program = test::compile(R"({"items": {"enum": ["a", "b", "c"]},
      "if": {"items": {"enum": ["a", "b"]}}, "then": {}, "prefixItems": [{"const": "z"}]})");
  ASSERT_EQ(test::refusal(program), "");
  ASSERT_EQ(program->enumerations().size(), 1u);
  const Enumeration& words = program->enumerations()[0];
  EXPECT_THAT(words.words, ElementsAre("a", "b", "c"));
  EXPECT_EQ(program->assertions()[words.assertion].keyword, "enum");
  const Evaluation evaluation = test::evaluate(*program, R"(["z", "a", "c", "a", "d", 1])");
  EXPECT_THAT(evaluation.words, ElementsAre(2u, 0u, 1u));
}

}  // namespace
}  // namespace assay::schema
