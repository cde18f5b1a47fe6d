#include "selftest/sequence_mutants.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "base/document.h"
#include "base/edit.h"
#include "base/text.h"
#include "judge/places.h"

namespace assay::selftest {
namespace {

using base::Document;
using contract::RelationForm;
using contract::RelationKind;
using contract::RuleIndex;

// A specimen that tells a state, parsed.
struct Answer {
  const Specimen* specimen;
  Document document;
  std::string state;
};

std::optional<judge::Found> only_value(const Document& document, const std::string& place) {
  auto found = judge::values_at(document.root(), place);
  return found.size() == 1 ? std::optional(found.front()) : std::nullopt;
}

class Sequences {
 public:
  Sequences(Bench& bench, const std::vector<Specimen>& specimens)
      : bench_(bench), suite_(bench.contract().suite()) {
    for (const Specimen& specimen : specimens) {
      if (!specimen.is_answer) continue;
      auto document = Document::parse(specimen.response().body);
      if (!document) continue;
      const auto state = document->at(suite_.follow->state);
      if (!state || !state->is_string()) continue;
      std::string word(state->string());
      answers_.push_back({&specimen, *std::move(document), std::move(word)});
    }
  }

  void run() {
    for (std::size_t i = 0; i < suite_.relations.size(); ++i) {
      form_ = &suite_.relations[i];
      rule_ = bench_.contract().relation_rules()[i];
      switch (form_->kind) {
        case RelationKind::kTransition:
          transitions();
          break;
        case RelationKind::kConstant:
          constants();
          break;
        case RelationKind::kNotDecreasing:
          going_back();
          break;
        case RelationKind::kFrozen:
          thawed();
          break;
        case RelationKind::kEndsAs:
          ends();
          break;
        default:
          break;
      }
    }
  }

 private:
  bool is_pending(const std::string& state) const {
    const auto& pending = suite_.follow->pending;
    return std::find(pending.begin(), pending.end(), state) != pending.end();
  }

  // A followed job whose answers are the bodies of `first` and then `body`.
  static Specimen followed(const Answer& first, std::optional<std::string> body,
                           const contract::Suite& suite) {
    Specimen made = *first.specimen;
    // What the target knows of one answer's state does not hold for the next one.
    made.planned.traits.clear();
    made.planned.steps.back().follow =
        plan::Follow{suite.answer.status, suite.follow->state, suite.follow->pending, ""};
    if (body) {
      made.transcript.push_back(made.transcript.back());
      made.response().body = *std::move(body);
    }
    return made;
  }

  // Whether an answer may follow another one, but for its state.
  bool go_together(const Answer& first, const Answer& second) const {
    const auto& ours = first.specimen->planned.steps.front().parameters;
    if (ours != second.specimen->planned.steps.front().parameters) return false;
    return std::all_of(suite_.relations.begin(), suite_.relations.end(),
                       [&](const RelationForm& form) {
                         const bool constant = form.kind == RelationKind::kConstant;
                         if (!constant && form.kind != RelationKind::kNotDecreasing) return true;
                         const auto before = only_value(first.document, form.place);
                         const auto after = only_value(second.document, form.place);
                         if (!before || !after) return true;
                         if (constant) return before->value.source() == after->value.source();
                         return !before->value.is_number() || !after->value.is_number() ||
                                before->value.number() <= after->value.number();
                       });
  }

  // The rules of this kind that any pair of answers is held to.
  std::vector<RuleIndex> rules_of_kind(RelationKind kind) const {
    std::vector<RuleIndex> rules;
    for (std::size_t i = 0; i < suite_.relations.size(); ++i) {
      if (suite_.relations[i].kind == kind) rules.push_back(bench_.contract().relation_rules()[i]);
    }
    return rules;
  }

  void transitions() {
    for (const auto& [from, allowed] : form_->transitions) {
      for (const auto& [to, unused] : form_->transitions) {
        const bool stays = from == to;
        const bool right = stays || std::find(allowed.begin(), allowed.end(), to) != allowed.end();
        step(from, to, right);
      }
    }
  }

  void step(const std::string& from, const std::string& to, bool right) {
    bool tried = false;
    for (const Answer& first : answers_) {
      if (first.state != from) continue;
      for (const Answer& second : answers_) {
        if (second.state != to || !go_together(first, second)) continue;
        // What has ended may not even look different.
        const bool frozen = !is_pending(from);
        if (frozen && right && first.specimen != second.specimen) continue;
        std::vector<RuleIndex> wanted;
        if (!right) wanted = {rule_};
        if (frozen && !right) {
          for (const RuleIndex rule : rules_of_kind(RelationKind::kFrozen)) wanted.push_back(rule);
        }
        std::sort(wanted.begin(), wanted.end());
        const auto body = second.specimen->response().body;
        bench_.try_exactly(followed(first, body, suite_),
                           {"transition", first.specimen->name, suite_.follow->state}, wanted);
        tried = true;
        break;
      }
      if (tried) break;
    }
    if (!tried && !answers_.empty()) made_step(answers_.front(), from, to, right);
  }

  // Where the profile has no two such answers, one is told to be in both states; what else may be
  // wrong with it then does not count here.
  void made_step(const Answer& answer, const std::string& from, const std::string& to, bool right) {
    const std::string& pointer = suite_.follow->state;
    const auto with_state = [&](const std::string& state) {
      return with(answer, pointer, base::quoted(state)).value_or(answer.specimen->response().body);
    };
    Specimen made = followed(answer, with_state(to), suite_);
    made.transcript.front().response->body = with_state(from);
    const Trial trial{"transition", answer.specimen->name, pointer};
    if (right) return bench_.try_without(made, trial, rule_);
    bench_.try_including(made, trial, rule_);
  }

  // The body of an answer with one value replaced.
  static std::optional<std::string> with(const Answer& answer, const std::string& pointer,
                                         const std::string& json) {
    const auto value = Document::parse(json);
    return base::edited(answer.document.root(), pointer, value->root());
  }

  void constants() {
    for (const Answer& answer : answers_) {
      const auto value = only_value(answer.document, form_->place);
      if (!value) continue;
      const std::string other = value->value.is_string()
                                    ? base::quoted(std::string(value->value.string()) + "0")
                                    : "\"0\"";
      change("constant", answer, value->pointer, other);
    }
  }

  void going_back() {
    for (const Answer& answer : answers_) {
      const auto value = only_value(answer.document, form_->place);
      if (!value || !value->value.is_number()) continue;
      const auto number = value->value.number().to_int64();
      change("progress", answer, value->pointer,
             number && *number > 0 ? std::to_string(*number - 1) : "-1");
    }
  }

  void change(std::string_view kind, const Answer& answer, const std::string& pointer,
              const std::string& json) {
    const auto body = with(answer, pointer, json);
    if (!body) return;
    bench_.try_including(followed(answer, body, suite_), {kind, answer.specimen->name, pointer},
                         rule_);
  }

  void thawed() {
    for (const Answer& answer : answers_) {
      if (is_pending(answer.state)) continue;
      for (const base::Member& member : answer.document.root().members()) {
        const std::string pointer = "/" + std::string(member.name);
        if (pointer == suite_.follow->state) continue;
        change("after the end", answer, pointer, "{\"assay\": 1}");
        const auto without = base::edited(answer.document.root(), pointer, std::nullopt);
        bench_.try_including(followed(answer, without, suite_),
                             {"after the end", answer.specimen->name, pointer}, rule_);
      }
    }
  }

  void ends() {
    for (const Answer& answer : answers_) {
      Specimen made = followed(answer, std::nullopt, suite_);
      const Trial trial{"another end", answer.specimen->name, suite_.follow->state};
      made.planned.traits = {{form_->parameter, answer.state}};
      bench_.try_exactly(made, trial, {});
      made.planned.traits = {{form_->parameter, answer.state + "0"}};
      const bool ended = !is_pending(answer.state);
      bench_.try_exactly(made, trial, ended ? std::vector{rule_} : std::vector<RuleIndex>{});
    }
  }

  Bench& bench_;
  const contract::Suite& suite_;
  std::vector<Answer> answers_;
  const RelationForm* form_ = nullptr;
  RuleIndex rule_ = 0;
};

}  // namespace

void try_sequences(Bench& bench, const std::vector<Specimen>& specimens) {
  if (bench.contract().suite().follow) Sequences(bench, specimens).run();
}

}  // namespace assay::selftest
