#include "plan/plan.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "base/text.h"
#include "plan/control_maker.h"
#include "plan/filler.h"
#include "plan/plan_check.h"
#include "plan/request_maker.h"

namespace assay::plan {
namespace {

using base::Error;
using base::Result;
using base::Status;
using contract::CaseForm;
using contract::Category;
using contract::Contract;
using contract::Suite;

std::string fill(std::string_view text, const Values& values) {
  std::string missing;
  const auto lookup = [&](const std::string& name) -> std::optional<std::string> {
    const auto found = values.find(name);
    return found == values.end() ? std::nullopt : std::optional(found->second);
  };
  return base::expand_template(text, lookup, &missing).value_or(std::string(text));
}

Values fill(const std::map<std::string, std::string>& texts, const Values& values) {
  Values out;
  for (const auto& [name, text] : texts) out.emplace(name, fill(text, values));
  return out;
}

// Every combination of one value per axis, the last axis fastest.
std::vector<Values> combinations(const std::map<std::string, std::vector<std::string>>& axes) {
  std::vector<Values> all = {{}};
  for (const auto& [axis, words] : axes) {
    std::vector<Values> next;
    for (const Values& values : all) {
      for (const std::string& word : words) {
        next.push_back(values);
        next.back().emplace(axis, word);
      }
    }
    all = std::move(next);
  }
  return all;
}

// "kind and state". The values stand in the case's id: one reason for all cases can be told once.
std::string names_of(const Values& traits) {
  std::vector<std::string> names;
  for (const auto& [name, value] : traits) names.push_back(name);
  return base::join(names, " and ");
}

std::string listed(const std::vector<std::string>& names) {
  const std::set<std::string> unique(names.begin(), names.end());
  return base::join(std::vector<std::string>(unique.begin(), unique.end()), ", ");
}

void append(std::vector<Control> more, std::vector<Control>& all) {
  std::move(more.begin(), more.end(), std::back_inserter(all));
}

// What was done last is undone first.
void prepend(std::vector<Control> more, std::vector<Control>& all) {
  append(std::move(all), more);
  all = std::move(more);
}

// What a target says of the state in which a subject will end.
constexpr std::string_view kEndTrait = "end";

const TargetOperation& operation_of(const Target& target, const std::string& operation) {
  static const TargetOperation nothing_said;
  const auto found = target.operations.find(operation);
  return found == target.operations.end() ? nothing_said : found->second;
}

// Makes the cases of one contract.
class Planner {
 public:
  Planner(const Contract& contract, const Target& target, const PlanOptions& options)
      : contract_(contract),
        suite_(contract.suite()),
        target_(target),
        options_(options),
        operation_(operation_of(target, suite_.operation)),
        claimed_(operation_.subjects.size()),
        rules_(std::make_shared<const SelectedRules>(contract, options.selection)) {}

  std::vector<Case> make() {
    for (const CaseForm& form : suite_.cases) {
      if (form.subject != CaseForm::Subject::kEach) make_all(form);
    }
    for (const CaseForm& form : suite_.cases) {
      if (form.subject == CaseForm::Subject::kEach) make_each(form);
    }
    return std::move(cases_);
  }

 private:
  void make_all(const CaseForm& form) {
    for (const Values& axes : combinations(form.axes)) {
      const Values traits = fill(form.traits, axes);
      if (form.subject == CaseForm::Subject::kAny) {
        const Subject* first = operation_.subjects.empty() ? nullptr : &operation_.subjects.front();
        // An ordinary answer is promised of a subject that exists alone.
        add(form, axes, first, /*with_examples=*/!form.steps.front().expect.empty());
      } else if (const Subject* subject = claim(traits)) {
        add(form, axes, subject, false);
      } else {
        add_obstructed(form, axes, Obstacle::kNotProvoked,
                       "the target names no subject with this " + names_of(traits));
      }
    }
  }

  void make_each(const CaseForm& form) {
    cases_.reserve(cases_.size() + operation_.subjects.size());
    for (std::size_t i = 0; i < operation_.subjects.size(); ++i) {
      if (claimed_[i]) continue;
      const Subject& subject = operation_.subjects[i];
      for (Values axes : combinations(form.axes)) {
        axes.insert(subject.parameters.begin(), subject.parameters.end());
        add(form, axes, &subject, false);
      }
    }
  }

  // The first subject that has all of `traits`; from then on no case of its own is made for it.
  const Subject* claim(const Values& traits) {
    for (std::size_t i = 0; i < operation_.subjects.size(); ++i) {
      const Values& has = operation_.subjects[i].traits;
      const bool fits = std::all_of(traits.begin(), traits.end(), [&](const auto& trait) {
        const auto found = has.find(trait.first);
        return found != has.end() && found->second == trait.second;
      });
      if (!fits) continue;
      claimed_[i] = true;
      return &operation_.subjects[i];
    }
    return nullptr;
  }

  Case new_case(const CaseForm& form, const Values& axes) const {
    Case made;
    made.id = suite_.operation + "/" + fill(form.id, axes);
    made.id.shrink_to_fit();
    made.form = form.id;
    made.title = fill(form.title, axes);
    made.contract = &contract_;
    made.rules = rules_;
    made.changes = !suite_.changes.empty();
    for (const contract::StepForm& step : form.steps) {
      const std::string credential = fill(step.credential, axes);
      if (made.credential.empty() && credential != "valid") made.credential = credential;
    }
    return made;
  }

  void add_obstructed(const CaseForm& form, const Values& axes, Obstacle obstacle,
                      std::string reason) {
    Case made = new_case(form, axes);
    obstruct(form, made, obstacle, std::move(reason));
    cases_.push_back(std::move(made));
  }

  // One line in a report says why it was not tried; one per category would say it eight times.
  void obstruct(const CaseForm& form, Case& made, Obstacle obstacle, std::string reason) const {
    made.steps.clear();
    made.before.clear();
    made.after.clear();
    made.alone = false;
    made.obstacle = obstacle;
    made.obstacle_reason = std::move(reason);
    const bool is_error = !form.steps.front().expect.empty();
    made.categories = rules_->categories(!is_error, is_error);
    if (made.categories.size() > 1) made.categories.resize(1);
  }

  void add(const CaseForm& form, const Values& axes, const Subject* subject, bool with_examples) {
    Case made = new_case(form, axes);
    if (subject) made.traits = subject->traits;
    add_provision(form, subject, made);
    MadeControls hooks;
    for (const contract::StepForm& step : form.steps) {
      if (made.obstacle) break;
      Values parameters = fill(step.parameters, axes);
      add_known_parameters(subject, with_examples, parameters);
      MadeStep made_step = make_step(suite_, target_, step, fill(step.credential, axes),
                                     std::move(parameters), options_.unset_variables);
      if (made_step.obstacle) {
        obstruct(form, made, *made_step.obstacle, std::move(made_step.reason));
        break;
      }
      if (step.follow || (options_.follow && form.subject == CaseForm::Subject::kEach)) {
        add_follow(made, made_step.step);
      }
      append(std::move(made_step.before), hooks.before);
      prepend(std::move(made_step.after), hooks.after);
      made.alone = made.alone || made_step.alone;
      made.steps.push_back(std::move(made_step.step));
    }
    if (!made.obstacle && made.changes) add_restoring(form, subject, made);
    if (!made.obstacle) {
      // Nothing but the case itself is to meet the fault: it comes last and goes first.
      append(std::move(hooks.before), made.before);
      prepend(std::move(hooks.after), made.after);
      made.categories = categories_of(made);
      if (!target_.built_in && !options_.allow_changes) forbid_changes(form, made);
    }
    cases_.push_back(std::move(made));
  }

  // Without leave nothing is sent to somebody else's system that may change it.
  void forbid_changes(const CaseForm& form, Case& made) const {
    if (made.changes) {
      return obstruct(form, made, Obstacle::kNotProvoked,
                      "would change " + suite_.changes + "; --allow-changes permits it");
    }
    for (const auto* controls : {&made.before, &made.after}) {
      for (const Control& control : *controls) {
        if (control.step.request.method == "GET") continue;
        return obstruct(form, made, Obstacle::kNotProvoked,
                        "needs " + control.purpose + "; --allow-changes permits it");
      }
    }
  }

  // What the target file wants done around every case of the subject.
  void add_provision(const CaseForm& form, const Subject* subject, Case& made) const {
    // Of ten thousand subjects most have none.
    if (subject == nullptr || subject->provision.empty()) return;
    Values values;
    add_known_parameters(subject, false, values);
    const ControlContext context{suite_.operation, target_, options_.unset_variables,
                                 "the provision of the subject"};
    MadeControls controls = make_controls(subject->provision, context, values);
    if (controls.obstacle) obstruct(form, made, *controls.obstacle, std::move(controls.reason));
    append(std::move(controls.before), made.before);
    append(std::move(controls.after), made.after);
  }

  // Looks at the state before the case, and brings it back after it.
  void add_restoring(const CaseForm& case_form, const Subject* subject, Case& made) const {
    if (!suite_.restore) return;
    const contract::RestoreForm& form = *suite_.restore;
    const Step& first = made.steps.front();
    Values parameters = first.parameters;
    Filler filler(parameters);
    MadeStep look = make_step(suite_, target_, {}, "valid", parameters, options_.unset_variables);
    look.step.accepted.reset();
    look.step.request.method = form.method;
    look.step.request.target = filler.url(form.path);
    look.step.request.body.clear();
    parameters[form.parameter] = "{" + std::string(kFoundState) + "}";
    MadeStep change =
        make_step(suite_, target_, {}, "valid", std::move(parameters), options_.unset_variables);
    for (MadeStep* step : {&look, &change}) {
      if (!step->obstacle) continue;
      return obstruct(case_form, made, *step->obstacle, std::move(step->reason));
    }
    // A page's example, and what a step names itself, are most likely not there.
    const auto& given = case_form.steps.front().parameters;
    const bool exists =
        subject != nullptr && std::none_of(given.begin(), given.end(), [&](const auto& parameter) {
          const contract::Parameter* known = suite_.find_parameter(parameter.first);
          return known != nullptr && known->subject;
        });
    MadeControls controls = make_restoring(form,
                                           {.look = std::move(look.step),
                                            .change = std::move(change.step),
                                            .expects_error = !first.expected_errors.empty(),
                                            .exists = exists},
                                           made.traits);
    append(std::move(controls.before), made.before);
    prepend(std::move(controls.after), made.after);
  }

  void add_follow(const Case& made, Step& step) const {
    if (!suite_.follow || !step.expected_errors.empty()) return;
    const auto end = made.traits.find(std::string(kEndTrait));
    step.follow = Follow{.status = suite_.answer.status,
                         .state = suite_.follow->state,
                         .pending = suite_.follow->pending,
                         .end = end == made.traits.end() ? "" : end->second};
  }

  // What the step says wins over the subject, the operation, the target, and last the document's
  // example.
  void add_known_parameters(const Subject* subject, bool with_examples, Values& parameters) const {
    if (subject) parameters.insert(subject->parameters.begin(), subject->parameters.end());
    parameters.insert(operation_.parameters.begin(), operation_.parameters.end());
    parameters.insert(target_.parameters.begin(), target_.parameters.end());
    if (!with_examples) return;
    for (const contract::Parameter& parameter : suite_.parameters) {
      // Only of what is asked about: a project, say, must be the target's own.
      if (parameter.subject && !parameter.example.empty()) {
        parameters.emplace(parameter.name, parameter.example);
      }
    }
  }

  std::vector<Category> categories_of(const Case& made) const {
    const bool any_error = std::any_of(made.steps.begin(), made.steps.end(),
                                       [](const Step& s) { return !s.expected_errors.empty(); });
    const bool any_ordinary = std::any_of(made.steps.begin(), made.steps.end(),
                                          [](const Step& s) { return s.expected_errors.empty(); });
    return rules_->categories(any_ordinary, any_error);
  }

  const Contract& contract_;
  const Suite& suite_;
  const Target& target_;
  const PlanOptions& options_;
  const TargetOperation& operation_;
  std::vector<bool> claimed_;  // By subject.
  std::shared_ptr<const SelectedRules> rules_;
  std::vector<Case> cases_;
};

}  // namespace

Result<std::vector<Case>> make_plan(const std::vector<std::shared_ptr<const Contract>>& contracts,
                                    const Target& target, const PlanOptions& options) {
  if (Status status = check_rule_patterns(contracts, options.selection); !status) {
    return status.error();
  }
  if (Status status = check_target(contracts, target); !status) return status.error();
  std::vector<Case> cases;
  for (const auto& contract : contracts) {
    std::vector<Case> more = Planner(*contract, target, options).make();
    if (cases.empty()) {
      cases = std::move(more);
    } else {
      std::move(more.begin(), more.end(), std::back_inserter(cases));
    }
  }
  if (Status status = check_ids(cases, target); !status) return status.error();
  if (Status selected = select_cases(cases, options.selection, options.on_case); !selected) {
    return selected.error();
  }
  deal_out(cases, options.shard_index, options.shard_count);
  return cases;
}

Status set_parameters(Target& target, const std::vector<std::shared_ptr<const Contract>>& contracts,
                      const std::vector<std::pair<std::string, std::string>>& parameters) {
  std::set<std::pair<std::string, std::string>> replaced;  // Operation and parameter.
  for (const auto& [name, value] : parameters) {
    bool known = false;
    std::vector<std::string> names;
    for (const auto& contract : contracts) {
      for (const contract::Parameter& p : contract->suite().parameters) names.push_back(p.name);
      const contract::Parameter* parameter = contract->suite().find_parameter(name);
      if (!parameter) continue;
      known = true;
      TargetOperation& operation = target.operations[contract->operation()];
      if (!parameter->subject) {
        operation.parameters[name] = value;
        for (Subject& subject : operation.subjects) subject.parameters.erase(name);
        continue;
      }
      if (replaced.emplace(contract->operation(), name).second) {
        operation.subjects.clear();
        operation.subjects.reserve(parameters.size());
      }
      operation.subjects.push_back({.parameters = {{name, value}}, .traits = {}, .provision = {}});
    }
    if (known) continue;
    const std::string near = base::suggestion(name, names);
    return Error{.message = "no operation here has a parameter \"" + base::printable(name) + "\"",
                 .file = "--param",
                 .hint = near.empty() ? "there are " + listed(names) : near};
  }
  return base::Done{};
}

}  // namespace assay::plan
