#include "results/merge_waivers.h"

#include <algorithm>
#include <iterator>
#include <set>

namespace assay::results {
namespace {

using judge::Outcome;
using judge::Waiver;
using judge::WaiverRecord;
using State = judge::WaiverState;

// The same in every shard, and such an entry waives nothing.
bool is_out_of_force(State state) {
  return state == State::kExpired || state == State::kNotSelected || state == State::kOtherTarget;
}

// Deals the findings of all shards out to the entries, as one run would have.
class Dealing {
 public:
  explicit Dealing(Results& whole) : whole_(whole), wanted_(whole.waivers.size()) {
    for (std::size_t i = 0; i < wanted_.size(); ++i) wanted_[i] = whole.waivers[i].matched;
    for (const Finding& finding : whole.findings) {
      for (std::size_t i = 0; i < wanted_.size(); ++i) {
        const Waiver& waiver = whole.waivers[i].waiver;
        if (wanted_[i] > 0 && names(waiver, whole, finding)) --wanted_[i];
      }
    }
    // What is left is only counted. It comes first.
  }

  void deal() {
    for (WaiverRecord& record : whole_.waivers) record.waived = 0;
    for (Finding& finding : whole_.findings) deal(finding);
    for (const std::uint32_t index : changed_) settle(whole_.cases[index]);
  }

  bool is_too_wide(std::size_t entry) const {
    const std::uint32_t max = whole_.waivers[entry].waiver.max;
    return max > 0 && wanted_[entry] > max;
  }

 private:
  // A shard waived at least what the whole does: its entries had as much room, and less to take.
  void deal(Finding& finding) {
    const std::optional<std::uint32_t> before = finding.waiver;
    finding.waiver.reset();
    bool taken = false;
    for (std::uint32_t i = 0; i < wanted_.size() && !taken; ++i) {
      WaiverRecord& record = whole_.waivers[i];
      if (is_out_of_force(record.state) || !names(record.waiver, whole_, finding)) continue;
      ++wanted_[i];
      taken = !is_too_wide(i);
      if (!taken || !before) continue;
      ++record.waived;
      finding.waiver = i;
    }
    if (finding.waiver == before) return;
    changed_.insert(finding.case_index);
    if (finding.waiver) return;
    const bool is_must = finding.level == contract::Level::kMust;
    finding.outcome = is_must ? Outcome::kFailed : Outcome::kWarned;
  }

  void settle(Case& one) {
    one.outcome = Outcome::kNotApplicable;
    for (Check& check : one.checks) {
      settle(check);
      one.outcome = judge::worse(one.outcome, check.outcome);
    }
    const bool has_reason_of_a_waiver = one.outcome == Outcome::kWaived ||
                                        one.outcome == Outcome::kFailed ||
                                        one.outcome == Outcome::kWarned;
    if (!has_reason_of_a_waiver) return;
    one.reason = one.outcome == Outcome::kWaived ? reason_of(one) : "";
  }

  void settle(Check& check) const {
    const auto has = [&](Outcome outcome) {
      return std::any_of(check.findings.begin(), check.findings.end(), [&](std::uint32_t index) {
        return whole_.findings[index].outcome == outcome;
      });
    };
    // A transcript that broke off stays what it is, but for what was found before.
    if (has(Outcome::kFailed)) {
      check.outcome = Outcome::kFailed;
    } else if (check.outcome == Outcome::kWaived && has(Outcome::kWarned)) {
      check.outcome = Outcome::kWarned;
    }
  }

  std::string reason_of(const Case& one) const {
    for (const Check& check : one.checks) {
      for (const std::uint32_t index : check.findings) {
        const std::optional<std::uint32_t> waiver = whole_.findings[index].waiver;
        if (waiver) return judge::reason_with_ticket(whole_.waivers[*waiver].waiver);
      }
    }
    return one.reason;
  }

  Results& whole_;
  std::vector<std::uint32_t> wanted_;  // Findings that no earlier entry took, by entry.
  std::set<std::uint32_t> changed_;    // Cases.
};

// What the shards say of one entry, but for its state.
struct Sum {
  WaiverRecord record;
  bool changed = false;
  bool too_wide = false;  // By itself, in one of them.
};

Sum sum_of(const std::vector<ResultsFile>& files, std::size_t entry) {
  Sum sum{.record = files.front().results.waivers[entry]};
  for (std::size_t i = 0; i < files.size(); ++i) {
    const WaiverRecord& more = files[i].results.waivers[entry];
    sum.changed = sum.changed || more.state == State::kChanged;
    sum.too_wide = sum.too_wide || more.state == State::kOverWide;
    if (i == 0) continue;
    sum.record.matched += more.matched;
    sum.record.waived += more.waived;
    sum.record.complete = sum.record.complete && more.complete;
    std::vector<std::string> both;
    std::set_intersection(sum.record.unexercised.begin(), sum.record.unexercised.end(),
                          more.unexercised.begin(), more.unexercised.end(),
                          std::back_inserter(both));
    sum.record.unexercised = std::move(both);
  }
  return sum;
}

State state_of(const Sum& sum) {
  const WaiverRecord& record = sum.record;
  if (is_out_of_force(record.state)) return record.state;
  if (sum.too_wide) return State::kOverWide;
  if (record.matched > 0) return State::kApplied;
  if (sum.changed) return State::kChanged;
  if (!record.unexercised.empty()) return State::kNotExercised;
  return record.complete ? State::kStale : State::kUndecided;
}

}  // namespace

void merge_waivers(const std::vector<ResultsFile>& files, Results& whole) {
  std::vector<Sum> sums;
  bool may_be_too_wide = false;
  for (std::size_t i = 0; i < files.front().results.waivers.size(); ++i) {
    const Sum& sum = sums.emplace_back(sum_of(files, i));
    whole.waivers.push_back(sum.record);
    const std::uint32_t max = sum.record.waiver.max;
    may_be_too_wide = may_be_too_wide || (max > 0 && sum.record.matched > max);
  }
  if (may_be_too_wide) {
    Dealing dealing(whole);
    dealing.deal();
    for (std::size_t i = 0; i < sums.size(); ++i) {
      sums[i].record.waived = whole.waivers[i].waived;
      sums[i].too_wide = dealing.is_too_wide(i);
    }
  }
  for (std::size_t i = 0; i < sums.size(); ++i) {
    whole.waivers[i] = sums[i].record;
    whole.waivers[i].state = state_of(sums[i]);
  }
}

}  // namespace assay::results
