#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <optional>
#include <string_view>

#include "cli/commands.h"
#include "cli/found_files.h"
#include "cli/io.h"
#include "cli/loading.h"
#include "cli/outputs.h"
#include "cli/results_files.h"
#include "report/history.h"
#include "report/page.h"
#include "results/aliases.h"
#include "results/history.h"
#include "results/reading.h"

namespace assay::cli {
namespace {

using base::Error;
using base::Result;
using base::Status;

namespace fs = std::filesystem;

// Errors that are told one by one; the page has more.
constexpr std::size_t kMostErrors = 10;

// Beside results.json stands the page of its run; beside a file of another name anything may.
std::string page_of(const std::string& file, const std::string& out) {
  const fs::path path(file);
  if (path.filename() != "results.json") return "";
  const std::string page = (path.parent_path() / report::kPageFile).string();
  std::error_code unknown;
  return fs::is_regular_file(page, unknown) ? address_from(out, page) : "";
}

void add_file(const base::DataTree& data, const FoundFile& found, const std::string& out,
              results::HistoryBuilder& builder) {
  const auto file = results::read_if_results(data, found.path, results::Exchanges::kNone);
  if (!file) {
    builder.note_unreadable(file.error());
  } else if (*file) {
    const results::ResultsFile& run = **file;
    builder.add(run.results,
                {.path = found.path,
                 .page = page_of(found.path, out),
                 .fingerprint = std::hash<std::string_view>()(run.document->root().source())});
  } else if (found.is_named) {
    builder.note_unreadable({.message = "is no results file of assay", .file = found.path});
  } else {
    builder.note_other_json();
  }
}

Result<results::History> read_all(const base::DataTree& data, results::Aliases aliases,
                                  const FoundFiles& found, const HistoryOptions& options) {
  results::HistoryBuilder builder(std::move(aliases));
  for (const Error& error : found.closed) builder.note_unreadable(error);
  for (std::size_t i = 0; i < found.files.size(); ++i) {
    show_progress(fmt::format("reading {} of {}", i + 1, found.files.size()));
    add_file(data, found.files[i], options.out, builder);
  }
  clear_progress();
  results::History history = builder.finish(options.last);
  if (!history.series.empty()) return history;
  if (!history.left_out.unreadable.empty()) return history.left_out.unreadable.front();
  if (!history.left_out.shards.empty()) {
    return Error{.message = "has only shards of runs",
                 .file = options.paths.front(),
                 .hint = "assay merge joins them"};
  }
  return Error{.message = fmt::format("has no results of a run, and {} other JSON files",
                                      history.left_out.other_json),
               .file = options.paths.front(),
               .hint = "assay run --out DIR writes results.json"};
}

Result<Exit> history(const HistoryOptions& options) {
  const Result<std::unique_ptr<base::DataTree>> data = open_data(options.data);
  if (!data) return data.error();
  auto aliases = results::read_aliases(**data, options.aliases);
  if (!aliases) return aliases.error();
  const Result<FoundFiles> found = find_json_files(options.paths);
  if (!found) return found.error();
  if (Status good = check_page("--out", (fs::path(options.out) / report::kPageFile).string());
      !good)
    return good.error();
  if (Status good = make_out_folder(options.out); !good) return good.error();
  const Result<results::History> drawn = read_all(**data, *std::move(aliases), *found, options);
  if (!drawn) return drawn.error();
  for (const Status& status :
       {report::write_history_page(*drawn, options.out),
        write_to(options.json, [&] { return report::history_json(*drawn); })}) {
    if (!status) return status.error();
  }
  if (options.json != "-") {
    print(report::history_text(*drawn, report::Style(wants_colour())));
    print_line("page  " + (fs::path(options.out) / report::kPageFile).string());
  }
  const std::vector<Error>& unreadable = drawn->left_out.unreadable;
  for (std::size_t i = 0; i < std::min(unreadable.size(), kMostErrors); ++i) {
    print_error(unreadable[i]);
  }
  if (unreadable.size() > kMostErrors) {
    print_note(fmt::format("{} more could not be read", unreadable.size() - kMostErrors));
  }
  return unreadable.empty() ? Exit::kConforms : Exit::kBadInput;
}

}  // namespace

Exit history_command(const HistoryOptions& options) {
  const Result<Exit> exit = history(options);
  if (exit) return *exit;
  print_error(exit.error());
  return Exit::kBadInput;
}

}  // namespace assay::cli
