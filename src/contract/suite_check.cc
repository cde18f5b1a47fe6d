#include "contract/suite_check.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <set>

#include "base/text.h"

namespace assay::contract {
namespace {

using base::Error;
using base::Status;

Error unknown_name(std::string_view what, std::string_view name, std::string pointer,
                   const std::vector<std::string>& known) {
  return {.message = "{" + std::string(name) + "} names no " + std::string(what),
          .pointer = std::move(pointer),
          .hint = base::suggestion(name, known)};
}

std::vector<std::string> parameter_names(const Suite& suite) {
  std::vector<std::string> names;
  for (const Parameter& parameter : suite.parameters) names.push_back(parameter.name);
  return names;
}

bool contains(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Names in a JSON body are {name} with nothing but letters, digits and _, so that the braces of
// objects don't count.
Status check_body(const std::optional<std::string>& body, const Suite& suite,
                  const std::string& pointer) {
  const std::vector<std::string> names = parameter_names(suite);
  if (!body) return base::Done{};
  for (const std::string& name : placeholders(*body)) {
    const bool is_name =
        !name.empty() && std::all_of(name.begin(), name.end(), [](unsigned char c) {
          return std::isalnum(c) != 0 || c == '_';
        });
    if (is_name && !contains(names, name)) return unknown_name("parameter", name, pointer, names);
  }
  return base::Done{};
}

Status check_request(const Suite& suite) {
  const std::vector<std::string> names = parameter_names(suite);
  const std::string pointer = "/profiles/" + std::string(to_string(suite.profile)) + "/request";
  std::vector<std::string> texts = {suite.request.path};
  for (const auto& [name, value] : suite.request.query) texts.push_back(value);
  for (const auto& [name, value] : suite.request.headers) texts.push_back(value);
  for (const std::string& text : texts) {
    for (const std::string& name : placeholders(text)) {
      if (!contains(names, name)) return unknown_name("parameter", name, pointer, names);
    }
  }
  return check_body(suite.request.body, suite, pointer + "/body");
}

Status check_restore(const Suite& suite) {
  if (!suite.restore) return base::Done{};
  const std::vector<std::string> names = parameter_names(suite);
  for (const std::string& name : placeholders(suite.restore->path)) {
    if (!contains(names, name)) return unknown_name("parameter", name, "/restore/path", names);
  }
  if (contains(names, suite.restore->parameter)) return base::Done{};
  return unknown_name("parameter", suite.restore->parameter, "/restore/parameter", names);
}

Status check_expected(const Suite& suite, const CaseForm& form, const std::string& pointer) {
  for (const StepForm& step : form.steps) {
    if (step.hook && (step.expect.empty() || step.expect.front() < 100)) {
      return Error{.message = "a hook needs an expected status", .pointer = pointer};
    }
    if (step.follow && (!suite.follow || !step.expect.empty())) {
      return Error{.message = suite.follow ? "an error answer can't be followed"
                                           : "the suite does not say how a job is followed",
                   .pointer = pointer};
    }
    for (const int status : step.expect) {
      const bool listed =
          std::any_of(suite.errors.begin(), suite.errors.end(),
                      [&](const ErrorForm& error) { return error.status == status; });
      if (!listed) {
        return Error{.message = "status " + status_word(status) +
                                " is expected here but not among the errors of profile " +
                                std::string(to_string(suite.profile)),
                     .pointer = pointer};
      }
    }
    for (const auto& [name, value] : step.parameters) {
      if (!suite.find_parameter(name)) {
        return unknown_name("parameter", name, pointer, parameter_names(suite));
      }
    }
    if (Status status = check_body(step.body, suite, pointer); !status) return status;
  }
  return base::Done{};
}

Status check_case(const Suite& suite, const CaseForm& form, const std::string& pointer) {
  std::vector<std::string> names;
  for (const auto& [axis, values] : form.axes) names.push_back(axis);
  if (form.subject == CaseForm::Subject::kEach) {
    for (const Parameter& parameter : suite.parameters) {
      if (parameter.subject) names.push_back(parameter.name);
    }
  }
  std::vector<std::string> texts = {form.id};
  for (const auto& [trait, value] : form.traits) texts.push_back(value);
  for (const StepForm& step : form.steps) {
    texts.push_back(step.credential);
    for (const auto& [name, value] : step.parameters) texts.push_back(value);
  }
  for (const std::string& text : texts) {
    for (const std::string& name : placeholders(text)) {
      if (!contains(names, name)) return unknown_name("axis", name, pointer, names);
    }
  }
  for (const auto& [axis, values] : form.axes) {
    const std::vector<std::string> used = placeholders(form.id);
    if (!contains(used, axis)) {
      return Error{.message = "axis " + axis + " does not stand in the id, so ids would repeat",
                   .pointer = pointer};
    }
  }
  return check_expected(suite, form, pointer);
}

Status check_cases(const Suite& suite) {
  std::set<std::string> ids;
  for (const CaseForm& form : suite.cases) {
    if (!ids.insert(form.id).second) {
      return Error{.message = "two case templates have the id " + form.id,
                   .pointer = form.pointer + "/id"};
    }
    if (Status status = check_case(suite, form, form.pointer); !status) return status;
  }
  return base::Done{};
}

Status check_relations(const Suite& suite) {
  for (const RelationForm& relation : suite.relations) {
    const std::string pointer = relation.location.substr(relation.location.find('#') + 1);
    const bool needs_other =
        relation.kind == RelationKind::kEquals || relation.kind == RelationKind::kSameSet ||
        relation.kind == RelationKind::kNotAfter || relation.kind == RelationKind::kAgrees ||
        relation.kind == RelationKind::kNotNullWhen;
    if (needs_other == relation.other.empty()) {
      return Error{.message = needs_other ? "this kind of relation needs \"other\""
                                          : "this kind of relation has no \"other\"",
                   .pointer = pointer};
    }
    if (relation.kind == RelationKind::kNotNullWhen && relation.values.empty()) {
      return Error{.message = "this kind of relation needs \"values\"", .pointer = pointer};
    }
    if ((relation.kind == RelationKind::kTransition) == relation.transitions.empty()) {
      return Error{.message = relation.transitions.empty()
                                  ? "this kind of relation needs \"transitions\""
                                  : "this kind of relation has no \"transitions\"",
                   .pointer = pointer};
    }
    const bool needs_name = relation.kind == RelationKind::kEqualsParameter ||
                            relation.kind == RelationKind::kEqualsTrait ||
                            relation.kind == RelationKind::kEndsAs;
    if (needs_name && relation.parameter.empty()) {
      return Error{.message = "this kind of relation needs a parameter or trait",
                   .pointer = pointer};
    }
    if (relation.kind == RelationKind::kEqualsParameter &&
        !suite.find_parameter(relation.parameter)) {
      return unknown_name("parameter", relation.parameter, pointer, parameter_names(suite));
    }
  }
  return base::Done{};
}

}  // namespace

std::vector<std::string> placeholders(std::string_view text) {
  std::vector<std::string> names;
  for (std::size_t open = text.find('{'); open != text.npos; open = text.find('{', open + 1)) {
    const std::size_t close = text.find('}', open);
    if (close == text.npos) break;
    names.emplace_back(text.substr(open + 1, close - open - 1));
  }
  return names;
}

Status check_suite(const Suite& suite, std::string_view operation, const std::string& file) {
  const auto at = [&](Error error) {
    error.file = file;
    return error;
  };
  if (suite.operation != operation) {
    return at({.message = "must be \"" + std::string(operation) + "\", as the file is called",
               .pointer = "/operation"});
  }
  for (const auto check : {check_request, check_restore, check_cases, check_relations}) {
    if (const Status status = check(suite); !status) return at(status.error());
  }
  return base::Done{};
}

}  // namespace assay::contract
