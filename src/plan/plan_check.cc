#include "plan/plan_check.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "base/pointer.h"
#include "base/text.h"
#include "contract/suite_check.h"

namespace assay::plan {
namespace {

using base::Error;
using base::Status;
using contract::Contract;

// Refuses a name that is not among the known ones.
Status check_names(const Values& given, const std::vector<std::string>& known,
                   const std::string& what, const Error& place) {
  for (const auto& [name, value] : given) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    Error error = place;
    error.message = what + " \"" + base::printable(name) + "\"";
    error.pointer = base::pointer_append(place.pointer, name);
    error.hint = base::suggestion(name, known);
    return error;
  }
  return base::Done{};
}

// A {name} that nothing gives a value would be sent as it stands.
class ProvisionCheck {
 public:
  ProvisionCheck(const Target& target, std::string_view operation, std::vector<std::string> names)
      : target_(target), operation_(operation), known_(std::move(names)) {}

  Status check(const Provision& provision) {
    for (const auto* controls : {&provision.before, &provision.after}) {
      for (const ControlForm& control : *controls) {
        if (Status status = check(control); !status) return status;
        for (const auto& [name, pointer] : control.values) known_.push_back(name);
      }
    }
    return base::Done{};
  }

  Status check(const std::string& text, const std::string& pointer, bool with_token = false) const {
    for (const std::string& name : contract::placeholders(text)) {
      const bool is_name = name.find_first_of("{\": ") == name.npos && !name.empty();
      if (!is_name || (with_token && name == "token")) continue;
      if (std::find(known_.begin(), known_.end(), name) != known_.end()) continue;
      return Error{.message = "{" + base::printable(name) + "} has no value here",
                   .file = "target " + target_.name,
                   .pointer = pointer,
                   .hint = base::suggestion(name, known_)};
    }
    return base::Done{};
  }

 private:
  Status check(const ControlForm& control) const {
    Status status = check(control.path, control.pointer + "/path");
    if (status && control.body) status = check(*control.body, control.pointer + "/body");
    for (const auto& [name, value] : control.headers) {
      if (!status) return status;
      const std::string pointer = base::pointer_append(control.pointer + "/headers", name);
      status = check(value, pointer, !control.credential.empty());
    }
    if (!status || control.credential.empty()) return status;
    if (target_.credential(operation_, control.credential)) return status;
    return Error{
        .message = "no credential is called \"" + base::printable(control.credential) + "\"",
        .file = "target " + target_.name,
        .pointer = control.pointer + "/credential"};
  }

  const Target& target_;
  const std::string_view operation_;
  std::vector<std::string> known_;
};

std::vector<std::string> parameter_names(const Contract& contract) {
  std::vector<std::string> names;
  for (const contract::Parameter& p : contract.suite().parameters) names.push_back(p.name);
  return names;
}

Status check_hooks(const Contract& contract, const Target& target) {
  for (std::size_t i = 0; i < target.status_hooks.size(); ++i) {
    const StatusHook& hook = target.status_hooks[i];
    std::vector<std::string> names = parameter_names(contract);
    names.emplace_back("status");
    ProvisionCheck check(target, contract.operation(), names);
    if (Status status = check.check(hook.provision); !status) return status;
    const std::string many = base::pointer_append("/hooks/status", i);
    const std::string pointer = target.status_hooks.size() > 1 ? many : "/hooks/status";
    for (const auto& [name, value] : hook.headers) {
      Status status = check.check(value, base::pointer_append(pointer + "/headers", name));
      if (!status) return status;
    }
  }
  return base::Done{};
}

Status check_operation(const Contract& contract, const Target& target,
                       const TargetOperation& operation) {
  const std::vector<std::string> parameters = parameter_names(contract);
  const std::vector<std::string> traits(contract.suite().traits.begin(),
                                        contract.suite().traits.end());
  const std::string no_parameter = contract.operation() + " has no parameter";
  const std::string no_trait = contract.operation() + " knows no trait";
  const std::string pointer = base::pointer_append("/operations", contract.operation());
  Error place{.message = {}, .file = "target " + target.name, .pointer = pointer + "/parameters"};
  Status status = check_names(operation.parameters, parameters, no_parameter, place);
  for (std::size_t i = 0; status && i < operation.subjects.size(); ++i) {
    const Subject& subject = operation.subjects[i];
    const std::string below = base::pointer_append(pointer + "/subjects", i);
    place.pointer = below + "/parameters";
    status = check_names(subject.parameters, parameters, no_parameter, place);
    place.pointer = below + "/traits";
    if (status) status = check_names(subject.traits, traits, no_trait, place);
    ProvisionCheck provision(target, contract.operation(), parameters);
    if (status) status = provision.check(subject.provision);
    if (subject.provision.before.empty()) continue;
    for (const auto& [name, value] : subject.parameters) {
      const std::string at = base::pointer_append(below + "/parameters", name);
      if (status) status = provision.check(value, at);
    }
  }
  return status;
}

}  // namespace

Status check_target(const std::vector<std::shared_ptr<const Contract>>& contracts,
                    const Target& target) {
  for (const auto& contract : contracts) {
    if (Status status = check_hooks(*contract, target); !status) return status;
    const auto found = target.operations.find(contract->operation());
    if (found == target.operations.end()) continue;
    if (Status status = check_operation(*contract, target, found->second); !status) return status;
  }
  return base::Done{};
}

Status check_ids(const std::vector<Case>& cases, const Target& target) {
  std::vector<std::string_view> ids;
  ids.reserve(cases.size());
  for (const Case& c : cases) ids.push_back(c.id);
  std::sort(ids.begin(), ids.end());
  const auto twice = std::adjacent_find(ids.begin(), ids.end());
  if (twice == ids.end()) return base::Done{};
  return Error{.message = "two cases would be called \"" + base::printable(*twice) + "\"",
               .file = "target " + target.name,
               .hint = "name each subject once"};
}

}  // namespace assay::plan
