#include "base/text.h"
#include "schema/checks.h"
#include "schema/compiler.h"
#include "schema/evaluator.h"

namespace assay::schema {
namespace {

// With the schema `false` there is no node to run but an assertion that fails.
bool check_rest(Evaluator& evaluator, const Instruction& self, const base::Value& child,
                const Path& path, bool member) {
  if (self.operand != kNone) return evaluator.run_child(self.operand, child, path);
  evaluator.evaluated(child);
  if (evaluator.testing()) return false;
  std::string actual;
  if (member) actual = "member " + base::printable(base::quoted(path.name));
  return evaluator.fail(Violation{.assertion = self.assertion, .actual = std::move(actual)}, child,
                        path);
}

bool check_unevaluated_properties(Evaluator& evaluator, const Instruction& self,
                                  const base::Value& value, const Path& path) {
  const Evaluator::Seen seen = evaluator.evaluated_here();
  bool holds = true;
  for (const base::Member& member : value.members()) {
    if (evaluator.was_evaluated(seen, member.value)) continue;
    const Path below{.parent = &path, .name = member.name};
    holds = check_rest(evaluator, self, member.value, below, true) && holds;
    if (!holds && evaluator.testing()) return false;
  }
  return holds;
}

bool check_unevaluated_items(Evaluator& evaluator, const Instruction& self,
                             const base::Value& value, const Path& path) {
  const Evaluator::Seen seen = evaluator.evaluated_here();
  bool holds = true;
  std::uint32_t index = 0;
  for (const base::Value& element : value.elements()) {
    const Path below{.parent = &path, .index = index++, .is_element = true};
    if (evaluator.was_evaluated(seen, element)) continue;
    holds = check_rest(evaluator, self, element, below, false) && holds;
    if (!holds && evaluator.testing()) return false;
  }
  return holds;
}

base::Status emit(const Site& site, Check check, base::Kind kind, std::uint32_t place) {
  Compiler& compiler = site.compiler;
  compiler.out().tracks_evaluated = true;
  Instruction instruction{.check = check, .operand = kNone, .kinds = kind_bit(kind)};
  if (site.operand.is_boolean() && !site.operand.boolean()) {
    instruction.assertion =
        compiler.assertion(site, kind == base::Kind::kObject ? "no member that is not declared"
                                                             : "no element beyond those described");
  } else {
    const auto node =
        compiler.below(site, site.operand, site.pointer(), compiler.at_place(site, place));
    if (!node) return node.error();
    instruction.operand = *node;
  }
  site.schema.last.push_back(instruction);
  return base::Done{};
}

}  // namespace

base::Status compile_unevaluated_properties(const Site& site) {
  const std::uint32_t here = site.schema.context.place;
  const std::uint32_t place = site.compiler.any_member_place(here);
  if (!site.operand.is_boolean() || site.operand.boolean()) {
    site.compiler.out().places[here].open = true;
  }
  return emit(site, check_unevaluated_properties, base::Kind::kObject, place);
}

base::Status compile_unevaluated_items(const Site& site) {
  const std::uint32_t place = site.compiler.element_place(site.schema.context.place);
  return emit(site, check_unevaluated_items, base::Kind::kArray, place);
}

}  // namespace assay::schema
