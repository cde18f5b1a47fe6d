#include "base/embedded_data.h"

#include <algorithm>

#include "base/files.h"

namespace assay::base {

namespace {

const EmbeddedFile* find_embedded(std::string_view path) {
  const std::span<const EmbeddedFile> files = embedded_files();
  const auto at = std::find_if(files.begin(), files.end(),
                               [path](const EmbeddedFile& file) { return file.path == path; });
  return at == files.end() ? nullptr : &*at;
}

class EmbeddedTree : public DataTree {
 public:
  Result<std::string> read(std::string_view path) const override {
    const EmbeddedFile* file = find_embedded(path);
    if (file == nullptr) return Error{.message = "there is no such file", .file = display(path)};
    return std::string(file->begin, file->end);
  }

  bool contains(std::string_view path) const override { return find_embedded(path) != nullptr; }

  std::vector<std::string> list(std::string_view folder) const override {
    while (folder.ends_with('/')) folder.remove_suffix(1);
    std::vector<std::string> paths;
    for (const EmbeddedFile& file : embedded_files()) {
      const bool below = file.path.size() > folder.size() && file.path.starts_with(folder) &&
                         file.path[folder.size()] == '/';
      if (folder.empty() || below) paths.emplace_back(file.path);
    }
    std::sort(paths.begin(), paths.end());
    return paths;
  }

  std::string display(std::string_view path) const override {
    return "(built in)/" + std::string(path);
  }
};

}  // namespace

std::unique_ptr<DataTree> embedded_data() {
  return std::make_unique<EmbeddedTree>();
}

}  // namespace assay::base
