// `assay check`: recorded answers, good, wrong in one place, and hostile.

#include <gmock/gmock.h>

#include <string>

#include "cli/testing_cli.h"
#include "cli/testing_reports.h"

namespace assay::cli::testing {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr const char* kJob = "otc-ims-job/imsImportImageJob.json";

class CheckTest : public CliTest {
 protected:
  // The must-rules that `text` breaks, by the results on standard output.
  std::set<std::string> broken(const Words& words, const std::string& text) const {
    Words whole = {"check"};
    whole.insert(whole.end(), words.begin(), words.end());
    whole.insert(whole.end(), {"-", "--json", "-"});
    const Ended ended = assay(whole, text);
    EXPECT_THAT(ended.exit_code, ::testing::AnyOf(0, 1)) << ended.err;
    const json results = json::parse(ended.out);
    EXPECT_EQ(results["summary"]["exit_code"], ended.exit_code);
    return failed_rules(results);
  }
};

TEST_F(CheckTest, AnswerOfTheDocumentConforms) {
  const Ended check = assay({"check", "otc-ims-job", source_file("fixtures/examples/") + kJob});
  EXPECT_EQ(check.exit_code, 0);
  EXPECT_EQ(check.err, "");
  EXPECT_THAT(check.out, HasSubstr("\nconforms: 1 of 1 case ran, none failed"));
}

TEST_F(CheckTest, WhatNoSelectedRuleCouldJudgeIsNeverGreen) {
  const Ended check =
      assay({"check", "otc-ims-job", "-", "--rule", "otc-ims-job:status/enum"}, "not json");
  EXPECT_EQ(check.exit_code, 4) << check.out;
}

TEST_F(CheckTest, OneWrongFieldIsToldInFull) {
  file("answer.json", replaced(example(kJob), "\"SUCCESS\"", "\"Success\""));
  const Ended check = assay({"check", "otc-ims-job", "answer.json"});
  EXPECT_EQ(check.exit_code, 1);
  EXPECT_EQ(check.err, "");
  expect_golden("check_failing.txt", check.out);
}

struct Change {
  const char* operation;
  const char* answer;
  const char* from;
  const char* to;
  const char* rule;
};

void PrintTo(const Change& change, std::ostream* out) {
  *out << change.rule;
}

class ChangedFieldTest : public CheckTest, public ::testing::WithParamInterface<Change> {};

TEST_P(ChangedFieldTest, NamesExactlyThatRule) {
  const Change& change = GetParam();
  const std::string text = example(std::string(change.operation) + "/" + change.answer);
  EXPECT_THAT(broken({change.operation}, text), ElementsAre()) << "good before the change";
  EXPECT_THAT(broken({change.operation}, replaced(text, change.from, change.to)),
              ElementsAre(change.rule));
}

INSTANTIATE_TEST_SUITE_P(
    , ChangedFieldTest,
    ::testing::Values(Change{"otc-ims-job", "imsImportImageJob.json", "\"SUCCESS\"", "\"success\"",
                             "otc-ims-job:status/enum"},
                      Change{"otc-ims-job", "imsImportImageJob.json", "\"image_id\"", "\"imageid\"",
                             "otc-ims-job:entities.image_id/required@imsImportImageJob"},
                      Change{"otc-ims-job", "imsImportImageJob.json", "2024-11-06T06:21:08.769Z",
                             "yesterday", "otc-ims-job:begin_time/format"},
                      Change{"otc-ims-job", "imsImportImageJob.json", "\"error_code\": null",
                             "\"error_code\": 7", "otc-ims-job:error_code/type"},
                      Change{"ecl-image-copy-job", "execution.json", "\"copy_progress\": 0",
                             "\"copy_progress\": -1", "ecl-image-copy-job:copy_progress/minimum"},
                      Change{"ecl-image-copy-job", "execution.json", "\"cancel_requested\"",
                             "\"cancelled\"", "ecl-image-copy-job:status/enum"},
                      Change{"zstack-sync-image-size", "answer.json", "\"inventory\"", "\"image\"",
                             "zstack-sync-image-size:inventory/required"},
                      Change{"zstack-upload-image-job", "answer.json", "452984832E8", "452984832.5",
                             "zstack-upload-image-job:existingJobDetails[].offset/type"}));

TEST_F(CheckTest, SeveralFilesAreSeveralCases) {
  file("good.json", example(kJob));
  file("bad.json", replaced(example(kJob), "\"SUCCESS\"", "\"DONE\""));
  const Ended check = assay({"check", "otc-ims-job", "good.json", "bad.json"});
  EXPECT_EQ(check.exit_code, 1);
  EXPECT_THAT(check.out, HasSubstr("failed  otc-ims-job/recorded/bad.json\n"));
  EXPECT_THAT(assay({"check", "otc-ims-job", path("bad.json")}).out,
              HasSubstr("failed  otc-ims-job/recorded" + path("bad.json") + "\n"));
  EXPECT_THAT(check.out, HasSubstr("\ncases   2: passed 1, failed 1\n"));
}

TEST_F(CheckTest, RequestParametersAreHeldToTheAnswer) {
  const std::string id = "9a175ac892fa1342019300224f22218e";
  EXPECT_THAT(broken({"otc-ims-job", "--param", "job_id=" + id}, example(kJob)), ElementsAre());
  EXPECT_THAT(broken({"otc-ims-job", "--param", "job_id=another"}, example(kJob)),
              ElementsAre("otc-ims-job:job_id/equals-request"));
}

TEST_F(CheckTest, ErrorAnswersAreJudgedByStatusAndMediaType) {
  EXPECT_THAT(broken({"ecl-image-copy-job", "--status", "401", "--content-type", "text/plain"},
                     example("ecl-image-copy-job/unauthorized.txt")),
              ElementsAre());
  const Words as_json = {"ecl-image-copy-job", "--status", "401", "--content-type",
                         "application/json"};
  EXPECT_THAT(broken(as_json, R"({"error":{"code":401,"message":"m","title":"t"}})"),
              ElementsAre());
  EXPECT_THAT(broken(as_json, R"({"oops":1})"),
              ElementsAre("ecl-image-copy-job:http.401/envelope"));
  EXPECT_THAT(broken(as_json, "Unauthorized"), ElementsAre("ecl-image-copy-job:http.401/json"));
  EXPECT_THAT(broken({"otc-ims-job", "--status", "401"}, "Unauthorized"), ElementsAre());
}

TEST_F(CheckTest, StatusThatNoDocumentNames) {
  EXPECT_THAT(broken({"otc-ims-job", "--status", "418"}, "{}"),
              ElementsAre("otc-ims-job:http.200/status"));
}

TEST_F(CheckTest, MediaTypeOfTheAnswerIsJudged) {
  EXPECT_THAT(broken({"otc-ims-job", "--content-type", "text/html"}, example(kJob)),
              ElementsAre("otc-ims-job:http.200/media-type"));
}

TEST_F(CheckTest, JsonOnStandardOutputIsAllThatIsThere) {
  const Ended check = assay({"check", "otc-ims-job", "-", "--json", "-"}, example(kJob));
  EXPECT_EQ(check.exit_code, 0);
  EXPECT_EQ(check.err, "");
  expect_sound_results(check.out);
}

TEST_F(CheckTest, WritesResultsAndJunitToFiles) {
  const Ended check =
      assay({"check", "otc-ims-job", "-", "--json", "out/results.json", "--junit", "out/junit.xml"},
            replaced(example(kJob), "\"SUCCESS\"", "\"DONE\""));
  EXPECT_EQ(check.exit_code, 1);
  EXPECT_THAT(check.out, HasSubstr("rule      otc-ims-job:status/enum\n"));
  expect_sound_reports(path("out"));
}

TEST_F(CheckTest, StrictNamesWhatTheExampleBreaks) {
  EXPECT_THAT(broken({"otc-ims-job", "--profile", "strict"}, example(kJob)),
              ElementsAre("otc-ims-job:error_code/type", "otc-ims-job:fail_reason/type"));
}

// The recording does not tell at which address it was made; every profile takes it for the result.
TEST_F(CheckTest, ResultOfAnAcceptedOperationIsOneUnderEveryProfile) {
  const std::string result = R"({"inventory": {
    "uuid": "a5288a2598074daabb0450db1eaf0e69", "name": "TinyLinux", "state": "Enabled",
    "status": "Ready", "size": 1, "actualSize": 1, "url": "http://192.168.1.20/a.iso",
    "mediaType": "ISO", "platform": "Linux", "format": "iso", "backupStorageRefs": [],
    "createDate": "Jul 22, 2022 11:54:07 AM", "lastOpDate": "Jul 22, 2022 11:54:07 AM"}})";
  for (const char* profile : {"documented", "observed"}) {
    const Ended check =
        assay({"check", "zstack-sync-image-size", "-", "--profile", profile}, result);
    EXPECT_EQ(check.exit_code, 0) << check.out;
    EXPECT_THAT(check.out, HasSubstr("\ndocumented                        1       0       0"));
    EXPECT_THAT(check.out, HasSubstr("\nobserved                          1       0       0"));
  }
}

TEST_F(CheckTest, RulesThatDoNotApplyShowNothing) {
  const Ended check = assay({"check", "otc-ims-job", "-", "--rule", "*http.401*"}, example(kJob));
  EXPECT_EQ(check.exit_code, 4);
  EXPECT_THAT(check.out, HasSubstr("\nnothing shown: "));
}

struct Body {
  const char* name;
  std::string text;
  const char* rule;
};

void PrintTo(const Body& body, std::ostream* out) {
  *out << body.name;
}

class HostileBodyTest : public CheckTest, public ::testing::WithParamInterface<Body> {};

// A finding, in valid reports; never a crash.
TEST_P(HostileBodyTest, IsAFinding) {
  const Body& body = GetParam();
  const Ended check =
      assay({"check", "otc-ims-job", "-", "--junit", "out/junit.xml", "--json", "out/results.json"},
            body.text);
  EXPECT_EQ(check.exit_code, 1) << check.err;
  EXPECT_EQ(check.err, "");
  EXPECT_THAT(check.out, HasSubstr(std::string("  rule      ") + body.rule + "\n"));
  for (const char c : check.out) {
    ASSERT_TRUE(c == '\n' || static_cast<unsigned char>(c) >= ' ') << "control character shown";
  }
  expect_sound_reports(path("out"));
}

INSTANTIATE_TEST_SUITE_P(
    , HostileBodyTest,
    ::testing::Values(
        Body{"empty", "", "otc-ims-job:http.200/json"},
        Body{"blank", " \n", "otc-ims-job:http.200/json"},
        Body{"text", "Service unavailable", "otc-ims-job:http.200/json"},
        Body{"truncated", R"({"job_id": "9a1)", "otc-ims-job:http.200/json"},
        Body{"trailing", "{} {}", "otc-ims-job:http.200/json"},
        Body{"nul", std::string("\0", 1), "otc-ims-job:http.200/json"},
        Body{"not_utf8", "{\"job_id\": \"\xff\xfe\"}", "otc-ims-job:http.200/encoding"},
        Body{"twice", R"({"job_id": "a", "job_id": "b"})", "otc-ims-job:http.200/unique-members"},
        Body{"deep", std::string(100'000, '[') + std::string(100'000, ']'),
             "otc-ims-job:http.200/depth"},
        Body{"deep_objects",
             [] {
               std::string text;
               for (int i = 0; i < 100'000; ++i) text += "{\"a\":";
               return text;
             }(),
             "otc-ims-job:http.200/depth"},
        Body{"escapes", "{\"status\": \"\\u001b[2J]]>\\u0000\"}", "otc-ims-job:status/enum"},
        Body{"array", "[]", "otc-ims-job:$/type"}));

}  // namespace
}  // namespace assay::cli::testing
