#include "report/waiver_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "contract/testing_contract.h"
#include "judge/waiver_file.h"
#include "results/sample_run.h"

namespace assay::report {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;

results::Finding found(const std::string& pointer, const std::string& actual,
                       judge::Outcome outcome = judge::Outcome::kFailed) {
  results::Finding finding;
  finding.pointer = pointer;
  finding.actual = actual;
  finding.outcome = outcome;
  return finding;
}

results::Results run_with(std::vector<results::Finding> findings) {
  results::Results run;
  run.run.target = "staging";
  run.rules.push_back({.id = "a:b/enum", .operation = "a"});
  run.rules[0].broken = findings.size();
  run.findings = std::move(findings);
  return run;
}

TEST(WaiverProposals, OnePerRuleAndShapeOfThePointer) {
  const auto proposals = proposed_waivers(
      run_with({found("/l/0/x", "1"), found("/l/17/x", "1"), found("/y", "2"), found("/l/1/x", "1"),
                found("/y", "3"), found("/z", "0", judge::Outcome::kWaived),
                found("/w", "0", judge::Outcome::kWarned)}));
  ASSERT_THAT(proposals, SizeIs(2));
  EXPECT_EQ(proposals[0].rule, "a:b/enum");
  EXPECT_EQ(proposals[0].operation, "a");
  EXPECT_EQ(proposals[0].target, "staging");
  EXPECT_EQ(proposals[0].pointer, "/l/*/x");
  EXPECT_EQ(proposals[0].actual, "1");
  EXPECT_EQ(proposals[0].max, 3u);
  EXPECT_EQ(proposals[0].reason, "");
  EXPECT_EQ(proposals[1].actual, "") << "it is not one and the same";
  EXPECT_EQ(proposals[1].max, 2u);
}

TEST(WaiverProposals, SayNoNumberWhereNotAllIsListed) {
  results::Results run = run_with({found("/y", "2")});
  run.rules[0].broken = 70;
  const auto proposals = proposed_waivers(run);
  ASSERT_THAT(proposals, SizeIs(1));
  EXPECT_EQ(proposals[0].max, 0u);
  EXPECT_EQ(proposals[0].actual, "");
}

TEST(WaiverProposals, LeaveOutValuesThatNoFileCanHold) {
  const auto proposals = proposed_waivers(
      run_with({found("/y", "\xff"), found("/\xff", "1"), found("/long", std::string(5000, 'x'))}));
  ASSERT_THAT(proposals, SizeIs(3));
  EXPECT_EQ(proposals[0].actual, "");
  EXPECT_FALSE(proposals[1].pointer.has_value());
  EXPECT_EQ(proposals[2].actual, "");
}

// Of other values the next answer has others.
TEST(WaiverProposals, NameAWholeWordOnlyWhereARuleListsWords) {
  const auto actual = [](const std::string& rule, const std::string& value) {
    results::Results run = run_with({found("/y", value)});
    run.rules[0].id = rule;
    const judge::Waiver one = waiver_for(run, run.findings[0]);
    EXPECT_EQ(one.actual, proposed_waivers(run)[0].actual) << "the page says the same";
    return one.actual;
  };
  EXPECT_EQ(actual("a:b/enum", "\"failed\""), "\"failed\"");
  EXPECT_EQ(actual("a:b/const", "false"), "false");
  EXPECT_EQ(actual("a:b/format", "\"2026-05-31 10:00\""), "");
  EXPECT_EQ(actual("a:http.401/status", "200, body {\"at\": 17}"), "");
  EXPECT_EQ(actual("a:b/enum", "\"long... (300 more)"), "");
  EXPECT_EQ(actual("a:b/enum", "{\"at\": 17}"), "");
}

// What is written is what is read, but for the reason, which a person must give.
TEST(WaiverProposals, AreReadOnceTheySayWhy) {
  const auto sample = results::hostile_values();
  const results::Results run = sample->results();
  std::string text = with_proposals(run, "");
  const auto& data = contract::shipped_data();
  const auto unread = judge::read_waivers(data, text, "f");
  ASSERT_FALSE(unread);
  EXPECT_THAT(unread.error().message, StartsWith("say why"));
  for (std::size_t at; (at = text.find("\"reason\": \"\"")) != std::string::npos;) {
    text.insert(at + 11, "x");
  }
  const auto waivers = judge::read_waivers(data, text, "f");
  ASSERT_TRUE(waivers) << waivers.error().to_string() << text;
  EXPECT_EQ(waivers->size(), proposed_waivers(run).size());
}

TEST(WaiverProposals, StandBehindWhatIsThereByteForByte) {
  const results::Results run = run_with({found("/y", "2")});
  const std::string old = "{\"waivers\" :[ {\"rule\":\"x\",\t\"reason\":\"\\u0061\"}\r\n ]}";
  const std::string text = with_proposals(run, old);
  EXPECT_THAT(text,
              StartsWith("{\"waivers\" :[ {\"rule\":\"x\",\t\"reason\":\"\\u0061\"},\n    {\n"));
  EXPECT_THAT(text, EndsWith("\n    }\r\n ]}"));
  EXPECT_EQ(with_proposals(run_with({}), old), old);
  EXPECT_EQ(with_proposals(run_with({}), ""), "{\n  \"waivers\": []\n}\n");
  EXPECT_THAT(with_proposals(run, "{\"waivers\":[ ]}"),
              AllOf(StartsWith("{\"waivers\":[\n    {\n      \"rule\""), EndsWith("}\n  ]}")));
}

TEST(WaiverEntries, GoWithoutATrace) {
  const std::string text = "{ \"waivers\": [\n  {\"a\": 1},\n  {\"b\": 2},\n  {\"c\": 3}\n] }\n";
  EXPECT_EQ(without_entries(text, {}), text);
  EXPECT_EQ(without_entries(text, {0}), "{ \"waivers\": [\n  {\"b\": 2},\n  {\"c\": 3}\n] }\n");
  EXPECT_EQ(without_entries(text, {1}), "{ \"waivers\": [\n  {\"a\": 1},\n  {\"c\": 3}\n] }\n");
  EXPECT_EQ(without_entries(text, {2}), "{ \"waivers\": [\n  {\"a\": 1},\n  {\"b\": 2}\n] }\n");
  EXPECT_EQ(without_entries(text, {0, 1}), "{ \"waivers\": [\n  {\"c\": 3}\n] }\n");
  EXPECT_EQ(without_entries(text, {0, 2}), "{ \"waivers\": [\n  {\"b\": 2}\n] }\n");
  EXPECT_EQ(without_entries(text, {1, 2}), "{ \"waivers\": [\n  {\"a\": 1}\n] }\n");
  EXPECT_EQ(without_entries(text, {0, 1, 2}), "{ \"waivers\": [] }\n");
}

}  // namespace
}  // namespace assay::report
