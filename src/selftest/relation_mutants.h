#ifndef ASSAY_SELFTEST_RELATION_MUTANTS_H_
#define ASSAY_SELFTEST_RELATION_MUTANTS_H_

#include <vector>

#include "selftest/specimen.h"
#include "selftest/trial.h"

namespace assay::selftest {

// What no schema can say about one answer: each relation is broken in every specimen that it looks
// at, by a request that asked for something else where there is one, or by a change of the body.
void try_relations(Bench& bench, const std::vector<Specimen>& specimens);

}  // namespace assay::selftest

#endif  // ASSAY_SELFTEST_RELATION_MUTANTS_H_
