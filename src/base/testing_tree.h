#ifndef ASSAY_BASE_TESTING_TREE_H_
#define ASSAY_BASE_TESTING_TREE_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/files.h"

namespace assay::base {

// For tests: another tree with some files replaced, added or (by nullopt) taken away.
class PatchedTree : public DataTree {
 public:
  using Patches = std::map<std::string, std::optional<std::string>, std::less<>>;

  PatchedTree(const DataTree& below, Patches patches)
      : below_(below), patches_(std::move(patches)) {}

  Result<std::string> read(std::string_view path) const override {
    const auto patch = patches_.find(path);
    if (patch == patches_.end()) return below_.read(path);
    if (patch->second) return *patch->second;
    return Error{.message = "no such file", .file = std::string(path)};
  }
  bool contains(std::string_view path) const override {
    const auto patch = patches_.find(path);
    return patch == patches_.end() ? below_.contains(path) : patch->second.has_value();
  }
  std::vector<std::string> list(std::string_view folder) const override {
    std::vector<std::string> paths;
    for (std::string& path : below_.list(folder)) {
      if (contains(path)) paths.push_back(std::move(path));
    }
    return paths;
  }
  std::string display(std::string_view path) const override { return std::string(path); }

 private:
  const DataTree& below_;
  Patches patches_;
};

}  // namespace assay::base

#endif  // ASSAY_BASE_TESTING_TREE_H_
