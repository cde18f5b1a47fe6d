#include "plan/plan_check.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>

#include "base/pointer.h"
#include "base/text.h"

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

Status check_operation(const Contract& contract, const Target& target,
                       const TargetOperation& operation) {
  std::vector<std::string> parameters;
  for (const contract::Parameter& p : contract.suite().parameters) parameters.push_back(p.name);
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
  }
  return status;
}

}  // namespace

Status check_target(const std::vector<std::shared_ptr<const Contract>>& contracts,
                    const Target& target) {
  for (const auto& contract : contracts) {
    const auto found = target.operations.find(contract->operation());
    if (found == target.operations.end()) continue;
    if (Status status = check_operation(*contract, target, found->second); !status) return status;
  }
  return base::Done{};
}

Status check_ids(const std::vector<Case>& cases, const Target& target) {
  std::set<std::string_view> ids;
  for (const Case& c : cases) {
    if (ids.insert(c.id).second) continue;
    return Error{.message = "two cases would be called \"" + base::printable(c.id) + "\"",
                 .file = "target " + target.name,
                 .hint = "name each subject once"};
  }
  return base::Done{};
}

}  // namespace assay::plan
