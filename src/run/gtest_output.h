#ifndef ASSAY_RUN_GTEST_OUTPUT_H_
#define ASSAY_RUN_GTEST_OUTPUT_H_

#include <string>

namespace assay::run {

// The file that GoogleTest itself will write (--gtest_output, or the variables that stand for it),
// as GoogleTest chooses its name; "" for none. To be asked between InitGoogleTest and the end of
// the tests, because of a folder it takes the first name that is free.
std::string gtest_output_file();

}  // namespace assay::run

#endif  // ASSAY_RUN_GTEST_OUTPUT_H_
