#include "schema/registry.h"

#include <functional>

#include "base/pointer.h"
#include "base/text.h"
#include "schema/keywords.h"
#include "schema/meta_schemas.h"
#include "schema/uri.h"

namespace assay::schema {

// Finds the $id and anchors of one document. It descends through keywords that hold schemas only:
// an
// "$id" inside a const or an enum is data. Depth is bounded by the document's own limit.
class Registry::Scan {
 public:
  Scan(Registry& registry, const Resource& resource) : registry_(registry), resource_(resource) {}

  base::Status document() {
    const base::Value root = resource_.document.root();
    Schema* schema = open(resource_.uri, root, "");
    registry_.schemas_[resource_.uri] = schema;
    return visit(schema, root, "");
  }

 private:
  Schema* open(std::string uri, const base::Value& root, const std::string& pointer) {
    auto schema = std::make_unique<Schema>(Schema{std::move(uri), &resource_, root, pointer, {}});
    Schema* raw = schema.get();
    registry_.roots_[{&resource_, root.index()}] = std::move(schema);
    return raw;
  }

  base::Error error(std::string message, const base::Value& at, std::string pointer) const {
    base::Error out;
    out.message = std::move(message);
    out.file = resource_.file;
    out.pointer = std::move(pointer);
    out.line = at.position().line;
    out.column = at.position().column;
    return out;
  }

  base::Status visit(Schema* schema, const base::Value& value, const std::string& pointer) {
    if (!value.is_object()) return base::Done{};
    if (const auto id = value.find("$id"); id && id->is_string()) {
      const base::Status known = identify(schema, value, *id, pointer);
      if (!known) return known;
    }
    for (const std::string_view name : {"$anchor", "$dynamicAnchor"}) {
      const auto anchor = value.find(name);
      if (!anchor || !anchor->is_string()) continue;
      const Anchor entry{value, pointer, name == "$dynamicAnchor"};
      if (!schema->anchors.emplace(anchor->string(), entry).second) {
        return error("the anchor " + base::quoted(anchor->string()) + " is already taken", *anchor,
                     base::pointer_append(pointer, name));
      }
    }
    for (const base::Member& member : value.members()) {
      const base::Status below = descend(schema, member, pointer);
      if (!below) return below;
    }
    return base::Done{};
  }

  // Opens a schema with a base URI of its own; the document's root keeps the URI it was added
  // under, too.
  base::Status identify(Schema*& schema, const base::Value& value, const base::Value& id,
                        const std::string& pointer) {
    const std::string full = resolve_uri(schema->uri, id.string());
    const auto [uri, fragment] = split_fragment(full);
    if (!fragment.empty()) {
      return error("an $id has no fragment", id, base::pointer_append(pointer, "$id"));
    }
    const auto taken = registry_.schemas_.find(uri);
    if (taken != registry_.schemas_.end()) {
      if (taken->second == schema && pointer.empty()) return base::Done{};
      return error("the URI " + std::string(uri) + " is already taken", id,
                   base::pointer_append(pointer, "$id"));
    }
    if (pointer.empty()) {
      schema->uri = std::string(uri);
    } else {
      schema = open(std::string(uri), value, pointer);
    }
    registry_.schemas_[std::string(uri)] = schema;
    return base::Done{};
  }

  base::Status descend(Schema* schema, const base::Member& member, const std::string& pointer) {
    const Keyword* keyword = find_keyword(member.name);
    if (keyword == nullptr || keyword->holds == Holds::kNothing) return base::Done{};
    const std::string below = base::pointer_append(pointer, member.name);
    if (keyword->holds == Holds::kSchema) return visit(schema, member.value, below);
    if (keyword->holds == Holds::kSchemas && member.value.is_array()) {
      std::size_t index = 0;
      for (const base::Value& element : member.value.elements()) {
        const base::Status done = visit(schema, element, base::pointer_append(below, index++));
        if (!done) return done;
      }
    }
    if (keyword->holds == Holds::kSchemaMap && member.value.is_object()) {
      for (const base::Member& entry : member.value.members()) {
        const base::Status done =
            visit(schema, entry.value, base::pointer_append(below, entry.name));
        if (!done) return done;
      }
    }
    return base::Done{};
  }

  Registry& registry_;
  const Resource& resource_;
};

base::Status Registry::add(std::string uri, base::Document document, std::string file) {
  base::Error refused;
  refused.file = file;
  if (!is_absolute_uri(uri) || uri.find('#') != std::string::npos) {
    refused.message = "a schema is known by an absolute URI without fragment, not by " + uri;
    return refused;
  }
  if (schemas_.find(uri) != schemas_.end()) {
    refused.message = "the URI " + uri + " is already taken";
    return refused;
  }
  auto resource = std::make_unique<Resource>(Resource{uri, std::move(file), std::move(document)});
  const Resource& added = *resource;
  resources_[std::move(uri)] = std::move(resource);
  return Scan(*this, added).document();
}

const Registry::Resource* Registry::find(std::string_view uri) const {
  const Schema* found = schema(uri);
  return found == nullptr ? nullptr : found->resource;
}

const Registry::Schema* Registry::schema(std::string_view uri) const {
  const auto found = schemas_.find(uri);
  if (found != schemas_.end()) return found->second;
  if (shared_ != nullptr) return shared_->schema(uri);
  const Registry* standard = uri.starts_with(kStandardUris) ? &meta_schemas() : this;
  return standard == this ? nullptr : standard->schema(uri);
}

const Registry::Schema* Registry::schema_at(const Resource& resource,
                                            const base::Value& root) const {
  const auto found = roots_.find({&resource, root.index()});
  if (found != roots_.end()) return found->second.get();
  if (shared_ != nullptr) return shared_->schema_at(resource, root);
  const Registry* standard = resource.uri.starts_with(kStandardUris) ? &meta_schemas() : this;
  return standard == this ? nullptr : standard->schema_at(resource, root);
}

}  // namespace assay::schema
