#include "report/console.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "base/text.h"
#include "results/sample_run.h"

namespace assay::report {
namespace {

using results::empty_run;
using results::every_outcome;
using results::hostile_values;
using results::kHostile;
using results::SampleRun;

using judge::Outcome;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

std::string text_of(const SampleRun& sample, const judge::CaseRecord& record,
                    const ConsoleOptions& options = {}) {
  const results::Results results = sample.results();
  const auto index = static_cast<std::size_t>(&record - sample.run.cases.data());
  return case_text(results, results.cases[index], options);
}

TEST(Console, ProgressIsOneLine) {
  const auto line = [](std::size_t done, std::size_t total, int milliseconds) {
    return progress_line({.done = done,
                          .total = total,
                          .failed = 1,
                          .elapsed = std::chrono::milliseconds(milliseconds)});
  };
  EXPECT_EQ(line(17, 42, 3270), "17 of 42 cases, 1 failed, 3.2 s, 5.2 a second, 5 s left");
  EXPECT_EQ(line(17, 42, 990), "17 of 42 cases, 1 failed, 0.9 s") << "too early to tell";
  EXPECT_EQ(line(0, 42, 3270), "0 of 42 cases, 1 failed, 3.2 s");
  EXPECT_EQ(line(42, 42, 2000), "42 of 42 cases, 1 failed, 2.0 s, 21 a second, 0 s left");
  EXPECT_THAT(line(100, 2101, 10000), EndsWith(", 10 a second, 4 min left"));
  EXPECT_THAT(line(10, 10000, 10000), EndsWith(", 1.0 a second, 2 h 47 min left"));
}

TEST(Console, FailingCaseTellsWhatWhereAndHowToRepeat) {
  SampleRun sample;
  judge::CaseRecord& record = sample.add_case("wrong");
  sample.add_finding(record, "status/enum");
  EXPECT_EQ(text_of(sample, record),
            "failed  sample-job/wrong\n"
            "  rule      sample-job:status/enum\n"
            "  place     /status (line 1, column 25)\n"
            "  expected  one of SUCCESS, FAIL\n"
            "  actual    \"success\"\n"
            "  hint      did you mean \"SUCCESS\"?\n"
            "  source    document 004, Response parameters, row status (table); contradiction "
            "OTC-3\n"
            "\n"
            "  exchange  GET /v1/jobs/j1 -> 200 in 1.499 ms\n"
            "  again     assay run sample-job --case 'sample-job/wrong'\n");
}

TEST(Console, PlaceNamesTheAnswerAmongSeveral) {
  SampleRun sample;
  judge::CaseRecord& record = sample.add_case("polled");
  record.transcript.push_back(record.transcript.front());
  judge::Finding& finding = sample.add_finding(record, "http.200/status");
  finding.exchange = 1;
  finding.pointer = "";
  finding.line = 0;
  EXPECT_THAT(text_of(sample, record),
              HasSubstr("place     answer 2 of 2, the answer as a whole\n"));
}

TEST(Console, CaseWithoutAnswerGivesItsReason) {
  const auto sample = every_outcome();
  EXPECT_EQ(text_of(*sample, sample->run.cases.back()),
            "could_not_run  sample-job/could-not-run\n"
            "  reason    connection refused\n"
            "  exchange  GET /v1/jobs/j1 -> no answer, " +
                std::string(wire::to_string(wire::TransportFailure::kConnect)) +
                ": connection refused in 1.499 ms\n"
                "  again     assay run sample-job --case 'sample-job/could-not-run'\n");
}

TEST(Console, RecordedAnswerHasNoRequestToRepeat) {
  SampleRun sample;
  sample.run.again = "";
  judge::CaseRecord& record = sample.add_case("recorded/answer.json");
  record.transcript.front().request = {};
  sample.add_finding(record, "status/enum");
  EXPECT_THAT(text_of(sample, record), EndsWith("  exchange  recorded answer, 200\n"));
}

TEST(Console, ManyFindingsOfOneCaseAreCounted) {
  SampleRun sample;
  judge::CaseRecord& record = sample.add_case("many");
  for (int i = 0; i < 40; ++i) sample.add_finding(record, "status/enum");
  EXPECT_THAT(text_of(sample, record),
              HasSubstr("and 28 more findings; all of them are in the reports\n"));
}

TEST(Console, ManyFailuresAreCountedByRule) {
  SampleRun sample;
  sample.run.cases.reserve(30);
  for (int i = 0; i < 30; ++i) {
    judge::CaseRecord& record = sample.add_case("case" + std::to_string(i));
    sample.add_finding(record, "status/enum");
    if (i == 29) sample.add_finding(record, "job_id/type");
  }
  const std::string text = failures_text(sample.results(), {.full_cases = 2});
  EXPECT_THAT(text, StartsWith("failed  sample-job/case0\n"));
  EXPECT_THAT(text, HasSubstr("failed  sample-job/case1\n"));
  EXPECT_THAT(text, Not(HasSubstr("failed  sample-job/case2\n")));
  EXPECT_THAT(text, EndsWith("and 28 more failed cases, which break these rules\n"
                             "    28  sample-job:status/enum\n"
                             "        first in sample-job/case2\n"
                             "     1  sample-job:job_id/type\n"
                             "        first in sample-job/case29\n"
                             "\n"));
}

TEST(Console, OneMoreFailureIsOneCase) {
  SampleRun sample;
  sample.run.cases.reserve(2);
  for (const char* name : {"a", "b"}) sample.add_finding(sample.add_case(name), "status/enum");
  EXPECT_THAT(failures_text(sample.results(), {.full_cases = 1}),
              HasSubstr("\nand 1 more failed case, which breaks these rules\n"));
}

TEST(Console, NothingFailedIsNoText) {
  SampleRun sample;
  sample.add_case("good");
  EXPECT_EQ(failures_text(sample.results(), {}), "");
}

TEST(Console, SummaryCountsAndEndsInTheVerdict) {
  const auto sample = every_outcome();
  sample->run.cases[0].verdict.undeclared = {{0, "$", "/a~1b"}, {0, "$", "/c"}, {0, "$", "/c"}};
  const std::string text = summary_text(sample->results(), results::Exit::kDoesNotConform,
                                        {"reports/latest/junit.xml", "second"}, {});
  EXPECT_THAT(text,
              HasSubstr("sample-job                        9       1       1       2       5"));
  EXPECT_THAT(text, HasSubstr("warnings (rules of level should)\n"
                              "     1  sample-job:job_type/maxLength\n"
                              "        first in "));
  EXPECT_THAT(text, HasSubstr("not_provoked\n"
                              "     1  the target has no expired credential\n"
                              "        sample-job/not-provoked\n"));
  EXPECT_THAT(text, HasSubstr("could_not_run\n     1  connection refused\n"));
  EXPECT_THAT(text, HasSubstr("undeclared members\n     3  sample-job, the answer: a/b, c\n"));
  EXPECT_THAT(text, HasSubstr("cases   9: passed 1, failed 1, warned 1, waived 1, "
                              "unexpected_pass 1, not_applicable 1,\n"
                              "        not_provoked 1, setup_failed 1, could_not_run 1\n"));
  EXPECT_THAT(text, HasSubstr("reports reports/latest/junit.xml\n        second\n"));
  EXPECT_THAT(
      text,
      EndsWith("\ndoes not conform: 2 of 9 cases failed, 1 waived (profile documented, target "
               "reference server, 3.2 s)\n"));
}

TEST(Console, SameReasonIsToldOnce) {
  SampleRun sample;
  sample.run.cases.reserve(500);
  for (int i = 0; i < 500; ++i) {
    sample.add_case(std::to_string(i), Outcome::kCouldNotRun, "connection refused");
  }
  sample.run.aborted = true;
  const std::string text = summary_text(sample.results(), results::Exit::kCouldNotTell, {}, {});
  EXPECT_THAT(text, HasSubstr("   500  connection refused\n        first sample-job/0\n"));
  EXPECT_THAT(text, HasSubstr("could not tell: the run was stopped, 500 of 500 cases could not "
                              "run"));
  EXPECT_LT(base::split(text, '\n').size(), 15u);
}

TEST(Console, ManyReasonsAndMembersAreCutShort) {
  SampleRun sample;
  sample.run.cases.reserve(60);
  for (int i = 0; i < 60; ++i) {
    const std::string number = std::to_string(i);
    judge::CaseRecord& record = sample.add_case(number, Outcome::kNotProvoked, "reason " + number);
    record.verdict.undeclared = {{0, "$", "/member" + number}, {0, "place" + number, "/x/y"}};
  }
  const std::string text = summary_text(sample.results(), results::Exit::kNothingShown, {}, {});
  EXPECT_THAT(text, HasSubstr("        and 48 more reasons\n"));
  EXPECT_THAT(text, HasSubstr("undeclared members\n    60  sample-job, the answer: member0, "));
  EXPECT_THAT(text, HasSubstr("member15 and 52 more\n"));
  EXPECT_THAT(text, HasSubstr("        and 49 more places\n"));
  EXPECT_LT(base::split(text, '\n').size(), 60u);
}

TEST(Console, EmptyRunShowsNothing) {
  EXPECT_THAT(summary_text(empty_run()->results(), results::Exit::kNothingShown, {}, {}),
              HasSubstr("cases   0: none\n"));
}

TEST(Console, LinesStayNarrow) {
  SampleRun sample;
  judge::CaseRecord& record = sample.add_case("wide");
  judge::Finding& finding = sample.add_finding(record, "status/enum");
  finding.expected = "one of " + std::string(400, 'x');
  finding.actual = std::string(10'000, 'y');
  for (const std::string& line : base::split(text_of(sample, record), '\n')) {
    EXPECT_LE(line.size(), 100u) << line;
  }
}

TEST(Console, ValuesCannotActInATerminal) {
  const auto sample = hostile_values();
  std::string text = failures_text(sample->results(), {});
  for (const judge::CaseRecord& record : sample->run.cases) {
    text += text_of(*sample, record);
  }
  text +=
      summary_text(sample->results(), results::Exit::kDoesNotConform, {std::string(kHostile)}, {});
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    EXPECT_TRUE(byte == '\n' || (byte >= 0x20 && byte != 0x7f)) << int{byte};
  }
  EXPECT_TRUE(base::is_valid_utf8(text));
  EXPECT_THAT(text, Not(HasSubstr("\xc2\x9b")));
  EXPECT_THAT(text, Not(HasSubstr("\xe2\x80\xae")));
}

TEST(Console, ColoursOnlyWhenAsked) {
  const auto sample = every_outcome();
  const auto all = [&](bool colours) {
    const ConsoleOptions options = {.colours = colours};
    return failures_text(sample->results(), options) +
           summary_text(sample->results(), results::Exit::kDoesNotConform, {}, options);
  };
  EXPECT_THAT(all(false), Not(HasSubstr("\x1b")));
  EXPECT_THAT(all(true), HasSubstr("\x1b[31mfailed\x1b[0m"));
}

}  // namespace
}  // namespace assay::report
