#include <algorithm>

#include "base/pointer.h"
#include "base/text.h"
#include "schema/checks.h"
#include "schema/compiler.h"
#include "schema/meta_schemas.h"
#include "schema/uri.h"

namespace assay::schema {
namespace {

constexpr std::string_view kVocabularies = "https://json-schema.org/draft/2020-12/vocab/";

std::string unescaped(std::string_view token) {
  std::string out;
  for (std::size_t at = 0; at < token.size(); ++at) {
    if (token[at] == '~' && at + 1 < token.size()) {
      out.push_back(token[++at] == '1' ? '/' : '~');
    } else {
      out.push_back(token[at]);
    }
  }
  return out;
}

// The tokens of a fragment such as "/$defs/a%20b".
std::optional<std::vector<std::string>> pointer_tokens(std::string_view fragment) {
  const std::optional<std::string> decoded = percent_decode(fragment);
  if (!decoded) return std::nullopt;
  std::vector<std::string> tokens = base::split(*decoded, '/');
  tokens.erase(tokens.begin());
  std::transform(tokens.begin(), tokens.end(), tokens.begin(), unescaped);
  return tokens;
}

std::optional<base::Value> step(const base::Value& value, const std::string& token) {
  if (value.is_object()) return value.find(token);
  if (!value.is_array()) return std::nullopt;
  std::size_t index = 0;
  for (const base::Value& element : value.elements()) {
    if (std::to_string(index++) == token) return element;
  }
  return std::nullopt;
}

std::vector<std::string> names_in(const base::Value& value) {
  std::vector<std::string> names;
  if (!value.is_object()) return names;
  for (const base::Member& member : value.members()) names.emplace_back(member.name);
  return names;
}

template <typename Map>
std::vector<std::string> keys_of(const Map& map) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : map) keys.emplace_back(key);
  return keys;
}

std::string text_of(const Building& schema, std::string_view name) {
  const auto value = schema.here.value.find(name);
  return value && value->is_string() ? std::string(value->string()) : std::string();
}

}  // namespace

base::Result<Location> Compiler::resolve(const Site& site, std::string_view reference) {
  return locate(resolve_uri(site.schema.here.base->uri, reference),
                site.error("the reference " + base::quoted(reference) + " leads nowhere"));
}

base::Result<Location> Compiler::locate(std::string_view uri, const base::Error& where) const {
  const auto [address, fragment] = split_fragment(uri);
  base::Error broken = where;
  const std::string prefix = broken.message.empty() ? "" : broken.message + ": ";
  const Registry::Schema* schema = registry_->schema(address);
  if (schema == nullptr) {
    broken.message = prefix + "no schema is known as " + std::string(address);
    if (address.starts_with("http")) broken.hint = "nothing is fetched from the network";
    return broken;
  }
  if (!fragment.empty() && fragment[0] != '/') {
    const auto anchor = schema->anchors.find(percent_decode(fragment).value_or(""));
    if (anchor != schema->anchors.end()) {
      return Location{schema, anchor->second.schema, anchor->second.pointer};
    }
    broken.message = prefix + schema->resource->file + " has no anchor " + base::quoted(fragment);
    broken.hint = base::suggestion(fragment, keys_of(schema->anchors));
    return broken;
  }
  const auto tokens = fragment.empty() ? std::vector<std::string>() : pointer_tokens(fragment);
  if (tokens) {
    Location found{schema, schema->root, schema->pointer};
    bool there = true;
    for (const std::string& token : *tokens) {
      const auto next = step(found.value, token);
      if (!(there = next.has_value())) {
        broken.hint = base::suggestion(token, names_in(found.value));
        break;
      }
      found = Location{found.base, *next, base::pointer_append(found.pointer, token)};
      const auto* own = registry_->schema_at(*found.base->resource, found.value);
      if (own != nullptr) found.base = own;
    }
    if (there) return found;
  }
  broken.message = prefix + schema->resource->file + " has nothing at " + std::string(fragment);
  return broken;
}

std::uint32_t Compiler::new_place(std::string text) {
  out_->places.push_back(Place{.text = std::move(text)});
  return static_cast<std::uint32_t>(out_->places.size() - 1);
}

std::uint32_t Compiler::member_place(std::uint32_t place, std::string_view name) {
  const Place& parent = out_->places[place];
  if (const auto known = parent.below.find(name); known != parent.below.end()) {
    return known->second;
  }
  const bool bare = place == 0 && options_.place_prefix.empty();
  const std::uint32_t made = new_place((bare ? "" : parent.text + ".") + std::string(name));
  out_->places[place].below.emplace(name, made);
  return made;
}

std::uint32_t Compiler::any_member_place(std::uint32_t place) {
  if (out_->places[place].any_member == kNone) {
    const bool bare = place == 0 && options_.place_prefix.empty();
    const std::uint32_t made = new_place(bare ? "*" : out_->places[place].text + ".*");
    out_->places[place].any_member = made;
  }
  return out_->places[place].any_member;
}

std::uint32_t Compiler::element_place(std::uint32_t place) {
  if (out_->places[place].elements == kNone) {
    const bool bare = place == 0 && options_.place_prefix.empty();
    const std::uint32_t made = new_place(bare ? "[]" : out_->places[place].text + "[]");
    out_->places[place].elements = made;
  }
  return out_->places[place].elements;
}

Assertion Compiler::draft(const Site& site, std::string expected) const {
  const Building& schema = site.schema;
  const Context& context = schema.context;
  Assertion made;
  made.place = out_->places[context.place].text;
  // Ids are for people: the mark of our own keywords says nothing to them.
  std::string_view keyword = site.keyword.name;
  if (keyword.starts_with("x-")) keyword.remove_prefix(2);
  made.keyword = schema.rule_name.empty() ? std::string(keyword) : schema.rule_name;
  made.condition = context.condition;
  made.because = context.because;
  made.level = context.level;
  made.location = schema.here.base->resource->file + "#" + site.pointer();
  made.category = context.category;
  made.source = context.source;
  if (schema.here.value.is_object()) made.description = text_of(schema, "description");
  // What a named assertion asks for is told by its description: neither a pattern nor the negation
  // of a negation is for people.
  const bool in_words = !schema.rule_name.empty() && !made.description.empty();
  made.expected = in_words ? as_phrase(made.description) : std::move(expected);
  if (context.contradictions) {
    for (const base::Value& id : context.contradictions->elements()) {
      if (id.is_string()) made.contradictions.emplace_back(id.string());
    }
  }
  return made;
}

std::uint32_t Compiler::assertion(const Site& site, std::string expected) {
  return add_assertion(site.schema, draft(site, std::move(expected)));
}

std::uint32_t Compiler::add_assertion(const Building& schema, Assertion made) {
  std::vector<Assertion>& list = schema.context.silent ? out_->details : out_->promises;
  list.push_back(std::move(made));
  return static_cast<std::uint32_t>(list.size() - 1);
}

std::string Compiler::describe(NodeIndex index) const {
  const Node& node = out_->nodes[index];
  std::vector<std::string> parts;
  for (std::uint32_t at = node.first; at < node.first + node.count; ++at) {
    const Instruction& instruction = out_->instructions[at];
    if (instruction.assertion != kNone) {
      parts.push_back(out_->details[instruction.assertion].expected);
    }
    if (instruction.check == check_members) {
      const MemberTable& table = out_->members[instruction.operand];
      for (const std::uint32_t slot : table.required()) {
        parts.push_back(out_->details[table.slots()[slot].required].expected);
      }
    }
  }
  return parts.size() > 4 ? std::string() : base::join(parts, " and ");
}

// What the object says about itself, before its keywords are read.
base::Status Compiler::annotations(Building& building) {
  if (options_.unknown == Unknown::kAnnotate) return base::Done{};
  Context& context = building.context;
  const base::Value& schema = building.here.value;
  if (const auto source = schema.find("x-source")) context.source = source;
  const auto contradictions = schema.find("x-contradiction");
  if (contradictions && contradictions->is_array()) context.contradictions = contradictions;
  if (const std::string category = text_of(building, "x-category"); !category.empty()) {
    context.category = category;
    const bool conditional = context.keyword == "then" || context.keyword == "else";
    if (conditional) context.category_below = category;
  }
  return base::Done{};
}

base::Status Compiler::rule_name(Building& building) {
  if (options_.unknown == Unknown::kAnnotate) return base::Done{};
  building.rule_name = text_of(building, "x-rule");
  if (building.rule_name.empty()) return base::Done{};
  std::vector<std::string> promises;
  for (const base::Member& member : building.here.value.members()) {
    const Keyword* keyword = find_keyword(member.name);
    if (keyword != nullptr && keyword->promises) promises.emplace_back(member.name);
  }
  if (promises.size() == 1) return base::Done{};
  const Keyword* keyword = find_keyword("x-rule");
  const Site site{*this, building, *keyword, *building.here.value.find("x-rule")};
  if (promises.empty()) return site.error("x-rule has no assertion beside it to name");
  return site.error("x-rule names one assertion, but here are " + std::to_string(promises.size()) +
                        ": " + base::join(promises, ", "),
                    "put the one it is meant for into an allOf of its own");
}

base::Status Compiler::dialect(Building& building) {
  const Registry::Schema& base = *building.here.base;
  auto stated = base.root.is_object() ? base.root.find("$schema") : std::nullopt;
  const base::Value document = base.resource->document.root();
  if (!stated && document.is_object()) stated = document.find("$schema");
  if (const auto own = building.here.value.find("$schema")) stated = own;
  if (!stated || (stated->is_string() && stated->string() == kMetaSchemaUri)) return base::Done{};
  const Location here{&base, *stated, base::pointer_append(base.pointer, "$schema")};
  if (!stated->is_string()) return error_at(here, "$schema must be a string");
  const Registry::Schema* meta = registry_->schema(split_fragment(stated->string()).first);
  if (meta == nullptr || !meta->root.is_object() || !meta->root.find("$vocabulary")) {
    return error_at(here, "the dialect " + base::quoted(stated->string()) + " is not known",
                    "only " + std::string(kMetaSchemaUri) + " is");
  }
  building.validates = false;
  const base::Value vocabularies = *meta->root.find("$vocabulary");
  if (!vocabularies.is_object()) return error_at(here, "its $vocabulary must be an object");
  for (const base::Member& member : vocabularies.members()) {
    const bool needed = member.value.is_boolean() && member.value.boolean();
    if (needed && !member.name.starts_with(kVocabularies)) {
      return error_at(here, "needs the unknown vocabulary " + base::quoted(member.name));
    }
    const std::string_view name =
        member.name.substr(std::min(kVocabularies.size(), member.name.size()));
    building.validates = building.validates || name == "validation";
    building.asserts_formats = building.asserts_formats || name == "format-assertion";
  }
  return base::Done{};
}

}  // namespace assay::schema
