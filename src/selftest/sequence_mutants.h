#ifndef ASSAY_SELFTEST_SEQUENCE_MUTANTS_H_
#define ASSAY_SELFTEST_SEQUENCE_MUTANTS_H_

#include <vector>

#include "selftest/specimen.h"
#include "selftest/trial.h"

namespace assay::selftest {

// Jobs that are followed, two answers at a time: every step from state to state that is allowed
// must pass, every other one be reported; so must a constant that changes, progress that goes
// back, an ended job that is not left alone, and an end that was not expected.
void try_sequences(Bench& bench, const std::vector<Specimen>& specimens);

}  // namespace assay::selftest

#endif  // ASSAY_SELFTEST_SEQUENCE_MUTANTS_H_
