#ifndef ASSAY_CLI_APP_H_
#define ASSAY_CLI_APP_H_

#include "judge/record.h"

namespace assay::cli {

// Parses the command line, runs the command, returns how the process ends.
judge::Exit run_app(int argc, char** argv);

}  // namespace assay::cli

#endif  // ASSAY_CLI_APP_H_
