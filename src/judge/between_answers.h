#ifndef ASSAY_JUDGE_BETWEEN_ANSWERS_H_
#define ASSAY_JUDGE_BETWEEN_ANSWERS_H_

#include "judge/tally.h"
#include "plan/case.h"
#include "wire/transcript.h"

namespace assay::judge {

// Puts the relations between answers to those of a followed job: which state may follow which, what
// stays the same, grows only, or does not change any more once the job has ended. Answers of
// another status or that are no JSON are passed over. A finding belongs to the later answer.
void judge_between_answers(const plan::Case& c, const wire::Transcript& transcript, Tally& tally);

}  // namespace assay::judge

#endif  // ASSAY_JUDGE_BETWEEN_ANSWERS_H_
