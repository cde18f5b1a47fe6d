// Reports asked for by name: --json, --junit, --markdown, --annotations of run, check and merge.
#include <gmock/gmock.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "cli/testing_cli.h"
#include "cli/testing_reports.h"

namespace assay::cli::testing {
namespace {

using nlohmann::json;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class AskedReportsTest : public CliTest {
 protected:
  Ended run(Words more) const {
    more.insert(more.begin(), {"run", "ecl-image-copy-job", "--fault", "ecl-progress-text"});
    return assay(more);
  }
};

TEST_F(AskedReportsTest, FilesAreThoseOfTheFolder) {
  const Ended ended = run({"--json", "r.json", "--junit", "j.xml", "--markdown", "m.md"});
  EXPECT_EQ(ended.exit_code, 1);
  EXPECT_THAT(ended.out, HasSubstr("        reports/latest/results.json\n        r.json\n"
                                   "        j.xml\n        m.md\n"));
  EXPECT_EQ(read("r.json"), read("reports/latest/results.json"));
  EXPECT_EQ(read("j.xml"), read("reports/latest/junit.xml"));
  EXPECT_THAT(read("m.md"), StartsWith("### Does not conform: "));
}

TEST_F(AskedReportsTest, StandardOutputGetsOneReportAndNothingElse) {
  const Ended as_json = run({"--json", "-"});
  EXPECT_EQ(as_json.exit_code, 1);
  EXPECT_EQ(as_json.out, read("reports/latest/results.json"));
  const Ended as_xml = run({"--junit", "-"});
  EXPECT_EQ(as_xml.out, read("reports/latest/junit.xml"));
  const Ended markdown = run({"--markdown", "-"});
  EXPECT_EQ(markdown.exit_code, 1);
  expect_golden("run.md", markdown.out);
}

TEST_F(AskedReportsTest, GreenRunIsGreenInMarkdown) {
  const Ended ended = assay({"run", "ecl-image-copy-job", "--markdown", "-"});
  EXPECT_EQ(ended.exit_code, 0);
  EXPECT_THAT(ended.out, StartsWith("### Conforms: reference server\n"));
  EXPECT_THAT(ended.out, Not(HasSubstr("Broken rules")));
}

TEST_F(AskedReportsTest, AnnotationsForGitHubStandBesideTheConsole) {
  const Ended ended = run({"--annotations", "github", "--quiet"});
  EXPECT_EQ(ended.exit_code, 1);
  EXPECT_THAT(ended.out, StartsWith("::error title=ecl-image-copy-job%3Acopy_progress/type::23 "
                                    "times, first in ecl-image-copy-job/"));
  EXPECT_THAT(ended.out, EndsWith(" s)\n"));
  EXPECT_EQ(
      assay({"run", "ecl-image-copy-job", "--annotations", "github", "--quiet"}).out.find("::"),
      std::string::npos);
}

TEST_F(AskedReportsTest, AnnotationsForGitLabAreTheSameFromRunToRun) {
  const auto fingerprints = [&] {
    EXPECT_EQ(run({"--annotations", "gitlab=q.json"}).exit_code, 1);
    std::set<std::string> all;
    const json report = json::parse(read("q.json"));
    for (const json& one : report) {
      EXPECT_EQ(one["check_name"], "ecl-image-copy-job:copy_progress/type");
      EXPECT_EQ(one["severity"], "major");
      all.insert(one["fingerprint"].get<std::string>());
    }
    EXPECT_EQ(all.size(), report.size()) << "each is its own";
    EXPECT_GT(all.size(), 5u);
    return all;
  };
  EXPECT_EQ(fingerprints(), fingerprints());
}

// Whoever asks for quiet sees what failed and the verdict.
TEST_F(AskedReportsTest, QuietTellsFailuresAndTheVerdict) {
  const Ended green = assay({"run", "ecl-image-copy-job", "--quiet"});
  EXPECT_EQ(std::count(green.out.begin(), green.out.end(), '\n'), 1) << green.out;
  EXPECT_THAT(green.out, StartsWith("conforms: "));
  const Ended red = run({"--quiet"});
  EXPECT_THAT(red.out, StartsWith("failed  ecl-image-copy-job/"));
  EXPECT_THAT(red.out, Not(HasSubstr("rules exercised")));
}

TEST_F(AskedReportsTest, RecordedAnswersHaveThemToo) {
  const std::string answer = file("answer.json", "{}");
  const Words check = {"check", "ecl-image-copy-job", answer};
  const auto with = [&](const Words& more) {
    Words words = check;
    words.insert(words.end(), more.begin(), more.end());
    return assay(words);
  };
  EXPECT_THAT(with({"--markdown", "-"}).out, StartsWith("### Does not conform: recorded answers"));
  EXPECT_THAT(with({"--annotations", "github"}).out, StartsWith("::error title="));
  EXPECT_THAT(with({}).out, HasSubstr("rules exercised"));
  const Ended quiet = with({"--quiet"});
  EXPECT_EQ(quiet.exit_code, 1) << quiet.err;
  EXPECT_THAT(quiet.out, Not(HasSubstr("rules exercised")));
  EXPECT_EQ(with({"--annotations", "gitlab=q.json"}).exit_code, 1);
  EXPECT_FALSE(json::parse(read("q.json")).empty());
}

TEST_F(AskedReportsTest, MergedRunsHaveThemToo) {
  for (const char* shard : {"0", "1"}) {
    environment_ = {{"GTEST_TOTAL_SHARDS", "2"}, {"GTEST_SHARD_INDEX", shard}};
    EXPECT_EQ(run({"--out", std::string("s") + shard}).exit_code, 1);
  }
  environment_.clear();
  const Ended merged = assay({"merge", "s0", "s1", "--out", "whole", "--markdown", "m.md",
                              "--annotations", "gitlab=q.json", "--json", "-"});
  EXPECT_EQ(merged.exit_code, 1) << merged.err;
  EXPECT_EQ(merged.out, read("whole/results.json"));
  EXPECT_THAT(read("m.md"), HasSubstr("| ecl-image-copy-job | 19 |"));
  EXPECT_FALSE(json::parse(read("q.json")).empty());
}

TEST_F(AskedReportsTest, RefusesWhatCannotBe) {
  EXPECT_THAT(refusal({"run", "--json", "-", "--markdown", "-"}),
              HasSubstr("--json and --markdown cannot both go to standard output"));
  EXPECT_THAT(refusal({"run", "--junit", "-", "--annotations", "github"}),
              HasSubstr("--annotations and --junit cannot both go to standard output"));
  EXPECT_THAT(refusal({"merge", "x", "--junit", "a", "--markdown", "a"}),
              HasSubstr("--junit and --markdown cannot both go to a"));
  EXPECT_THAT(refusal({"run", "--annotations", "gitlab"}), HasSubstr("gitlab=FILE"));
  EXPECT_THAT(refusal({"run", "--annotations", "jenkins"}), HasSubstr("\"jenkins\""));
  EXPECT_FALSE(std::filesystem::exists(path("reports"))) << "nothing ran";
}

TEST_F(AskedReportsTest, NoneReplacesAnother) {
  const auto refused = [&](const Words& more) {
    Words words = {"run", "ecl-image-copy-job", "--out", "x"};
    words.insert(words.end(), more.begin(), more.end());
    return refusal(words);
  };
  const auto kept = HasSubstr("would replace a report that --out holds anyway");
  EXPECT_THAT(refused({"--markdown", "x/results.json"}),
              HasSubstr("x/results.json: --markdown would replace"));
  EXPECT_THAT(refused({"--json", "x/junit.xml"}), kept);
  EXPECT_THAT(refused({"--json", "./x/../x/results.json"}), kept) << "it is there anyway";
  EXPECT_THAT(refused({"--annotations", "gitlab=" + path("x/index.html")}), kept);
  EXPECT_THAT(refused({"--write-waivers", "x/assay.css"}), kept);
  EXPECT_THAT(refused({"--write-waivers", "a", "--json", "./a"}),
              HasSubstr("--write-waivers and --json cannot both go to ./a"));
  EXPECT_FALSE(std::filesystem::exists(path("x"))) << "nothing ran";
  std::filesystem::create_directory(path("x"));
  std::filesystem::create_directory_symlink(path("x"), path("link"));
  EXPECT_THAT(refused({"--junit", "link/results.json"}), kept);
}

TEST_F(AskedReportsTest, RecordedAnswersStay) {
  file("answer.json", "{}");
  EXPECT_THAT(refusal({"check", "ecl-image-copy-job", "answer.json", "--json", "./answer.json"}),
              HasSubstr("--json would replace an answer to be judged"));
  EXPECT_EQ(read("answer.json"), "{}");
}

TEST_F(AskedReportsTest, FileThatCannotBeWrittenIsAnError) {
  const Ended ended = run({"--markdown", "/dev/full"});
  EXPECT_EQ(ended.exit_code, 2);
  EXPECT_THAT(ended.err, HasSubstr("/dev/full"));
  expect_sound_reports(path("reports/latest"));
}

}  // namespace
}  // namespace assay::cli::testing
