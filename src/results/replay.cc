#include "results/replay.h"

#include <algorithm>
#include <array>
#include <optional>
#include <tuple>
#include <utility>

#include "base/document.h"
#include "results/case_rules.h"

namespace assay::results {
namespace {

using judge::Outcome;

constexpr std::array<std::string_view, kFateCount> kFateWords = {"fixed", "still_failing", "waived",
                                                                 "could_not_tell"};

// The answers of one case, each parsed once.
class Answers {
 public:
  explicit Answers(const wire::Transcript& transcript) : transcript_(transcript) {}

  bool has_place(const Finding& finding) {
    if (finding.exchange >= transcript_.size()) return false;
    const auto& response = transcript_[finding.exchange].response;
    if (!response) return false;
    if (finding.pointer.empty()) return true;
    const auto [body, is_new] = bodies_.try_emplace(finding.exchange);
    if (is_new) {
      auto parsed = base::Document::parse(response->body, base::kAnswerLimits);
      if (parsed) body->second = *std::move(parsed);
    }
    return body->second && body->second->at(finding.pointer).has_value();
  }

 private:
  const wire::Transcript& transcript_;
  std::map<std::uint32_t, std::optional<base::Document>> bodies_;  // By exchange; none: no JSON.
};

using RuleInCase = std::pair<std::string, std::string>;  // Rule, case.

class Replaying {
 public:
  Replaying(const Results& before, const Results& now, const ReplayWitness& witness)
      : before_(before), now_(now), witness_(witness), case_rules_(now) {
    for (std::uint32_t i = 0; i < now.rules.size(); ++i) rules_.emplace(now.rules[i].id, i);
    for (const Case& one : now.cases) cases_.emplace(one.id, &one);
    for (const Finding& finding : now.findings) {
      if (finding.outcome == Outcome::kFailed || finding.outcome == Outcome::kWaived) {
        broken_[key(now, finding)].push_back(&finding);
      }
    }
    for (const Finding& finding : before.findings) {
      if (finding.outcome == Outcome::kFailed) {
        places_before_[key(before, finding)].insert(finding.pointer);
      }
    }
  }

  Replay make() {
    out_.before = before_.run;
    out_.now = now_.run;
    out_.cases = failed_cases(before_).size();
    std::set<std::tuple<std::string, std::string, std::string>> told;
    for (const Finding& finding : before_.findings) {
      if (finding.outcome != Outcome::kFailed) continue;
      const auto& [rule, case_id] = key(before_, finding);
      if (told.emplace(rule, case_id, finding.pointer).second) add(finding);
    }
    for (const auto& [where, findings] : broken_) {
      if (!places_before_.contains(where)) add_new(where, findings);
    }
    return std::move(out_);
  }

 private:
  static RuleInCase key(const Results& run, const Finding& finding) {
    return {run.rule_of(finding).id, run.case_of(finding).id};
  }

  void add(const Finding& finding) {
    const RuleInCase where = key(before_, finding);
    Replayed one{.rule = where.first,
                 .case_id = where.second,
                 .pointer = finding.pointer,
                 .expected = finding.expected,
                 .actual = finding.actual};
    const auto broken = broken_.find(where);
    if (broken != broken_.end()) {
      find_among(broken->second, finding, one);
    } else {
      tell_unbroken(where, one);
    }
    out_.findings.push_back(std::move(one));
  }

  void add_new(const RuleInCase& where, const std::vector<const Finding*>& findings) {
    const Finding& first = *findings.front();
    const bool gates = std::any_of(findings.begin(), findings.end(), [](const Finding* one) {
      return one->outcome == Outcome::kFailed;
    });
    if (!gates) return;
    out_.added.push_back({.rule = where.first,
                          .case_id = where.second,
                          .operation = now_.rule_of(first).operation,
                          .places = findings.size(),
                          .pointer = first.pointer,
                          .expected = first.expected,
                          .actual = first.actual});
  }

  // The rule is broken in the case this time, too: at the same place, or at one that is new?
  void find_among(const std::vector<const Finding*>& broken, const Finding& finding,
                  Replayed& one) const {
    const std::set<std::string>& before = places_before_.at({one.rule, one.case_id});
    const Finding* found = nullptr;
    for (const Finding* now : broken) {
      const bool is_same = now->pointer == finding.pointer;
      if (is_same || (found == nullptr && !before.contains(now->pointer))) found = now;
      if (is_same) break;
    }
    if (found == nullptr) {
      one.fate = witness_.is_place_there(finding) ? Fate::kFixed : Fate::kCouldNotTell;
      if (one.fate == Fate::kCouldNotTell) one.reason = "the place is not in the answer any more";
      return;
    }
    one.fate = found->outcome == Outcome::kWaived ? Fate::kWaived : Fate::kStillFailing;
    one.actual_now = found->actual;
    if (found->pointer != finding.pointer) one.pointer_now = found->pointer;
    if (found->waiver) one.reason = now_.waivers[*found->waiver].waiver.reason;
  }

  void tell_unbroken(const RuleInCase& where, Replayed& one) const {
    const auto found = cases_.find(where.second);
    if (found == cases_.end()) {
      one.reason = "the target has no such case any more";
    } else if (!found->second->reason.empty()) {
      one.reason = found->second->reason;
    } else if (!was_exercised(*found->second, where.first)) {
      one.reason = "no answer was put to the rule this time";
    } else {
      one.fate = Fate::kFixed;
    }
  }

  bool was_exercised(const Case& one, const std::string& rule) const {
    const auto index = rules_.find(rule);
    return index != rules_.end() && case_rules_.was_exercised(one, index->second);
  }

  const Results& before_;
  const Results& now_;
  const ReplayWitness& witness_;
  const CaseRules case_rules_;
  std::map<std::string_view, std::uint32_t> rules_;  // Of the newer run, by id.
  std::map<std::string, const Case*> cases_;
  std::map<RuleInCase, std::vector<const Finding*>> broken_;  // Now.
  std::map<RuleInCase, std::set<std::string>> places_before_;
  Replay out_;
};

}  // namespace

std::set<std::string> failed_cases(const Results& before) {
  std::set<std::string> ids;
  for (const Finding& finding : before.findings) {
    if (finding.outcome == Outcome::kFailed) ids.insert(before.case_of(finding).id);
  }
  return ids;
}

ReplayWitness::ReplayWitness(const Results& before) {
  for (const Finding& finding : before.findings) {
    if (finding.outcome != Outcome::kFailed) continue;
    findings_[before.case_of(finding).id].push_back(&finding);
  }
}

void ReplayWitness::see(const judge::CaseRecord& record) {
  const auto findings = findings_.find(record.planned->id);
  if (findings == findings_.end()) return;
  Answers answers(record.transcript);
  for (const Finding* finding : findings->second) {
    if (answers.has_place(*finding)) there_.insert(finding);
  }
}

bool ReplayWitness::is_place_there(const Finding& finding) const {
  return there_.contains(&finding);
}

std::string_view to_string(Fate fate) {
  return kFateWords[static_cast<std::size_t>(fate)];
}

std::size_t Replay::count(Fate fate) const {
  return static_cast<std::size_t>(std::count_if(
      findings.begin(), findings.end(), [&](const Replayed& one) { return one.fate == fate; }));
}

Replay replay_of(const Results& before, const Results& now, const ReplayWitness& witness) {
  return Replaying(before, now, witness).make();
}

}  // namespace assay::results
