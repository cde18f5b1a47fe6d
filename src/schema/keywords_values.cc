#include <algorithm>
#include <array>
#include <span>

#include "base/text.h"
#include "schema/checks.h"
#include "schema/compiler.h"
#include "schema/evaluator.h"
#include "schema/messages.h"

namespace assay::schema {
namespace {

struct TypeName {
  std::string_view name;
  KindSet kinds;
};

constexpr std::array kTypes = {
    TypeName{"array", kind_bit(base::Kind::kArray)},
    TypeName{"boolean", kind_bit(base::Kind::kBoolean)},
    TypeName{"integer", kIntegerOnly},
    TypeName{"null", kind_bit(base::Kind::kNull)},
    TypeName{"number", kind_bit(base::Kind::kNumber)},
    TypeName{"object", kind_bit(base::Kind::kObject)},
    TypeName{"string", kind_bit(base::Kind::kString)},
};

base::Result<KindSet> type_named(const Site& site, const base::Value& name) {
  std::vector<std::string> names;
  if (!name.is_string()) return site.error("a type is named by a string");
  for (const TypeName& type : kTypes) {
    if (type.name == name.string()) return type.kinds;
    names.emplace_back(type.name);
  }
  return site.error("unknown type " + base::quoted(name.string()),
                    base::suggestion(name.string(), names));
}

bool check_type(Evaluator& evaluator, const Instruction& self, const base::Value& value,
                const Path& path) {
  const auto kinds = static_cast<KindSet>(self.operand);
  if ((kinds & kind_bit(value.kind())) != 0) return true;
  if ((kinds & kIntegerOnly) != 0 && value.is_number() && value.number().is_integer()) return true;
  return evaluator.fail(self.assertion, value, path);
}

// Kinds of value that are of none of the types.
KindSet breaking(KindSet types) {
  const bool some_numbers = (types & kIntegerOnly) != 0;
  const KindSet taken = some_numbers ? kind_bit(base::Kind::kNumber) : KindSet{0};
  return static_cast<KindSet>(kAnyKind & ~(types | taken));
}

std::span<const base::Value> values_of(const Evaluator& evaluator, const Instruction& self) {
  return {evaluator.code().values.data() + self.operand, self.limit};
}

bool fail_values(Evaluator& evaluator, std::uint32_t assertion, std::span<const base::Value> known,
                 const base::Value& value, const Path& path) {
  if (evaluator.testing()) return false;
  return evaluator.fail(Violation{.assertion = assertion, .hint = near_word(value, known)}, value,
                        path);
}

bool check_enum(Evaluator& evaluator, const Instruction& self, const base::Value& value,
                const Path& path) {
  const std::span<const base::Value> known = values_of(evaluator, self);
  for (const base::Value& candidate : known) {
    if (candidate.equals(value)) return true;
  }
  return fail_values(evaluator, self.assertion, known, value, path);
}

}  // namespace

bool check_words(Evaluator& evaluator, const Instruction& self, const base::Value& value,
                 const Path& path) {
  const WordSet& set = evaluator.code().word_sets[self.operand];
  const std::uint32_t word = value.is_string() ? set.words.find(value.string()) : kNone;
  if (word != kNone) {
    if (set.counted != kNone) evaluator.count_word(set.counted + word);
    return true;
  }
  const std::span<const base::Value> known = {evaluator.code().values.data() + set.first,
                                              self.limit};
  return fail_values(evaluator, self.assertion, known, value, path);
}

bool check_never(Evaluator& evaluator, const Instruction& self, const base::Value& value,
                 const Path& path) {
  return evaluator.fail(self.assertion, value, path);
}

base::Status compile_type(const Site& site) {
  KindSet kinds = 0;
  std::string expected;
  const auto add = [&](const base::Value& name) -> base::Status {
    const base::Result<KindSet> type = type_named(site, name);
    if (!type) return type.error();
    if ((kinds & *type) != 0) return site.error("names " + std::string(name.string()) + " twice");
    kinds = static_cast<KindSet>(kinds | *type);
    expected += (expected.empty() ? "" : " or ") + std::string(name.string());
    return base::Done{};
  };
  if (!site.operand.is_array()) {
    if (base::Status done = add(site.operand); !done) return done;
  } else {
    if (site.operand.size() == 0) return site.error("a list of types must not be empty");
    for (const base::Value& name : site.operand.elements()) {
      if (base::Status done = add(name); !done) return done;
    }
  }
  site.schema.instructions.push_back({.check = check_type,
                                      .assertion = site.compiler.assertion(site, expected),
                                      .operand = kinds,
                                      .passes = static_cast<KindSet>(kinds & kAnyKind),
                                      .breaks = breaking(kinds)});
  return base::Done{};
}

namespace {

std::uint32_t add_enumeration(Compiled& out, std::uint32_t assertion, const WordTable& table) {
  Enumeration enumeration{.assertion = assertion, .first = out.word_count, .words = {}};
  for (std::uint32_t i = 0; i < table.size(); ++i) enumeration.words.push_back(table.word(i));
  out.word_count += static_cast<std::uint32_t>(table.size());
  out.enumerations.push_back(std::move(enumeration));
  return out.enumerations.back().first;
}

void emit_values(const Site& site, std::vector<base::Value> values, KindSet kinds) {
  Compiled& out = site.compiler.out();
  const auto first = static_cast<std::uint32_t>(out.values.size());
  Instruction instruction{.check = check_enum,
                          .limit = values.size(),
                          .assertion = site.compiler.assertion(site, one_of(values)),
                          .operand = first,
                          .kinds = kinds};
  const auto is_string = [](const base::Value& value) { return value.is_string(); };
  if (!values.empty() && std::all_of(values.begin(), values.end(), is_string)) {
    WordSet set{.words = {}, .first = first};
    for (const base::Value& value : values) set.words.add(value.string());
    if (!site.schema.context.silent && set.words.size() > 1) {
      set.counted = add_enumeration(out, instruction.assertion, set.words);
    }
    instruction.check = check_words;
    instruction.operand = static_cast<std::uint32_t>(out.word_sets.size());
    out.word_sets.push_back(std::move(set));
  }
  site.schema.instructions.push_back(instruction);
  out.values.insert(out.values.end(), values.begin(), values.end());
}

}  // namespace

base::Status compile_enum(const Site& site) {
  if (!site.operand.is_array()) return site.error("must be a list of values");
  std::vector<base::Value> values;
  for (const base::Value& value : site.operand.elements()) values.push_back(value);
  emit_values(site, std::move(values), kAnyKind);
  return base::Done{};
}

base::Status compile_const(const Site& site) {
  emit_values(site, {site.operand}, kAnyKind);
  return base::Done{};
}

// Known strings of an open set: only a string can be a stranger to it.
base::Status compile_extensible_enum(const Site& site) {
  if (!site.operand.is_array() || site.operand.size() == 0) {
    return site.error("must be a list of strings");
  }
  std::vector<base::Value> values;
  for (const base::Value& value : site.operand.elements()) {
    if (!value.is_string()) return site.error("must be a list of strings");
    values.push_back(value);
  }
  if (site.schema.context.silent) return base::Done{};
  const Level outer = site.schema.context.level;
  site.schema.context.level = Level::kShould;
  emit_values(site, std::move(values), kind_bit(base::Kind::kString));
  site.schema.context.level = outer;
  return base::Done{};
}

}  // namespace assay::schema
