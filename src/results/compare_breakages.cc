#include "results/compare_breakages.h"

#include <algorithm>
#include <set>
#include <utility>

namespace assay::results {
namespace {

using contract::Level;
using Places = Side::Places;

Places both(const Places& of, const Places& other) {
  Places out;
  for (const auto& [place, finding] : of) {
    if (other.contains(place)) out.emplace(place, finding);
  }
  return out;
}

Places without(Places of, const Places& other) {
  std::erase_if(of, [&](const auto& entry) { return other.contains(entry.first); });
  return of;
}

// One rule in one case, in both runs.
class Pair {
 public:
  Pair(const Side::Key& key, const Side::Broken& before, const Side::Broken& now)
      : key_(key),
        before_(before),
        now_(now),
        lifted_(both(now.open, before.waived)),
        taken_(both(now.waived, before.open)),
        fresh_(without(without(now.open, before.open), before.waived)),
        fresh_waived_(without(without(now.waived, before.open), before.waived)) {}

  bool was_found() const { return !before_.open.empty() || !before_.waived.empty(); }
  bool is_found() const { return !now_.open.empty() || !now_.waived.empty(); }

  // Places that a waiver took, and none does any more.
  Places no_longer_waived() const {
    if (!lifted_.empty()) return lifted_;
    const bool moved = before_.open.empty() && !before_.waived.empty() && now_.waived.empty();
    return moved ? now_.open : Places();
  }
  Places newly_open() const {
    return before_.open.empty() && no_longer_waived().empty() ? fresh_ : Places();
  }
  bool is_still_open() const {
    if (before_.open.empty() || now_.open.empty()) return false;
    return !fresh_.empty() || !both(now_.open, before_.open).empty();
  }
  // Places that were open, and a waiver takes now.
  Places now_waived() const {
    const bool moved = taken_.empty() && now_.open.empty() && !before_.open.empty();
    return moved ? fresh_waived_ : taken_;
  }
  Places newly_waived() const {
    return before_.waived.empty() && now_waived().empty() ? fresh_waived_ : Places();
  }
  Places still_waived() const {
    return before_.waived.empty() ? Places() : without(now_.waived, taken_);
  }
  // Whether nothing is left of what was open, in a case that still has waived places.
  bool is_mended() const {
    return !before_.open.empty() && now_.open.empty() && now_waived().empty();
  }

  // Told by the first of `places`.
  Breakage breakage(const Places& places, std::size_t old_places) const {
    Breakage out;
    out.rule = std::get<0>(key_);
    out.case_id = std::get<1>(key_);
    out.level = std::get<2>(key_);
    out.operation = is_found() ? now_.operation : before_.operation;
    out.places = places.size();
    out.old_places = old_places;
    out.is_cut = now_.is_cut();
    if (places.empty()) return out;
    const Finding& first = *places.begin()->second;
    out.pointer = first.pointer;
    out.expected = first.expected;
    out.actual = first.actual;
    return out;
  }

  const Side::Broken& before() const { return before_; }
  const Side::Broken& now() const { return now_; }

 private:
  const Side::Key& key_;
  const Side::Broken& before_;
  const Side::Broken& now_;
  const Places lifted_;
  const Places taken_;
  const Places fresh_;
  const Places fresh_waived_;
};

class Comparing {
 public:
  Comparing(const Side& before, const Side& now, Comparison& out)
      : before_(before), now_(now), out_(out) {}

  void compare() {
    std::set<Side::Key> keys;
    for (const auto& [key, broken] : now_.broken) keys.insert(key);
    for (const auto& [key, broken] : before_.broken) {
      keys.insert(key);
      if (std::get<2>(key) == Level::kMust && !broken.open.empty()) known_.insert(std::get<0>(key));
    }
    for (const Side::Key& key : keys) {
      const Pair pair(key, found(before_, key), found(now_, key));
      add_open(pair);
      add_waived(pair);
      if (!pair.is_found() || pair.is_mended()) add_gone(pair);
    }
  }

 private:
  static const Side::Broken& found(const Side& side, const Side::Key& key) {
    static const Side::Broken kNone;
    const auto at = side.broken.find(key);
    return at == side.broken.end() ? kNone : at->second;
  }

  bool was_looked_at(const Pair& pair, const Breakage& one) const {
    return pair.was_found() || before_.looked_at(one.rule, one.case_id, pair.now().category);
  }

  void add_open(const Pair& pair) {
    if (const Places lifted = pair.no_longer_waived(); !lifted.empty()) {
      Breakage one = pair.breakage(lifted, pair.before().waived.size());
      one.was_waived = true;
      out_.no_longer_waived.push_back(std::move(one));
    }
    if (pair.is_still_open()) {
      Breakage one = pair.breakage(pair.now().open, pair.before().open.size());
      if (one.level == Level::kMust) out_.still_broken.push_back(std::move(one));
    }
    const Places fresh = pair.newly_open();
    if (fresh.empty()) return;
    Breakage one = pair.breakage(fresh, 0);
    one.was_checked = was_looked_at(pair, one);
    if (one.level != Level::kMust) {
      out_.newly_warned.push_back(std::move(one));
      return;
    }
    // Known of other cases, such as that of yesterday's job: nothing got worse.
    const bool is_known = !one.was_checked && known_.contains(one.rule);
    (is_known ? out_.still_broken : out_.newly_broken).push_back(std::move(one));
  }

  void add_waived(const Pair& pair) {
    if (const Places taken = pair.now_waived(); !taken.empty()) {
      out_.now_waived.push_back(pair.breakage(taken, pair.before().open.size()));
    }
    if (const Places fresh = pair.newly_waived(); !fresh.empty()) {
      Breakage one = pair.breakage(fresh, 0);
      one.was_checked = was_looked_at(pair, one);
      out_.now_waived.push_back(std::move(one));
    }
    if (const Places still = pair.still_waived(); !still.empty()) {
      Breakage one = pair.breakage(still, pair.before().waived.size());
      one.was_waived = true;
      out_.still_waived.push_back(std::move(one));
    }
  }

  // The newer run does not find what was open, or all of what a waiver took.
  void add_gone(const Pair& pair) {
    const bool was_waived = pair.before().open.empty();
    const Places& places = was_waived ? pair.before().waived : pair.before().open;
    Breakage one = pair.breakage(places, places.size());
    one.places = 0;
    one.is_cut = false;
    one.was_waived = was_waived;
    const bool is_known = now_.looked_at(one.rule, one.case_id, pair.before().category);
    if (one.level == Level::kMust) {
      (is_known ? out_.fixed : out_.unknown).push_back(std::move(one));
    } else if (is_known) {
      out_.no_longer_warned.push_back(std::move(one));
    }
  }

  const Side& before_;
  const Side& now_;
  Comparison& out_;
  std::set<std::string> known_;  // Rules that gated in some case of the older run.
};

}  // namespace

void compare_breakages(const Side& before, const Side& now, Comparison& out) {
  Comparing(before, now, out).compare();
}

}  // namespace assay::results
