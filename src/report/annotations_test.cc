#include "report/annotations.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <set>

#include "base/text.h"
#include "results/sample_run.h"

namespace assay::report {
namespace {

using nlohmann::json;
using results::every_outcome;
using results::hostile_values;
using results::SampleRun;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using ::testing::StartsWith;

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines = base::split(text, '\n');
  if (!lines.empty() && lines.back().empty()) lines.pop_back();
  return lines;
}

TEST(Annotations, OneForARuleHoweverManyCasesBreakIt) {
  SampleRun sample;
  sample.add_finding(sample.add_case("a"), "status/enum");
  sample.add_finding(sample.add_case("b"), "status/enum");
  EXPECT_EQ(github_annotations(sample.results()),
            "::error title=sample-job%3Astatus/enum::2 times, first in sample-job/a, /status (line "
            "1, column 25): expected one of SUCCESS, FAIL, actual \"success\"; written in document "
            "004, Response parameters, row status (table); contradiction OTC-3\n");
  const json quality = json::parse(gitlab_code_quality(sample.results()));
  ASSERT_THAT(quality, SizeIs(2));
  EXPECT_EQ(quality[0]["check_name"], "sample-job:status/enum");
  EXPECT_EQ(quality[0]["severity"], "major");
  EXPECT_EQ(quality[0]["location"]["path"], "sample-job/a");
  EXPECT_EQ(quality[1]["location"]["path"], "sample-job/b");
  EXPECT_NE(quality[0]["fingerprint"], quality[1]["fingerprint"]);
}

TEST(Annotations, FingerprintIsTheSameWhateverWasAnswered) {
  const auto fingerprint = [](const std::string& actual) {
    SampleRun sample;
    sample.add_finding(sample.add_case("a"), "status/enum").actual = actual;
    return json::parse(gitlab_code_quality(sample.results()))[0]["fingerprint"];
  };
  EXPECT_EQ(fingerprint("\"x\""), fingerprint("\"y\""));
}

// A job that is red shows why, also where no rule is broken.
TEST(Annotations, WhatCouldNotBeToldIsThere) {
  SampleRun sample;
  sample.add_case("gone", judge::Outcome::kCouldNotRun, "connection refused");
  sample.add_case("shut", judge::Outcome::kSetupFailed, "no token");
  const std::vector<std::string> lines = lines_of(github_annotations(sample.results()));
  ASSERT_THAT(lines, SizeIs(2));
  EXPECT_EQ(lines[0], "::error title=setup_failed::sample-job/shut: no token");
  EXPECT_EQ(lines[1], "::error title=could_not_run::sample-job/gone: connection refused");
  EXPECT_THAT(json::parse(gitlab_code_quality(sample.results())), SizeIs(2));
}

TEST(Annotations, WaiversThatDoNotHoldAreThere) {
  SampleRun sample;
  judge::CaseRecord& record = sample.add_case("a");
  sample.add_finding(record, "status/enum");
  sample.add_waiver(record, {.rule = "sample-job:status/enum"}).state =
      judge::WaiverState::kOverWide;
  EXPECT_THAT(github_annotations(sample.results()), StartsWith("::error title=waiver::"));
  EXPECT_EQ(json::parse(gitlab_code_quality(sample.results()))[0]["check_name"], "waiver");
}

TEST(Annotations, GitHubGetsNoMoreThanItShows) {
  SampleRun sample;
  for (int i = 0; i < 12; ++i) {
    const std::string name = std::to_string(i);
    sample.add_case(name, judge::Outcome::kCouldNotRun, "reason " + name);
  }
  const std::vector<std::string> lines = lines_of(github_annotations(sample.results()));
  ASSERT_THAT(lines, SizeIs(10));
  EXPECT_EQ(lines.back(), "::error title=assay::and 3 more; the reports have all of them");
}

TEST(Annotations, HostileValuesStartNoCommand) {
  const auto sample = hostile_values();
  const std::string text = github_annotations(sample->results());
  ASSERT_THAT(lines_of(text), ::testing::Not(::testing::IsEmpty()));
  for (const std::string& line : lines_of(text)) {
    EXPECT_THAT(line,
                ::testing::AnyOf(StartsWith("::error title="), StartsWith("::warning title=")));
    EXPECT_EQ(line.find('\r'), std::string::npos);
    EXPECT_EQ(line.find('\x1b'), std::string::npos);
  }
  EXPECT_TRUE(base::is_valid_utf8(text));
  EXPECT_TRUE(json::accept(gitlab_code_quality(sample->results())));
}

TEST(Annotations, GreenRunHasNone) {
  SampleRun sample;
  sample.add_case("good");
  EXPECT_EQ(github_annotations(sample.results()), "");
  EXPECT_EQ(json::parse(gitlab_code_quality(sample.results())), json::array());
}

}  // namespace
}  // namespace assay::report
