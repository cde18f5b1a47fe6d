#ifndef ASSAY_SELFTEST_HTTP_MUTANTS_H_
#define ASSAY_SELFTEST_HTTP_MUTANTS_H_

#include <vector>

#include "selftest/specimen.h"
#include "selftest/trial.h"

namespace assay::selftest {

// What can be wrong with an answer before a schema is asked: another status, a body that is cut
// off, not UTF-8, not JSON, nested without end, with a member twice, of another media type; a
// result at once where the operation is to be accepted first; and a member that nobody declared,
// where that is to fail.
void try_http(Bench& bench, const std::vector<Specimen>& specimens);

}  // namespace assay::selftest

#endif  // ASSAY_SELFTEST_HTTP_MUTANTS_H_
