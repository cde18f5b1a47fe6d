#include "schema/undeclared.h"

#include <algorithm>

#include "schema/evaluator.h"
#include "schema/patterns.h"

namespace assay::schema {
namespace {

// A value is described at one place or, inside a recursion, at several that stand for one another.
using Places = std::vector<std::uint32_t>;

class Walk {
 public:
  explicit Walk(const Compiled& code) : code_(code) {}

  void value(const base::Value& value, const Places& places, const Path& path) {
    if (found.size() == kMostUndeclared) return;
    if (value.is_array()) elements(value, places, path);
    if (value.is_object()) members(value, places, path);
  }
  void add(std::uint32_t place, Places* places) const {
    if (place == kNone || std::find(places->begin(), places->end(), place) != places->end()) return;
    places->push_back(place);
    for (const std::uint32_t alias : code_.places[place].aliases) add(alias, places);
  }
  std::vector<UndeclaredMember> found;

 private:
  void elements(const base::Value& array, const Places& places, const Path& path) {
    Places below;
    for (const std::uint32_t place : places) add(code_.places[place].elements, &below);
    if (below.empty()) return;
    std::uint32_t index = 0;
    for (const base::Value& element : array.elements()) {
      value(element, below, Path{.parent = &path, .index = index++, .is_element = true});
    }
  }

  void members(const base::Value& object, const Places& places, const Path& path) {
    std::string_view closed;  // The place that declares names, if one does and none is open.
    bool open = false;
    for (const std::uint32_t index : places) {
      const Place& place = code_.places[index];
      open = open || place.open;
      if (closed.empty() && !place.members.empty()) closed = place.text;
    }
    for (const base::Member& member : object.members()) {
      const Places below = described(member.name, places);
      const Path here{.parent = &path, .name = member.name};
      if (below.empty() && !open && !closed.empty() && found.size() < kMostUndeclared) {
        found.push_back({std::string(closed), pointer_of(here), told_name(member.name)});
      }
      if (!below.empty()) value(member.value, below, here);
    }
  }

  Places described(std::string_view name, const Places& places) const {
    Places below;
    for (const std::uint32_t index : places) {
      const Place& place = code_.places[index];
      const auto declared = place.members.find(name);
      if (declared != place.members.end()) add(declared->second, &below);
      for (const auto& [pattern, member] : place.patterns) {
        if (matches(*pattern, name)) add(member, &below);
      }
      if (place.open && declared == place.members.end()) add(place.any_member, &below);
    }
    return below;
  }

  const Compiled& code_;
};

}  // namespace

std::vector<UndeclaredMember> find_undeclared(const Compiled& code, const base::Value& instance) {
  Walk walk(code);
  Places root;
  walk.add(0, &root);
  walk.value(instance, root, Path{});
  return std::move(walk.found);
}

}  // namespace assay::schema
