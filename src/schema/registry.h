#ifndef ASSAY_SCHEMA_REGISTRY_H_
#define ASSAY_SCHEMA_REGISTRY_H_

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/document.h"
#include "base/result.h"

namespace assay::schema {

// The schema documents that references may lead to, by URI. There is no network behind it: what was
// not added does not exist, but for the meta-schemas of draft 2020-12, which every registry knows
// (meta_schemas.h). Owns the documents; programs compiled from it keep it alive through a shared
// pointer.
class Registry {
 public:
  // `shared` is asked for what was not added here, so that many registries can have documents in
  // common.
  explicit Registry(std::shared_ptr<const Registry> shared = nullptr)
      : shared_(std::move(shared)) {}

  // `uri` is absolute and without fragment; `file` is how errors name the document. The document's
  // own $id, and those of schemas embedded in it, are known too. Refused: a URI that is taken.
  base::Status add(std::string uri, base::Document document, std::string file);

  struct Resource {
    std::string uri;   // Canonical.
    std::string file;  // As given to add().
    base::Document document;
  };
  // The document that was added under `uri` or carries it as an $id, its own or an embedded one;
  // nullptr when unknown.
  const Resource* find(std::string_view uri) const;
  // What the compiler needs beyond find(): schemas with a base URI of their own, and their anchors.
  struct Anchor {
    base::Value schema;
    std::string pointer;  // From the root of the document.
    bool dynamic = false;
  };
  struct Schema {
    std::string uri;  // The base URI of the references inside.
    const Resource* resource;
    base::Value root;
    std::string pointer;  // Of `root` in the document.
    std::map<std::string, Anchor, std::less<>> anchors;
  };
  const Schema* schema(std::string_view uri) const;
  // The schema whose root is just this value of the document.
  const Schema* schema_at(const Resource& resource, const base::Value& root) const;

 private:
  class Scan;
  std::shared_ptr<const Registry> shared_;
  std::map<std::string, std::unique_ptr<Resource>, std::less<>> resources_;
  std::map<std::string, const Schema*, std::less<>> schemas_;
  std::map<std::pair<const Resource*, std::uint32_t>, std::unique_ptr<Schema>> roots_;
};

}  // namespace assay::schema

#endif  // ASSAY_SCHEMA_REGISTRY_H_
