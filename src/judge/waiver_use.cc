#include "judge/waiver_use.h"

#include <algorithm>
#include <utility>

#include "base/text.h"

namespace assay::judge {
namespace {

// Whether answers of the case are missing that might have had more findings.
bool is_incomplete(const CaseRecord& record) {
  const auto lacks = [](const CheckRecord& check) {
    return check.outcome == Outcome::kCouldNotRun || check.outcome == Outcome::kSetupFailed;
  };
  if (std::any_of(record.checks.begin(), record.checks.end(), lacks)) return true;
  // Of a case that failed before its transcript broke off, the reason alone tells.
  return record.outcome == Outcome::kFailed && !record.reason.empty();
}

bool is_element(const std::string& token) {
  return !token.empty() && token.find_first_not_of("0123456789") == std::string::npos;
}

// Whether the rule is broken at places of the case that are counted and not told.
bool has_untold(const CaseRecord& record, contract::RuleIndex rule) {
  const std::vector<Finding>& all = record.verdict.findings;
  const std::vector<std::uint32_t>& broken = record.verdict.broken;
  if (rule >= broken.size() || broken[rule] == 0) return false;
  const auto told = std::count_if(all.begin(), all.end(),
                                  [rule](const Finding& finding) { return finding.rule == rule; });
  return broken[rule] > static_cast<std::uint32_t>(told);
}

// What stands for places that are counted and not told must not be narrower than all of them.
// Places of one rule differ in the elements of arrays, and in the answer that they are in.
bool may_cover_untold(const Waiver& waiver) {
  const std::vector<std::string> tokens = base::split(waiver.pointer.value_or(""), '/');
  return waiver.actual.empty() && std::none_of(tokens.begin(), tokens.end(), is_element);
}

bool is_among(const std::vector<contract::Category>& selected, contract::Category category) {
  return std::find(selected.begin(), selected.end(), category) != selected.end();
}

}  // namespace

WaiverUse::WaiverUse(std::vector<Waiver> waivers, const Circumstances& here)
    : sharded_(here.sharded) {
  entries_.reserve(waivers.size());
  for (Waiver& waiver : waivers) {
    Entry& entry = entries_.emplace_back();
    entry.other_target = !is_for_target(waiver, here.target, here.base_url);
    // Days in this form compare like the days themselves.
    entry.expired = !waiver.expires.empty() && here.today > waiver.expires;
    entry.record.waiver = std::move(waiver);
  }
}

// nullptr where no rule of the case's contract is named, or the entry looks elsewhere.
const WaiverUse::Named* WaiverUse::looks(const Entry& entry, const plan::Case& planned) {
  const auto named = entry.named.find(planned.contract);
  if (named == entry.named.end() || named->second.rules.empty()) return nullptr;
  const std::string& operation = planned.contract->operation();
  return looks_into(entry.record.waiver, operation, planned.id) ? &named->second : nullptr;
}

void WaiverUse::plan(const plan::Case& planned, bool selected) {
  for (Entry& entry : entries_) {
    if (entry.other_target) continue;
    const auto [named, is_new] = entry.named.try_emplace(planned.contract);
    if (is_new) {
      const std::vector<contract::Rule>& rules = planned.contract->rules();
      for (contract::RuleIndex i = 0; i < rules.size(); ++i) {
        if (base::glob_match(entry.record.waiver.rule, rules[i].id)) {
          named->second.rules.push_back(i);
        }
      }
      named->second.exercised.resize(named->second.rules.size());
    }
    if (looks(entry, planned) == nullptr) continue;
    ++entry.planned;
    if (selected) {
      ++entry.selected;
    } else {
      entry.record.complete = false;
    }
  }
}

void WaiverUse::leave_out(const plan::Case& planned) {
  for (Entry& entry : entries_) {
    if (looks(entry, planned) != nullptr) entry.record.complete = false;
  }
}

bool WaiverUse::is_in_place(const Entry& entry, const CaseRecord& record, const Finding& finding) {
  const Named* named = looks(entry, *record.planned);
  return named != nullptr &&
         std::binary_search(named->rules.begin(), named->rules.end(), finding.rule) &&
         place_matches(entry.record.waiver, finding.pointer);
}

// The first entry that holds and has room takes it.
void WaiverUse::take(CaseRecord& record, std::uint32_t finding, bool is_selected) {
  bool taken = false;
  for (std::uint32_t i = 0; i < entries_.size(); ++i) {
    Entry& entry = entries_[i];
    const Finding& found = record.verdict.findings[finding];
    if (!is_in_place(entry, record, found)) continue;
    const bool is_meant = value_matches(entry.record.waiver, found.actual);
    // The rule is broken where the entry says, even if nobody asked for the check.
    if (!is_selected || !is_meant) entry.record.complete = false;
    if (is_selected && !is_meant) entry.changed = true;
    if (!is_selected || !is_meant) continue;
    ++entry.record.matched;
    if (entry.expired || taken) continue;
    ++entry.wanted;
    if (entry.is_too_wide()) continue;
    ++entry.record.waived;
    record.waived.emplace(finding, i);
    taken = true;
  }
}

// The first entry that names a finding, whether it has room or not; nullptr for none.
WaiverUse::Entry* WaiverUse::meant(const CaseRecord& record, std::uint32_t finding) {
  const Finding& found = record.verdict.findings[finding];
  for (Entry& entry : entries_) {
    if (is_in_place(entry, record, found) && value_matches(entry.record.waiver, found.actual)) {
      return &entry;
    }
  }
  return nullptr;
}

// Places beyond those that are told belong to the entry that took the last of them, or that would
// have. It must have room for them, too, and not be about a single place or value: else that last
// one gates.
void WaiverUse::count_untold(CaseRecord& record, const std::vector<contract::Category>& selected) {
  const std::vector<Finding>& findings = record.verdict.findings;
  std::map<contract::RuleIndex, std::pair<std::uint32_t, std::uint32_t>> told;  // Count, last.
  for (std::uint32_t i = 0; i < findings.size(); ++i) {
    if (!is_among(selected, category_of(*record.planned, findings[i]))) continue;
    auto& [count, last] = told[findings[i].rule];
    ++count;
    last = i;
  }
  for (const auto& [rule, places] : told) {
    const auto [count, last] = places;
    const std::uint32_t broken =
        rule < record.verdict.broken.size() ? record.verdict.broken[rule] : 0;
    if (broken <= count) continue;
    const auto taken = record.waived.find(last);
    Entry* entry = taken != record.waived.end() ? &entries_[taken->second] : meant(record, last);
    if (entry == nullptr) continue;
    entry->record.matched += broken - count;
    entry->wanted += broken - count;
    if (taken == record.waived.end()) continue;
    if (may_cover_untold(entry->record.waiver) && !entry->is_too_wide()) continue;
    --entry->record.waived;
    record.waived.erase(taken);
  }
}

void WaiverUse::note_exercised(Entry& entry, const CaseRecord& record) {
  if (looks(entry, *record.planned) == nullptr) return;
  if (is_incomplete(record)) entry.record.complete = false;
  Named& named = entry.named[record.planned->contract];
  for (std::size_t i = 0; i < named.rules.size(); ++i) {
    const contract::RuleIndex rule = named.rules[i];
    if (record.verdict.exercised[rule] > 0) named.exercised[i] = true;
    // Among the places that are not told may be the one that it names.
    if (has_untold(record, rule)) entry.record.complete = false;
  }
}

// In the order in which reports have them: an entry with a `max` takes the same ones, however the
// run is dealt out.
void WaiverUse::take_all(CaseRecord& record, const std::vector<contract::Category>& selected) {
  std::vector<std::pair<std::size_t, std::uint32_t>> order;  // Check, finding.
  for (std::uint32_t i = 0; i < record.verdict.findings.size(); ++i) {
    const contract::Category category = category_of(*record.planned, record.verdict.findings[i]);
    const auto check = std::find(selected.begin(), selected.end(), category);
    order.emplace_back(check - selected.begin(), i);
  }
  std::sort(order.begin(), order.end());
  for (const auto& [check, finding] : order) take(record, finding, check < selected.size());
}

void WaiverUse::settle(CaseRecord& record, const std::vector<contract::Category>& selected) {
  record.waived.clear();
  if (!entries_.empty()) {
    take_all(record, selected);
    count_untold(record, selected);
  }
  judge::settle(record, selected);
  for (Entry& entry : entries_) note_exercised(entry, record);
  if (record.outcome == Outcome::kWaived && record.reason.empty() && !record.waived.empty()) {
    record.reason = reason_with_ticket(entries_[record.waived.begin()->second].record.waiver);
  }
}

std::vector<WaiverRecord> WaiverUse::finish() const {
  std::vector<WaiverRecord> records;
  for (const Entry& entry : entries_) {
    WaiverRecord& record = records.emplace_back(entry.record);
    for (const auto& [contract, named] : entry.named) {
      const std::string& operation = record.waiver.operation;
      if (!operation.empty() && operation != contract->operation()) continue;
      for (std::size_t i = 0; i < named.rules.size(); ++i) {
        if (!named.exercised[i]) record.unexercised.push_back(contract->rules()[named.rules[i]].id);
      }
    }
    std::sort(record.unexercised.begin(), record.unexercised.end());
    record.state = entry.other_target             ? WaiverState::kOtherTarget
                   : entry.selected == 0          ? WaiverState::kNotSelected
                   : entry.expired                ? WaiverState::kExpired
                   : entry.is_too_wide()          ? WaiverState::kOverWide
                   : record.matched > 0           ? WaiverState::kApplied
                   : entry.changed                ? WaiverState::kChanged
                   : !record.unexercised.empty()  ? WaiverState::kNotExercised
                   : sharded_ || !record.complete ? WaiverState::kUndecided
                                                  : WaiverState::kStale;
  }
  return records;
}

}  // namespace assay::judge
