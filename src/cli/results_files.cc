#include "cli/results_files.h"

#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

namespace assay::cli {

using base::Error;
using base::Status;

base::Result<results::ResultsFile> open_results(const base::DataTree& data, const std::string& name,
                                                results::Exchanges exchanges) {
  std::error_code error;
  const bool is_folder = std::filesystem::is_directory(name, error);
  return results::read_results(data, is_folder ? name + "/results.json" : name, exchanges);
}

Status make_out_folder(const std::string& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (!error && access(folder.c_str(), W_OK) != 0) {
    error = std::error_code(errno, std::generic_category());
  }
  if (!error) return base::Done{};
  return Error{.message = "no reports can be written here: " + error.message(),
               .file = folder,
               .hint = "--out names another folder"};
}

}  // namespace assay::cli
