#include "report/run_markdown.h"

#include <gmock/gmock.h>

#include "base/text.h"
#include "results/sample_run.h"
#include "results/summary.h"

namespace assay::report {
namespace {

using results::Exit;
using results::SampleRun;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

// The most that a comment on GitHub takes is 65,536.
constexpr std::size_t kLongest = 60'000;

std::string markdown_of(const SampleRun& sample) {
  const results::Results results = sample.results();
  return run_markdown(results, results::exit_for(results));
}

TEST(RunMarkdown, BeginsWithTheVerdict) {
  SampleRun sample;
  sample.add_finding(sample.add_case("a"), "status/enum");
  const std::string text = markdown_of(sample);
  EXPECT_THAT(text, StartsWith("### Does not conform: "));
  EXPECT_THAT(text, HasSubstr("<details open><summary>Broken rules (1)</summary>\n\n"
                              "- `sample-job:status/enum`, 1 time: first in `sample-job/a`, "
                              "`/status (line 1, column 25)`  \n"
                              "  expected `one of SUCCESS, FAIL`, actual `\"success\"`  \n"));
}

TEST(RunMarkdown, SaysWhyNothingCouldBeTold) {
  SampleRun sample;
  sample.add_case("gone", judge::Outcome::kCouldNotRun, "connection refused");
  const std::string text = markdown_of(sample);
  EXPECT_THAT(text, StartsWith("### Could not tell: "));
  EXPECT_THAT(text, HasSubstr("<summary>could_not_run (1)</summary>\n\n- 1 case, first "
                              "`sample-job/gone`: connection refused\n"));
}

TEST(RunMarkdown, InsecureAndStoppedRunsSaySo) {
  SampleRun sample;
  sample.add_case("a");
  EXPECT_THAT(markdown_of(sample), Not(HasSubstr("**")));
  sample.run.insecure = true;
  sample.run.aborted = true;
  EXPECT_THAT(markdown_of(sample), HasSubstr("**INSECURE:**"));
  EXPECT_THAT(markdown_of(sample), HasSubstr("**Stopped**"));
}

TEST(RunMarkdown, HostileValuesAreNeitherMarkupNorTooLong) {
  const auto sample = results::hostile_values();
  const std::string text = markdown_of(*sample);
  EXPECT_TRUE(base::is_valid_utf8(text));
  EXPECT_LT(base::count_code_points(text), kLongest);
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  // What looks like markup stands in code, whose fence it does not hold, or is escaped.
  for (std::size_t at = text.find("<script"); at != std::string::npos;
       at = text.find("<script", at + 1)) {
    const std::size_t line = text.rfind('\n', at) + 1;
    const auto fences = std::count(text.begin() + static_cast<std::ptrdiff_t>(line),
                                   text.begin() + static_cast<std::ptrdiff_t>(at), '`');
    EXPECT_TRUE(fences % 2 == 1 || text[at - 1] == '\\') << text.substr(line, 200);
  }
}

// As much of everything as there can be, every text as long as it can be.
TEST(RunMarkdown, StaysShort) {
  SampleRun sample;
  const std::string long_text(5000, '#');
  for (int i = 0; i < 40; ++i) {
    const std::string name = std::to_string(i) + long_text;
    sample.add_finding(sample.add_case(name), "status/enum").actual = long_text;
    for (const judge::Outcome outcome :
         {judge::Outcome::kSetupFailed, judge::Outcome::kCouldNotRun, judge::Outcome::kWaived,
          judge::Outcome::kNotProvoked, judge::Outcome::kNotApplicable}) {
      sample.add_case(name + std::string(judge::to_string(outcome)), outcome, name);
    }
  }
  results::Results results = sample.results();
  const results::Rule rule = results.rules.front();
  results::Finding finding = results.findings.front();
  for (int i = 0; i < 80; ++i) {
    results.rules.push_back(rule);
    results::Rule& added = results.rules.back();
    added.id = "sample-job:" + std::to_string(i) + long_text;
    added.statement = added.source.row = long_text;
    added.level = finding.level = i % 2 == 0 ? contract::Level::kMust : contract::Level::kShould;
    finding.rule = static_cast<std::uint32_t>(results.rules.size() - 1);
    finding.expected = finding.actual = finding.pointer = long_text;
    results.cases.front().checks.back().findings.push_back(
        static_cast<std::uint32_t>(results.findings.size()));
    results.findings.push_back(finding);
  }
  const std::string text = run_markdown(results, Exit::kDoesNotConform);
  EXPECT_THAT(text, HasSubstr("Broken rules (4"));
  EXPECT_THAT(text, HasSubstr("more\n"));
  EXPECT_LT(base::count_code_points(text), kLongest);
}

}  // namespace
}  // namespace assay::report
