#include "cli/schema_files.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

#include "base/document.h"
#include "base/files.h"
#include "base/text.h"

namespace assay::cli {
namespace {

namespace fs = std::filesystem;
using base::Error;
using base::Result;
using base::Status;

Status add(schema::Registry& registry, const std::string& uri, const std::string& path) {
  Result<std::string> text = base::read_file(path);
  if (!text) return text.error();
  Result<base::Document> document = base::parse_data(*std::move(text), path);
  if (!document) return document.error();
  return registry.add(uri, *std::move(document), path);
}

std::string encoded_path(const fs::path& path) {
  std::vector<std::string> parts = base::split(path.generic_string(), '/');
  std::transform(parts.begin(), parts.end(), parts.begin(), base::percent_encode);
  return base::join(parts, "/");
}

}  // namespace

std::string file_uri(const std::string& path) {
  std::error_code ignored;
  return "file://" + encoded_path(fs::weakly_canonical(path, ignored));
}

Status add_schema_file(schema::Registry& registry, const std::string& path) {
  const std::string uri = file_uri(path);
  if (registry.schema(uri) != nullptr) return base::Done{};
  return add(registry, uri, path);
}

Result<std::shared_ptr<const schema::Registry>> schemas_below(const std::string& folder,
                                                              const std::string& prefix) {
  std::error_code error;
  std::vector<fs::path> files;
  fs::recursive_directory_iterator at(folder, error);
  if (error) return Error{.message = "is no folder that can be read", .file = folder};
  for (; !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
    if (at->path().extension() == ".json") files.push_back(at->path());
  }
  if (files.empty()) return Error{.message = "holds no *.json", .file = folder};
  std::sort(files.begin(), files.end());
  auto registry = std::make_shared<schema::Registry>();
  for (const fs::path& file : files) {
    const std::string uri = prefix + encoded_path(file.lexically_relative(folder));
    if (const Status added = add(*registry, uri, file.string()); !added) return added.error();
  }
  return std::shared_ptr<const schema::Registry>(std::move(registry));
}

}  // namespace assay::cli
