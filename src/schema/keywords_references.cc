#include "base/pointer.h"
#include "base/text.h"
#include "schema/checks.h"
#include "schema/compiler.h"
#include "schema/evaluator.h"
#include "schema/uri.h"

namespace assay::schema {
namespace {

base::Status call(const Site& site, const Location& location) {
  const auto node = site.compiler.target(site, location, site.compiler.in_place(site));
  if (!node) return node.error();
  site.schema.instructions.push_back({.check = check_call, .operand = *node});
  return base::Done{};
}

bool is_anchor_name(std::string_view name) {
  if (name.empty()) return false;
  const auto letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  };
  for (const char c : name) {
    if (!letter(c) && (c < '0' || c > '9') && c != '-' && c != '.') return false;
  }
  return letter(name[0]);
}

}  // namespace

base::Status compile_ref(const Site& site) {
  if (!site.operand.is_string()) return site.error("must be a string");
  const auto location = site.compiler.resolve(site, site.operand.string());
  if (!location) return location.error();
  return call(site, *location);
}

// Which schema a dynamic reference means depends only on the schemas entered on the way, and those
// are known here: so it costs nothing when evaluating.
base::Status compile_dynamic_ref(const Site& site) {
  if (!site.operand.is_string()) return site.error("must be a string");
  const auto location = site.compiler.resolve(site, site.operand.string());
  if (!location) return location.error();
  const std::string name(split_fragment(site.operand.string()).second);
  const auto anchor = location->base->anchors.find(name);
  if (anchor == location->base->anchors.end() || !anchor->second.dynamic) {
    return call(site, *location);
  }
  const Registry::Schema* owner = nullptr;
  const Registry::Anchor* claimed = site.compiler.claimed(site.schema.context, name, &owner);
  if (claimed == nullptr) return call(site, *location);
  return call(site, Location{owner, claimed->schema, claimed->pointer});
}

base::Status compile_id(const Site& site) {
  if (!site.operand.is_string()) return site.error("must be a string");
  return base::Done{};
}

base::Status compile_anchor(const Site& site) {
  if (!site.operand.is_string() || !is_anchor_name(site.operand.string())) {
    return site.error("must be a name of letters, digits, '-', '_' and '.'");
  }
  return base::Done{};
}

// Compiled where they are referred to; here only their keywords are looked at.
base::Status compile_defs(const Site& site) {
  if (!site.operand.is_object()) return site.error("must be an object of schemas");
  return site.compiler.inspect(site, site.operand, site.pointer());
}

base::Status compile_vocabulary(const Site& site) {
  if (!site.operand.is_object()) return site.error("must be an object");
  for (const base::Member& member : site.operand.members()) {
    if (!member.value.is_boolean()) return site.error("must be an object of true and false");
  }
  return base::Done{};
}

namespace {

struct Subschema {
  base::Value value;
  std::string pointer;
};

std::vector<Subschema> subschemas(Holds holds, const base::Value& value,
                                  const std::string& pointer) {
  if (holds == Holds::kSchema) return {{value, pointer}};
  std::vector<Subschema> found;
  if (holds == Holds::kSchemaMap) {
    for (const base::Member& entry : value.members()) {
      found.push_back({entry.value, base::pointer_append(pointer, entry.name)});
    }
  } else {
    for (const base::Value& element : value.elements()) {
      found.push_back({element, base::pointer_append(pointer, found.size())});
    }
  }
  return found;
}

}  // namespace

base::Status Compiler::inspect(const Site& site, const base::Value& value,
                               const std::string& pointer) {
  for (const Subschema& one : subschemas(site.keyword.holds, value, pointer)) {
    unreached_.push_back(Location{site.schema.here.base, one.value, one.pointer});
  }
  return inspect_inside(site, value, pointer);
}

base::Status Compiler::inspect_inside(const Site& site, const base::Value& value,
                                      const std::string& pointer) {
  for (const Subschema& one : subschemas(site.keyword.holds, value, pointer)) {
    const base::Status done = inspect_schema(site, one.value, one.pointer);
    if (!done) return done;
  }
  return base::Done{};
}

base::Status Compiler::inspect_schema(const Site& site, const base::Value& value,
                                      const std::string& pointer) {
  if (value.is_boolean()) return base::Done{};
  const Location here{site.schema.here.base, value, pointer};
  if (!value.is_object()) return error_at(here, "a schema is an object, true or false");
  for (const base::Member& member : value.members()) {
    const base::Result<const Keyword*> known = keyword(here, member);
    if (!known) return known.error();
    const Keyword* keyword = *known;
    if (keyword == nullptr) continue;
    const std::string below = base::pointer_append(pointer, member.name);
    const bool fits = keyword->holds == Holds::kSchema ||
                      (keyword->holds == Holds::kSchemas && member.value.is_array()) ||
                      (keyword->holds == Holds::kSchemaMap && member.value.is_object());
    if (!fits) continue;
    const Site inner{*this, site.schema, *keyword, member.value};
    const base::Status done = inspect_inside(inner, member.value, below);
    if (!done) return done;
  }
  return base::Done{};
}

}  // namespace assay::schema
