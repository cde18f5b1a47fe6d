#ifndef ASSAY_SELFTEST_MATRIX_PAGE_H_
#define ASSAY_SELFTEST_MATRIX_PAGE_H_

#include <string>

#include "base/result.h"
#include "selftest/matrix.h"

namespace assay::selftest {

// The matrix as an HTML page, with the style sheet of the reports beside it.
base::Status write_matrix_page(const Matrix& matrix, const std::string& file);

}  // namespace assay::selftest

#endif  // ASSAY_SELFTEST_MATRIX_PAGE_H_
