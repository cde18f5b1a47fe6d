#ifndef ASSAY_JUDGE_WAIVER_USE_H_
#define ASSAY_JUDGE_WAIVER_USE_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "contract/contract.h"
#include "judge/record.h"
#include "judge/waiver.h"

namespace assay::judge {

// The waivers of one run, while its cases are judged: first it is told of every case that was
// planned, then each case passes through it, and at the end it says what became of the entries.
// The same cases in the same order give the same states. Not thread-safe.
class WaiverUse {
 public:
  struct Circumstances {
    std::string target;  // Name.
    std::string base_url;
    std::string today;     // "2026-05-31", UTC.
    bool sharded = false;  // Other cases are judged elsewhere.
  };

  WaiverUse() = default;
  // In the order in which they take findings.
  WaiverUse(std::vector<Waiver> waivers, const Circumstances& here);

  bool empty() const { return entries_.empty(); }
  // A case of the plan; `selected` says whether it is judged, here or by another shard. Its
  // contract must outlive this.
  void plan(const plan::Case& planned, bool selected);
  // Whether an entry that holds for this target looks into a case that was planned.
  bool is_planned(std::size_t entry) const { return entries_[entry].planned > 0; }
  const Waiver& waiver(std::size_t entry) const { return entries_[entry].record.waiver; }
  bool is_for_this_target(std::size_t entry) const { return !entries_[entry].other_target; }
  std::size_t size() const { return entries_.size(); }

  // Settles a case that was judged, with what is waived; see settle().
  void settle(CaseRecord& record, const std::vector<contract::Category>& selected);
  // A case that was selected, but is not judged after all.
  void leave_out(const plan::Case& planned);

  // Of each entry, in order.
  std::vector<WaiverRecord> finish() const;

 private:
  // The rules that an entry names in one contract, and whether an answer was put to them.
  struct Named {
    std::vector<contract::RuleIndex> rules;
    std::vector<bool> exercised;  // By position in `rules`.
  };
  struct Entry {
    WaiverRecord record;
    bool other_target = false;
    bool expired = false;
    bool changed = false;        // A finding stands in its place, with another value.
    std::uint32_t planned = 0;   // Cases of the plan in which it looks.
    std::uint32_t selected = 0;  // Those of them that are judged, here or elsewhere.
    std::uint32_t wanted = 0;    // Findings that no earlier entry took.
    std::map<const contract::Contract*, Named> named;

    bool is_too_wide() const { return record.waiver.max > 0 && wanted > record.waiver.max; }
  };

  // But for the value.
  static bool is_in_place(const Entry& entry, const CaseRecord& record, const Finding& finding);
  static const Named* looks(const Entry& entry, const plan::Case& planned);
  void take(CaseRecord& record, std::uint32_t finding, bool is_selected);
  void take_all(CaseRecord& record, const std::vector<contract::Category>& selected);
  Entry* meant(const CaseRecord& record, std::uint32_t finding);
  void count_untold(CaseRecord& record, const std::vector<contract::Category>& selected);
  void note_exercised(Entry& entry, const CaseRecord& record);

  std::vector<Entry> entries_;
  bool sharded_ = false;
};

}  // namespace assay::judge

#endif  // ASSAY_JUDGE_WAIVER_USE_H_
