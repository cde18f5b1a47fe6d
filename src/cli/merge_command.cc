#include "cli/commands.h"
#include "cli/io.h"
#include "cli/loading.h"
#include "cli/results_files.h"
#include "cli/told_contradictions.h"
#include "report/console.h"
#include "report/writer.h"
#include "results/merge.h"
#include "results/summary.h"

namespace assay::cli {
namespace {

base::Result<Exit> merge(const MergeOptions& options) {
  const base::Result<std::unique_ptr<base::DataTree>> data = open_data(options.data);
  if (!data) return data.error();
  std::vector<results::ResultsFile> files;
  for (const std::string& name : options.files) {
    base::Result<results::ResultsFile> file = open_results(**data, name, results::Exchanges::kTold);
    if (!file) return file.error();
    files.push_back(*std::move(file));
  }
  const base::Result<results::Merged> merged = results::merge(files);
  if (!merged) return merged.error();
  if (base::Status good = make_out_folder(options.out); !good) return good.error();
  const results::Results& whole = merged->results;
  const base::Status written = report::write_reports(whole, told_contradictions(**data, whole),
                                                     options.out, merged->exchanges);
  if (!written) return written.error();
  const report::ConsoleOptions console{.colours = wants_colour()};
  const Exit verdict = results::exit_for(whole);
  print(report::failures_text(whole, console));
  print(report::summary_text(whole, verdict, report::report_files(options.out), console));
  return verdict;
}

}  // namespace

Exit merge_command(const MergeOptions& options) {
  const base::Result<Exit> exit = merge(options);
  if (exit) return *exit;
  print_error(exit.error());
  return Exit::kBadInput;
}

}  // namespace assay::cli
