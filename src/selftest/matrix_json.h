#ifndef ASSAY_SELFTEST_MATRIX_JSON_H_
#define ASSAY_SELFTEST_MATRIX_JSON_H_

#include <string>
#include <string_view>

#include "selftest/matrix.h"

namespace assay::selftest {

// The whole matrix, in the shape of schemas/assay/selftest.schema.json.
std::string matrix_json(const Matrix& matrix, std::string_view tool_version);

}  // namespace assay::selftest

#endif  // ASSAY_SELFTEST_MATRIX_JSON_H_
