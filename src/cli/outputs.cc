#include "cli/outputs.h"

#include <fmt/format.h>

#include <filesystem>
#include <system_error>

#include "base/files.h"
#include "base/text.h"
#include "report/page.h"
#include "report/writer.h"

namespace assay::cli {
namespace {

namespace fs = std::filesystem;
using base::Error;
using base::Status;

constexpr std::string_view kResultsFile = "results.json";

// Of a file that need not be there yet.
fs::path whole_path(const std::string& file) {
  std::error_code error;
  const fs::path absolute = fs::absolute(file, error);
  fs::path whole = fs::weakly_canonical(absolute, error);
  return error ? absolute.lexically_normal() : whole;
}

// "" and "-" are no files.
bool is_same_file(const std::string& one, const std::string& other) {
  if (one.empty() || other.empty() || one == "-" || other == "-") return false;
  return whole_path(one) == whole_path(other);
}

}  // namespace

Status check_outputs(const std::vector<Output>& outputs, const std::vector<Kept>& kept) {
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    const Output& output = outputs[i];
    if (output.file.empty()) continue;
    for (std::size_t before = 0; before < i; ++before) {
      const Output& other = outputs[before];
      if (other.file != output.file && !is_same_file(other.file, output.file)) continue;
      const std::string where =
          output.file == "-" ? "standard output" : base::printable(output.file);
      return Error{.message = fmt::format("{} and {} cannot both go to {}", other.option,
                                          output.option, where)};
    }
    for (const Kept& one : kept) {
      if (!is_same_file(one.file, output.file)) continue;
      return Error{.message = fmt::format("{} would replace {}", output.option, one.what),
                   .file = output.file,
                   .hint = fmt::format("{} names another file", output.option)};
    }
  }
  return base::Done{};
}

void keep_reports(const std::string& folder, std::string_view what, std::vector<Kept>& kept) {
  for (std::string& file : report::report_files(folder)) kept.push_back({std::move(file), what});
}

void keep_results(const std::string& name, std::string_view what, std::vector<Kept>& kept) {
  std::error_code error;
  const fs::path path(name);
  if (fs::is_directory(path, error)) {
    keep_reports(name, what, kept);
  } else if (path.filename() == kResultsFile) {
    keep_reports(path.parent_path().string(), what, kept);
  } else {
    kept.push_back({name, what});
  }
}

Status check_folder(const std::string& folder, const std::vector<Kept>& kept,
                    const std::string& holds) {
  for (const std::string& report : report::report_files(folder)) {
    for (const Kept& one : kept) {
      if (!is_same_file(report, one.file)) continue;
      return Error{.message = holds, .file = folder, .hint = "--out names another folder"};
    }
  }
  return base::Done{};
}

Status check_page(std::string_view option, const std::string& file) {
  if (file == "-") {
    return Error{.message = "a page has a style sheet beside it, and cannot go to standard output",
                 .file = std::string(option),
                 .hint = fmt::format("{} names a file", option)};
  }
  const fs::path path(file);
  if (path.filename() != report::kPageFile) return base::Done{};
  const fs::path folder = path.parent_path();
  if (!base::file_exists((folder / kResultsFile).string())) return base::Done{};
  return Error{.message = "has the reports of a run, which the page would replace",
               .file = folder.empty() ? "." : folder.string(),
               .hint = option == "--out" ? "--out names another folder"
                                         : fmt::format("{} names another file", option)};
}

}  // namespace assay::cli
