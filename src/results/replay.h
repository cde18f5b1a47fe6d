#ifndef ASSAY_RESULTS_REPLAY_H_
#define ASSAY_RESULTS_REPLAY_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "judge/record.h"
#include "results/compare.h"
#include "results/results.h"

namespace assay::results {

// What became of the findings of a run when its failed cases were sent again. Pure.

// Ids of the cases that failed, which is all that a replay sends.
std::set<std::string> failed_cases(const Results& before);

// What the results of the second run do not tell: whether the place of an old finding is in the new
// answer. Gathered while the run goes on.
class ReplayWitness {
 public:
  // `before` outlives the witness.
  explicit ReplayWitness(const Results& before);

  void see(const judge::CaseRecord& record);

  bool is_place_there(const Finding& finding) const;

 private:
  std::map<std::string, std::vector<const Finding*>> findings_;  // Of failed cases, by their id.
  std::set<const Finding*> there_;
};

enum class Fate : std::uint8_t { kFixed, kStillFailing, kWaived, kCouldNotTell };
inline constexpr std::size_t kFateCount = 4;
std::string_view to_string(Fate fate);  // "still_failing"

// A rule that was broken at one place of a case, in however many answers.
struct Replayed {
  std::string rule;
  std::string case_id;
  std::string pointer;
  std::string expected;
  std::string actual;  // Before.
  Fate fate = Fate::kCouldNotTell;
  std::string actual_now;   // Of a finding that is still there.
  std::string pointer_now;  // Where it is, when it is not where it was.
  std::string reason;       // Why nobody can tell, or why it is waived.
};

struct Replay {
  Run before;
  Run now;
  std::size_t cases = 0;           // That had failed.
  std::vector<Replayed> findings;  // In the order of the older run.
  std::vector<Breakage> added;     // Rules that their case had not broken before.

  std::size_t count(Fate fate) const;
};

// Of every finding that made a case fail. A finding is fixed when an answer of its case was put to
// the rule and did not break it; it is still there when the rule is broken at the same place, or at
// one where it was not before.
Replay replay_of(const Results& before, const Results& now, const ReplayWitness& witness);

}  // namespace assay::results

#endif  // ASSAY_RESULTS_REPLAY_H_
