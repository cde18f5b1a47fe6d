#ifndef ASSAY_RESULTS_SUMMARY_H_
#define ASSAY_RESULTS_SUMMARY_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "results/exit.h"
#include "results/results.h"

namespace assay::results {

// What results come to: counts, and the exit code that they deserve.

inline constexpr judge::Outcome kOutcomes[] = {
    judge::Outcome::kPassed,      judge::Outcome::kFailed,         judge::Outcome::kWarned,
    judge::Outcome::kWaived,      judge::Outcome::kUnexpectedPass, judge::Outcome::kNotApplicable,
    judge::Outcome::kNotProvoked, judge::Outcome::kSetupFailed,    judge::Outcome::kCouldNotRun};

struct Counts {
  std::uint32_t by_outcome[judge::kOutcomeCount] = {};
  std::uint32_t total = 0;
  std::uint32_t operator[](judge::Outcome outcome) const {
    return by_outcome[static_cast<std::size_t>(outcome)];
  }
  void add(judge::Outcome outcome);
};
Counts count_cases(const Results& results);
// Coverage counts as a check of its operation, a waiver that gates as one of its own.
Counts count_checks(const Results& results);

judge::Coverage count_rules(const Results& results);
judge::Coverage count_rules(const Results& results, std::string_view operation);

// Cases that were tried, by what a profile makes of their answers.
struct ReadingCounts {
  std::size_t passed = 0;
  std::size_t warned = 0;
  std::size_t failed = 0;
  void add(judge::Outcome outcome);
};
// Of the run's own profile and of every other that was asked; empty where none was.
std::map<contract::Profile, ReadingCounts> count_readings(const Results& results);

// Operations with at least one case, in order of first appearance.
std::vector<std::string_view> operations_of(const Results& results);

// Required statuses that were never seen: required of each operation that documents them.
std::vector<const Evidence*> missing_evidence(const Results& results);

// Entries that make the run fail by themselves.
std::size_t count_gating_waivers(const Results& results);

// What an exit code rests on. What is required of a run is required of all its shards together, and
// never of one.
struct Grounds {
  struct Uncovered {
    std::string operation;
    std::uint32_t percent = 0;  // Of its rules that were exercised; fewer than required.
  };
  struct Unseen {
    std::string status;  // Required, and never seen: "404"
    std::string operation;
  };
  Counts cases;
  bool aborted = false;
  std::size_t gating_waivers = 0;
  std::uint32_t required_coverage = 0;  // Percent.
  std::vector<Uncovered> uncovered;
  std::vector<Unseen> unseen;
};
Grounds grounds_of(const Results& results);

// A secret that is found in a report afterwards is not known here.
Exit exit_for(const Grounds& grounds);
Exit exit_for(const Results& results);

}  // namespace assay::results

#endif  // ASSAY_RESULTS_SUMMARY_H_
