#include "schema/checks.h"
#include "schema/compiler.h"
#include "schema/evaluator.h"

namespace assay::schema {

// Annotations of ours; x-extensible-enum stands beside enum. What they say is read when the schema
// object is opened (Compiler::annotations); here their shape is checked.

// Everything below is asked for at level should, so none of it can decide for a combinator.
base::Status compile_should(const Site& site) {
  if (site.schema.context.silent) {
    return site.compiler.inspect(site, site.operand, site.pointer());
  }
  Context context = site.compiler.in_place(site);
  context.level = Level::kShould;
  const auto node = site.compiler.below(site, site.operand, site.pointer(), context);
  if (!node) return node.error();
  site.schema.instructions.push_back({.check = check_advice, .operand = *node});
  return base::Done{};
}

bool check_advice(Evaluator& evaluator, const Instruction& self, const base::Value& value,
                  const Path& path) {
  const std::size_t mark = evaluator.evaluated_mark();
  evaluator.run(self.operand, value, path);
  evaluator.forget_since(mark);
  return true;
}

base::Status compile_source(const Site& site) {
  if (!site.operand.is_object()) return site.error("must be an object");
  return base::Done{};
}

base::Status compile_contradiction(const Site& site) {
  if (!site.operand.is_array()) return site.error("must be a list of ids");
  for (const base::Value& id : site.operand.elements()) {
    if (!id.is_string()) return site.error("must be a list of ids");
  }
  return base::Done{};
}

base::Status compile_name(const Site& site) {
  if (!site.operand.is_string() || site.operand.string().empty()) {
    return site.error("must be a name");
  }
  if (site.keyword.name == "x-when" && !site.sibling("if")) {
    return site.error("x-when names the condition of an if, and there is none beside it");
  }
  return base::Done{};
}

}  // namespace assay::schema
