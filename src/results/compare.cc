#include "results/compare.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "results/compare_breakages.h"
#include "results/compare_side.h"

namespace assay::results {
namespace {

constexpr std::array<std::string_view, std::size(kFailOns)> kFailOnWords = {
    "stopped", "coverage", "evidence", "warnings", "drift", "latency", "waivers"};

class Comparing {
 public:
  Comparing(const Results& before, const Results& now, const Aliases& aliases)
      : before_(before, aliases, renamed_), now_(now, aliases, renamed_) {}

  Comparison make() {
    out_.before = before_.results.run;
    out_.now = now_.results.run;
    out_.renamed.assign(renamed_.begin(), renamed_.end());
    note_differences();
    compare_breakages(before_, now_, out_);
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

bool lost_waiver(const Comparison& comparison, contract::Level level) {
  return std::any_of(comparison.no_longer_waived.begin(), comparison.no_longer_waived.end(),
                     [&](const Breakage& one) { return one.level == level; });
}

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
      return !comparison.newly_warned.empty() || lost_waiver(comparison, contract::Level::kShould);
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
  if (!comparison.newly_broken.empty()) return true;
  if (lost_waiver(comparison, contract::Level::kMust)) return true;
  return std::any_of(fail_on.begin(), fail_on.end(),
                     [&](FailOn what) { return fails_by(comparison, what); });
}

}  // namespace assay::results
