#ifndef ASSAY_CLI_REFUSAL_H_
#define ASSAY_CLI_REFUSAL_H_

#include <CLI/CLI.hpp>

#include "base/error.h"

namespace assay::cli {

// Why a command line was not understood, with what could have been meant.
base::Error refusal(const CLI::App& app, const CLI::ParseError& error);

}  // namespace assay::cli

#endif  // ASSAY_CLI_REFUSAL_H_
