#include "results/case_rules.h"

#include <gmock/gmock.h>

#include "results/sample_run.h"

namespace assay::results {
namespace {

constexpr std::size_t kLimit = 300;

std::string there_and_back(const std::string& text) {
  const auto list = parse_ranges(text, kLimit);
  return list ? ranges_text(*list) : "refused";
}

TEST(CaseRules, RangesComeBack) {
  for (const char* text : {"", "0", "7", "0-12", "0-12,15", "3,5,7-9,299"}) {
    EXPECT_EQ(there_and_back(text), text);
  }
  EXPECT_EQ(ranges_text({false, true, true, false, true}), "1-2,4");
}

TEST(CaseRules, NonsenseIsRefused) {
  for (const char* text : {"300", "0-300", "5-3", "3,3", "3,1", ",", "1,", "-1", "1-", "a", "1 2",
                           "99999999999999999999", "1-4294967296"}) {
    EXPECT_EQ(there_and_back(text), "refused") << text;
  }
}

TEST(CaseRules, EachCaseHasItsOwn) {
  SampleRun sample;
  sample.run.cases.reserve(2);
  sample.add_finding(sample.add_case("put"), "status/enum");
  sample.add_case("other");
  Results results = sample.results();
  const CaseRules rules(results);
  const std::uint32_t rule = results.findings.front().rule;
  EXPECT_TRUE(rules.was_exercised(results.cases[0], rule));
  EXPECT_FALSE(rules.was_exercised(results.cases[1], rule));
  results.cases[1].exercised.reset();
  EXPECT_TRUE(rules.was_exercised(results.cases[1], rule)) << "an earlier version: of the run";
}

}  // namespace
}  // namespace assay::results
