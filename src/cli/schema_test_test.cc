// `assay schema test`: files in the format of JSON Schema's official suite.

#include <gmock/gmock.h>

#include "cli/testing_cli.h"

namespace assay::cli::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class SchemaTestTest : public CliTest {
 protected:
  SchemaTestTest() {
    file("types.json", R"([{"description": "text", "schema": {"type": "string"}, "tests": [
  {"description": "is text", "data": "a", "valid": true},
  {"description": "is none", "data": 1, "valid": false}]}])");
    file("wrong.json", R"([{"description": "numbers", "schema": {"minimum": 3}, "tests": [
  {"description": "enough", "data": 3, "valid": true},
  {"description": "too little", "data": 2, "valid": true},
  {"description": "called wrong", "data": 4, "valid": false}]},
 {"description": "refused", "schema": {"pattern": "("}, "tests": [
  {"description": "never asked", "data": 3, "valid": true}]}])");
  }
  Ended with_list(const std::string& entries) const {
    file("list.json", "{\"failures\": [" + entries + "]}");
    return assay({"schema", "test", "--expect-failures", "list.json", "types.json", "wrong.json"});
  }
};

TEST_F(SchemaTestTest, CountsWhatPassed) {
  const Ended ended = assay({"schema", "test", "types.json"});
  EXPECT_EQ(ended.exit_code, 0);
  EXPECT_EQ(ended.out,
            " passed  failed  expected\n"
            "      2       0         0  types.json\n");
}

TEST_F(SchemaTestTest, TellsWhatFailedAndWhy) {
  const Ended ended = assay({"schema", "test", "types.json", "wrong.json"});
  EXPECT_EQ(ended.exit_code, 1);
  EXPECT_THAT(ended.out, AllOf(HasSubstr("failed  wrong.json\n"
                                         "  group   numbers\n"
                                         "  test    too little\n"
                                         "  reason  should be valid, but minimum at \"\": "
                                         "expected at least 3, got 2\n"),
                               HasSubstr("  reason  should be invalid, but is valid\n"),
                               HasSubstr("  reason  the schema is refused: wrong.json:5:"),
                               HasSubstr("      1       3         0  wrong.json\n"
                                         "      3       3         0  in 2 files\n")));
}

TEST_F(SchemaTestTest, ExpectedFailuresAreCountedApart) {
  const Ended ended = with_list(
      R"({"file": "wrong.json", "group": "refused", "reason": "r"},
         {"file": "wrong.json", "group": "numbers", "test": "too little", "reason": "r"},
         {"file": "wrong.json", "group": "numbers", "test": "called wrong", "reason": "r"},
         {"file": "another/wrong.json", "reason": "of a file that is not run"})");
  EXPECT_EQ(ended.exit_code, 0) << ended.out << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("      1       0         3  wrong.json\n"));
  EXPECT_THAT(ended.out, Not(HasSubstr("reason")));
}

TEST_F(SchemaTestTest, ListedTestsThatPassFailTheRun) {
  const Ended ended = with_list(R"({"file": "wrong.json", "reason": "r"})");
  EXPECT_EQ(ended.exit_code, 1);
  EXPECT_THAT(ended.err, HasSubstr("list.json:1: /failures/0: \"numbers\", \"enough\" passes, "
                                   "though it is listed"));
  EXPECT_THAT(ended.err, Not(HasSubstr("too little")));
}

TEST_F(SchemaTestTest, EntriesThatNameNoTestFailTheRun) {
  const Ended ended = with_list(
      R"({"file": "types.json", "group": "txet", "reason": "r"},
         {"file": "wrong.json", "group": "refused", "reason": "r"},
         {"file": "wrong.json", "group": "numbers", "test": "too little", "reason": "r"},
         {"file": "wrong.json", "group": "numbers", "test": "called wrong", "reason": "r"})");
  EXPECT_EQ(ended.exit_code, 1);
  EXPECT_THAT(ended.err, HasSubstr("/failures/0: names no test of types.json"));
  EXPECT_THAT(ended.err, HasSubstr("did you mean \"text\"?"));
}

TEST_F(SchemaTestTest, RemotesStandForTheirAddress) {
  file("remotes/parts/id.json", R"({"$defs": {"id": {"type": "integer"}}})");
  file("remote.json",
       R"([{"description": "g", "schema": {"$ref": "http://localhost:1234/parts/id.json#/$defs/id"},
  "tests": [{"description": "t", "data": "x", "valid": false}]}])");
  EXPECT_EQ(assay({"schema", "test", "--remotes", "remotes", "remote.json"}).exit_code, 0);
  const Ended without = assay({"schema", "test", "remote.json"});
  EXPECT_EQ(without.exit_code, 1);
  EXPECT_THAT(without.out, HasSubstr("no schema is known as http://localhost:1234/parts/id.json"));
}

TEST_F(SchemaTestTest, OutputIsHeldToItsSchema) {
  const std::string head = R"([{"description": "g", "schema": {"title": "T"}, "tests": [
  {"description": "t", "data": 1, "output": {)";
  file("right.json", head + R"("flag": {"const": {"valid": true}}}}]}])");
  EXPECT_EQ(assay({"schema", "test", "right.json"}).exit_code, 0);
  file("untrue.json", head + R"("flag": {"const": {"valid": false}}}}]}])");
  const Ended untrue = assay({"schema", "test", "untrue.json"});
  EXPECT_EQ(untrue.exit_code, 1);
  EXPECT_THAT(untrue.out, HasSubstr("the output {\"valid\":true} breaks const at \"\""));
  file("unknown.json", head + R"("verbos": true}}]}])");
  EXPECT_THAT(assay({"schema", "test", "unknown.json"}).out,
              HasSubstr("there is no output format \"verbos\""));
}

TEST_F(SchemaTestTest, FilesWithoutTestsShowNothing) {
  file("empty.json", "[]");
  EXPECT_EQ(assay({"schema", "test", "empty.json"}).exit_code, 4);
}

TEST_F(SchemaTestTest, RefusesWhatItCannotUse) {
  file("shape.json", R"([{"description": "g", "schema": {}, "test": []}])");
  EXPECT_THAT(refusal({"schema", "test", "shape.json"}),
              AllOf(HasSubstr("shape.json:1:2: /0: lacks member \"tests\""),
                    HasSubstr("there is \"test\"")));
  EXPECT_THAT(refusal({"schema", "test", "--remotes", "nowhere", "types.json"}),
              HasSubstr("nowhere: is no folder"));
  file("list.json", R"({"failures": [{"file": "x"}]})");
  EXPECT_THAT(refusal({"schema", "test", "--expect-failures", "list.json", "types.json"}),
              HasSubstr("/failures/0: lacks member \"reason\""));
}

}  // namespace
}  // namespace assay::cli::testing
