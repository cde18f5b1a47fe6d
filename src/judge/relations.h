#ifndef ASSAY_JUDGE_RELATIONS_H_
#define ASSAY_JUDGE_RELATIONS_H_

#include "base/document.h"
#include "judge/tally.h"
#include "plan/case.h"

namespace assay::judge {

// Puts every relation of the case's contract to one answer that has the ordinary status.
void judge_relations(const plan::Case& c, const plan::Step& step, const base::Value& answer,
                     Tally& tally);

}  // namespace assay::judge

#endif  // ASSAY_JUDGE_RELATIONS_H_
