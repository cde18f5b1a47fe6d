#include "selftest/relation_mutants.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "base/document.h"
#include "base/edit.h"
#include "base/pointer.h"
#include "base/text.h"
#include "judge/places.h"

namespace assay::selftest {
namespace {

using base::Document;
using base::Value;
using contract::RelationForm;
using contract::RelationKind;
using judge::Found;

// One relation, put to one specimen.
class Relation {
 public:
  Relation(Bench& bench, const Specimen& specimen, const Document& document, std::size_t index)
      : bench_(bench),
        original_(specimen),
        root_(document.root()),
        form_(bench.contract().suite().relations[index]),
        rule_(bench.contract().relation_rules()[index]) {}

  void run() {
    for (const Found& scope : judge::values_at(root_, form_.within.empty() ? "$" : form_.within)) {
      break_in(scope);
    }
  }

 private:
  void break_in(const Found& scope) {
    switch (form_.kind) {
      case RelationKind::kEqualsParameter:
        return other_value(scope, false);
      case RelationKind::kEqualsTrait:
        return other_value(scope, true);
      case RelationKind::kEquals:
        return each_at(scope, form_.place, "relation", [](const Value& value) {
          return value.is_string() ? base::quoted(std::string(value.string()) + "0") : "77";
        });
      case RelationKind::kSameSet:
        return other_set(scope);
      case RelationKind::kNotAfter:
        return swap(scope);
      case RelationKind::kAgrees:
        return each_at(scope, form_.place, "relation", [](const Value& value) {
          return std::string(value.boolean() ? "false" : "true");
        });
      case RelationKind::kEmptyOnSuccess:
        return add_error(scope);
      case RelationKind::kNotNullWhen:
        return each_at(scope, form_.place, "null", [](const Value&) { return "null"; });
      case RelationKind::kTransition:
      case RelationKind::kConstant:
      case RelationKind::kNotDecreasing:
      case RelationKind::kFrozen:
      case RelationKind::kEndsAs:
        return;  // Between answers.
    }
  }

  // The body stays as it is; what was asked for, or is known of the subject, is first what the
  // relation wants, then something else.
  void other_value(const Found& scope, bool traits) {
    const auto found = judge::values_at(scope.value, form_.place, scope.pointer);
    if (found.empty() || !(found.front().value.is_string() || found.front().value.is_number())) {
      return;
    }
    const Value& value = found.front().value;
    const std::string text(value.is_string() ? value.string() : value.source());
    const auto [right, wrong] = words_for(text);
    if (right.empty()) return;
    Specimen changed = original_;
    plan::Values& values =
        traits ? changed.planned.traits : changed.planned.steps.front().parameters;
    values[form_.parameter] = right;
    bench_.try_exactly(changed, {"same request", original_.name, found.front().pointer}, {});
    values[form_.parameter] = wrong;
    bench_.try_relation(changed, {"other request", original_.name, found.front().pointer}, rule_);
  }

  // What the parameter or trait must be for the answer to say `text`, and what it must not be.
  std::pair<std::string, std::string> words_for(const std::string& text) const {
    if (form_.map.empty()) return {text, text + "0"};
    std::pair<std::string, std::string> words;
    for (const auto& [word, mapped] : form_.map)
      (mapped == text ? words.first : words.second) = word;
    return words;
  }

  // A change of the body; what the schemas say of it is found by the second reading.
  void put(std::string_view kind, const std::string& pointer, const std::string& json) {
    const auto replacement = Document::parse(json);
    const auto body = base::edited(root_, pointer, replacement->root());
    if (body) try_body(kind, pointer, *body);
  }

  void try_body(std::string_view kind, const std::string& pointer, std::string body) {
    Specimen changed = original_;
    changed.response().body = std::move(body);
    bench_.try_including(changed, {kind, original_.name, pointer}, rule_);
  }

  template <typename Json>
  void each_at(const Found& scope, const std::string& place, std::string_view kind, Json json) {
    for (const Found& found : judge::values_at(scope.value, place, scope.pointer)) {
      if (!concerns(scope, found.value)) continue;
      put(kind, found.pointer, json(found.value));
    }
  }

  // Whether the relation has something to say of a value as it is.
  bool concerns(const Found& scope, const Value& value) const {
    if (form_.kind == RelationKind::kAgrees) return value.is_boolean();
    const auto here = judge::values_at(scope.value, form_.other);
    const auto others = here.empty() ? judge::values_at(root_, form_.other) : here;
    if (others.size() != 1) return false;
    if (form_.kind == RelationKind::kEquals) return others.front().value.kind() == value.kind();
    const Value& word = others.front().value;
    return !value.is_null() && word.is_string() &&
           std::find(form_.values.begin(), form_.values.end(), word.string()) != form_.values.end();
  }

  void other_set(const Found& scope) {
    const auto here = judge::values_at(scope.value, form_.place, scope.pointer);
    const auto there = judge::values_at(scope.value, form_.other, scope.pointer);
    if (here.empty() || there.empty()) return;
    const Value& last = here.back().value;
    put("relation", here.back().pointer,
        last.is_string() ? "\"00000000000000000000000000000000\"" : "77");
  }

  // The earlier time and the later one change places.
  void swap(const Found& scope) {
    const auto first = judge::values_at(scope.value, form_.place, scope.pointer);
    const auto second = judge::values_at(scope.value, form_.other, scope.pointer);
    if (first.size() != 1 || second.size() != 1) return;
    const auto early = time_of(first.front().value);
    const auto late = time_of(second.front().value);
    if (!early || !late || *early >= *late) return;
    const auto half = base::edited(root_, first.front().pointer, second.front().value);
    const auto halfway = Document::parse(half.value_or(std::string(root_.source())));
    if (const auto body =
            base::edited(halfway->root(), second.front().pointer, first.front().value)) {
      try_body("relation", first.front().pointer, *body);
    }
  }

  static std::optional<std::int64_t> time_of(const Value& value) {
    return value.is_string() ? judge::utc_microseconds(value.string()) : std::nullopt;
  }

  void add_error(const Found& scope) {
    if (form_.place.find('[') != std::string::npos) return;
    std::string pointer = scope.pointer;
    for (const std::string& name : base::split(form_.place, '.')) {
      pointer = base::pointer_append(pointer, name);
    }
    put("member added", pointer, "{\"code\": \"SYS.1000\"}");
  }

  Bench& bench_;
  const Specimen& original_;
  const Value root_;
  const RelationForm& form_;
  const contract::RuleIndex rule_;
};

}  // namespace

void try_relations(Bench& bench, const std::vector<Specimen>& specimens) {
  for (const Specimen& specimen : specimens) {
    if (!specimen.is_answer) continue;
    const auto document = Document::parse(specimen.response().body);
    if (!document) continue;
    for (std::size_t i = 0; i < bench.contract().suite().relations.size(); ++i) {
      Relation(bench, specimen, *document, i).run();
    }
  }
}

}  // namespace assay::selftest
