#ifndef ASSAY_CLI_ARGUMENTS_H_
#define ASSAY_CLI_ARGUMENTS_H_

#include <CLI/CLI.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"

namespace assay::cli {

// What a word of the command line must look like, with a message for the one who mistyped it.

// Digits alone, in [min, max].
CLI::Validator whole_number(std::uint64_t min, std::uint64_t max);
// A decimal number above 0, up to a million.
CLI::Validator positive_number();
// "500ms", "30s" or "2m", up to an hour; the word becomes its number of milliseconds.
CLI::Validator duration_in_ms();

// Words for GoogleTest: only flags that leave every selected case in the reports are let through.
base::Status check_gtest_arguments(const std::vector<std::string>& words);
// `words`, and the flags that are not let through as they must be, whatever GoogleTest's own
// variables say.
std::vector<std::string> all_gtest_arguments(const std::vector<std::string>& words);

}  // namespace assay::cli

#endif  // ASSAY_CLI_ARGUMENTS_H_
