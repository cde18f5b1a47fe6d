#include "cli/target_setup.h"

#include "base/text.h"
#include "cli/credentials.h"
#include "cli/fault_catalog.h"
#include "cli/parameters.h"
#include "cli/reach.h"
#include "cli/reference_target.h"
#include "cli/secret_check.h"
#include "cli/target_file.h"
#include "plan/plan.h"

namespace assay::cli {
namespace {

using base::Error;
using base::Result;
using base::Status;

constexpr std::string_view kValid = "valid";

Result<TargetSetup> start_reference(const base::DataTree& data, const RunOptions& run) {
  const Result<mock::Profile> profile = reference_profile(run.judging.profile);
  if (!profile) return profile.error();
  mock::Options options;
  options.seed = run.seed;
  options.profile = *profile;
  Result<std::vector<mock::Fault>> faults = faults_named(data, run.faults);
  if (!faults) return std::move(faults).error();
  options.faults = *std::move(faults);
  Result<std::unique_ptr<mock::Server>> server = mock::Server::start(options);
  if (!server) return server.error();
  TargetSetup setup;
  setup.target = reference_target(**server);
  for (const ReferenceToken& token : reference_secrets()) {
    setup.secrets.emplace(token.variable, (*server)->token(token.name));
  }
  setup.server = *std::move(server);
  return setup;
}

Result<plan::Target> named_target(const base::DataTree& data, const Contracts& contracts,
                                  const std::string& name) {
  if (is_url(name)) {
    plan::Target target;
    target.name = name;
    target.base_url = name;
    return target;
  }
  if (name.find("://") != std::string::npos) {
    return Error{.message = "no base URL for HTTP",
                 .file = name,
                 .hint = "a base URL starts with http:// or https://"};
  }
  return read_target_file(data, contracts, name);
}

Status require_valid(const TargetSetup& setup, const Contracts& contracts,
                     const RunOptions& options) {
  for (const auto& contract : contracts) {
    const plan::Credential* valid = setup.target.credential(contract->operation(), kValid);
    const auto unset = plan::first_unset(*valid, setup.unset_variables);
    if (!unset) continue;
    return Error{.message = "environment variable " + *unset + " is not set: no credential for " +
                            contract->operation(),
                 .file = is_url(options.target) ? "--target" : options.target,
                 .hint = "set it to a valid token, or name another variable with --token-env"};
  }
  return base::Done{};
}

}  // namespace

bool is_url(std::string_view target) {
  return target.starts_with("http://") || target.starts_with("https://");
}

Result<TargetSetup> set_up_target(const base::DataTree& data, const Contracts& contracts,
                                  const RunOptions& options, const exchange::Cancellation& stop) {
  Result<Parameters> parameters = read_parameters(options.judging.parameters);
  if (!parameters) return parameters.error();
  if (Status status = check_lists(*parameters, contracts); !status) return status.error();
  if (!options.target.empty() && !options.faults.empty()) {
    return Error{.message = "only the built-in reference server has faults, and there is a target",
                 .file = "--fault",
                 .hint = "assay mock --fault serves one to any client"};
  }
  TargetSetup setup;
  if (options.target.empty()) {
    Result<TargetSetup> reference = start_reference(data, options);
    if (!reference) return reference;
    setup = *std::move(reference);
  } else {
    Result<plan::Target> target = named_target(data, contracts, options.target);
    if (!target) return target.error();
    setup.target = *std::move(target);
    if (Status named = name_credentials(options, setup.target); !named) return named.error();
    if (Status read = read_secrets(options, contracts, stop, setup); !read) {
      return read.error();
    }
    if (Status status = require_valid(setup, contracts, options); !status) return status.error();
  }
  if (Status status = choose_way(options, setup); !status) return status.error();
  if (!setup.target.built_in) {
    setup.replaced_parameters = replaced_names(setup.target, contracts, *parameters);
  }
  if (Status status = plan::set_parameters(setup.target, contracts, parameters->values); !status) {
    return status.error();
  }
  setup.listed_parameters = std::move(parameters->listed);
  if (Status status = check_secrets(setup); !status) return status.error();
  return setup;
}

}  // namespace assay::cli
