// `assay waivers prune`: what a run proved to be fixed goes, and nothing else.

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/io.h"
#include "cli/loading.h"
#include "cli/results_files.h"
#include "judge/waiver_file.h"
#include "report/waiver_file.h"
#include "report/waiver_text.h"

namespace assay::cli {
namespace {

using base::Error;
using base::Result;
using base::Status;
using judge::Waiver;
using judge::WaiverState;

Result<results::Results> read_run(const base::DataTree& data, const std::string& file) {
  Result<results::ResultsFile> read = open_results(data, file, results::Exchanges::kNone);
  if (!read) return read.error();
  if (!read->results.waivers.empty()) return std::move(read->results);
  return Error{.message = "knows of no waivers",
               .file = read->path,
               .hint = "assay run --waivers FILE writes results that tell of them"};
}

// nullopt for an entry that the run did not know in these words.
std::optional<WaiverState> state_in(const results::Results& run, const Waiver& waiver) {
  const auto found = std::find_if(
      run.waivers.begin(), run.waivers.end(),
      [&](const judge::WaiverRecord& one) { return one.waiver.says_the_same(waiver); });
  if (found == run.waivers.end()) return std::nullopt;
  return found->state;
}

// "2 applied, 1 not_exercised, 1 not in these results"
std::string kept_words(const std::map<std::string, std::size_t>& kept) {
  std::vector<std::string> words;
  for (const auto& [word, count] : kept) words.push_back(fmt::format("{} {}", count, word));
  return base::join(words, ", ");
}

std::string stale_text(const Waiver& waiver) {
  constexpr std::size_t kIndent = 8;
  return "  stale " + report::waiver_name(waiver) + "\n        " +
         report::wrapped("because: " + report::waiver_reason(waiver), kIndent) + "\n";
}

Status prune(const PruneOptions& options) {
  const auto data = open_data(options.data);
  if (!data) return data.error();
  const Result<std::string> text = base::read_file(options.file);
  if (!text) return text.error();
  const auto waivers = judge::read_waivers(**data, *text, options.file);
  if (!waivers) return waivers.error();
  const Result<results::Results> run = read_run(**data, options.results);
  if (!run) return run.error();
  std::set<std::uint32_t> stale;
  std::map<std::string, std::size_t> kept;
  std::string out;
  for (const Waiver& waiver : *waivers) {
    const std::optional<WaiverState> state = state_in(*run, waiver);
    if (state != WaiverState::kStale) {
      ++kept[state ? std::string(to_string(*state)) : "not in these results"];
      continue;
    }
    stale.insert(waiver.index);
    out += stale_text(waiver);
  }
  if (options.write && !stale.empty()) {
    Status written = base::write_file(options.file, report::without_entries(*text, stale));
    if (!written) return written;
  }
  const std::string_view done = stale.empty()   ? "are stale: nothing to drop"
                                : options.write ? "dropped"
                                                : "would be dropped; --write does it";
  out += fmt::format("{} of {} entries {} (run of {} against {})\n", stale.size(), waivers->size(),
                     done, base::printable(run->run.started), base::printable(run->run.target));
  if (!kept.empty()) out += "kept: " + kept_words(kept) + "\n";
  print(out);
  return base::Done{};
}

}  // namespace

Exit waivers_prune_command(const PruneOptions& options) {
  const Status done = prune(options);
  if (done) return Exit::kConforms;
  print_error(done.error());
  return Exit::kBadInput;
}

}  // namespace assay::cli
