// --param NAME=@FILE and NAME=-: many values of one parameter.

#include <gmock/gmock.h>

#include "cli/testing_cli.h"
#include "cli/testing_reports.h"

namespace assay::cli::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

constexpr const char* kOne = "1f6a2f0e-3c38-4f0e-9a2b-6f2b2f1b7c11";
constexpr const char* kTwo = "1f6a2f0e-3c38-4f0e-9a2b-6f2b2f1b7c22";

// The reference server knows none of these jobs: each is asked about, and found wanting.
class ParametersTest : public CliTest {
 protected:
  Words run(const std::string& parameter, const Words& more = {}) const {
    Words words = {"run",     "otc-ims-job",  "--case",  "*/job/*",
                   "--param", "project_id=p", "--param", parameter};
    words.insert(words.end(), more.begin(), more.end());
    return words;
  }

  std::set<std::string> ids() const { return case_ids(results_of(path("reports/latest"))); }

  static std::string job(const std::string& id) { return "otc-ims-job/job/" + id; }
};

TEST_F(ParametersTest, FileHasOneValueALine) {
  file("ids.txt", "\xEF\xBB\xBF# jobs of last night\r\n" + std::string(kOne) + "\r\n\r\n  " + kTwo +
                      "\t# slow\r\n   \n");
  EXPECT_EQ(assay(run("job_id=@ids.txt")).exit_code, 1);
  EXPECT_THAT(ids(), UnorderedElementsAre(job(kOne), job(kTwo)));
}

TEST_F(ParametersTest, LastLineNeedsNoEnd) {
  file("ids.txt", std::string(kOne) + "\n" + kTwo);
  assay(run("job_id=@ids.txt"));
  EXPECT_THAT(ids(), UnorderedElementsAre(job(kOne), job(kTwo)));
}

TEST_F(ParametersTest, StandardInputDoesToo) {
  for (const std::string word : {"job_id=-", "job_id=@-"}) {
    EXPECT_EQ(assay(run(word), std::string(kOne) + "\n" + kTwo + "\n").exit_code, 1);
    EXPECT_THAT(ids(), UnorderedElementsAre(job(kOne), job(kTwo))) << word;
  }
}

TEST_F(ParametersTest, NumberSignInsideAValueStays) {
  file("ids.txt", "a#1\n#a#2\n");
  assay(run("job_id=@ids.txt"));
  EXPECT_THAT(ids(), UnorderedElementsAre(job("a#1")));
}

TEST_F(ParametersTest, DoubledAtSignIsAValue) {
  assay(run("job_id=@@ids.txt"));
  EXPECT_THAT(ids(), UnorderedElementsAre(job("@ids.txt")));
}

// Whoever reads the report has neither the list nor what stood on standard input.
TEST_F(ParametersTest, AgainLineNamesTheOneValue) {
  const std::string list = std::string(kOne) + "\n@odd\n";
  const Ended ended = assay(run("job_id=-"), list);
  for (const std::string& again :
       {" --param 'job_id=" + std::string(kOne) + "' --case 'otc-ims-job/job/" + kOne + "'",
        std::string(" --param 'job_id=@@odd' --case 'otc-ims-job/job/@odd'")}) {
    EXPECT_THAT(ended.out, HasSubstr("assay run otc-ims-job --param project_id=p" + again));
  }
  file("ids.txt", list);
  EXPECT_THAT(assay(run("job_id=@ids.txt")).out, HasSubstr(std::string(kOne) + "' --case"));
  EXPECT_EQ(
      results_of(path("reports/latest"))["run"]["again"],
      "assay run otc-ims-job --param project_id=p --param 'job_id=@ids.txt' --case '*/job/*'");
}

// Whoever gives a value by hand may not know that the target file has a better one.
TEST_F(ParametersTest, ReplacingATargetFilesValueIsSaid) {
  file("target.json", R"({ "name": "t", "base_url": "http://127.0.0.1:1",
    "credentials": { "valid": { "env": "ASSAY_TOKEN" } },
    "parameters": { "project_id": "file-p" },
    "operations": { "otc-ims-job": { "subjects": [{ "parameters": { "job_id": "file-j" } }] } } })");
  environment_ = {{"ASSAY_TOKEN", "token-0001"}};
  const auto said = [&](const std::string& project, const std::string& job) {
    Words words = {"run", "otc-ims-job", "--target", "target.json", "--retries", "0", "--quiet"};
    for (const std::string& one : {project, job}) {
      if (!one.empty()) words.insert(words.end(), {"--param", one});
    }
    return assay(words).err;
  };
  const std::string project = "assay: --param project_id replaces the target file's value\n";
  const std::string job = "assay: --param job_id replaces the target file's value\n";
  EXPECT_EQ(said("project_id=hand-p", ""), project) << "once, whatever asks for it";
  EXPECT_EQ(said("project_id=hand-p", "job_id=hand-j"), job + project);
  EXPECT_EQ(said("project_id=file-p", "job_id=file-j"), "") << "the same values";
  EXPECT_EQ(said("", ""), "");
  file("ids.txt", "file-j\nhand-j\n");
  EXPECT_EQ(said("", "job_id=@ids.txt"), job);
  EXPECT_EQ(assay({"run", "otc-ims-job", "--quiet", "--param", "project_id=hand-p"}).err, "")
      << "the reference server has no file";
}

TEST_F(ParametersTest, ReplacingASubjectsOwnValueIsSaid) {
  const MockServer server(command({"mock", "--port", "0", "--write-target", "target.json"}));
  environment_ = {{"ASSAY_TOKEN", "token-0001"},
                  {"ASSAY_EXPIRED_TOKEN", "token-0002"},
                  {"ASSAY_FOREIGN_TOKEN", "token-0003"},
                  {"ASSAY_READ_ONLY_TOKEN", "token-0004"}};
  const std::string said = "--param project_id replaces the target file's value\n";
  const Ended ended = assay({"run", "otc-ims-job", "--quiet", "--target", "target.json", "--out",
                             "old", "--param", "project_id=hand-p"});
  EXPECT_EQ(ended.err, "assay: " + said);
  EXPECT_EQ(assay({"replay", "old", "--target", "target.json"}).err, "assay: the run's " + said)
      << "nobody said it here";
  EXPECT_EQ(assay({"replay", "old", "--target", "target.json", "--param", "project_id=p"}).err,
            "assay: " + said);
}

TEST_F(ParametersTest, WhatIsNoListIsRefused) {
  EXPECT_THAT(refusal(run("job_id=@none.txt")), HasSubstr("none.txt: cannot be opened"));
  EXPECT_THAT(refusal(run("job_id=@")), HasSubstr("\"job_id=@\" is not NAME=VALUE"));
  file("empty.txt", "\n# nothing\n");
  EXPECT_THAT(refusal(run("job_id=@empty.txt")), HasSubstr("empty.txt: holds no value for job_id"));
  EXPECT_THAT(refusal(run("job_id=-")), HasSubstr("standard input: holds no value for job_id"));
  file("twice.txt", "a\nb\n\na\n");
  EXPECT_THAT(refusal(run("job_id=@twice.txt")),
              HasSubstr("twice.txt:4: \"a\" is there already, in line 1"));
  file("wide.txt", "a\nb c\n");
  EXPECT_THAT(refusal(run("job_id=@wide.txt")), HasSubstr("wide.txt:2: \"b c\" is not one value"));
  EXPECT_THAT(refusal(run("job_id=-", {"--param", "project_id=@-"}), "a\n"),
              HasSubstr("--param: standard input can be read for one parameter only"));
  file("two.txt", "a\nb\n");
  EXPECT_THAT(refusal({"run", "otc-ims-job", "--param", "project_id=@two.txt"}),
              HasSubstr("project_id takes one value, and 2"));
  EXPECT_THAT(refusal({"check", "otc-ims-job", "a.json", "--param", "job_id=@two.txt"}),
              HasSubstr("a list of values is for run"));
}

}  // namespace
}  // namespace assay::cli::testing
