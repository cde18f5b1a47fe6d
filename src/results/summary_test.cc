#include "results/summary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace assay::results {
namespace {

using judge::kOutcomeCount;
using judge::Outcome;

Case& add(Results& results, Outcome outcome) {
  Case& one = results.cases.emplace_back();
  one.operation = "x";
  one.outcome = outcome;
  return one;
}

TEST(Summary, CountsChecksAndCases) {
  Results results;
  add(results, Outcome::kFailed).checks = {{.outcome = Outcome::kFailed},
                                           {.outcome = Outcome::kPassed}};
  add(results, Outcome::kPassed).checks = {{.outcome = Outcome::kPassed}};
  results.coverage.push_back({.operation = "x", .outcome = Outcome::kWarned});
  const Counts checks = count_checks(results);
  EXPECT_EQ(checks.total, 4u);
  EXPECT_EQ(checks[Outcome::kPassed], 2u);
  EXPECT_EQ(checks[Outcome::kFailed], 1u);
  EXPECT_EQ(checks[Outcome::kWarned], 1u);
  const Counts cases = count_cases(results);
  EXPECT_EQ(cases.total, 2u);
  EXPECT_EQ(cases[Outcome::kFailed], 1u);
  EXPECT_EQ(cases[Outcome::kPassed], 1u);
}

// What the table of exit codes says of a run with these outcomes, written another way.
Exit by_the_table(const std::vector<Outcome>& outcomes, bool aborted) {
  const auto any = [&](std::initializer_list<Outcome> wanted) {
    for (const Outcome outcome : wanted) {
      if (std::find(outcomes.begin(), outcomes.end(), outcome) != outcomes.end()) return true;
    }
    return false;
  };
  if (any({Outcome::kFailed, Outcome::kUnexpectedPass})) return Exit::kDoesNotConform;
  if (aborted || any({Outcome::kCouldNotRun, Outcome::kSetupFailed})) return Exit::kCouldNotTell;
  if (any({Outcome::kPassed, Outcome::kWarned, Outcome::kWaived})) return Exit::kConforms;
  return Exit::kNothingShown;
}

TEST(Summary, ExitByEveryCombinationOfOutcomes) {
  for (unsigned chosen = 0; chosen < 1u << kOutcomeCount; ++chosen) {
    Results run;
    std::vector<Outcome> outcomes;
    std::string names;
    for (std::size_t i = 0; i < kOutcomeCount; ++i) {
      if ((chosen >> i & 1u) == 0) continue;
      outcomes.push_back(kOutcomes[i]);
      names += std::string(judge::to_string(kOutcomes[i])) + " ";
      add(run, kOutcomes[i]);
    }
    EXPECT_EQ(exit_for(run), by_the_table(outcomes, false)) << names;
    run.run.aborted = true;
    EXPECT_EQ(exit_for(run), by_the_table(outcomes, true)) << names << "aborted";
  }
}

TEST(Summary, ExitByTheCoverageThatIsAskedForOfEachOperation) {
  Results results;
  Case& one = add(results, Outcome::kPassed);
  for (int i = 0; i < 10; ++i) {
    results.rules.push_back({.operation = "x", .exercised = i < 6 ? 1u : 0u});
    results.rules.push_back({.operation = "other", .exercised = 1});
  }
  EXPECT_EQ(exit_for(results), Exit::kConforms);
  results.run.required.coverage = 60;
  EXPECT_EQ(exit_for(results), Exit::kConforms);
  results.run.required.coverage = 61;
  EXPECT_EQ(exit_for(results), Exit::kNothingShown) << "a well covered one hides no other";
  one.outcome = Outcome::kFailed;
  EXPECT_EQ(exit_for(results), Exit::kDoesNotConform);
  one.outcome = Outcome::kCouldNotRun;
  EXPECT_EQ(exit_for(results), Exit::kCouldNotTell);
}

TEST(Summary, OfOneShardNothingIsRequired) {
  Results results;
  add(results, Outcome::kPassed);
  results.rules.push_back({.operation = "x", .exercised = 0});
  results.run.required = {.coverage = 100, .evidence = {503}};
  results.evidence = {{.operation = "x", .status = "503"}};
  results.run.shards = 2;
  EXPECT_EQ(exit_for(results), Exit::kConforms);
  results.run.shards = 1;
  EXPECT_EQ(exit_for(results), Exit::kNothingShown);
}

TEST(Summary, EvidenceIsMissingWhereItIsRequiredDocumentedAndNeverSeen) {
  Results results;
  add(results, Outcome::kPassed);
  results.evidence = {{.operation = "x", .status = "401", .best = judge::Evidence::kLive},
                      {.operation = "x", .status = "404", .documented = false},
                      {.operation = "x", .status = "503"}};
  EXPECT_TRUE(missing_evidence(results).empty()) << "nothing is required";
  results.run.required.evidence = {401, 404, 503};
  ASSERT_EQ(missing_evidence(results).size(), 1u) << "404 is not documented";
  EXPECT_EQ(missing_evidence(results)[0]->status, "503");
  EXPECT_EQ(exit_for(results), Exit::kNothingShown);
  results.run.required.evidence = {401};
  EXPECT_EQ(exit_for(results), Exit::kConforms);
}

}  // namespace
}  // namespace assay::results
