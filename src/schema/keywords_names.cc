#include "base/pointer.h"
#include "base/text.h"
#include "schema/checks.h"
#include "schema/compiler.h"
#include "schema/counts.h"
#include "schema/evaluator.h"
#include "schema/messages.h"

namespace assay::schema {
namespace {

constexpr KindSet kObjects = kind_bit(base::Kind::kObject);

bool check_names(Evaluator& evaluator, const Instruction& self, const base::Value& value,
                 const Path& path) {
  bool holds = true;
  const std::size_t mark = evaluator.evaluated_mark();
  for (const base::Member& member : value.members()) {
    const base::Value name = member.name_value();
    const bool fits = evaluator.test(self.operand, name, path);
    evaluator.forget_since(mark);
    if (fits) continue;
    holds = false;
    if (evaluator.testing()) return false;
    const auto why = evaluator.diagnose(self.operand, name, path);
    Violation violation{.assertion = self.assertion, .actual = "name " + show(name)};
    if (!why.empty()) {
      violation.expected = "a name that is " + why.front().expected;
      violation.hint = why.front().hint;
    }
    evaluator.fail(violation, member.value, Path{.parent = &path, .name = member.name});
  }
  return holds;
}

bool fail_size(Evaluator& evaluator, const Instruction& self, const base::Value& value,
               const Path& path) {
  if (evaluator.testing()) return false;
  return evaluator.fail(
      Violation{.assertion = self.assertion, .actual = counted(value.size(), "member")}, value,
      path);
}

bool check_min_members(Evaluator& evaluator, const Instruction& self, const base::Value& value,
                       const Path& path) {
  return value.size() >= self.limit || fail_size(evaluator, self, value, path);
}

bool check_max_members(Evaluator& evaluator, const Instruction& self, const base::Value& value,
                       const Path& path) {
  return value.size() <= self.limit || fail_size(evaluator, self, value, path);
}

bool check_dependent_names(Evaluator& evaluator, const Instruction& self, const base::Value& value,
                           const Path& path) {
  const DependentNames& rule = evaluator.code().dependent_names[self.operand];
  if (!value.find(rule.trigger)) return true;
  bool holds = true;
  for (const auto& [name, assertion] : rule.required) {
    evaluator.count(assertion);
    if (value.find(name)) continue;
    holds = false;
    if (evaluator.testing()) return false;
    const Place& place = evaluator.code().places[self.limit];
    evaluator.fail(
        Violation{
            .assertion = assertion, .actual = "absent", .hint = near_member(name, value, place)},
        value, path);
  }
  return holds;
}

bool check_dependent_schema(Evaluator& evaluator, const Instruction& self, const base::Value& value,
                            const Path& path) {
  const DependentSchema& rule = evaluator.code().dependent_schemas[self.operand];
  return !value.find(rule.trigger) || evaluator.run(rule.schema, value, path);
}

}  // namespace

base::Status compile_property_names(const Site& site) {
  Compiler& compiler = site.compiler;
  Context context = compiler.silent_in_place(site);
  context.place = compiler.any_member_place(context.place);
  const auto node = compiler.below(site, site.operand, site.pointer(), context);
  if (!node) return node.error();
  const std::string described = compiler.describe(*node);
  const std::string expected = described.empty() ? "allowed names only" : "names: " + described;
  site.schema.instructions.push_back({.check = check_names,
                                      .assertion = compiler.assertion(site, expected),
                                      .operand = *node,
                                      .kinds = kObjects});
  return base::Done{};
}

base::Status compile_min_properties(const Site& site) {
  return emit_count(site, check_min_members, kObjects, "at least", "member");
}

base::Status compile_max_properties(const Site& site) {
  return emit_count(site, check_max_members, kObjects, "at most", "member");
}

namespace {

base::Status add_dependent_names(const Site& site, const base::Member& member) {
  constexpr std::string_view kShape = "must be an object of lists of member names";
  if (!member.value.is_array()) return site.error(std::string(kShape));
  Compiler& compiler = site.compiler;
  const std::uint32_t here = site.schema.context.place;
  const auto properties = site.sibling("properties");
  DependentNames rule{.trigger = std::string(member.name), .required = {}};
  for (const base::Value& name : member.value.elements()) {
    if (!name.is_string()) return site.error(std::string(kShape));
    Assertion made = compiler.draft(site, "member " + base::quoted(name.string()) +
                                              ", as there is " + base::quoted(member.name));
    made.place = compiler.out().places[compiler.member_place(here, name.string())].text;
    const auto described =
        properties && properties->is_object() ? properties->find(name.string()) : std::nullopt;
    if (described && described->is_object()) describe_member(*described, &made);
    rule.required.emplace_back(name.string(), compiler.add_assertion(site.schema, std::move(made)));
  }
  auto& rules = compiler.out().dependent_names;
  site.schema.instructions.push_back({.check = check_dependent_names,
                                      .limit = here,
                                      .operand = static_cast<std::uint32_t>(rules.size()),
                                      .kinds = kObjects});
  rules.push_back(std::move(rule));
  return base::Done{};
}

base::Status add_dependent_schema(const Site& site, const base::Member& member) {
  Compiler& compiler = site.compiler;
  const auto node =
      compiler.below(site, member.value, base::pointer_append(site.pointer(), member.name),
                     compiler.in_place(site));
  if (!node) return node.error();
  auto& rules = compiler.out().dependent_schemas;
  site.schema.instructions.push_back({.check = check_dependent_schema,
                                      .operand = static_cast<std::uint32_t>(rules.size()),
                                      .kinds = kObjects});
  rules.push_back(DependentSchema{std::string(member.name), *node});
  return base::Done{};
}

}  // namespace

base::Status compile_dependent_required(const Site& site) {
  if (!site.operand.is_object()) return site.error("must be an object of lists of member names");
  for (const base::Member& member : site.operand.members()) {
    const base::Status added = add_dependent_names(site, member);
    if (!added) return added;
  }
  return base::Done{};
}

base::Status compile_dependent_schemas(const Site& site) {
  if (!site.operand.is_object()) return site.error("must be an object of schemas");
  for (const base::Member& member : site.operand.members()) {
    const base::Status added = add_dependent_schema(site, member);
    if (!added) return added;
  }
  return base::Done{};
}

// Before 2019-09 the two were one keyword.
base::Status compile_dependencies(const Site& site) {
  if (!site.operand.is_object()) return site.error("must be an object");
  for (const base::Member& member : site.operand.members()) {
    const base::Status added = member.value.is_array() ? add_dependent_names(site, member)
                                                       : add_dependent_schema(site, member);
    if (!added) return added;
  }
  return base::Done{};
}

}  // namespace assay::schema
