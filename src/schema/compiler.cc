#include "schema/compiler.h"

#include <algorithm>
#include <set>

#include "base/pointer.h"
#include "base/text.h"
#include "schema/checks.h"
#include "schema/evaluator.h"

namespace assay::schema {
namespace {

// Schema objects inside one another or behind references; a guard for the stack, of which each
// takes up to 20 KiB when checked by a sanitizer. Real schemas need 20.
constexpr std::size_t kMaxOpen = 300;
// Sets of $dynamicAnchors that a way through the schemas may have passed; each doubling of the ways
// may double them. Real schemas have a handful.
constexpr std::size_t kMaxScopes = 1000;

}  // namespace

std::string Site::pointer() const {
  return base::pointer_append(schema.here.pointer, keyword.name);
}

base::Error error_at(const Location& location, std::string message, std::string hint) {
  base::Error error;
  error.message = std::move(message);
  error.file = location.base->resource->file;
  error.pointer = location.pointer;
  error.line = location.value.position().line;
  error.column = location.value.position().column;
  error.hint = std::move(hint);
  return error;
}

base::Error Site::error(std::string message, std::string hint) const {
  return error_at(Location{schema.here.base, operand, pointer()}, std::move(message),
                  std::move(hint));
}

std::optional<base::Value> Site::sibling(std::string_view name) const {
  return schema.here.value.find(name);
}

Compiler::Compiler(std::shared_ptr<const Registry> registry, const CompileOptions& options)
    : registry_(std::move(registry)), options_(options), out_(std::make_unique<Compiled>()) {
  out_->registry = registry_;
  scopes_.emplace_back();
  new_place(options_.place_prefix.empty() ? "$" : options_.place_prefix);
}

base::Result<std::unique_ptr<Compiled>> Compiler::compile(std::string_view uri) {
  base::Error unknown;
  unknown.file = uri;
  const base::Result<Location> root = locate(uri, unknown);
  if (!root) return root.error();
  const base::Result<NodeIndex> compiled = node(*root, Context{});
  if (!compiled) return compiled.error();
  out_->root = *compiled;
  const base::Result<std::uint32_t> longest_way = longest_way_in_place();
  if (!longest_way) return longest_way.error();
  bound_depth(*longest_way);
  // Only data of our own must be right where nobody looks.
  const base::Status sound =
      options_.unknown == Unknown::kRefuse ? check_unreached() : base::Status(base::Done{});
  if (!sound) return sound.error();
  return std::move(out_);
}

base::Status Compiler::check_unreached() {
  std::set<std::pair<const Registry::Resource*, std::uint32_t>> reached;
  for (const auto& [known, node] : memo_) reached.emplace(std::get<0>(known), std::get<1>(known));
  Compiler aside(registry_, {.assert_formats = options_.assert_formats});
  aside.unreached_ = std::move(unreached_);
  while (!aside.unreached_.empty()) {
    const Location next = std::move(aside.unreached_.back());
    aside.unreached_.pop_back();
    if (reached.contains({next.base->resource, next.value.index()})) continue;
    const base::Result<NodeIndex> compiled = aside.node(next, Context{});
    if (!compiled) return compiled.error();
  }
  const base::Result<std::uint32_t> sound = aside.longest_way_in_place();
  return sound ? base::Status(base::Done{}) : base::Status(sound.error());
}

NodeIndex Compiler::reserve(const Location& location) {
  out_->nodes.emplace_back();
  locations_.push_back(location);
  return static_cast<NodeIndex>(out_->nodes.size() - 1);
}

Compiler::Key Compiler::key(const Location& location, const Context& context) const {
  const bool placed = options_.per_place;
  return {location.base->resource,
          location.value.index(),
          placed ? context.place : 0,
          context.scope,
          context.level,
          context.silent,
          placed ? context.condition : std::string()};
}

base::Result<NodeIndex> Compiler::node(Location location, Context context) {
  if (location.value.is_boolean()) return boolean(location, context);
  if (!location.value.is_object()) {
    return error_at(location, "a schema is an object, true or false");
  }
  const Registry::Schema* own = registry_->schema_at(*location.base->resource, location.value);
  if (own != nullptr) location.base = own;
  context.scope = entered(context.scope, *location.base);
  if (scopes_.size() > kMaxScopes) {
    return error_at(location, "there are too many ways to pass the $dynamicAnchors");
  }
  const Key known = key(location, context);
  if (const auto found = memo_.find(known); found != memo_.end()) {
    recursive_ = recursive_ || std::any_of(open_.begin(), open_.end(), [&](const Open& open) {
                   return open.node == found->second;
                 });
    return found->second;
  }
  if (open_.size() >= kMaxOpen) return error_at(location, "schemas are nested too deeply");
  const NodeIndex index = reserve(location);
  memo_.emplace(known, index);
  open_.push_back(Open{location.base->resource, location.value.index(), context.scope,
                       context.level, context.silent, index, context.place});
  Building building{.here = std::move(location), .context = std::move(context), .node = index};
  const base::Result<NodeIndex> built = object(std::move(building));
  open_.pop_back();
  return built;
}

base::Result<NodeIndex> Compiler::object(Building building) {
  building.members.place = building.context.place;
  for (const auto step :
       {&Compiler::dialect, &Compiler::annotations, &Compiler::rule_name, &Compiler::keywords}) {
    const base::Status done = (this->*step)(building);
    if (!done) return done.error();
  }
  finish(building);
  return building.node;
}

NodeIndex Compiler::boolean(const Location& location, const Context& context) {
  const NodeIndex index = reserve(location);
  Building building{.here = location, .context = context, .node = index};
  if (!location.value.boolean()) {
    const Keyword named{.name = context.keyword, .compile = nullptr};
    const Site site{*this, building, named, location.value};
    Assertion never = draft(site, "nothing here");
    never.location = location.base->resource->file + "#" + location.pointer;
    building.instructions.push_back(
        {.check = check_never, .assertion = add_assertion(building, std::move(never))});
  }
  finish(building);
  return index;
}

base::Result<const Keyword*> Compiler::keyword(const Location& schema,
                                               const base::Member& member) const {
  const Keyword* known = find_keyword(member.name);
  if (options_.unknown == Unknown::kAnnotate) {
    return known != nullptr && known->vocabulary != Vocabulary::kOurs ? known : nullptr;
  }
  if (known != nullptr && known->vocabulary != Vocabulary::kEarlier) return known;
  return error_at(
      Location{schema.base, member.value, base::pointer_append(schema.pointer, member.name)},
      "unknown keyword " + base::quoted(member.name), keyword_suggestion(member.name));
}

base::Status Compiler::keywords(Building& building) {
  const bool outermost = building.node == 0;
  for (const base::Member& member : building.here.value.members()) {
    const base::Result<const Keyword*> known = keyword(building.here, member);
    if (!known) return known.error();
    const Keyword* keyword = *known;
    if (keyword == nullptr) continue;
    if (keyword->vocabulary == Vocabulary::kValidation && !building.validates) continue;
    const std::string& only = options_.only_keyword;
    if (outermost && !only.empty() && only != member.name) continue;
    const base::Status done = keyword->compile(Site{*this, building, *keyword, member.value});
    if (!done) return done;
  }
  return base::Done{};
}

void Compiler::finish(Building& building) {
  if (building.uses_members) {
    building.members.seal();
    building.instructions.push_back({.check = check_members,
                                     .operand = static_cast<std::uint32_t>(out_->members.size()),
                                     .kinds = kind_bit(base::Kind::kObject)});
    out_->members.push_back(std::move(building.members));
  }
  std::vector<Instruction>& code = out_->instructions;
  Node& node = out_->nodes[building.node];
  node.first = static_cast<std::uint32_t>(code.size());
  code.insert(code.end(), building.instructions.begin(), building.instructions.end());
  code.insert(code.end(), building.last.begin(), building.last.end());
  node.count = static_cast<std::uint32_t>(code.size()) - node.first;
}

base::Result<NodeIndex> Compiler::below(const Site& site, const base::Value& value,
                                        std::string pointer, Context context) {
  const bool same_value = context.place == site.schema.context.place;
  const base::Result<NodeIndex> compiled =
      node(Location{site.schema.here.base, value, std::move(pointer)}, std::move(context));
  if (compiled && same_value) in_place_.emplace_back(site.schema.node, *compiled);
  return compiled;
}

base::Result<NodeIndex> Compiler::target(const Site& site, const Location& location,
                                         Context context) {
  context.scope = entered(context.scope, *location.base);
  if (const Open* open = recursion(location, context)) {
    recursive_ = true;
    if (open->place != context.place) {
      out_->places[context.place].aliases.push_back(open->place);
    }
    in_place_.emplace_back(site.schema.node, open->node);
    return open->node;
  }
  const base::Result<NodeIndex> compiled = node(location, std::move(context));
  if (compiled) in_place_.emplace_back(site.schema.node, *compiled);
  return compiled;
}

// The outermost schema under compilation that `location` comes back to: recursion keeps its first
// place.
const Compiler::Open* Compiler::recursion(const Location& location, const Context& context) const {
  if (!options_.per_place) return nullptr;
  const auto found = std::find_if(open_.begin(), open_.end(), [&](const Open& open) {
    return open.resource == location.base->resource && open.value == location.value.index() &&
           open.scope == context.scope && open.level == context.level &&
           open.silent == context.silent;
  });
  return found == open_.end() ? nullptr : &*found;
}

Context Compiler::in_place(const Site& site) const {
  Context context = site.schema.context;
  context.keyword = site.keyword.name;
  return context;
}

Context Compiler::silent_in_place(const Site& site) const {
  Context context = in_place(site);
  context.silent = true;
  context.level = Level::kMust;
  context.condition.clear();
  context.because.clear();
  return context;
}

Context Compiler::at_place(const Site& site, std::uint32_t place) const {
  Context context = in_place(site);
  context.place = place;
  context.contradictions.reset();
  context.category = context.category_below;
  return context;
}

std::uint32_t Compiler::entered(std::uint32_t scope, const Registry::Schema& schema) {
  Scope grown = scopes_[scope];
  for (const auto& [name, anchor] : schema.anchors) {
    if (anchor.dynamic) grown.emplace(name, &schema);
  }
  const auto known = std::find(scopes_.begin(), scopes_.end(), grown);
  if (known != scopes_.end()) return static_cast<std::uint32_t>(known - scopes_.begin());
  scopes_.push_back(std::move(grown));
  return static_cast<std::uint32_t>(scopes_.size() - 1);
}

const Registry::Anchor* Compiler::claimed(const Context& context, std::string_view name,
                                          const Registry::Schema** owner) const {
  const auto found = scopes_[context.scope].find(name);
  if (found == scopes_[context.scope].end()) return nullptr;
  *owner = found->second;
  return &found->second->anchors.find(name)->second;
}

base::Result<std::uint32_t> Compiler::longest_way_in_place() const {
  std::vector<std::vector<NodeIndex>> calls(out_->nodes.size());
  for (const auto& [from, to] : in_place_) calls[from].push_back(to);
  enum class Mark : std::uint8_t { kNew, kOpen, kDone };
  std::vector<Mark> marks(calls.size(), Mark::kNew);
  std::vector<std::uint32_t> longest(calls.size(), 1);
  std::vector<std::pair<NodeIndex, std::size_t>> stack;
  for (NodeIndex start = 0; start < calls.size(); ++start) {
    if (marks[start] == Mark::kNew) stack.emplace_back(start, 0);
    while (!stack.empty()) {
      auto& [at, next] = stack.back();
      marks[at] = Mark::kOpen;
      if (next == calls[at].size()) {
        for (const NodeIndex callee : calls[at]) {
          longest[at] = std::max(longest[at], longest[callee] + 1);
        }
        marks[at] = Mark::kDone;
        stack.pop_back();
        continue;
      }
      const NodeIndex callee = calls[at][next++];
      if (marks[callee] == Mark::kOpen) {
        return error_at(locations_[at], "the references lead round in a circle to " +
                                            locations_[callee].base->resource->file + "#" +
                                            locations_[callee].pointer);
      }
      if (marks[callee] == Mark::kNew) stack.emplace_back(callee, 0);
    }
  }
  return longest.empty() ? 0 : *std::max_element(longest.begin(), longest.end());
}

// Nearly no schema can get there, and those that cannot make no promise about it. Without recursion
// a schema is no deeper than kMaxOpen.
void Compiler::bound_depth(std::uint32_t longest_way) {
  if (!recursive_) return;
  // Containers, a scalar in the innermost, and the name of a member.
  const std::size_t levels = base::ParseLimits{}.depth + 2;
  if (levels * longest_way <= kMaxDepth) return;
  Assertion promise;
  promise.place = out_->places[0].text;
  promise.keyword = "depth";
  promise.location = locations_[0].base->resource->file + "#" + locations_[0].pointer;
  promise.expected = "at most " + std::to_string(kMaxDepth) + " schemas inside one another";
  out_->depth_promise = static_cast<std::uint32_t>(out_->promises.size());
  out_->promises.push_back(std::move(promise));
}

}  // namespace assay::schema
