#ifndef ASSAY_SELFTEST_KEYWORD_TESTS_H_
#define ASSAY_SELFTEST_KEYWORD_TESTS_H_

#include <vector>

#include "base/files.h"
#include "base/result.h"
#include "selftest/matrix.h"

namespace assay::selftest {

// The evaluator by itself: keywords that no contract uses today are there for those of tomorrow, so
// that the tests of fixtures/vectors/json-schema/ are asked as well. The error names a file that
// can't be used.
base::Result<std::vector<KeywordTests>> run_keyword_tests(const base::DataTree& data);

}  // namespace assay::selftest

#endif  // ASSAY_SELFTEST_KEYWORD_TESTS_H_
