#ifndef ASSAY_CLI_TARGET_FILE_H_
#define ASSAY_CLI_TARGET_FILE_H_

#include <string>

#include "base/files.h"
#include "base/result.h"
#include "cli/loading.h"
#include "plan/target.h"

namespace assay::cli {

// Reads a target file. Refused, beside what does not have its form: parameters for every operation
// that no operation has, neither those of `contracts` nor any other of `data`.
base::Result<plan::Target> read_target_file(const base::DataTree& data, const Contracts& contracts,
                                            const std::string& file);

}  // namespace assay::cli

#endif  // ASSAY_CLI_TARGET_FILE_H_
