#ifndef ASSAY_SELFTEST_MATRIX_TEXT_H_
#define ASSAY_SELFTEST_MATRIX_TEXT_H_

#include <string>

#include "report/style.h"
#include "selftest/matrix.h"

namespace assay::selftest {

// "null 12, letter case 3": what killed a rule, most often first.
std::string killers_of(const RuleRow& row);
// The score and what it is made of, in one line.
std::string verdict_of(const Matrix& matrix);
// For the console: a line per contract, survivors and false alarms in full, the matrix by what
// rules ask, the score last. With `every_rule` the matrix has each rule, too.
std::string matrix_text(const Matrix& matrix, bool every_rule, const report::Style& style);

}  // namespace assay::selftest

#endif  // ASSAY_SELFTEST_MATRIX_TEXT_H_
