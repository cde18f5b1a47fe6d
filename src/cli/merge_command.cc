#include <algorithm>
#include <charconv>
#include <chrono>

#include "base/text.h"
#include "cli/asked_reports.h"
#include "cli/commands.h"
#include "cli/io.h"
#include "cli/loading.h"
#include "cli/outputs.h"
#include "cli/results_files.h"
#include "cli/told_contradictions.h"
#include "cli/waivers.h"
#include "report/writer.h"
#include "results/merge.h"
#include "results/summary.h"

namespace assay::cli {
namespace {

// Of "2026-05-31T02:00:00Z"; any day where it is no such text.
std::chrono::sys_days day_of(const std::string& started) {
  const auto number = [&](std::size_t at, std::size_t length) {
    int value = 0;
    if (started.size() >= at + length) {
      std::from_chars(started.data() + at, started.data() + at + length, value);
    }
    return value;
  };
  return std::chrono::year(number(0, 4)) / number(5, 2) / number(8, 2);
}

// Nothing says that shards of the same command are of one night; days apart, they hardly are.
void note_distance(const std::vector<results::ResultsFile>& files) {
  const auto [first, last] = std::minmax_element(
      files.begin(), files.end(), [](const results::ResultsFile& a, const results::ResultsFile& b) {
        return a.results.run.started < b.results.run.started;
      });
  const std::string& from = first->results.run.started;
  const std::string& to = last->results.run.started;
  if (day_of(to) - day_of(from) <= std::chrono::days(1)) return;  // Midnight may be between them.
  print_note("the shards began at " + base::printable(from) + " and at " + base::printable(to) +
             ": are they of one run?");
}

// Shards are kept as they came: somebody may have to join them again.
base::Status check_files(const MergeOptions& options) {
  std::vector<Kept> kept;
  for (const std::string& name : options.files) keep_results(name, "a report of a shard", kept);
  base::Status good = check_folder(options.out, kept,
                                   "holds a shard, which the reports of the whole would replace");
  if (!good) return good;
  keep_reports(options.out, "a report that --out holds anyway", kept);
  good = check_proposals(options.write_waivers, "");
  if (!good) return good;
  return check_asked(options.asked, kept, {{"--write-waivers", options.write_waivers}});
}

base::Result<Exit> merge(const MergeOptions& options) {
  if (base::Status good = check_files(options); !good) return good.error();
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
  note_distance(files);
  if (base::Status good = make_out_folder(options.out); !good) return good.error();
  const results::Results& whole = merged->results;
  const base::Status written = report::write_reports(whole, told_contradictions(**data, whole),
                                                     options.out, merged->exchanges);
  if (!written) return written.error();
  const Exit verdict = results::exit_for(whole);
  if (base::Status done = write_asked(options.asked, whole, verdict, merged->exchanges); !done) {
    return done.error();
  }
  // What the shards were given stands in a file of their own.
  if (base::Status done = write_waivers(whole, "", options.write_waivers); !done) {
    return done.error();
  }
  std::vector<std::string> reports = report::report_files(options.out);
  if (!options.write_waivers.empty()) reports.push_back(options.write_waivers);
  for (const std::string& file : asked_files(options.asked)) reports.push_back(file);
  tell_results(options.asked, options.quiet, whole, verdict, reports);
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
