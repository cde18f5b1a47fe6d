#include "cli/found_files.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <system_error>
#include <utility>

#include "base/text.h"

namespace assay::cli {
namespace {

namespace fs = std::filesystem;

using base::Error;

class Search {
 public:
  void look_into(const fs::path& folder) {
    std::vector<fs::path> linked;
    std::vector<fs::path> waiting = {folder};
    while (!waiting.empty() || !linked.empty()) {
      // What stands in its own place comes before what a link leads to.
      std::vector<fs::path>& from = waiting.empty() ? linked : waiting;
      const fs::path next = std::move(from.back());
      from.pop_back();
      list(next, waiting, linked);
    }
  }

  void add(const fs::path& file, bool is_named) {
    if (known_.insert(file.lexically_normal()).second) {
      found.files.push_back({.path = file.string(), .is_named = is_named});
    }
  }

  FoundFiles found;

 private:
  void list(const fs::path& folder, std::vector<fs::path>& waiting, std::vector<fs::path>& linked) {
    std::error_code error;
    const fs::path real = fs::canonical(folder, error);
    if (!error && !visited_.insert(real).second) return;
    fs::directory_iterator entries(folder, error);
    for (; !error && entries != fs::directory_iterator(); entries.increment(error)) {
      std::error_code unknown;  // A link that leads nowhere is neither of both.
      if (entries->is_directory(unknown)) {
        (entries->is_symlink(unknown) ? linked : waiting).push_back(entries->path());
      } else if (entries->is_regular_file(unknown) && entries->path().extension() == ".json") {
        add(entries->path(), false);
      }
    }
    if (!error) return;
    found.closed.push_back(
        {.message = "cannot be looked into: " + error.message(), .file = folder.string()});
  }

  std::set<fs::path> known_;
  std::set<fs::path> visited_;
};

}  // namespace

base::Result<FoundFiles> find_json_files(const std::vector<std::string>& names) {
  Search search;
  for (const std::string& name : names) {
    std::error_code error;
    const std::size_t first = search.found.files.size();
    const fs::file_status status = fs::status(name, error);
    if (fs::is_directory(status)) {
      search.look_into(name);
    } else if (fs::is_regular_file(status)) {
      search.add(name, true);
    } else {
      return Error{.message = fs::exists(status) ? "is neither a file nor a folder"
                                                 : "there is no such file or folder",
                   .file = name};
    }
    std::sort(search.found.files.begin() + static_cast<std::ptrdiff_t>(first),
              search.found.files.end(),
              [](const FoundFile& a, const FoundFile& b) { return a.path < b.path; });
  }
  return std::move(search.found);
}

std::string address_from(const std::string& folder, const std::string& file) {
  std::error_code error;
  const fs::path base = fs::canonical(folder, error);
  const fs::path from = error ? fs::path(folder) : base;
  const fs::path target = fs::canonical(file, error);
  const fs::path path = (error ? fs::path(file) : target).lexically_relative(from);
  std::vector<std::string> parts;
  for (const fs::path& part : path) parts.push_back(base::percent_encode(part.string()));
  return base::join(parts, "/");
}

}  // namespace assay::cli
