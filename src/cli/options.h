#ifndef ASSAY_CLI_OPTIONS_H_
#define ASSAY_CLI_OPTIONS_H_

#include <CLI/CLI.hpp>
#include <cstdint>
#include <limits>

#include "cli/commands.h"

namespace assay::cli {

// Options that fill a command's structure, where several commands share them or one has many. The
// structure outlives the parser.

inline constexpr std::uint64_t kLargestSeed = std::numeric_limits<std::uint64_t>::max();

// --fault, for commands that start the reference server.
void add_fault_option(CLI::App* command, std::vector<std::string>& faults);
void add_data_options(CLI::App* command, DataOptions& data);
void add_judging_options(CLI::App* command, JudgeOptions& judging);
void add_asked_reports(CLI::App* command, AskedReports& asked);
void add_quiet_option(CLI::App* command, bool& quiet);
// How a target is reached, how hard it is asked, and what it may be made to do.
void add_reach_options(CLI::App* command, RunOptions& o);
// Everything that `run` takes but the words behind --.
void add_run_options(CLI::App* command, RunOptions& o);

}  // namespace assay::cli

#endif  // ASSAY_CLI_OPTIONS_H_
