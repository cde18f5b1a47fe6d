#include "judge/between_answers.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/document.h"
#include "base/pointer.h"
#include "base/text.h"
#include "judge/places.h"

namespace assay::judge {
namespace {

using base::Document;
using base::Value;
using contract::RelationForm;
using contract::RelationKind;

struct Answer {
  std::uint32_t exchange;
  Document document;
};

std::vector<Answer> readable_answers(const plan::Case& c, const wire::Transcript& transcript) {
  std::vector<Answer> answers;
  for (std::size_t i = 0; i < transcript.size(); ++i) {
    const wire::Exchange& exchange = transcript[i];
    if (exchange.part == wire::Part::kControl || !exchange.response || exchange.error) continue;
    if (exchange.response->status != c.contract->suite().answer.status) continue;
    auto document = Document::parse(exchange.response->body, base::kAnswerLimits);
    if (document) answers.push_back({static_cast<std::uint32_t>(i), *std::move(document)});
  }
  return answers;
}

// The value at a place that has just one; nullopt otherwise.
std::optional<Found> only_value(const Answer& answer, const std::string& place) {
  const std::vector<Found> found = values_at(answer.document.root(), place);
  return found.size() == 1 ? std::optional(found.front()) : std::nullopt;
}

struct Difference {
  std::string pointer;
  Value before;
  std::optional<Value> after;  // nullopt: gone.
};

// The members that count: the last one of each name.
std::unordered_map<std::string_view, Value> members_of(const Value& object) {
  std::unordered_map<std::string_view, Value> members;
  for (const base::Member& member : object.members()) {
    members.insert_or_assign(member.name, member.value);
  }
  return members;
}

// The first place of `before` that `after` has otherwise, or not at all. Looks at each value once:
// an answer may have half a million members, or five hundred levels.
std::optional<Difference> first_difference(const Value& before, const Value& after,
                                           const std::string& pointer) {
  if (!before.is_object() || !after.is_object()) {
    if (before.equals(after)) return std::nullopt;
    return Difference{pointer, before, after};
  }
  const auto old_members = members_of(before);
  const auto new_members = members_of(after);
  for (const base::Member& member : before.members()) {
    if (old_members.at(member.name).index() != member.value.index()) continue;
    const auto other = new_members.find(member.name);
    if (other == new_members.end()) {
      return Difference{base::pointer_append(pointer, member.name), member.value, std::nullopt};
    }
    auto difference =
        first_difference(member.value, other->second, base::pointer_append(pointer, member.name));
    if (difference) return difference;
  }
  if (old_members.size() == new_members.size()) return std::nullopt;
  return Difference{pointer, before, after};
}

class Between {
 public:
  Between(const plan::Case& c, const std::vector<Answer>& answers, Tally& tally)
      : case_(c), answers_(answers), tally_(tally) {}

  void judge(const RelationForm& form, contract::RuleIndex rule) {
    form_ = &form;
    rule_ = rule;
    if (form.kind == RelationKind::kEndsAs) return judge_end();
    for (std::size_t i = 1; i < answers_.size(); ++i) {
      const Answer& before = answers_[i - 1];
      const Answer& after = answers_[i];
      tally_.begin_exchange(after.exchange, last_step());
      if (form.kind == RelationKind::kFrozen) {
        judge_frozen(before, after);
        continue;
      }
      const auto old_value = only_value(before, form.place);
      const auto new_value = only_value(after, form.place);
      if (old_value && new_value) judge_pair(old_value->value, *new_value);
    }
  }

 private:
  void judge_pair(const Value& before, const Found& after) {
    if (form_->kind == RelationKind::kTransition) return judge_transition(before, after);
    const bool grows = form_->kind == RelationKind::kNotDecreasing;
    if (grows && (!before.is_number() || !after.value.is_number())) return;
    tally_.exercise(rule_);
    const bool kept = grows ? after.value.number() >= before.number() : after.value.equals(before);
    if (kept) return;
    broken(after, (grows ? "at least " : "") + shown(before) + ", as before", shown(after.value));
  }

  void judge_transition(const Value& before, const Found& after) {
    if (!before.is_string() || !after.value.is_string()) return;
    tally_.exercise(rule_);
    const auto allowed = form_->transitions.find(std::string(before.string()));
    if (allowed == form_->transitions.end() || after.value.equals(before)) return;
    const std::vector<std::string>& next = allowed->second;
    if (std::find(next.begin(), next.end(), after.value.string()) != next.end()) return;
    std::string expected = base::printable(before.string()) + " to stay";
    if (!next.empty()) expected += " or become " + base::join(next, " or ");
    broken(after, expected, shown(after.value));
  }

  // What has ended stays as it is, to the last member.
  void judge_frozen(const Answer& before, const Answer& after) {
    const auto state = before.document.at(case_.contract->suite().follow->state);
    if (!state || !state->is_string() || is_pending(state->string())) return;
    tally_.exercise(rule_);
    const auto difference = first_difference(before.document.root(), after.document.root(), "");
    if (!difference) return;
    const Value at = difference->after.value_or(after.document.root());
    broken({at, difference->pointer},
           shown(difference->before) + ", as before, since the job is " +
               base::printable(state->string()),
           difference->after ? shown(*difference->after) : "absent");
  }

  void judge_end() {
    const auto wanted = case_.traits.find(form_->parameter);
    if (wanted == case_.traits.end() || answers_.empty()) return;
    const Answer& last = answers_.back();
    const auto state = only_value(last, form_->place);
    if (!state || !state->value.is_string() || is_pending(state->value.string())) return;
    tally_.begin_exchange(last.exchange, last_step());
    tally_.exercise(rule_);
    if (state->value.string() == wanted->second) return;
    broken(*state, base::printable(base::quoted(wanted->second)) + ", as the target has it",
           shown(state->value));
  }

  // Only the last step is followed.
  std::uint32_t last_step() const { return static_cast<std::uint32_t>(case_.steps.size() - 1); }

  bool is_pending(std::string_view state) const {
    const std::vector<std::string>& pending = case_.contract->suite().follow->pending;
    return std::find(pending.begin(), pending.end(), state) != pending.end();
  }

  void broken(const Found& at, std::string expected, std::string actual) {
    tally_.report(rule_, at, std::move(expected), std::move(actual));
  }

  const plan::Case& case_;
  const std::vector<Answer>& answers_;
  Tally& tally_;
  const RelationForm* form_ = nullptr;
  contract::RuleIndex rule_ = 0;
};

}  // namespace

void judge_between_answers(const plan::Case& c, const wire::Transcript& transcript, Tally& tally) {
  if (c.steps.empty() || !c.steps.back().follow) return;
  const std::vector<Answer> answers = readable_answers(c, transcript);
  Between between(c, answers, tally);
  const std::vector<RelationForm>& relations = c.contract->suite().relations;
  for (std::size_t i = 0; i < relations.size(); ++i) {
    if (!contract::is_between_answers(relations[i].kind)) continue;
    between.judge(relations[i], c.contract->relation_rules()[i]);
  }
}

}  // namespace assay::judge
