// `assay compare`: two runs of the binary, held against each other by it.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "cli/testing_cli.h"
#include "cli/testing_reports.h"

namespace assay::cli::testing {
namespace {

using nlohmann::json;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

std::string replaced_everywhere(std::string text, const std::string& from, const std::string& to) {
  std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  for (; at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

class CompareTest : public CliTest {
 protected:
  void run(const std::string& out, Words more) {
    more.insert(more.begin(), {"run", "ecl-image-copy-job", "--quiet", "--out", out});
    const Ended ended = assay(more);
    ASSERT_TRUE(ended.exit_code == 0 || ended.exit_code == 1) << ended.err;
    // How long answers took is the machine's affair.
    json results = results_of(path(out));
    for (json& shape : results["shapes"]) {
      shape["latency"]["count"] = 0;
      shape["latency"]["buckets"] = json::array();
    }
    file(out + "/results.json", results.dump(2) + "\n");
  }
};

TEST_F(CompareTest, TellsWhatBrokeWhatWasMendedAndWhatIsNoLongerChecked) {
  run("old", {"--fault", "ecl-progress-text"});
  run("new", {"--fault", "ecl-status-in-upper-case", "--case", "*/status/*"});
  const Ended ended = assay({"compare", "old", "new"});
  EXPECT_EQ(ended.exit_code, 1) << ended.err;
  expect_golden("compare.txt", ended.out);
}

TEST_F(CompareTest, SameRunTwiceIsNoWorse) {
  run("old", {"--fault", "ecl-progress-text"});
  run("new", {"--fault", "ecl-progress-text"});
  const Ended ended =
      assay({"compare", "old/results.json", "new", "--fail-on", "stopped,coverage,evidence,drift"});
  EXPECT_EQ(ended.exit_code, 0) << ended.out;
  EXPECT_THAT(ended.out, HasSubstr("no worse: 0 newly broken, 0 fixed,"));
}

TEST_F(CompareTest, WhatIsNoLongerCheckedFailsWhenAsked) {
  run("old", {});
  run("new", {"--case", "*/status/*"});
  const Ended told = assay({"compare", "old", "new"});
  EXPECT_EQ(told.exit_code, 0);
  EXPECT_THAT(told.out, HasSubstr("checks that no longer run ("));
  EXPECT_EQ(assay({"compare", "old", "new", "--fail-on", "stopped"}).exit_code, 1);
  EXPECT_EQ(assay({"compare", "old", "new", "--fail-on", "warnings"}).exit_code, 0);
}

// The server is the same in both; what changes is whether anybody has agreed to it.
TEST_F(CompareTest, WaivedIsNotFixedAndAWaiverThatEndsIsTold) {
  run("bare", {"--fault", "ecl-progress-text"});
  const std::string waivers = file("w.json", R"({"waivers": [
      {"rule": "ecl-image-copy-job:copy_progress/type", "reason": "next release"}]})");
  run("waived", {"--fault", "ecl-progress-text", "--waivers", waivers});
  const Ended agreed = assay({"compare", "bare", "waived"});
  EXPECT_EQ(agreed.exit_code, 0) << agreed.out;
  EXPECT_THAT(agreed.out, AllOf(HasSubstr("still broken, and now waived (11)"),
                                HasSubstr("no worse: 0 newly broken, 0 fixed, 0 still broken, 11 "
                                          "now waived")));
  EXPECT_THAT(assay({"compare", "waived", "waived"}).out, HasSubstr("still waived (11)"));
  file("w.json", R"({"waivers": [{"rule": "ecl-image-copy-job:copy_progress/type",
      "reason": "next release", "expires": "2020-01-01"}]})");
  run("expired", {"--fault", "ecl-progress-text", "--waivers", waivers});
  const Ended ended = assay({"compare", "waived", "expired"});
  EXPECT_EQ(ended.exit_code, 1);
  EXPECT_THAT(ended.out, AllOf(HasSubstr("worse: 0 newly broken, "), HasSubstr("11 no longer "),
                               HasSubstr("waivers that do not hold (1)")));
  EXPECT_EQ(assay({"compare", "expired", "expired"}).exit_code, 0) << "known";
  EXPECT_EQ(assay({"compare", "expired", "expired", "--fail-on", "waivers"}).exit_code, 1);
  run("mended", {});
  EXPECT_THAT(assay({"compare", "waived", "mended"}).out,
              AllOf(HasSubstr("\nfixed, and waived before (11)\n"), HasSubstr(" 11 fixed, ")));
}

// Nothing of it gates, waived or not.
TEST_F(CompareTest, WarningThatIsNoLongerWaivedIsNoWorseUnlessAsked) {
  const Words fault = {"--fault", "ecl-destination-null-when-replicated"};
  run("warned", fault);
  const std::string waivers = file("w.json", R"({"waivers": [{"rule": "*", "reason": "known"}]})");
  run("waived", {fault[0], fault[1], "--waivers", waivers});
  const Ended ended = assay({"compare", "waived", "warned"});
  EXPECT_EQ(ended.exit_code, 0);
  EXPECT_THAT(ended.out, AllOf(HasSubstr("\nwarnings that are no longer waived (2)\n"),
                               Not(HasSubstr("\nno longer waived (")),
                               HasSubstr(" 2 warned of and not waived")));
  EXPECT_EQ(assay({"compare", "waived", "warned", "--fail-on", "warnings"}).exit_code, 1);
}

TEST_F(CompareTest, ReportsOfTheRunsStay) {
  run("old", {});
  run("new", {});
  run("other", {});
  const auto refused = [&](const std::string& option, const std::string& file) {
    return refusal({"compare", "old", "new/results.json", option, file});
  };
  for (const char* folder : {"old", "new", "other"}) {
    EXPECT_THAT(refused("--html", std::string(folder) + "/index.html"),
                HasSubstr(": has the reports of a run, which the page would replace"));
  }
  EXPECT_THAT(refused("--html", "-"), HasSubstr("a page has a style sheet beside it"));
  EXPECT_THAT(refused("--json", "old/results.json"),
              HasSubstr("--json would replace a report of a run that is compared"));
  EXPECT_THAT(refused("--markdown", "./new/junit.xml"), HasSubstr("--markdown would replace"));
  EXPECT_EQ(assay({"compare", "old", "new", "--html", "new/compared.html"}).exit_code, 0);
}

TEST_F(CompareTest, EveryFormSaysTheSame) {
  run("old", {});
  run("new", {"--fault", "ecl-progress-text"});
  const Ended ended = assay({"compare", "old", "new", "--json", "-", "--markdown", "summary.md",
                             "--html", "compared.html"});
  EXPECT_EQ(ended.exit_code, 1) << ended.err;
  const json comparison = json::parse(ended.out);
  ASSERT_FALSE(comparison["newly_broken"].empty());
  expect_golden("compare.md", read("summary.md"));
  for (const json& one : comparison["newly_broken"]) {
    EXPECT_THAT(read("compared.html"), HasSubstr(one["rule"].get<std::string>()));
  }
  const std::string schema = source_file("schemas/assay/comparison.schema.json");
  EXPECT_EQ(assay({"schema", "validate", schema, file("c.json", ended.out)}).exit_code, 0);
  EXPECT_THAT(read("assay.css"), HasSubstr("prefers-color-scheme"));
}

TEST_F(CompareTest, RenamedRulesAreFollowed) {
  run("old", {"--fault", "ecl-progress-text"});
  run("new", {"--fault", "ecl-progress-text"});
  const std::string text = read("old/results.json");
  file("old/results.json", replaced_everywhere(text, "ecl-image-copy-job:copy_progress/type",
                                               "ecl-image-copy-job:progress/kind"));
  EXPECT_EQ(assay({"compare", "old", "new"}).exit_code, 1) << "as if it were another rule";
  const std::string aliases = file("aliases.json", R"({"rules": {"ecl-image-copy-job:progress/kind":
                               "ecl-image-copy-job:copy_progress/type"}, "cases": {}})");
  const Ended followed = assay({"compare", "old", "new", "--aliases", aliases});
  EXPECT_EQ(followed.exit_code, 0) << followed.out;
  EXPECT_THAT(followed.out, HasSubstr("renamed  ecl-image-copy-job:progress/kind -> "));
}

TEST_F(CompareTest, HostileValuesStayText) {
  run("old", {});
  run("new", {"--fault", "ecl-progress-text"});
  const std::string evil = "\\u001b[31m</td><script>alert(1)</script>|`x` ![a](http://b) @all";
  file("new/results.json",
       replaced_everywhere(read("new/results.json"), "\"actual\": \"", "\"actual\": \"" + evil));
  const Ended ended = assay({"compare", "old", "new", "--markdown", "c.md", "--html", "c.html"});
  EXPECT_EQ(ended.exit_code, 1) << ended.err;
  EXPECT_THAT(ended.out, AllOf(HasSubstr("\\x1b[31m"), Not(HasSubstr("\x1b"))));
  EXPECT_THAT(read("c.html"), Not(HasSubstr("<script")));
  // As code, in a fence that the value cannot close.
  EXPECT_THAT(read("c.md"), AllOf(HasSubstr("places, the first at /copy_progress: "),
                                  HasSubstr("`x` ![a]"), HasSubstr("@all\"0\" ``\n")));
}

TEST_F(CompareTest, OldFormatIsComparedAndNewerRefused) {
  run("new", {});
  const std::string old = source_file("fixtures/results/version-1.json");
  EXPECT_EQ(assay({"compare", old, "new"}).exit_code, 0);
  file("later.json",
       replaced(read("new/results.json"), "\"schema_version\": 2", "\"schema_version\": 9"));
  EXPECT_THAT(refusal({"compare", "later.json", "new"}),
              HasSubstr("is of version 9, and this assay reads versions 1 to 2"));
}

TEST_F(CompareTest, NonsenseIsRefused) {
  run("new", {});
  EXPECT_THAT(refusal({"compare", "none", "new"}), HasSubstr("none"));
  EXPECT_THAT(refusal({"compare", "new", "new", "--fail-on", "dirft"}), HasSubstr("--fail-on"));
  EXPECT_THAT(refusal({"compare", "new", "new", "--aliases", file("a.json", "{}")}),
              HasSubstr("a.json"));
  const std::string circle = file("c.json", R"({"rules": {"a": "b", "b": "a"}, "cases": {}})");
  EXPECT_THAT(refusal({"compare", "new", "new", "--aliases", circle}),
              HasSubstr("\"a\" becomes itself"));
}

}  // namespace
}  // namespace assay::cli::testing
