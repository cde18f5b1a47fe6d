#include "cli/target_file.h"

#include <algorithm>
#include <set>
#include <vector>

#include "base/pointer.h"
#include "base/text.h"
#include "contract/catalog.h"

namespace assay::cli {
namespace {

using base::Error;
using base::Result;
using base::Status;

void add_names(const contract::Suite& suite, std::set<std::string>& names) {
  for (const contract::Parameter& parameter : suite.parameters) names.insert(parameter.name);
}

// Suites of other operations are read only where a name is in doubt.
Status check_common_parameters(const base::DataTree& data, const Contracts& contracts,
                               const plan::Values& parameters, const std::string& file) {
  std::set<std::string> known;
  for (const auto& contract : contracts) add_names(contract->suite(), known);
  const auto first_unknown = [&] {
    return std::find_if(parameters.begin(), parameters.end(),
                        [&](const auto& parameter) { return !known.contains(parameter.first); });
  };
  if (first_unknown() == parameters.end()) return base::Done{};
  const Result<std::vector<std::string>> operations = contract::operations(data);
  if (!operations) return operations.error();
  for (const std::string& operation : *operations) {
    const auto suite = contract::read_suite(data, operation, contract::Profile::kDocumented);
    if (suite) add_names(*suite, known);
  }
  const auto found = first_unknown();
  if (found == parameters.end()) return base::Done{};
  const std::vector<std::string> names(known.begin(), known.end());
  const std::string near = base::suggestion(found->first, names);
  return Error{.message = "no operation has a parameter \"" + base::printable(found->first) + "\"",
               .file = file,
               .pointer = base::pointer_append("/parameters", found->first),
               .hint = near.empty() ? "there are " + base::join(names, ", ") : near};
}

}  // namespace

Result<plan::Target> read_target_file(const base::DataTree& data, const Contracts& contracts,
                                      const std::string& file) {
  Result<std::string> text = base::read_file(file);
  if (!text) {
    Error error = text.error();
    error.hint = "a target is a file, or a URL that starts with http:// or https://";
    return error;
  }
  Result<plan::Target> target = plan::read_target(data, *std::move(text), file);
  if (!target) return target.error();
  const Status status = check_common_parameters(data, contracts, target->parameters, file);
  if (!status) return status.error();
  return target;
}

}  // namespace assay::cli
