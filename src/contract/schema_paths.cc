#include "contract/schema_paths.h"

#include <utility>
#include <vector>

#include "base/text.h"

namespace assay::contract {

std::string schema_path(std::string_view operation, Profile profile) {
  return "schemas/" + std::string(operation) + "/" + std::string(to_string(profile)) +
         ".schema.json";
}

std::string referenced_path(std::string_view from, std::string_view reference) {
  const std::string_view file = reference.substr(0, reference.find('#'));
  if (file.empty()) return "";
  std::vector<std::string> parts = base::split(from, '/');
  parts.pop_back();
  for (std::string& part : base::split(file, '/')) {
    if (part == "..") {
      if (!parts.empty()) parts.pop_back();
    } else if (part != ".") {
      parts.push_back(std::move(part));
    }
  }
  return base::join(parts, "/");
}

}  // namespace assay::contract
