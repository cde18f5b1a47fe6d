#ifndef ASSAY_CLI_APP_H_
#define ASSAY_CLI_APP_H_

#include "results/exit.h"

namespace assay::cli {

// Parses the command line, runs the command, returns how the process ends.
results::Exit run_app(int argc, char** argv);

}  // namespace assay::cli

#endif  // ASSAY_CLI_APP_H_
