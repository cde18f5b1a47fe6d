#include "judge/relations.h"

#include <algorithm>
#include <optional>
#include <set>
#include <vector>

#include "base/text.h"
#include "judge/places.h"

namespace assay::judge {
namespace {

using base::Value;
using contract::RelationForm;
using contract::RelationKind;

// One relation while it is put to one answer.
struct Asked {
  const RelationForm& form;
  contract::RuleIndex rule;
  Tally& tally;

  void exercise() const { tally.exercise(rule); }
  void broken(const Found& at, std::string expected, std::string actual) const {
    tally.report(rule, at, std::move(expected), std::move(actual));
  }
};

// A string as it is, anything else as its JSON text: what a parameter can be compared with.
std::string as_text(const Value& value) {
  return std::string(value.is_string() ? value.string() : value.source());
}

// Whether a value can be like the text of a parameter; of any other its type is the matter.
bool is_comparable(const Value& value) {
  return value.is_string() || value.is_number() || value.is_boolean();
}

void judge_equals_text(const Asked& asked, const Value& scope, std::string_view pointer,
                       const plan::Values& values, std::string_view what) {
  const auto given = values.find(asked.form.parameter);
  if (given == values.end()) return;
  std::string wanted = given->second;
  if (!asked.form.map.empty()) {
    const auto mapped = asked.form.map.find(wanted);
    if (mapped == asked.form.map.end()) return;
    wanted = mapped->second;
  }
  for (const Found& found : values_at(scope, asked.form.place, pointer)) {
    if (!is_comparable(found.value)) continue;
    asked.exercise();
    if (as_text(found.value) == wanted) continue;
    asked.broken(
        found, base::printable(base::quoted(wanted)) + ", as the " + std::string(what) + " has it",
        shown(found.value));
  }
}

void judge_equals(const Asked& asked, const Value& root, const Value& scope,
                  std::string_view pointer) {
  // The other place may stand outside the scope: imageUuid of each ref against the inventory's
  // uuid.
  std::vector<Found> others = values_at(scope, asked.form.other);
  if (others.empty()) others = values_at(root, asked.form.other);
  if (others.size() != 1) return;
  for (const Found& found : values_at(scope, asked.form.place, pointer)) {
    if (found.value.kind() != others.front().value.kind()) continue;
    asked.exercise();
    if (found.value.equals(others.front().value)) continue;
    asked.broken(found, shown(others.front().value) + ", as at " + asked.form.other,
                 shown(found.value));
  }
}

std::string_view list_of(std::string_view place) {
  return place.substr(0, place.rfind("[]"));
}

// The values that `place` has in each element of its list; nullopt when there is no such list, or
// one of the elements has no value there.
std::optional<std::vector<Found>> values_of_list(const Value& scope, std::string_view place) {
  if (!list_exists(scope, place)) return std::nullopt;
  std::vector<Found> values = values_at(scope, place);
  const std::string elements = std::string(list_of(place)) + "[]";
  if (values.size() != values_at(scope, elements).size()) return std::nullopt;
  return values;
}

bool all_of_kind(const std::vector<Found>& values, base::Kind kind) {
  return std::all_of(values.begin(), values.end(),
                     [&](const Found& found) { return found.value.kind() == kind; });
}

std::set<std::string> texts_of(const std::vector<Found>& values) {
  std::set<std::string> texts;
  for (const Found& found : values) texts.insert(as_text(found.value));
  return texts;
}

std::string in_words(const std::set<std::string>& texts) {
  const std::vector<std::string> all(texts.begin(), texts.end());
  return all.empty() ? "nothing" : base::printable(base::join(all, ", "));
}

void judge_same_set(const Asked& asked, const Value& scope, std::string_view pointer) {
  const auto here = values_of_list(scope, asked.form.place);
  const auto there = values_of_list(scope, asked.form.other);
  if (!here || !there) return;
  const auto both = [&](base::Kind kind) {
    return all_of_kind(*here, kind) && all_of_kind(*there, kind);
  };
  if (!both(base::Kind::kString) && !both(base::Kind::kNumber)) return;
  asked.exercise();
  if (texts_of(*here) == texts_of(*there)) return;
  asked.broken(values_at(scope, list_of(asked.form.place), pointer).front(),
               "the same set as " + asked.form.other + ": " + in_words(texts_of(*there)),
               in_words(texts_of(*here)));
}

void judge_not_after(const Asked& asked, const Value& scope, std::string_view pointer) {
  const std::vector<Found> first = values_at(scope, asked.form.place, pointer);
  const std::vector<Found> second = values_at(scope, asked.form.other, pointer);
  if (first.size() != 1 || second.size() != 1) return;
  if (!first.front().value.is_string() || !second.front().value.is_string()) return;
  const auto earlier = utc_microseconds(first.front().value.string());
  const auto later = utc_microseconds(second.front().value.string());
  if (!earlier || !later) return;
  asked.exercise();
  if (*earlier <= *later) return;
  asked.broken(first.front(), "not after " + asked.form.other + " " + shown(second.front().value),
               shown(first.front().value));
}

// Success as a boolean, and whether an error is told, say the same.
void judge_agrees(const Asked& asked, const Value& scope, std::string_view pointer) {
  const std::vector<Found> success = values_at(scope, asked.form.place, pointer);
  if (success.size() != 1 || !success.front().value.is_boolean()) return;
  asked.exercise();
  const std::vector<Found> error = values_at(scope, asked.form.other);
  const bool told = !error.empty() && !error.front().value.is_null();
  if (success.front().value.boolean() != told) return;
  asked.broken(success.front(),
               std::string(told ? "false" : "true") + ", because " + asked.form.other +
                   (told ? " is not null" : " is absent or null"),
               shown(success.front().value));
}

void judge_empty_on_success(const Asked& asked, const Value& scope, std::string_view pointer) {
  asked.exercise();
  for (const Found& found : values_at(scope, asked.form.place, pointer)) {
    if (!found.value.is_null()) {
      asked.broken(found, "absent or null, because the call succeeded", shown(found.value));
    }
  }
}

void judge_not_null_when(const Asked& asked, const Value& scope, std::string_view pointer) {
  const std::vector<Found> others = values_at(scope, asked.form.other);
  if (others.size() != 1 || !others.front().value.is_string()) return;
  const std::string_view word = others.front().value.string();
  const auto& words = asked.form.values;
  if (std::find(words.begin(), words.end(), word) == words.end()) return;
  asked.exercise();
  const std::vector<Found> found = values_at(scope, asked.form.place, pointer);
  if (found.size() == 1 && !found.front().value.is_null()) return;
  const std::string expected =
      "a value, because " + asked.form.other + " is " + base::printable(word);
  if (found.empty()) {
    asked.broken({scope, std::string(pointer)}, asked.form.place + ": " + expected, "absent");
  } else {
    asked.broken(found.front(), expected, "null");
  }
}

void judge_in_scope(const Asked& asked, const plan::Case& c, const plan::Step& step,
                    const Value& root, const Found& scope) {
  switch (asked.form.kind) {
    case RelationKind::kEqualsParameter:
      return judge_equals_text(asked, scope.value, scope.pointer, step.parameters, "request");
    case RelationKind::kEqualsTrait:
      return judge_equals_text(asked, scope.value, scope.pointer, c.traits, "target");
    case RelationKind::kEquals:
      return judge_equals(asked, root, scope.value, scope.pointer);
    case RelationKind::kSameSet:
      return judge_same_set(asked, scope.value, scope.pointer);
    case RelationKind::kNotAfter:
      return judge_not_after(asked, scope.value, scope.pointer);
    case RelationKind::kAgrees:
      return judge_agrees(asked, scope.value, scope.pointer);
    case RelationKind::kEmptyOnSuccess:
      return judge_empty_on_success(asked, scope.value, scope.pointer);
    case RelationKind::kNotNullWhen:
      return judge_not_null_when(asked, scope.value, scope.pointer);
    case RelationKind::kTransition:
    case RelationKind::kConstant:
    case RelationKind::kNotDecreasing:
    case RelationKind::kFrozen:
    case RelationKind::kEndsAs:
      return;  // Between answers.
  }
}

}  // namespace

void judge_relations(const plan::Case& c, const plan::Step& step, const Value& answer,
                     Tally& tally) {
  const contract::Contract& contract = *c.contract;
  const std::vector<RelationForm>& relations = contract.suite().relations;
  for (std::size_t i = 0; i < relations.size(); ++i) {
    const contract::RuleIndex rule = contract.relation_rules()[i];
    const Asked asked{relations[i], rule, tally};
    const std::string_view within = relations[i].within;
    for (const Found& scope : values_at(answer, within.empty() ? "$" : within)) {
      judge_in_scope(asked, c, step, answer, scope);
    }
  }
}

}  // namespace assay::judge
