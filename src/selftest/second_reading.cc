#include "selftest/second_reading.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include "base/pointer.h"
#include "base/text.h"
#include "contract/schema_paths.h"
#include "selftest/second_reading_formats.h"
#include "selftest/sorted.h"

namespace assay::selftest {
namespace {

using base::Error;
using base::Result;
using base::Value;

// Nothing that is asked of an answer.
bool is_note(std::string_view name) {
  constexpr std::array<std::string_view, 9> kNotes = {"$schema",     "$defs",    "title",
                                                      "description", "$comment", "default",
                                                      "deprecated",  "then",     "else"};
  constexpr std::array<std::string_view, 5> kOurs = {"x-source", "x-contradiction", "x-category",
                                                     "x-rule", "x-when"};
  return std::find(kNotes.begin(), kNotes.end(), name) != kNotes.end() ||
         std::find(kOurs.begin(), kOurs.end(), name) != kOurs.end();
}

bool has_type(const Value& value, std::string_view type) {
  if (type == "integer") return value.is_number() && value.number().is_integer();
  return base::to_string(value.kind()) == type;
}

bool is_among(const Value& value, const Value& list) {
  for (const Value& one : list.elements()) {
    if (value.equals(one)) return true;
  }
  return false;
}

// Compiled once in each thread.
const RE2& pattern(std::string_view text) {
  thread_local std::map<std::string, std::unique_ptr<RE2>, std::less<>> known;
  auto found = known.find(text);
  if (found == known.end()) {
    found = known.emplace(text, std::make_unique<RE2>(std::string(text), RE2::Quiet)).first;
  }
  return *found->second;
}

// Whether one keyword that looks at the value alone is kept; nullopt for other keywords.
std::optional<bool> keeps(std::string_view keyword, const Value& operand, const Value& value) {
  if (keyword == "type") {
    if (operand.is_string()) return has_type(value, operand.string());
    for (const Value& type : operand.elements()) {
      if (has_type(value, type.string())) return true;
    }
    return false;
  }
  if (keyword == "enum") return is_among(value, operand);
  if (keyword == "x-extensible-enum") return !value.is_string() || is_among(value, operand);
  if (keyword == "const") return value.equals(operand);
  if (keyword == "format") return keeps_format(operand.string(), value);
  if (keyword == "pattern") {
    if (!value.is_string()) return true;
    const std::string_view text = value.string();
    return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), pattern(operand.string()));
  }
  const auto limit = [&] { return static_cast<std::size_t>(*operand.number().to_int64()); };
  if (keyword == "minLength" || keyword == "maxLength") {
    if (!value.is_string()) return true;
    const std::size_t length = base::count_code_points(value.string());
    return keyword == "minLength" ? length >= limit() : length <= limit();
  }
  if (keyword == "minimum") return !value.is_number() || value.number() >= operand.number();
  if (keyword == "maximum") return !value.is_number() || value.number() <= operand.number();
  if (keyword == "minItems") return !value.is_array() || value.size() >= limit();
  return std::nullopt;
}

}  // namespace

Result<SecondReading::Schema> SecondReading::schema_at(const std::string& file,
                                                       std::string_view fragment) {
  auto found = files_.find(file);
  if (found == files_.end()) {
    Result<std::string> text = data_.read(file);
    if (!text) return text.error();
    auto document = base::parse_data(*std::move(text), data_.display(file));
    if (!document) return document.error();
    found = files_.emplace(file, *std::move(document)).first;
  }
  std::string pointer(fragment.substr(fragment.starts_with('#') ? 1 : 0));
  const auto value = found->second.at(pointer);
  if (!value)
    return Error{.message = "is not there", .file = data_.display(file), .pointer = pointer};
  return Schema{file, std::move(pointer), *value};
}

// Applies schemas to values. What is silent decides for a combinator, and reports nothing.
class SecondReading::Walk {
 public:
  explicit Walk(SecondReading& reading) : reading_(reading) {}

  std::vector<Breach> found;
  std::optional<Error> error;

  // Whether every must-keyword is kept.
  bool apply(const Schema& schema, const Value& value, const std::string& pointer,
             bool should = false) {
    if (error) return true;
    if (schema.value.is_boolean()) {
      if (schema.value.boolean()) return true;
      return breach(schema, pointer, should);
    }
    bool kept = true;
    for (const base::Member& member : schema.value.members()) {
      const Schema below = child(schema, member.name, member.value);
      // Advice decides nothing, wherever it stands.
      if (member.name == "x-should") {
        apply(below, value, pointer, true);
      } else if (member.name == "x-extensible-enum") {
        if (!*keeps(member.name, member.value, value)) breach(below, pointer, true);
      } else if (!keyword(schema, below, member.name, value, pointer, should)) {
        kept = false;
      }
    }
    return kept;
  }

 private:
  static Schema child(const Schema& schema, std::string_view name, const Value& value) {
    return {schema.file, base::pointer_append(schema.pointer, name), value};
  }

  bool breach(const Schema& at, const std::string& pointer, bool should) {
    if (silent_ == 0) {
      found.push_back({reading_.data_.display(at.file) + "#" + at.pointer, pointer, should});
    }
    return false;
  }

  bool holds(const Schema& schema, const Value& value, const std::string& pointer) {
    ++silent_;
    const bool kept = apply(schema, value, pointer);
    --silent_;
    return kept;
  }

  bool keyword(const Schema& schema, const Schema& operand, std::string_view name,
               const Value& value, const std::string& pointer, bool should) {
    if (is_note(name)) return true;
    if (const auto kept = keeps(name, operand.value, value)) {
      return *kept || breach(operand, pointer, should);
    }
    if (name == "required") return required(operand, value, pointer, should);
    if (name == "properties") return properties(operand, value, pointer, should);
    if (name == "additionalProperties") return others(schema, operand, value, pointer, should);
    if (name == "items") return items(operand, value, pointer, should);
    if (name == "allOf") return all_of(operand, value, pointer, should);
    if (name == "anyOf") return any_of(operand, value, pointer) || breach(operand, pointer, should);
    if (name == "not") return !holds(operand, value, pointer) || breach(operand, pointer, should);
    if (name == "if") return condition(schema, operand, value, pointer, should);
    if (name == "$ref") return reference(operand, value, pointer, should);
    error = Error{.message = "the self-test cannot tell yet whether this keyword is kept",
                  .file = reading_.data_.display(operand.file),
                  .pointer = operand.pointer};
    return true;
  }

  bool required(const Schema& names, const Value& value, const std::string& pointer, bool should) {
    if (!value.is_object()) return true;
    bool kept = true;
    for (const Value& name : names.value.elements()) {
      if (value.find(name.string())) continue;
      kept = breach(names, base::pointer_append(pointer, name.string()), should);
    }
    return kept;
  }

  bool properties(const Schema& all, const Value& value, const std::string& pointer, bool should) {
    if (!value.is_object()) return true;
    bool kept = true;
    for (const base::Member& member : all.value.members()) {
      const auto there = value.find(member.name);
      if (!there) continue;
      const std::string below = base::pointer_append(pointer, member.name);
      kept &= apply(child(all, member.name, member.value), *there, below, should);
    }
    return kept;
  }

  bool others(const Schema& schema, const Schema& operand, const Value& value,
              const std::string& pointer, bool should) {
    if (!value.is_object()) return true;
    const auto known = schema.value.find("properties");
    bool kept = true;
    for (const base::Member& member : value.members()) {
      if (known && known->find(member.name)) continue;
      const std::string below = base::pointer_append(pointer, member.name);
      kept &= apply(operand, member.value, below, should);
    }
    return kept;
  }

  bool items(const Schema& schema, const Value& value, const std::string& pointer, bool should) {
    if (!value.is_array()) return true;
    bool kept = true;
    std::size_t index = 0;
    for (const Value& element : value.elements()) {
      kept &= apply(schema, element, base::pointer_append(pointer, index++), should);
    }
    return kept;
  }

  bool all_of(const Schema& list, const Value& value, const std::string& pointer, bool should) {
    bool kept = true;
    std::size_t index = 0;
    for (const Value& one : list.value.elements()) {
      const Schema branch{list.file, base::pointer_append(list.pointer, index++), one};
      kept &= apply(branch, value, pointer, should);
    }
    return kept;
  }

  bool any_of(const Schema& list, const Value& value, const std::string& pointer) {
    std::size_t index = 0;
    for (const Value& one : list.value.elements()) {
      const Schema branch{list.file, base::pointer_append(list.pointer, index++), one};
      if (holds(branch, value, pointer)) return true;
    }
    return false;
  }

  bool condition(const Schema& schema, const Schema& operand, const Value& value,
                 const std::string& pointer, bool should) {
    const char* branch = holds(operand, value, pointer) ? "then" : "else";
    const auto taken = schema.value.find(branch);
    return !taken || apply(child(schema, branch, *taken), value, pointer, should);
  }

  bool reference(const Schema& operand, const Value& value, const std::string& pointer,
                 bool should) {
    const Result<Schema> target = reading_.referenced(operand);
    if (!target) {
      error = target.error();
      return true;
    }
    return apply(*target, value, pointer, should);
  }

  SecondReading& reading_;
  int silent_ = 0;
};

Result<SecondReading::Schema> SecondReading::referenced(const Schema& reference) {
  const std::string_view text = reference.value.string();
  const std::size_t hash = text.find('#');
  const std::string file = contract::referenced_path(reference.file, text);
  return schema_at(file.empty() ? reference.file : file,
                   hash == text.npos ? "" : text.substr(hash));
}

Result<std::vector<Breach>> SecondReading::breaches(const std::string& file,
                                                    std::string_view fragment,
                                                    const Value& instance) {
  const Result<Schema> root = schema_at(file, fragment);
  if (!root) return root.error();
  Walk walk(*this);
  walk.apply(*root, instance, "");
  if (walk.error) return *walk.error;
  sort_once(walk.found);
  return std::move(walk.found);
}

// Goes into every branch of the schemas, whatever the values, and writes down what they name.
class SecondReading::WordWalk {
 public:
  explicit WordWalk(SecondReading& reading) : reading_(reading) {}

  std::map<std::string, Words> words;
  std::optional<Error> error;

  void visit(const Schema& schema, const Value& value, const std::string& pointer) {
    if (error || !schema.value.is_object()) return;
    Words& here = words[pointer];
    for (const base::Member& member : schema.value.members()) {
      note(member.name, member.value, here);
      const Schema below{schema.file, base::pointer_append(schema.pointer, member.name),
                         member.value};
      descend(below, member.name, value, pointer);
    }
  }

 private:
  static void note(std::string_view name, const Value& operand, Words& here) {
    const auto literal = [&](const Value& one) {
      if (one.is_string()) here.strings.emplace(one.string());
      if (one.is_number()) here.numbers.emplace(one.source());
    };
    if (name == "enum" || name == "x-extensible-enum") {
      for (const Value& one : operand.elements()) literal(one);
    } else if (name == "const" || name == "minimum" || name == "maximum") {
      literal(operand);
    } else if (name == "required") {
      for (const Value& one : operand.elements()) here.members.emplace(one.string());
    } else if (name == "properties") {
      for (const base::Member& one : operand.members()) here.members.emplace(one.name);
    }
  }

  void descend(const Schema& operand, std::string_view name, const Value& value,
               const std::string& pointer) {
    if (name == "allOf" || name == "anyOf") {
      for (const Value& one : operand.value.elements()) {
        visit({operand.file, operand.pointer, one}, value, pointer);
      }
    } else if (name == "not" || name == "if" || name == "then" || name == "else" ||
               name == "x-should") {
      visit(operand, value, pointer);
    } else if (name == "$ref") {
      const Result<Schema> target = reading_.referenced(operand);
      if (target) {
        visit(*target, value, pointer);
      } else {
        error = target.error();
      }
    } else {
      into_children(operand, name, value, pointer);
    }
  }

  void into_children(const Schema& operand, std::string_view name, const Value& value,
                     const std::string& pointer) {
    if (name == "properties") {
      for (const base::Member& member : operand.value.members()) {
        const Schema schema{operand.file, operand.pointer, member.value};
        const std::string below = base::pointer_append(pointer, member.name);
        const auto there = value.is_object() ? value.find(member.name) : std::nullopt;
        if (there) {
          visit(schema, *there, below);
        } else if (beyond_ < kFarthest) {
          ++beyond_;
          visit(schema, empty_.root(), below);
          --beyond_;
        }
      }
    } else if (name == "additionalProperties" && value.is_object()) {
      for (const base::Member& member : value.members()) {
        visit(operand, member.value, base::pointer_append(pointer, member.name));
      }
    } else if (name == "items" && value.is_array()) {
      std::size_t index = 0;
      for (const Value& element : value.elements()) {
        visit(operand, element, base::pointer_append(pointer, index++));
      }
    }
  }

  SecondReading& reading_;
  // How far beyond what is there it has gone; schemas may refer to themselves without end.
  static constexpr int kFarthest = 2;
  int beyond_ = 0;
  // Stands for members that are not there.
  const base::Document empty_ = *base::Document::parse("null");
};

Result<std::map<std::string, Words>> SecondReading::words(const std::string& file,
                                                          std::string_view fragment,
                                                          const Value& instance) {
  const Result<Schema> root = schema_at(file, fragment);
  if (!root) return root.error();
  WordWalk walk(*this);
  walk.visit(*root, instance, "");
  if (walk.error) return *walk.error;
  return std::move(walk.words);
}

}  // namespace assay::selftest
