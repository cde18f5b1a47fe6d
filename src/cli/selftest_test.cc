// `assay selftest` as its users have it.

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "cli/testing_cli.h"
#include "cli/testing_reports.h"

namespace assay::cli::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class SelftestTest : public CliTest {};

TEST_F(SelftestTest, TellsTheScoreOfEachContract) {
  const Ended ended = assay({"selftest", "ecl-image-copy-job"});
  EXPECT_EQ(ended.exit_code, 0) << ended.out;
  EXPECT_EQ(ended.err, "");
  EXPECT_THAT(ended.out, StartsWith("ecl-image-copy-job documented: "));
  EXPECT_THAT(ended.out, HasSubstr("ecl-image-copy-job strict: "));
  EXPECT_THAT(ended.out, HasSubstr("ecl-image-copy-job observed: "));
  EXPECT_THAT(ended.out, HasSubstr("\nscore 100.0 %: "));
  expect_golden("selftest.txt", ended.out);
  EXPECT_THAT(ended.out, Not(HasSubstr("otc-ims-job")));
  const Ended one = assay({"selftest", "ecl-image-copy-job", "--profile", "strict", "--rules"});
  EXPECT_EQ(one.exit_code, 0);
  EXPECT_THAT(one.out, StartsWith("ecl-image-copy-job strict: "));
  EXPECT_THAT(one.out, HasSubstr("\n  ecl-image-copy-job:status/enum\n      other text "));
}

TEST_F(SelftestTest, PageReplacesThatOfNoRun) {
  file("run/results.json", "{}");
  EXPECT_THAT(refusal({"selftest", "--html", "run/index.html"}),
              HasSubstr("run: has the reports of a run, which the page would replace"));
  EXPECT_THAT(refusal({"selftest", "--html", "-"}), HasSubstr("cannot go to standard output"));
  EXPECT_THAT(refusal({"selftest", "--html", "p/a", "--json", "./p/a"}),
              HasSubstr("--json and --html cannot both go to"));
}

TEST_F(SelftestTest, WritesTheMatrixAsJsonAndAsAPage) {
  const Words words = {"selftest", "ecl-image-copy-job", "--json", "m.json", "--html", "p/m.html"};
  const Ended ended = assay(words);
  EXPECT_EQ(ended.exit_code, 0) << ended.err;
  const std::string schema = std::string(ASSAY_SOURCE_DIR) + "/schemas/assay/selftest.schema.json";
  const Ended valid = assay({"schema", "validate", schema, path("m.json")});
  EXPECT_EQ(valid.exit_code, 0) << valid.out;
  const auto json = nlohmann::json::parse(read("m.json"));
  EXPECT_EQ(json["score"], 100.0);
  EXPECT_EQ(json["contracts"].size(), 3u);
  EXPECT_EQ(json["rules"], json["killed"]);

  const std::string page = read("p/m.html");
  EXPECT_THAT(page, StartsWith("<!DOCTYPE html>\n<html lang=\"en\">"));
  EXPECT_THAT(page, HasSubstr("href=\"assay.css\""));
  EXPECT_THAT(page, HasSubstr("score 100.0 %"));
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(read("p/assay.css"), HasSubstr("prefers-color-scheme: dark"));

  const Ended standard = assay({"selftest", "ecl-image-copy-job", "--json", "-"});
  EXPECT_EQ(nlohmann::json::parse(standard.out), json);
}

TEST_F(SelftestTest, SurvivorsAndFalseAlarmsEndItWithOne) {
  copy_data();
  const char* const schema = "data/schemas/ecl-image-copy-job/documented.schema.json";
  file(schema, replaced(read(schema), R"("minimum": 0)", R"("title": "none")"));
  const Words words = {"selftest", "ecl-image-copy-job", "--profile", "documented"};
  Words with = words;
  with.insert(with.end(), {"--data", "data"});
  const Ended ended = assay(with);
  EXPECT_EQ(ended.exit_code, 1);
  EXPECT_THAT(ended.out, HasSubstr("  survivors\n    ecl-image-copy-job:copy_progress/minimum\n"));
  EXPECT_EQ(assay(words).exit_code, 0);
}

TEST_F(SelftestTest, RefusesWhatItDoesNotKnow) {
  EXPECT_THAT(refusal({"selftest", "ecl-image-copyjob"}), HasSubstr("ecl-image-copy-job"));
  EXPECT_THAT(refusal({"selftest", "--profile", "stict"}), HasSubstr("strict"));
}

}  // namespace
}  // namespace assay::cli::testing
