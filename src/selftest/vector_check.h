#ifndef ASSAY_SELFTEST_VECTOR_CHECK_H_
#define ASSAY_SELFTEST_VECTOR_CHECK_H_

#include <vector>

#include "judge/vectors.h"
#include "selftest/matrix.h"

namespace assay::selftest {

// The answers that were broken by hand: each must have the findings that were written down with it,
// place and level included, and no others.
void check_vectors(Scoreboard& board, const std::vector<judge::Vector>& vectors);

}  // namespace assay::selftest

#endif  // ASSAY_SELFTEST_VECTOR_CHECK_H_
