// `assay schema validate`: any file against any schema.

#include <gmock/gmock.h>

#include "cli/testing_cli.h"

namespace assay::cli::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

class SchemaValidateTest : public CliTest {
 protected:
  SchemaValidateTest() {
    file("s.json", R"({"$id": "https://x.example/s", "properties": {
  "status": {"enum": ["SUCCESS", "FAIL"]}, "next": {"$ref": "#"}, "day": {"format": "date"}
}, "required": ["status"], "x-colour": "blue"})");
    file("good.json", R"({"status": "FAIL"})");
    file("bad.json", "{\n  \"status\": \"Success\"\n}");
  }
};

TEST_F(SchemaValidateTest, TellsWhichFilesAreValid) {
  const Ended ended = assay({"schema", "validate", "s.json", "good.json", "bad.json"});
  EXPECT_EQ(ended.exit_code, 1);
  EXPECT_EQ(ended.err, "");
  EXPECT_EQ(ended.out,
            "valid    good.json\n"
            "invalid  bad.json\n"
            "  keyword   s.json#/properties/status/enum\n"
            "  place     /status (line 2, column 13)\n"
            "  expected  one of SUCCESS, FAIL\n"
            "  actual    \"Success\"\n"
            "  hint      did you mean \"SUCCESS\"?\n\n");
}

TEST_F(SchemaValidateTest, AllValidEndsWithZero) {
  const Ended ended = assay({"schema", "validate", "s.json", "good.json"});
  EXPECT_EQ(ended.exit_code, 0);
  EXPECT_EQ(ended.out, "valid    good.json\n");
}

TEST_F(SchemaValidateTest, ReadsStandardInputAndSchemasInside) {
  const Ended ended = assay({"schema", "validate", "s.json#/properties/status", "-"}, "\"NO\"");
  EXPECT_EQ(ended.exit_code, 1);
  EXPECT_THAT(ended.out, StartsWith("invalid  stdin\n"));
  EXPECT_THAT(ended.out, HasSubstr("  place     the whole (line 1, column 1)\n"));
}

TEST_F(SchemaValidateTest, PrintsStandardOutputOneLineAFile) {
  const auto output = [&](const std::string& format) {
    const Ended ended =
        assay({"schema", "validate", "--output", format, "s.json", "good.json", "bad.json"});
    EXPECT_EQ(ended.exit_code, 1);
    EXPECT_EQ(ended.err, "");
    return ended.out;
  };
  EXPECT_EQ(output("flag"), "{\"valid\":true}\n{\"valid\":false}\n");
  const std::string basic = output("basic");
  EXPECT_THAT(basic,
              HasSubstr("\n{\"valid\":false,\"keywordLocation\":\"\","
                        "\"absoluteKeywordLocation\":\"https://x.example/s#\","
                        "\"instanceLocation\":\"\",\"errors\":[{\"valid\":false,"
                        "\"keywordLocation\":\"/properties/status/enum\","
                        "\"absoluteKeywordLocation\":"
                        "\"https://x.example/s#/properties/status/enum\","
                        "\"instanceLocation\":\"/status\",\"error\":\"expected one of SUCCESS, "
                        "FAIL, got \\\"Success\\\" (did you mean \\\"SUCCESS\\\"?)\"}]}\n"));
  EXPECT_THAT(basic, HasSubstr("\"annotation\":\"blue\""));
  EXPECT_EQ(output("list"), basic);
  EXPECT_THAT(output("hierarchical"), HasSubstr("/properties/status/enum"));
}

TEST_F(SchemaValidateTest, FormatsAnnotateUntilAsked) {
  file("day.json", R"({"status": "FAIL", "day": "today"})");
  EXPECT_EQ(assay({"schema", "validate", "s.json", "day.json"}).exit_code, 0);
  const Ended strict = assay({"schema", "validate", "--assert-formats", "s.json", "day.json"});
  EXPECT_EQ(strict.exit_code, 1);
  EXPECT_THAT(strict.out, HasSubstr("a date such as 2020-01-31"));
}

TEST_F(SchemaValidateTest, KnowsTheMetaSchema) {
  const std::string meta = "https://json-schema.org/draft/2020-12/schema";
  EXPECT_EQ(assay({"schema", "validate", meta, "s.json"}).exit_code, 0);
  file("wrong.json", R"({"properties": {"a": {"type": "strng"}}})");
  const Ended wrong = assay({"schema", "validate", meta, "wrong.json"});
  EXPECT_EQ(wrong.exit_code, 1);
  EXPECT_THAT(wrong.out, HasSubstr("  place     /properties/a/type"));
}

TEST_F(SchemaValidateTest, ReferencesLeadToFilesThatAreNamed) {
  file("outer.json", R"({"$ref": "parts/inner.json#/$defs/id"})");
  file("parts/inner.json", R"({"$defs": {"id": {"type": "string"}}})");
  file("id.json", "7");
  const std::string error = refusal({"schema", "validate", "outer.json", "id.json"});
  EXPECT_THAT(error, HasSubstr("outer.json:1:10: /$ref: the reference "
                               "\"parts/inner.json#/$defs/id\" leads nowhere"));
  const Ended known =
      assay({"schema", "validate", "--with", "parts/inner.json", "outer.json", "id.json"});
  EXPECT_EQ(known.exit_code, 1);
  EXPECT_THAT(known.out, HasSubstr("parts/inner.json#/$defs/id/type"));
}

TEST_F(SchemaValidateTest, WhatIsNoJsonIsToldAndTheRestValidated) {
  file("twice.json", "{\"a\": 1,\n \"a\": 2}");
  file("torn.json", "{\"a\": 1,\n b}");
  const Ended ended =
      assay({"schema", "validate", "s.json", "twice.json", "torn.json", "bad.json"});
  EXPECT_EQ(ended.exit_code, 2);
  EXPECT_THAT(ended.err, HasSubstr("twice.json:2:2: /a: occurs twice in the same object"));
  EXPECT_THAT(ended.err, HasSubstr("torn.json:2:2: syntax error"));
  EXPECT_THAT(ended.out, StartsWith("invalid  bad.json\n"));
}

TEST_F(SchemaValidateTest, DepthIsAFindingAndNoCrash) {
  std::string schema;
  std::string instance;
  for (int at = 0; at < 60; ++at) schema += R"({"if": true, "then": )";
  schema += R"({"properties": {"a": {"$ref": "#"}}})";
  for (int at = 0; at < 60; ++at) schema += "}";
  for (int at = 0; at < 500; ++at) instance += R"({"a": )";
  instance += "1";
  for (int at = 0; at < 500; ++at) instance += "}";
  file("deep.schema.json", schema);
  file("deep.json", instance);
  const Ended text = assay({"schema", "validate", "deep.schema.json", "deep.json"});
  EXPECT_EQ(text.exit_code, 1);
  EXPECT_THAT(text.out, HasSubstr("at most 3000 schemas inside one another"));
  const Ended json =
      assay({"schema", "validate", "--output", "basic", "deep.schema.json", "deep.json"});
  EXPECT_EQ(json.exit_code, 1);
  EXPECT_THAT(json.out, HasSubstr("\"error\":\"takes more than 1500 schemas"));
}

TEST_F(SchemaValidateTest, WhatAnAccountCannotReachIsNotCalledInvalid) {
  std::string schema = R"({"properties": {"a": {"$ref": "#"}}})";
  std::string instance = "1";
  for (int at = 0; at < 3; ++at) schema = R"({"allOf": [)" + schema + "]}";
  for (int at = 0; at < 500; ++at) instance = R"({"a": )" + instance + "}";
  file("deep.schema.json", schema);
  file("deep.json", instance);
  EXPECT_EQ(assay({"schema", "validate", "deep.schema.json", "deep.json"}).exit_code, 0);
  const Ended json =
      assay({"schema", "validate", "--output", "basic", "deep.schema.json", "deep.json"});
  EXPECT_EQ(json.exit_code, 3);
  EXPECT_THAT(json.err, HasSubstr("deep.json: is valid, but takes more than 1500 schemas"));
  EXPECT_EQ(json.out, "");
}

TEST_F(SchemaValidateTest, RefusesWhatItCannotUse) {
  EXPECT_THAT(refusal({"schema", "validate", "--output", "basik", "s.json", "good.json"}),
              HasSubstr("did you mean \"basic\"?"));
  EXPECT_THAT(refusal({"schema", "validate", "s.json", "good.json", "good.json"}),
              HasSubstr("good.json: is named twice"));
  EXPECT_THAT(refusal({"schema", "validate", "none.json", "good.json"}),
              HasSubstr("none.json: cannot be opened"));
  EXPECT_THAT(refusal({"schema", "validate", "s.json#/nowhere", "good.json"}),
              HasSubstr("has nothing at /nowhere"));
  file("r.json", R"({"$ref": "https://x.example/other"})");
  EXPECT_THAT(refusal({"schema", "validate", "r.json", "good.json"}),
              HasSubstr("nothing is fetched from the network"));
  file("p.json", R"({"pattern": "(?<!a)b"})");
  EXPECT_THAT(refusal({"schema", "validate", "p.json", "good.json"}),
              HasSubstr("p.json:1:13: /pattern: the pattern \"(?<!a)b\" cannot be used"));
}

}  // namespace
}  // namespace assay::cli::testing
