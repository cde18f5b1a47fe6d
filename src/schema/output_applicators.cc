#include <algorithm>
#include <string>
#include <vector>

#include "base/pointer.h"
#include "base/text.h"
#include "schema/messages.h"
#include "schema/output_walk.h"

// Keywords that apply subschemas, as an OutputCollector does it.

namespace assay::schema {
namespace {

std::string names_json(const std::vector<std::string>& names) {
  std::vector<std::string> quoted;
  std::transform(names.begin(), names.end(), std::back_inserter(quoted), base::quoted);
  return "[" + base::join(quoted, ",") + "]";
}

}  // namespace

void OutputCollector::Walk::all_of(Frame& frame, const base::Member& member) {
  OutputUnit made = unit(frame, member.name);
  std::size_t index = 0;
  for (const base::Value& schema : member.value.elements()) {
    take_in_place(frame, made,
                  below(frame, member.name, schema, frame.at, std::to_string(index++)));
  }
  add(frame, std::move(made));
}

void OutputCollector::Walk::choice(Frame& frame, const base::Member& member, std::size_t most) {
  OutputUnit made = unit(frame, member.name);
  std::size_t holding = 0;
  std::size_t index = 0;
  for (const base::Value& schema : member.value.elements()) {
    Applied branch = below(frame, member.name, schema, frame.at, std::to_string(index++));
    holding += branch.unit.valid ? 1 : 0;
    take_in_place(frame, made, std::move(branch));
  }
  made.valid = holding >= 1 && holding <= most;
  if (!made.valid) {
    made.error = holding == 0 ? "none of " + counted(index, "form") + " holds"
                              : std::to_string(holding) + " forms hold, not just one";
  }
  add(frame, std::move(made));
}

void OutputCollector::Walk::any_of(Frame& frame, const base::Member& member) {
  choice(frame, member, SIZE_MAX);
}

void OutputCollector::Walk::one_of(Frame& frame, const base::Member& member) {
  choice(frame, member, 1);
}

void OutputCollector::Walk::negation(Frame& frame, const base::Member& member) {
  OutputUnit made = unit(frame, member.name);
  const Applied inside = below(frame, member.name, member.value, frame.at);
  made.valid = !inside.unit.valid;
  if (!made.valid) made.error = "holds, but must not";
  add(frame, std::move(made));
}

void OutputCollector::Walk::condition(Frame& frame, const base::Member& member) {
  OutputUnit made = unit(frame, member.name);
  Applied tested = below(frame, member.name, member.value, frame.at);
  const std::string_view taken = tested.unit.valid ? "then" : "else";
  take_in_place(frame, made, std::move(tested));
  made.valid = true;
  add(frame, std::move(made));
  const auto consequence = frame.here.value.find(taken);
  if (!consequence) return;
  OutputUnit branch = unit(frame, taken);
  take_in_place(frame, branch, below(frame, taken, *consequence, frame.at));
  add(frame, std::move(branch));
}

void OutputCollector::Walk::dependent_schemas(Frame& frame, const base::Member& member) {
  if (!frame.at.value.is_object()) return;
  OutputUnit made = unit(frame, member.name);
  for (const base::Member& entry : member.value.members()) {
    if (!frame.at.value.find(entry.name)) continue;
    take_in_place(frame, made, below(frame, member.name, entry.value, frame.at, entry.name));
  }
  add(frame, std::move(made));
}

void OutputCollector::Walk::dependencies(Frame& frame, const base::Member& member) {
  if (!frame.at.value.is_object()) return;
  OutputUnit made = unit(frame, member.name);
  for (const base::Member& entry : member.value.members()) {
    if (!frame.at.value.find(entry.name)) continue;
    if (!entry.value.is_array()) {
      take_in_place(frame, made, below(frame, member.name, entry.value, frame.at, entry.name));
      continue;
    }
    for (const base::Value& name : entry.value.elements()) {
      if (frame.at.value.find(name.string())) continue;
      made.valid = false;
      made.error = "expected member " + base::quoted(name.string()) + ", as there is " +
                   base::quoted(entry.name);
    }
  }
  add(frame, std::move(made));
}

void OutputCollector::Walk::properties(Frame& frame, const base::Member& member) {
  if (!frame.at.value.is_object()) return;
  OutputUnit made = unit(frame, member.name);
  std::vector<std::string> names;
  for (const base::Member& child : frame.at.value.members()) {
    const auto schema = member.value.find(child.name);
    if (!schema) continue;
    names.emplace_back(child.name);
    frame.result.seen.insert(child.value.index());
    const Instance at{child.value, base::pointer_append(frame.at.pointer, child.name)};
    take(made, below(frame, member.name, *schema, at, child.name));
  }
  made.annotation = names_json(names);
  add(frame, std::move(made));
}

void OutputCollector::Walk::pattern_properties(Frame& frame, const base::Member& member) {
  if (!frame.at.value.is_object()) return;
  OutputUnit made = unit(frame, member.name);
  std::vector<std::string> names;
  for (const base::Member& child : frame.at.value.members()) {
    bool matched = false;
    for (const base::Member& entry : member.value.members()) {
      if (!matches_pattern(entry.name, child.name)) continue;
      matched = true;
      const Instance at{child.value, base::pointer_append(frame.at.pointer, child.name)};
      take(made, below(frame, member.name, entry.value, at, entry.name));
    }
    if (!matched) continue;
    names.emplace_back(child.name);
    frame.result.seen.insert(child.value.index());
  }
  made.annotation = names_json(names);
  add(frame, std::move(made));
}

void OutputCollector::Walk::to_members(Frame& frame, const base::Member& member,
                                       const std::vector<base::Member>& chosen) {
  OutputUnit made = unit(frame, member.name);
  std::vector<std::string> names;
  for (const base::Member& child : chosen) {
    names.emplace_back(child.name);
    frame.result.seen.insert(child.value.index());
    const Instance at{child.value, base::pointer_append(frame.at.pointer, child.name)};
    take(made, below(frame, member.name, member.value, at));
  }
  made.annotation = names_json(names);
  add(frame, std::move(made));
}

void OutputCollector::Walk::additional_properties(Frame& frame, const base::Member& member) {
  if (!frame.at.value.is_object()) return;
  const auto named = frame.here.value.find("properties");
  const auto patterns = frame.here.value.find("patternProperties");
  std::vector<base::Member> chosen;
  for (const base::Member& child : frame.at.value.members()) {
    bool declared = named && named->find(child.name);
    if (patterns) {
      for (const base::Member& entry : patterns->members()) {
        declared = declared || matches_pattern(entry.name, child.name);
      }
    }
    if (!declared) chosen.push_back(child);
  }
  to_members(frame, member, chosen);
}

void OutputCollector::Walk::unevaluated_properties(Frame& frame, const base::Member& member) {
  if (!frame.at.value.is_object()) return;
  std::vector<base::Member> chosen;
  for (const base::Member& child : frame.at.value.members()) {
    if (frame.result.seen.count(child.value.index()) == 0) chosen.push_back(child);
  }
  to_members(frame, member, chosen);
}

void OutputCollector::Walk::property_names(Frame& frame, const base::Member& member) {
  if (!frame.at.value.is_object()) return;
  OutputUnit made = unit(frame, member.name);
  for (const base::Member& child : frame.at.value.members()) {
    const auto name = base::Document::parse(base::quoted(child.name));
    const Instance at{name->root(), base::pointer_append(frame.at.pointer, child.name)};
    take(made, below(frame, member.name, member.value, at));
  }
  add(frame, std::move(made));
}

void OutputCollector::Walk::prefix_items(Frame& frame, const base::Member& member) {
  if (!frame.at.value.is_array()) return;
  OutputUnit made = unit(frame, member.name);
  std::vector<base::Value> schemas;
  for (const base::Value& schema : member.value.elements()) schemas.push_back(schema);
  std::size_t index = 0;
  for (const base::Value& element : frame.at.value.elements()) {
    if (index == schemas.size()) break;
    const Instance at{element, base::pointer_append(frame.at.pointer, index)};
    frame.result.seen.insert(element.index());
    take(made, below(frame, member.name, schemas[index], at, std::to_string(index)));
    ++index;
  }
  const bool all = frame.at.value.size() <= schemas.size();
  if (index > 0) made.annotation = all ? "true" : std::to_string(index - 1);
  add(frame, std::move(made));
}

void OutputCollector::Walk::to_elements(Frame& frame, const base::Member& member, std::size_t first,
                                        bool unseen) {
  OutputUnit made = unit(frame, member.name);
  std::size_t index = 0;
  for (const base::Value& element : frame.at.value.elements()) {
    const std::size_t place = index++;
    if (place < first || (unseen && frame.result.seen.count(element.index()) != 0)) continue;
    const Instance at{element, base::pointer_append(frame.at.pointer, place)};
    frame.result.seen.insert(element.index());
    take(made, below(frame, member.name, member.value, at));
    made.annotation = "true";
  }
  add(frame, std::move(made));
}

void OutputCollector::Walk::items(Frame& frame, const base::Member& member) {
  if (!frame.at.value.is_array()) return;
  const auto prefix = frame.here.value.find("prefixItems");
  to_elements(frame, member, prefix ? prefix->size() : 0, false);
}

void OutputCollector::Walk::unevaluated_items(Frame& frame, const base::Member& member) {
  if (frame.at.value.is_array()) to_elements(frame, member, 0, true);
}

void OutputCollector::Walk::contains(Frame& frame, const base::Member& member) {
  if (!frame.at.value.is_array()) return;
  OutputUnit made = unit(frame, member.name);
  std::vector<std::string> found;
  std::size_t index = 0;
  for (const base::Value& element : frame.at.value.elements()) {
    const Instance at{element, base::pointer_append(frame.at.pointer, index)};
    Applied applied = below(frame, member.name, member.value, at);
    if (applied.unit.valid) {
      found.push_back(std::to_string(index));
      frame.result.seen.insert(element.index());
    }
    take(made, std::move(applied));
    ++index;
  }
  const bool counts = frame.validates && frame.here.value.find("minContains");
  made.valid = counts || !found.empty();
  if (!made.valid) made.error = "no element is as asked for";
  made.annotation = found.size() == index ? "true" : "[" + base::join(found, ",") + "]";
  add(frame, std::move(made));
  contains_limit(frame, "minContains", found.size());
  contains_limit(frame, "maxContains", found.size());
}

void OutputCollector::Walk::contains_limit(Frame& frame, std::string_view keyword,
                                           std::size_t found) {
  const auto limit = frame.here.value.find(keyword);
  if (!limit || !frame.validates) return;
  OutputUnit made = unit(frame, keyword);
  const std::string text = std::to_string(found);
  const base::Number number(text);
  const bool least = keyword == "minContains";
  made.valid = least ? number >= limit->number() : number <= limit->number();
  if (!made.valid) {
    made.error = std::string("expected at ") + (least ? "least " : "most ") +
                 std::string(limit->number().text()) + " such elements, got " + text;
  }
  add(frame, std::move(made));
}

}  // namespace assay::schema
