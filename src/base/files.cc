#include "base/files.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

#include "base/file_writer.h"

namespace assay::base {

namespace {

namespace fs = std::filesystem;

Result<std::string> read_all(std::FILE* file, const std::string& name, std::size_t limit) {
  std::string content;
  std::array<char, 65536> block;
  while (const std::size_t got = std::fread(block.data(), 1, block.size(), file)) {
    if (got > limit - content.size()) {
      return Error{.message = "larger than " + std::to_string(limit) + " bytes", .file = name};
    }
    content.append(block.data(), got);
  }
  if (std::ferror(file) != 0) return file_error(name, "cannot be read", errno);
  return content;
}

// A path of a data tree is relative and stays inside it.
bool is_tree_path(std::string_view path) {
  const fs::path parts(path);
  return !path.empty() && parts.is_relative() &&
         std::none_of(parts.begin(), parts.end(),
                      [](const fs::path& part) { return part == ".."; });
}

class FolderTree : public DataTree {
 public:
  explicit FolderTree(fs::path root) : root_(std::move(root)) {}

  Result<std::string> read(std::string_view path) const override {
    if (!is_tree_path(path)) {
      return Error{.message = "is no path inside the data folder", .file = std::string(path)};
    }
    return read_file(display(path));
  }

  bool contains(std::string_view path) const override {
    std::error_code ignored;
    return is_tree_path(path) && fs::is_regular_file(root_ / path, ignored);
  }

  std::vector<std::string> list(std::string_view folder) const override {
    std::vector<std::string> paths;
    if (!folder.empty() && !is_tree_path(folder)) return paths;
    std::error_code error;
    fs::recursive_directory_iterator at(root_ / folder, error);
    for (; !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
      std::error_code ignored;
      if (!at->is_regular_file(ignored)) continue;
      paths.push_back(at->path().lexically_relative(root_).generic_string());
    }
    std::sort(paths.begin(), paths.end());
    return paths;
  }

  std::string display(std::string_view path) const override { return (root_ / path).string(); }

 private:
  fs::path root_;
};

}  // namespace

Result<std::string> read_file(const std::string& path, std::size_t limit) {
  if (path == "-") return read_all(stdin, "standard input", limit);
  const OpenFile file(std::fopen(path.c_str(), "rbe"));
  if (!file) return file_error(path, "cannot be opened", errno);
  return read_all(file.get(), path, limit);
}

Status read_pieces(const std::string& path, const std::function<void(std::string_view)>& to) {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) {
    return error ? file_error(path, "cannot be read", error.value())
                 : Error{.message = "is no regular file", .file = path};
  }
  const OpenFile file(std::fopen(path.c_str(), "rbe"));
  if (!file) return file_error(path, "cannot be opened", errno);
  std::array<char, 65536> block;
  while (const std::size_t got = std::fread(block.data(), 1, block.size(), file.get())) {
    to({block.data(), got});
  }
  if (std::ferror(file.get()) != 0) return file_error(path, "cannot be read", errno);
  return Done{};
}

bool file_exists(const std::string& path) {
  std::error_code error;
  return fs::exists(path, error);
}

Status write_file(const std::string& path, std::string_view content) {
  FileWriter file(path);
  file.append(content);
  return file.commit();
}

Result<std::unique_ptr<DataTree>> data_folder(const std::string& folder) {
  for (const char* part : {"schemas", "suites"}) {
    std::error_code ignored;
    if (fs::is_directory(fs::path(folder) / part, ignored)) continue;
    return Error{.message = std::string("has no folder ") + part + "/",
                 .file = folder,
                 .hint = "a data folder holds schemas/ and suites/"};
  }
  return std::unique_ptr<DataTree>(std::make_unique<FolderTree>(folder));
}

}  // namespace assay::base
