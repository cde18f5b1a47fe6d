#ifndef ASSAY_CLI_RESULTS_OPTIONS_H_
#define ASSAY_CLI_RESULTS_OPTIONS_H_

#include <functional>

#include "cli/commands.h"

namespace CLI {
class App;
}

namespace assay::cli {

// The options of the commands that work on results of runs instead of making them.
struct ResultsOptions {
  CompareOptions compare;
  MergeOptions merge;
  ReplayOptions replay;
  HistoryOptions history;
};

// Adds the commands; the one that is named becomes `command`. `options` and `command` outlive the
// parser.
void add_results_commands(CLI::App& app, ResultsOptions& options, std::function<Exit()>& command);

}  // namespace assay::cli

#endif  // ASSAY_CLI_RESULTS_OPTIONS_H_
