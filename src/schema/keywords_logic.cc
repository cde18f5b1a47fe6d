#include <algorithm>

#include "base/pointer.h"
#include "base/text.h"
#include "schema/checks.h"
#include "schema/compiler.h"
#include "schema/evaluator.h"
#include "schema/messages.h"

namespace assay::schema {
namespace {

// Longest static description of alternatives; beyond it only their number is told.
constexpr std::size_t kLongestExpected = 160;

// Words of an enumeration that a condition is told with.
constexpr std::size_t kListedWords = 3;

const NodeIndex* branches_of(const Evaluator& evaluator, const Instruction& self) {
  return evaluator.code().branches.data() + self.operand;
}

bool fail_branches(Evaluator& evaluator, const Instruction& self, const base::Value& value,
                   const Path& path) {
  if (evaluator.testing()) return false;
  std::vector<std::vector<Violation>> why;
  for (std::uint64_t at = 0; at < self.limit; ++at) {
    why.push_back(evaluator.diagnose(branches_of(evaluator, self)[at], value, path));
  }
  Diagnosis told = closest(evaluator.code(), std::move(why), value, pointer_of(path));
  return evaluator.fail(Violation{.assertion = self.assertion,
                                  .expected = std::move(told.expected),
                                  .actual = std::move(told.actual),
                                  .hint = std::move(told.hint)},
                        value, path);
}

bool check_any_of(Evaluator& evaluator, const Instruction& self, const base::Value& value,
                  const Path& path) {
  bool holds = false;
  for (std::uint64_t at = 0; at < self.limit; ++at) {
    holds = evaluator.test(branches_of(evaluator, self)[at], value, path) || holds;
    // What every branch has looked at matters to unevaluated...; otherwise one is enough.
    if (holds && !evaluator.code().tracks_evaluated) return true;
  }
  return holds || fail_branches(evaluator, self, value, path);
}

bool check_one_of(Evaluator& evaluator, const Instruction& self, const base::Value& value,
                  const Path& path) {
  std::uint64_t count = 0;
  for (std::uint64_t at = 0; at < self.limit; ++at) {
    if (!evaluator.test(branches_of(evaluator, self)[at], value, path)) continue;
    if (++count > 1 && evaluator.testing()) return false;
  }
  if (count == 1) return true;
  if (count == 0) return fail_branches(evaluator, self, value, path);
  std::vector<std::string> holding;
  for (std::uint64_t at = 0; at < self.limit; ++at) {
    const std::size_t mark = evaluator.evaluated_mark();
    const bool holds = evaluator.test(branches_of(evaluator, self)[at], value, path);
    evaluator.forget_since(mark);
    if (holds) holding.push_back(std::to_string(at));
  }
  const std::string actual = "forms " + base::join(holding, " and ") + " all hold: " + show(value);
  const std::string expected = "just one of the " + std::to_string(self.limit) + " forms";
  return evaluator.fail(
      Violation{.assertion = self.assertion, .expected = expected, .actual = actual}, value, path);
}

base::Result<std::vector<NodeIndex>> compile_branches(const Site& site, const Context& context) {
  if (!site.operand.is_array() || site.operand.size() == 0) {
    return site.error("must be a list of schemas");
  }
  std::vector<NodeIndex> nodes;
  for (const base::Value& schema : site.operand.elements()) {
    const std::string pointer = base::pointer_append(site.pointer(), nodes.size());
    const auto node = site.compiler.below(site, schema, pointer, context);
    if (!node) return node.error();
    nodes.push_back(*node);
  }
  return nodes;
}

base::Status compile_choice(const Site& site, Check check, std::string_view words) {
  const auto nodes = compile_branches(site, site.compiler.silent_in_place(site));
  if (!nodes) return nodes.error();
  std::vector<std::string> forms;
  bool told = true;
  for (const NodeIndex node : *nodes) {
    std::string form = site.compiler.describe(node);
    told = told && !form.empty();
    if (std::find(forms.begin(), forms.end(), form) == forms.end()) forms.push_back(form);
  }
  std::string expected = base::join(forms, " or ");
  if (!told || expected.size() > kLongestExpected) {
    expected = std::string(words) + " " + counted(nodes->size(), "form");
  }
  std::vector<NodeIndex>& branches = site.compiler.out().branches;
  site.schema.instructions.push_back({.check = check,
                                      .limit = nodes->size(),
                                      .assertion = site.compiler.assertion(site, expected),
                                      .operand = static_cast<std::uint32_t>(branches.size())});
  branches.insert(branches.end(), nodes->begin(), nodes->end());
  return base::Done{};
}

// The strings that the `if` compares with, in order: they name the condition.
void collect_constants(const base::Value& schema, std::vector<std::string>* names) {
  if (schema.is_array()) {
    for (const base::Value& element : schema.elements()) collect_constants(element, names);
  }
  if (!schema.is_object()) return;
  for (const base::Member& member : schema.members()) {
    if (member.name == "const" && member.value.is_string()) {
      names->emplace_back(member.value.string());
    } else {
      collect_constants(member.value, names);
    }
  }
}

std::string condition(const Site& site, bool holds) {
  const auto named = site.sibling("x-when");
  if (named && named->is_string()) {
    return (holds ? "" : "not-") + std::string(named->string());
  }
  std::vector<std::string> names;
  collect_constants(site.operand, &names);
  const std::string own = names.empty() ? "if" : base::join(names, "+");
  const std::string& outer = site.schema.context.condition;
  return (outer.empty() ? "" : outer + "+") + (holds ? "" : "not-") + own;
}

// What the `if` asks of one member, in words; "" for anything but words of an enumeration.
std::string asked_of(const base::Value& schema, bool holds) {
  const std::string is = holds ? " is " : " is not ";
  if (!schema.is_object()) return "";
  if (const auto word = schema.find("const"); word && word->is_string()) {
    return is + base::printable(word->string());
  }
  const auto words = schema.find("enum");
  if (!words || !words->is_array()) return "";
  std::vector<std::string> listed;
  for (const base::Value& word : words->elements()) {
    if (!word.is_string()) return "";
    listed.push_back(base::printable(word.string()));
  }
  if (listed.size() <= kListedWords) return is + base::join(listed, " or ");
  const std::size_t rest = listed.size() - kListedWords + 1;
  listed.resize(kListedWords - 1);
  return is + base::join(listed, ", ") + " or one of " + std::to_string(rest) + " more";
}

// The condition for people: "job_type is imsImportImageJob and status is SUCCESS".
std::string because(const Site& site, bool holds) {
  std::vector<std::string> parts;
  const auto members = site.operand.is_object() ? site.operand.find("properties") : std::nullopt;
  if (members && members->is_object()) {
    const std::uint32_t place = site.schema.context.place;
    const std::string prefix = place == 0 ? "" : site.compiler.out().places[place].text + ".";
    for (const base::Member& member : members->members()) {
      const std::string asked = asked_of(member.value, holds);
      if (!asked.empty()) parts.push_back(prefix + base::printable(member.name) + asked);
    }
  }
  const std::string own = base::join(parts, holds ? " and " : " or ");
  const std::string& outer = site.schema.context.because;
  return outer.empty() || own.empty() ? outer + own : outer + ", and " + own;
}

base::Result<NodeIndex> compile_consequence(const Site& site, std::string_view name) {
  const auto schema = site.sibling(name);
  if (!schema) return kNone;
  Context context = site.compiler.in_place(site);
  context.keyword = name;
  if (!context.silent) {
    context.condition = condition(site, name == "then");
    context.because = because(site, name == "then");
  }
  return site.compiler.below(site, *schema, base::pointer_append(site.schema.here.pointer, name),
                             context);
}

}  // namespace

bool check_not(Evaluator& evaluator, const Instruction& self, const base::Value& value,
               const Path& path) {
  const std::size_t mark = evaluator.evaluated_mark();
  const bool inside = evaluator.test(self.operand, value, path);
  evaluator.forget_since(mark);
  return !inside || evaluator.fail(self.assertion, value, path);
}

bool check_if(Evaluator& evaluator, const Instruction& self, const base::Value& value,
              const Path& path) {
  const NodeIndex* nodes = branches_of(evaluator, self);
  const bool condition = evaluator.test(nodes[0], value, path);
  const NodeIndex taken = nodes[condition ? 1 : 2];
  return taken == kNone || evaluator.run(taken, value, path);
}

bool check_call(Evaluator& evaluator, const Instruction& self, const base::Value& value,
                const Path& path) {
  return evaluator.run(self.operand, value, path);
}

base::Status compile_all_of(const Site& site) {
  const auto nodes = compile_branches(site, site.compiler.in_place(site));
  if (!nodes) return nodes.error();
  for (const NodeIndex node : *nodes) {
    site.schema.instructions.push_back({.check = check_call, .operand = node});
  }
  return base::Done{};
}

base::Status compile_any_of(const Site& site) {
  return compile_choice(site, check_any_of, "any of");
}

base::Status compile_one_of(const Site& site) {
  return compile_choice(site, check_one_of, "just one of");
}

namespace {

std::string expected_of_not(const Site& site, NodeIndex node) {
  if (site.compiler.out().nodes[node].count == 0) return "nothing here";
  const std::string described = site.compiler.describe(node);
  return described.empty() ? "not the form in question" : "not " + described;
}

}  // namespace

base::Status compile_not(const Site& site) {
  const auto node =
      site.compiler.below(site, site.operand, site.pointer(), site.compiler.silent_in_place(site));
  if (!node) return node.error();
  const std::string expected = expected_of_not(site, *node);
  site.schema.instructions.push_back(
      {.check = check_not, .assertion = site.compiler.assertion(site, expected), .operand = *node});
  return base::Done{};
}

base::Status compile_if(const Site& site) {
  const auto test =
      site.compiler.below(site, site.operand, site.pointer(), site.compiler.silent_in_place(site));
  if (!test) return test.error();
  const auto then = compile_consequence(site, "then");
  if (!then) return then.error();
  const auto otherwise = compile_consequence(site, "else");
  if (!otherwise) return otherwise.error();
  std::vector<NodeIndex>& branches = site.compiler.out().branches;
  site.schema.instructions.push_back(
      {.check = check_if, .operand = static_cast<std::uint32_t>(branches.size())});
  branches.insert(branches.end(), {*test, *then, *otherwise});
  return base::Done{};
}

}  // namespace assay::schema
