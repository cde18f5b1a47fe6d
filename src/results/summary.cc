#include "results/summary.h"

#include <algorithm>
#include <string>

namespace assay::results {

using judge::Outcome;

void Counts::add(Outcome outcome) {
  ++by_outcome[static_cast<std::size_t>(outcome)];
  ++total;
}

Counts count_cases(const Results& results) {
  Counts counts;
  for (const Case& one : results.cases) counts.add(one.outcome);
  return counts;
}

Counts count_checks(const Results& results) {
  Counts counts;
  for (const Case& one : results.cases) {
    for (const Check& check : one.checks) counts.add(check.outcome);
  }
  for (const Coverage& one : results.coverage) counts.add(one.outcome);
  for (const judge::WaiverRecord& one : results.waivers) {
    if (gates(one.state)) counts.add(outcome_of(one.state));
  }
  return counts;
}

judge::Coverage count_rules(const Results& results) {
  return count_rules(results, "");
}

judge::Coverage count_rules(const Results& results, std::string_view operation) {
  judge::Coverage counts;
  for (const Rule& rule : results.rules) {
    if (!operation.empty() && rule.operation != operation) continue;
    ++counts.rules;
    if (rule.exercised > 0) ++counts.exercised;
  }
  return counts;
}

void ReadingCounts::add(Outcome outcome) {
  if (outcome == Outcome::kPassed) ++passed;
  if (outcome == Outcome::kWarned) ++warned;
  if (outcome == Outcome::kFailed) ++failed;
}

// What a profile makes of answers knows nothing of waivers, that of the run as little as the
// others.
static Outcome own_reading(const Results& results, const Case& one) {
  Outcome outcome = one.outcome == Outcome::kWaived ? Outcome::kPassed : one.outcome;
  if (outcome != Outcome::kPassed && outcome != Outcome::kWarned) return outcome;
  for (const Check& check : one.checks) {
    for (const std::uint32_t index : check.findings) {
      if (results.findings[index].level == contract::Level::kMust) return Outcome::kFailed;
      outcome = Outcome::kWarned;
    }
  }
  return outcome;
}

std::map<contract::Profile, ReadingCounts> count_readings(const Results& results) {
  std::map<contract::Profile, ReadingCounts> counts;
  for (const Case& one : results.cases) {
    if (one.readings.empty()) continue;
    counts[results.run.profile].add(own_reading(results, one));
    for (const judge::Reading& reading : one.readings) counts[reading.profile].add(reading.outcome);
  }
  return counts;
}

std::vector<std::string_view> operations_of(const Results& results) {
  std::vector<std::string_view> all;
  for (const Case& one : results.cases) {
    if (std::find(all.begin(), all.end(), one.operation) == all.end()) all.push_back(one.operation);
  }
  return all;
}

std::vector<const Evidence*> missing_evidence(const Results& results) {
  const std::vector<int>& required = results.run.required.evidence;
  std::vector<const Evidence*> missing;
  for (const Evidence& one : results.evidence) {
    const bool wanted = std::any_of(required.begin(), required.end(), [&](int status) {
      return contract::status_word(status) == one.status;
    });
    if (wanted && one.documented && one.best == judge::Evidence::kNever) missing.push_back(&one);
  }
  return missing;
}

std::size_t count_gating_waivers(const Results& results) {
  return static_cast<std::size_t>(
      std::count_if(results.waivers.begin(), results.waivers.end(),
                    [](const judge::WaiverRecord& one) { return gates(one.state); }));
}

Grounds grounds_of(const Results& results) {
  Grounds grounds{.cases = count_cases(results),
                  .aborted = results.run.aborted,
                  .gating_waivers = count_gating_waivers(results),
                  .required_coverage = results.run.required.coverage,
                  .uncovered = {},
                  .unseen = {}};
  if (results.run.shards > 1) return grounds;
  // Of each operation: a well covered one must not hide another.
  for (const std::string_view operation : operations_of(results)) {
    const std::uint32_t percent = count_rules(results, operation).percent();
    if (percent >= grounds.required_coverage) continue;
    grounds.uncovered.push_back({.operation = std::string(operation), .percent = percent});
  }
  for (const Evidence* one : missing_evidence(results)) {
    grounds.unseen.push_back({.status = one->status, .operation = one->operation});
  }
  return grounds;
}

Exit exit_for(const Grounds& grounds) {
  const Counts& cases = grounds.cases;
  if (cases[Outcome::kFailed] + cases[Outcome::kUnexpectedPass] > 0) return Exit::kDoesNotConform;
  if (grounds.gating_waivers > 0) return Exit::kDoesNotConform;
  if (grounds.aborted || cases[Outcome::kCouldNotRun] + cases[Outcome::kSetupFailed] > 0) {
    return Exit::kCouldNotTell;
  }
  const std::uint32_t shown =
      cases[Outcome::kPassed] + cases[Outcome::kWarned] + cases[Outcome::kWaived];
  const bool enough = shown > 0 && grounds.uncovered.empty() && grounds.unseen.empty();
  return enough ? Exit::kConforms : Exit::kNothingShown;
}

Exit exit_for(const Results& results) {
  return exit_for(grounds_of(results));
}

}  // namespace assay::results
