#ifndef ASSAY_JUDGE_READINGS_H_
#define ASSAY_JUDGE_READINGS_H_

#include <cstdint>
#include <vector>

#include "contract/contract.h"
#include "judge/outcome.h"
#include "plan/case.h"
#include "wire/transcript.h"

namespace assay::judge {

// The same answers under every reading of the document. The run's own profile decides; the others
// tell whether an answer follows the page to the letter, or does what real servers do.

struct Reading {
  contract::Profile profile = contract::Profile::kDocumented;
  Outcome outcome = Outcome::kPassed;  // Passed, warned, failed, or not applicable: nothing to ask.
  std::uint32_t must = 0;              // Findings by level.
  std::uint32_t should = 0;
};

// What `other`, a contract of the same operation under another profile, makes of a case's answers.
// Requests are not judged, since they were made for the case's own profile; of what was expected,
// the other profile's words on the same case count, and every error that it lists where it has no
// such case.
Reading read_under(const contract::Contract& other, const plan::Case& c,
                   const wire::Transcript& transcript);

}  // namespace assay::judge

#endif  // ASSAY_JUDGE_READINGS_H_
