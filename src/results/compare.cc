#include "results/compare.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "results/case_rules.h"

namespace assay::results {
namespace {

using judge::Outcome;

constexpr std::array<std::string_view, std::size(kFailOns)> kFailOnWords = {
    "stopped", "coverage", "evidence", "warnings", "drift", "latency", "waivers"};

// Whether a check of this outcome says anything about the answers.
bool is_judged(Outcome outcome) {
  switch (outcome) {
    case Outcome::kPassed:
    case Outcome::kFailed:
    case Outcome::kWarned:
    case Outcome::kWaived:
    case Outcome::kUnexpectedPass:
      return true;
    default:
      return false;
  }
}

using Key = std::pair<std::string, std::string>;  // Rule, case.

// One run, by ids as they are now.
class Side {
 public:
  Side(const Results& run, const Aliases& aliases, std::set<std::string>& renamed)
      : results(run), case_rules_(run) {
    for (const Rule& rule : results.rules) {
      rule_ids_.push_back(current(aliases.rules, rule.id, renamed));
      rules.emplace(rule_ids_.back(), &rule);
    }
    for (const Case& one : results.cases) {
      case_ids_.push_back(current(aliases.cases, one.id, renamed));
      cases.emplace(case_ids_.back(), &one);
    }
    for (const Finding& finding : results.findings) {
      const Key key(rule_ids_[finding.rule], case_ids_[finding.case_index]);
      if (finding.outcome == Outcome::kFailed) add(failed, key, finding);
      if (finding.outcome == Outcome::kWarned) add(warned, key, finding);
      if (finding.outcome == Outcome::kWaived) add(waived, key, finding);
    }
  }

  const std::string& id_of(const Case& one) const { return case_ids_[results.index_of(one)]; }

  // The outcome of a check, or nullptr where there is none.
  const Check* check(const std::string& case_id, contract::Category category) const {
    const auto found = cases.find(case_id);
    if (found == cases.end()) return nullptr;
    for (const Check& one : found->second->checks) {
      if (one.category == category) return &one;
    }
    return nullptr;
  }
  // Whether the check in which a rule was found broken was judged here, too, by an answer that was
  // put to the rule.
  bool looked_at(const Breakage& breakage, contract::Category category) const {
    const Check* one = check(breakage.case_id, category);
    if (one == nullptr || !is_judged(one->outcome)) return false;
    const auto rule = rules.find(breakage.rule);
    return rule != rules.end() &&
           case_rules_.was_exercised(
               *cases.at(breakage.case_id),
               static_cast<std::uint32_t>(rule->second - results.rules.data()));
  }

  struct Broken {
    Breakage breakage;
    contract::Category category;
    contract::Level level;
  };
  const Results& results;
  std::map<std::string, const Rule*> rules;
  std::map<std::string, const Case*> cases;
  std::map<Key, Broken> failed;
  std::map<Key, Broken> warned;
  std::map<Key, Broken> waived;

  bool found(const Key& key) const {
    return failed.contains(key) || warned.contains(key) || waived.contains(key);
  }

 private:
  static std::string current(const std::map<std::string, std::string>& aliases,
                             const std::string& id, std::set<std::string>& renamed) {
    std::string now = Aliases::followed(aliases, id);
    if (now != id) renamed.insert(id + " -> " + now);
    return now;
  }

  void add(std::map<Key, Broken>& all, const Key& key, const Finding& finding) const {
    Broken& broken = all[key];
    Breakage& one = broken.breakage;
    if (one.places++ > 0) return;
    one.rule = key.first;
    one.case_id = key.second;
    one.operation = results.rule_of(finding).operation;
    one.pointer = finding.pointer;
    one.expected = finding.expected;
    one.actual = finding.actual;
    broken.category = finding.category;
    broken.level = finding.level;
  }

  CaseRules case_rules_;
  std::vector<std::string> rule_ids_;
  std::vector<std::string> case_ids_;
};

class Comparing {
 public:
  Comparing(const Results& before, const Results& now, const Aliases& aliases)
      : before_(before, aliases, renamed_), now_(now, aliases, renamed_) {}

  Comparison make() {
    out_.before = before_.results.run;
    out_.now = now_.results.run;
    out_.renamed.assign(renamed_.begin(), renamed_.end());
    note_differences();
    compare_failures();
    compare_warnings();
    compare_waived();
    compare_checks();
    compare_rules();
    compare_evidence();
    compare_words();
    out_.drift = drift_between(before_.results, now_.results);
    out_.latency_untold = latency_untold(before_.results, now_.results);
    const std::vector<judge::WaiverRecord>& waivers = now_.results.waivers;
    std::copy_if(waivers.begin(), waivers.end(), std::back_inserter(out_.failing_waivers),
                 [](const judge::WaiverRecord& one) { return judge::gates(one.state); });
    return std::move(out_);
  }

 private:
  void note(std::string_view what, std::string_view before, std::string_view now) {
    if (before != now) out_.notes.push_back(fmt::format("{} {}, then {}", what, before, now));
  }

  void note_differences() {
    const Run& before = before_.results.run;
    const Run& now = now_.results.run;
    note("profile", contract::to_string(before.profile), contract::to_string(now.profile));
    note("target", before.target, now.target);
    note("assay", before.tool_version, now.tool_version);
    const auto add = [&](const Run& run, std::string_view which) {
      if (run.aborted) out_.notes.push_back(fmt::format("the {} run was stopped", which));
      if (run.shards > 1) {
        out_.notes.push_back(
            fmt::format("the {} run is shard {} of {}", which, run.shard, run.shards));
      }
    };
    add(before, "older");
    add(now, "newer");
    if (before.started > now.started) {
      out_.notes.emplace_back(
          "the first run began after the second: are they the right way round?");
    }
  }

  void compare_failures() {
    std::set<std::string> broken_rules;  // Of the older run.
    for (const auto& [key, broken] : before_.failed) broken_rules.insert(key.first);
    for (const auto& [key, broken] : now_.failed) {
      Breakage one = broken.breakage;
      const auto old = before_.failed.find(key);
      if (old != before_.failed.end()) {
        one.old_places = old->second.breakage.places;
        out_.still_broken.push_back(std::move(one));
        continue;
      }
      if (const auto known = before_.waived.find(key); known != before_.waived.end()) {
        one.old_places = known->second.breakage.places;
        one.was_waived = true;
        out_.no_longer_waived.push_back(std::move(one));
        continue;
      }
      one.was_checked = before_.looked_at(one, broken.category);
      // Known of other cases, such as that of yesterday's job: nothing got worse.
      const bool is_known = !one.was_checked && broken_rules.contains(one.rule);
      (is_known ? out_.still_broken : out_.newly_broken).push_back(std::move(one));
    }
    for (const auto& [key, broken] : before_.failed) {
      if (!now_.failed.contains(key) && !now_.waived.contains(key)) settle_gone(broken);
    }
  }

  // Broken in the older run, and not found in the newer.
  void settle_gone(Side::Broken broken) {
    Breakage& one = broken.breakage;
    one.old_places = std::exchange(one.places, 0);
    const bool is_known = now_.looked_at(one, broken.category);
    (is_known ? out_.fixed : out_.unknown).push_back(std::move(one));
  }

  void compare_waived() {
    for (const auto& [key, broken] : now_.waived) {
      if (now_.failed.contains(key)) continue;  // The rest of it.
      Breakage one = broken.breakage;
      const auto old = before_.waived.find(key);
      const bool was_gating = before_.failed.contains(key) || before_.warned.contains(key);
      if (old != before_.waived.end() && !was_gating) {
        one.old_places = old->second.breakage.places;
        one.was_waived = true;
        out_.still_waived.push_back(std::move(one));
        continue;
      }
      one.was_checked = was_gating || before_.looked_at(one, broken.category);
      for (const auto* of : {&before_.failed, &before_.warned}) {
        if (const auto found = of->find(key); found != of->end()) {
          one.old_places = found->second.breakage.places;
        }
      }
      out_.now_waived.push_back(std::move(one));
    }
    for (const auto& [key, broken] : before_.waived) {
      if (now_.found(key) || before_.failed.contains(key)) continue;
      if (broken.level != contract::Level::kMust) continue;
      Side::Broken gone = broken;
      gone.breakage.was_waived = true;
      settle_gone(std::move(gone));
    }
    const auto by_place = [](const Breakage& a, const Breakage& b) {
      return std::tie(a.rule, a.case_id) < std::tie(b.rule, b.case_id);
    };
    std::sort(out_.fixed.begin(), out_.fixed.end(), by_place);
    std::sort(out_.unknown.begin(), out_.unknown.end(), by_place);
  }

  void compare_warnings() {
    for (const auto& [key, broken] : now_.warned) {
      if (!before_.warned.contains(key)) out_.newly_warned.push_back(broken.breakage);
    }
    for (const auto& [key, broken] : before_.warned) {
      if (now_.found(key) || !now_.looked_at(broken.breakage, broken.category)) continue;
      out_.no_longer_warned.push_back(broken.breakage);
    }
  }

  void compare_checks() {
    for (const Case& one : before_.results.cases) {
      const std::string& id = before_.id_of(one);
      for (const Check& check : one.checks) {
        if (!is_judged(check.outcome)) continue;
        const Check* now = now_.check(id, check.category);
        if (now != nullptr && is_judged(now->outcome)) continue;
        StoppedCheck stopped{.case_id = id,
                             .operation = one.operation,
                             .category = check.category,
                             .before = check.outcome};
        stopped.is_gone = now == nullptr;
        if (now != nullptr) {
          stopped.now = now->outcome;
          stopped.reason = now_.cases.at(id)->reason;
        }
        out_.stopped.push_back(std::move(stopped));
      }
    }
    for (const Case& one : now_.results.cases) {
      for (const Check& check : one.checks) {
        if (!is_judged(check.outcome)) continue;
        const Check* old = before_.check(now_.id_of(one), check.category);
        if (old == nullptr || !is_judged(old->outcome)) ++out_.started;
      }
    }
  }

  // By the rules of the older run: also those of an operation that was not run again.
  void compare_rules() {
    for (const auto& [id, rule] : before_.rules) {
      if (rule->exercised == 0) continue;
      const auto now = now_.rules.find(id);
      if (now != now_.rules.end() && now->second->exercised > 0) continue;
      out_.rules_lost.push_back(
          {.rule = id, .operation = rule->operation, .is_gone = now == now_.rules.end()});
    }
    for (const auto& [id, rule] : now_.rules) {
      if (rule->exercised == 0) continue;
      const auto old = before_.rules.find(id);
      if (old == before_.rules.end() || old->second->exercised == 0) ++out_.rules_gained;
    }
  }

  void compare_evidence() {
    std::map<std::pair<std::string, std::string>, judge::Evidence> now;
    for (const Evidence& one : now_.results.evidence) now[{one.operation, one.status}] = one.best;
    for (const Evidence& one : before_.results.evidence) {
      if (!one.documented) continue;
      const auto found = now.find({one.operation, one.status});
      const judge::Evidence best = found == now.end() ? judge::Evidence::kNever : found->second;
      if (best == one.best) continue;
      EvidenceChange change{
          .operation = one.operation, .status = one.status, .before = one.best, .now = best};
      (best < one.best ? out_.evidence_lost : out_.evidence_gained).push_back(std::move(change));
    }
  }

  void compare_words() {
    for (const Words& old : before_.results.words) {
      for (const Words& words : now_.results.words) {
        if (words.operation != old.operation || words.place != old.place) continue;
        for (const std::string& word : old.seen) {
          if (std::binary_search(words.seen.begin(), words.seen.end(), word)) continue;
          out_.words_lost.push_back({old.operation, old.place, word});
        }
      }
    }
  }

  std::set<std::string> renamed_;
  const Side before_;
  const Side now_;
  Comparison out_;
};

bool fails_by(const Comparison& comparison, FailOn what) {
  const auto has_drift = [&](bool latency) {
    return std::any_of(comparison.drift.begin(), comparison.drift.end(), [&](const Drift& one) {
      if (one.kind == DriftKind::kFaster) return false;
      return (one.kind == DriftKind::kSlower) == latency;
    });
  };
  switch (what) {
    case FailOn::kStopped:
      return !comparison.stopped.empty() || !comparison.unknown.empty();
    case FailOn::kCoverage:
      return !comparison.rules_lost.empty() || !comparison.words_lost.empty();
    case FailOn::kEvidence:
      return !comparison.evidence_lost.empty();
    case FailOn::kWarnings:
      return !comparison.newly_warned.empty();
    case FailOn::kDrift:
      return has_drift(false);
    case FailOn::kLatency:
      return has_drift(true);
    case FailOn::kWaivers:
      return !comparison.failing_waivers.empty();
  }
  return false;
}

}  // namespace

Comparison compare(const Results& before, const Results& now, const Aliases& aliases) {
  return Comparing(before, now, aliases).make();
}

std::string_view to_string(FailOn what) {
  return kFailOnWords[static_cast<std::size_t>(what)];
}

bool is_regression(const Comparison& comparison, const std::vector<FailOn>& fail_on) {
  if (!comparison.newly_broken.empty() || !comparison.no_longer_waived.empty()) return true;
  return std::any_of(fail_on.begin(), fail_on.end(),
                     [&](FailOn what) { return fails_by(comparison, what); });
}

}  // namespace assay::results
