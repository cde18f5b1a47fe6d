#ifndef ASSAY_JUDGE_EVIDENCE_H_
#define ASSAY_JUDGE_EVIDENCE_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "judge/record.h"

namespace assay::judge {

// How the documented error statuses were seen: an error that nothing could provoke has not been
// shown to be answered as documented, however green the rest is.

// In order: the later is the better.
enum class Evidence : std::uint8_t {
  kNever,
  kReferenceServer,  // On our own reference server only, which proves nothing of a target.
  kRecorded,         // In recorded traffic.
  kHook,             // The target answered it because its fault hook asked it to.
  kLive,             // Provoked by the request itself.
};
std::string_view to_string(Evidence evidence);  // "reference_server"

struct StatusEvidence {
  const contract::Contract* contract = nullptr;
  contract::StatusForm status = 0;
  bool documented = true;  // False: tolerated, though no document names it.
  Evidence best = Evidence::kNever;
  const CaseRecord* seen_in = nullptr;  // The first case with the best evidence.
};
// Every error status that the contracts of the run list, by contract in order of first appearance,
// then as listed. An error counts as seen when it was expected and came.
std::vector<StatusEvidence> evidence(const RunRecord& run);

}  // namespace assay::judge

#endif  // ASSAY_JUDGE_EVIDENCE_H_
