#include <string>

#include "base/pointer.h"
#include "schema/checks.h"
#include "schema/compiler.h"
#include "schema/counts.h"
#include "schema/evaluator.h"
#include "schema/messages.h"

namespace assay::schema {
namespace {

constexpr KindSet kArrays = kind_bit(base::Kind::kArray);

Path element_path(const Path& path, std::uint32_t index) {
  return Path{.parent = &path, .index = index, .is_element = true};
}

// Elements from `limit` on.
bool check_items(Evaluator& evaluator, const Instruction& self, const base::Value& value,
                 const Path& path) {
  bool holds = true;
  std::uint32_t index = 0;
  for (const base::Value& element : value.elements()) {
    const std::uint32_t at = index++;
    if (at < self.limit) continue;
    holds = evaluator.run_child(self.operand, element, element_path(path, at)) && holds;
    if (!holds && evaluator.testing()) return false;
  }
  return holds;
}

// No element from `limit` on.
bool check_no_items(Evaluator& evaluator, const Instruction& self, const base::Value& value,
                    const Path& path) {
  if (value.size() <= self.limit) return true;
  if (evaluator.testing()) return false;
  std::uint32_t index = 0;
  for (const base::Value& element : value.elements()) {
    const std::uint32_t at = index++;
    if (at < self.limit) continue;
    evaluator.evaluated(element);
    evaluator.fail(self.assertion, element, element_path(path, at));
  }
  return false;
}

bool check_prefix(Evaluator& evaluator, const Instruction& self, const base::Value& value,
                  const Path& path) {
  bool holds = true;
  std::uint32_t index = 0;
  for (const base::Value& element : value.elements()) {
    if (index == self.limit) break;
    const NodeIndex node = evaluator.code().branches[self.operand + index];
    holds = evaluator.run_child(node, element, element_path(path, index++)) && holds;
    if (!holds && evaluator.testing()) return false;
  }
  return holds;
}

bool fail_matches(Evaluator& evaluator, std::uint32_t assertion, std::uint64_t found,
                  const base::Value& value, const Path& path) {
  if (evaluator.testing()) return false;
  const std::string actual = counted(found, "such element") + " of " + std::to_string(value.size());
  return evaluator.fail(Violation{.assertion = assertion, .actual = actual}, value, path);
}

bool check_contains(Evaluator& evaluator, const Instruction& self, const base::Value& value,
                    const Path& path) {
  const ContainsLimits& limits = evaluator.code().contains[self.operand];
  evaluator.count(limits.contains);
  evaluator.count(limits.minimum);
  evaluator.count(limits.maximum);
  std::uint64_t found = 0;
  std::uint32_t index = 0;
  for (const base::Value& element : value.elements()) {
    const std::size_t mark = evaluator.evaluated_mark();
    const bool matched = evaluator.test(limits.schema, element, element_path(path, index++));
    evaluator.forget_since(mark);
    if (!matched) continue;
    ++found;
    evaluator.evaluated(element);
  }
  if (found < limits.least) {
    const bool stated = limits.minimum != kNone;
    fail_matches(evaluator, stated ? limits.minimum : limits.contains, found, value, path);
  }
  if (found > limits.most) fail_matches(evaluator, limits.maximum, found, value, path);
  return found >= limits.least && found <= limits.most;
}

bool fail_size(Evaluator& evaluator, const Instruction& self, const base::Value& value,
               const Path& path) {
  if (evaluator.testing()) return false;
  return evaluator.fail(
      Violation{.assertion = self.assertion, .actual = counted(value.size(), "element")}, value,
      path);
}

bool check_min_items(Evaluator& evaluator, const Instruction& self, const base::Value& value,
                     const Path& path) {
  return value.size() >= self.limit || fail_size(evaluator, self, value, path);
}

bool check_max_items(Evaluator& evaluator, const Instruction& self, const base::Value& value,
                     const Path& path) {
  return value.size() <= self.limit || fail_size(evaluator, self, value, path);
}

bool check_unique(Evaluator& evaluator, const Instruction& self, const base::Value& value,
                  const Path& path) {
  if (value.size() < 2) return true;
  std::vector<base::Value>& elements = evaluator.scratch().elements;
  elements.clear();
  for (const base::Value& element : value.elements()) elements.push_back(element);
  std::size_t first = 0;
  std::size_t second = 0;
  if (all_different(elements, evaluator.scratch().order, &first, &second)) return true;
  if (evaluator.testing()) return false;
  const std::string actual = "elements " + std::to_string(first) + " and " +
                             std::to_string(second) + " are both " + show(elements[first]);
  return evaluator.fail(Violation{.assertion = self.assertion, .actual = actual}, value, path);
}

// How many elements the prefixItems beside the keyword takes.
std::uint64_t prefix_size(const Site& site) {
  const auto prefix = site.sibling("prefixItems");
  return prefix && prefix->is_array() ? prefix->size() : 0;
}

}  // namespace

base::Status compile_items(const Site& site) {
  const std::uint64_t skipped = prefix_size(site);
  if (site.operand.is_boolean() && !site.operand.boolean()) {
    const std::string expected =
        skipped == 0 ? std::string("no elements") : "no more than " + counted(skipped, "element");
    site.schema.instructions.push_back({.check = check_no_items,
                                        .limit = skipped,
                                        .assertion = site.compiler.assertion(site, expected),
                                        .kinds = kArrays});
    return base::Done{};
  }
  Compiler& compiler = site.compiler;
  const std::uint32_t place = compiler.element_place(site.schema.context.place);
  const auto node =
      compiler.below(site, site.operand, site.pointer(), compiler.at_place(site, place));
  if (!node) return node.error();
  site.schema.instructions.push_back(
      {.check = check_items, .limit = skipped, .operand = *node, .kinds = kArrays});
  return base::Done{};
}

base::Status compile_prefix_items(const Site& site) {
  if (!site.operand.is_array() || site.operand.size() == 0) {
    return site.error("must be a list of schemas");
  }
  Compiler& compiler = site.compiler;
  const std::uint32_t place = compiler.element_place(site.schema.context.place);
  std::vector<NodeIndex> nodes;
  for (const base::Value& schema : site.operand.elements()) {
    const std::string pointer = base::pointer_append(site.pointer(), nodes.size());
    const auto node = compiler.below(site, schema, pointer, compiler.at_place(site, place));
    if (!node) return node.error();
    nodes.push_back(*node);
  }
  std::vector<NodeIndex>& branches = compiler.out().branches;
  site.schema.instructions.push_back({.check = check_prefix,
                                      .limit = nodes.size(),
                                      .operand = static_cast<std::uint32_t>(branches.size()),
                                      .kinds = kArrays});
  branches.insert(branches.end(), nodes.begin(), nodes.end());
  return base::Done{};
}

base::Status compile_contains(const Site& site) {
  Compiler& compiler = site.compiler;
  Context context = compiler.silent_in_place(site);
  context.place = compiler.element_place(context.place);
  const auto node = compiler.below(site, site.operand, site.pointer(), context);
  if (!node) return node.error();
  ContainsLimits limits{.schema = *node};
  std::string such = compiler.describe(*node);
  such = such.empty() ? "" : " that is " + such;
  for (const std::string_view name : {"minContains", "maxContains"}) {
    const auto operand = site.sibling(name);
    if (!operand || !site.schema.validates) continue;
    const bool least = name == "minContains";
    const Site beside{compiler, site.schema, *find_keyword(name), *operand};
    const auto count = count_of(beside, *operand);
    if (!count) return count.error();
    const std::string expected =
        (least ? "at least " : "at most ") + counted(*count, "element") + such;
    (least ? limits.least : limits.most) = *count;
    (least ? limits.minimum : limits.maximum) = compiler.assertion(beside, expected);
  }
  if (limits.minimum == kNone) {
    limits.contains = compiler.assertion(site, "at least 1 element" + such);
  }
  site.schema.instructions.push_back(
      {.check = check_contains,
       .operand = static_cast<std::uint32_t>(compiler.out().contains.size()),
       .kinds = kArrays});
  compiler.out().contains.push_back(limits);
  return base::Done{};
}

base::Status compile_min_items(const Site& site) {
  return emit_count(site, check_min_items, kArrays, "at least", "element");
}

base::Status compile_max_items(const Site& site) {
  return emit_count(site, check_max_items, kArrays, "at most", "element");
}

base::Status compile_unique_items(const Site& site) {
  if (!site.operand.is_boolean()) return site.error("must be true or false");
  if (!site.operand.boolean()) return base::Done{};
  site.schema.instructions.push_back(
      {.check = check_unique,
       .assertion = site.compiler.assertion(site, "elements that all differ"),
       .kinds = kArrays});
  return base::Done{};
}

}  // namespace assay::schema
