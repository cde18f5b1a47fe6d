#include "bench/plain_schema.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "base/files.h"

namespace assay::bench {
namespace {

using nlohmann::json;

const std::set<std::string> kMaps = {"properties", "patternProperties", "$defs"};
const std::set<std::string> kPlainValues = {"const", "enum", "required", "type"};
const std::set<std::string> kAnnotations = {"$schema", "$id", "title", "description", "$comment"};

// Collects the files that references lead to below $defs, by name.
class Bundle {
 public:
  json make(const std::string& path) {
    json root = schema(read(path), path, "");
    while (!waiting_.empty()) {
      const auto [file, name] = *waiting_.begin();
      waiting_.erase(waiting_.begin());
      root["$defs"][name] = schema(read(file), file, "#/$defs/" + name);
    }
    return root;
  }

 private:
  json read(const std::string& path) {
    const auto text = data_->read(path);
    if (!text) {
      std::fprintf(stderr, "%s\n", text.error().to_string().c_str());
      std::exit(2);
    }
    return json::parse(*text);
  }

  // `own` is where the file that holds the reference has come to lie.
  std::string reference(const std::string& text, const std::string& path, const std::string& own) {
    const std::size_t hash = text.find('#');
    const std::string fragment = hash == std::string::npos ? "" : text.substr(hash + 1);
    const std::string relative = text.substr(0, hash);
    if (relative.empty()) return (own.empty() ? "#" : own) + fragment;
    namespace fs = std::filesystem;
    const fs::path file = (fs::path(path).parent_path() / relative).lexically_normal();
    std::string name = file.filename().string();
    name = name.substr(0, name.find('.'));
    if (known_.insert(name).second) waiting_.emplace(file.string(), name);
    return "#/$defs/" + name + fragment;
  }

  json schema(const json& from, const std::string& path, const std::string& own) {
    if (from.is_array()) {
      json list = json::array();
      for (const json& element : from) list.push_back(schema(element, path, own));
      return list;
    }
    if (!from.is_object()) return from;
    json to = json::object();
    for (const auto& [name, value] : from.items()) {
      if (name.starts_with("x-") || kAnnotations.count(name) != 0) continue;
      if (name == "$ref") {
        to["allOf"].push_back({{"$ref", reference(value, path, own)}});
      } else if (name == "allOf") {
        for (const json& branch : value) to["allOf"].push_back(schema(branch, path, own));
      } else if (kMaps.count(name) != 0) {
        to[name] = json::object();
        for (const auto& [key, below] : value.items()) to[name][key] = schema(below, path, own);
      } else {
        to[name] = kPlainValues.count(name) != 0 ? value : schema(value, path, own);
      }
    }
    return to;
  }

  std::unique_ptr<base::DataTree> data_ = base::embedded_data();
  std::set<std::string> known_;
  std::map<std::string, std::string> waiting_;  // File to name.
};

}  // namespace

json plain_schema(const std::string& operation) {
  return Bundle().make("schemas/" + operation + "/documented.schema.json");
}

json for_valijson(json schema) {
  if (schema.is_object() && schema.contains("format") && schema["format"].is_string()) {
    schema.erase("format");
  }
  if (schema.is_string() && schema == "integer") return "number";
  if (schema.is_structured()) {
    for (json& below : schema) below = for_valijson(std::move(below));
  }
  return schema;
}

}  // namespace assay::bench
