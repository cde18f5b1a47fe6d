#ifndef ASSAY_CONTRACT_SUITE_CHECK_H_
#define ASSAY_CONTRACT_SUITE_CHECK_H_

#include <string>
#include <string_view>

#include "base/result.h"
#include "contract/suite.h"

namespace assay::contract {

// What the suite's own schema cannot say: names that must exist elsewhere in the file, ids that
// must be unique. `operation` is what the file is called. The first mistake is the error; `file` is
// how it names the suite.
base::Status check_suite(const Suite& suite, std::string_view operation, const std::string& file);

// Names inside braces, in order: "{a}/x/{b}" gives a, b.
std::vector<std::string> placeholders(std::string_view text);

}  // namespace assay::contract

#endif  // ASSAY_CONTRACT_SUITE_CHECK_H_
