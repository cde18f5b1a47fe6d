#include "judge/record.h"

#include <algorithm>

#include "base/text.h"
#include "plan/follow.h"

namespace assay::judge {
namespace {

Outcome outcome_for(plan::Obstacle obstacle) {
  switch (obstacle) {
    case plan::Obstacle::kNotApplicable:
      return Outcome::kNotApplicable;
    case plan::Obstacle::kNotProvoked:
      return Outcome::kNotProvoked;
    case plan::Obstacle::kSetupFailed:
      return Outcome::kSetupFailed;
  }
  return Outcome::kCouldNotRun;
}

// What went wrong in preparing the target or in tidying up, or "".
std::string control_problem(const wire::Transcript& transcript) {
  for (const wire::Exchange& exchange : transcript) {
    if (exchange.part == wire::Part::kControl && !exchange.problem.empty()) return exchange.problem;
  }
  return "";
}

// Why one step's exchanges are not the whole story, or "".
std::string missing_of(const plan::Step& step,
                       const std::vector<const wire::Exchange*>& exchanges) {
  if (exchanges.empty()) return "the run was stopped before this was sent";
  for (const wire::Exchange* exchange : exchanges) {
    if (exchange->error) return exchange->error->message;
    if (!exchange->problem.empty()) return exchange->problem;
  }
  const wire::Response& last = *exchanges.back()->response;
  const std::string after = " after " + std::to_string(exchanges.size()) + " answers";
  if (step.accepted && last.status == step.accepted->status) return "still no result" + after;
  if (!step.follow) return "";
  const plan::Progress progress = plan::progress_of(*step.follow, last);
  if (progress.kind != plan::Progress::Kind::kPending) return "";
  return "still " + base::printable(progress.state) + after;
}

// Why the transcript is not the whole story, or "".
std::string missing_part(const plan::Case& planned, const wire::Transcript& transcript) {
  for (std::size_t i = 0; i < planned.steps.size(); ++i) {
    std::vector<const wire::Exchange*> own;
    for (const wire::Exchange& exchange : transcript) {
      if (exchange.part != wire::Part::kControl && exchange.step == i) own.push_back(&exchange);
    }
    if (std::string missing = missing_of(planned.steps[i], own); !missing.empty()) return missing;
  }
  return "";
}

Outcome outcome_of(const std::vector<std::uint32_t>& findings, const CaseRecord& record) {
  Outcome outcome = Outcome::kPassed;
  for (const std::uint32_t index : findings) {
    if (record.waived.contains(index)) {
      if (outcome == Outcome::kPassed) outcome = Outcome::kWaived;
      continue;
    }
    if (record.verdict.findings[index].level == contract::Level::kMust) return Outcome::kFailed;
    outcome = Outcome::kWarned;
  }
  return outcome;
}

// Whether any rule of the category was put to what was answered; a category that was not has shown
// nothing. Error answers are judged by rules of several categories.
bool was_exercised(const CaseRecord& record, contract::Category category) {
  const std::vector<std::uint32_t>& exercised = record.verdict.exercised;
  const std::vector<contract::Rule>& rules = record.planned->contract->rules();
  for (std::size_t i = 0; i < exercised.size(); ++i) {
    if (exercised[i] == 0) continue;
    if (category == contract::Category::kErrorCodes || rules[i].category == category) return true;
  }
  return false;
}

Outcome worst(const std::vector<CheckRecord>& checks) {
  Outcome outcome = Outcome::kNotApplicable;
  for (const CheckRecord& check : checks) outcome = worse(outcome, check.outcome);
  return outcome;
}

// Gives the memory back, which an assignment of nothing would keep.
template <typename Container>
void release(Container& container) {
  Container().swap(container);
}

// Whether a report shows the answer of an exchange beside a finding.
bool is_shown(const CaseRecord& record, std::size_t exchange) {
  const std::vector<Finding>& findings = record.verdict.findings;
  return std::any_of(findings.begin(), findings.end(),
                     [&](const Finding& finding) { return finding.exchange == exchange; });
}

void trim(wire::Response& response, bool is_shown, Keep& keep) {
  const std::size_t size = std::min(response.body.size(), keep.one_body);
  if (!is_shown || size > keep.body_bytes) {
    release(response.headers);
    release(response.body);
    return;
  }
  keep.body_bytes -= size;
  response.body.resize(size);
  response.body.shrink_to_fit();
}

RuleUse& use_of(const plan::Case& planned, std::vector<RuleUse>& uses) {
  const auto use = std::find_if(uses.begin(), uses.end(), [&](const RuleUse& known) {
    return known.contract == planned.contract;
  });
  return use == uses.end() ? uses.emplace_back(planned) : *use;
}

}  // namespace

contract::Category category_of(const plan::Case& planned, const Finding& finding) {
  const contract::Category own = planned.contract->rules()[finding.rule].category;
  const bool expected_error =
      finding.step < planned.steps.size() && !planned.steps[finding.step].expected_errors.empty();
  const contract::Category category = expected_error ? contract::Category::kErrorCodes : own;
  const auto& planned_categories = planned.categories;
  const bool is_planned = std::find(planned_categories.begin(), planned_categories.end(),
                                    category) != planned_categories.end();
  // A finding is never lost: what no category of the case claims belongs to its first.
  return is_planned || planned_categories.empty() ? category : planned_categories.front();
}

void settle(CaseRecord& record, const std::vector<contract::Category>& selected) {
  const plan::Case& planned = *record.planned;
  record.checks.clear();
  record.checks.reserve(selected.size());
  record.duration = std::chrono::microseconds{0};
  for (const wire::Exchange& exchange : record.transcript) record.duration += exchange.duration;
  std::optional<Outcome> unjudged;
  if (planned.obstacle) {
    unjudged = outcome_for(*planned.obstacle);
    record.reason = planned.obstacle_reason;
  } else if (std::string problem = control_problem(record.transcript); !problem.empty()) {
    unjudged = Outcome::kSetupFailed;
    record.reason = std::move(problem);
  } else if (std::string missing = missing_part(planned, record.transcript); !missing.empty()) {
    unjudged = Outcome::kCouldNotRun;
    record.reason = std::move(missing);
  }
  for (const contract::Category category : selected) {
    CheckRecord check{.category = category, .outcome = Outcome::kPassed, .findings = {}};
    for (std::uint32_t i = 0; i < record.verdict.findings.size(); ++i) {
      if (category_of(planned, record.verdict.findings[i]) == category) check.findings.push_back(i);
    }
    check.outcome = outcome_of(check.findings, record);
    // What was judged before the transcript broke off still counts.
    if (unjudged && check.outcome != Outcome::kFailed) check.outcome = *unjudged;
    if (check.outcome == Outcome::kPassed && !was_exercised(record, category)) {
      check.outcome = Outcome::kNotApplicable;
    }
    record.checks.push_back(std::move(check));
  }
  record.outcome = worst(record.checks);
  if (record.outcome == Outcome::kNotApplicable && record.reason.empty()) {
    record.reason = "no selected rule could be put to the answer";
  }
}

void put_away(CaseRecord& record, std::vector<RuleUse>& sums, Keep& keep) {
  use_of(*record.planned, sums).add(record.verdict);
  const std::vector<std::uint32_t>& counts = record.verdict.exercised;
  record.exercised.resize(counts.size());
  std::transform(counts.begin(), counts.end(), record.exercised.begin(),
                 [](std::uint32_t count) { return count > 0; });
  release(record.verdict.exercised);
  release(record.verdict.broken);
  release(record.verdict.words);
  record.verdict.findings.shrink_to_fit();
  const std::vector<plan::Step>& steps = record.planned->steps;
  const bool expects_errors = std::any_of(
      steps.begin(), steps.end(), [](const plan::Step& s) { return !s.expected_errors.empty(); });
  const bool ran_well = record.outcome == Outcome::kPassed && record.verdict.findings.empty();
  const bool has_controls = !record.planned->before.empty() || !record.planned->after.empty();
  const bool is_told = expects_errors || has_controls || !record.planned->credential.empty();
  const bool is_followed = !steps.empty() && steps.back().follow && keep.timelines > 0;
  if (is_followed) --keep.timelines;
  if (ran_well && !is_told && !is_followed) {
    release(record.transcript);
    return;
  }
  for (std::size_t i = 0; i < record.transcript.size(); ++i) {
    if (record.transcript[i].response)
      trim(*record.transcript[i].response, is_shown(record, i), keep);
  }
}

std::vector<RuleUse> rule_use(const RunRecord& run) {
  std::vector<RuleUse> all;
  for (const CaseRecord& record : run.cases) {
    const auto is_its = [&](const RuleUse& use) {
      return use.contract == record.planned->contract;
    };
    if (std::none_of(all.begin(), all.end(), is_its)) {
      const auto sum = std::find_if(run.put_away.begin(), run.put_away.end(), is_its);
      all.push_back(sum == run.put_away.end() ? RuleUse(*record.planned) : *sum);
    }
    if (!record.verdict.exercised.empty()) use_of(*record.planned, all).add(record.verdict);
  }
  return all;
}

}  // namespace assay::judge
