#include "cli/target_setup.h"

#include "base/text.h"
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
constexpr std::string_view kDefaultVariable = "ASSAY_TOKEN";

bool is_url(std::string_view target) {
  return target.starts_with("http://") || target.starts_with("https://");
}

Result<TargetSetup> start_reference(const RunOptions& run) {
  const Result<mock::Profile> profile = reference_profile(run.judging.profile);
  if (!profile) return profile.error();
  mock::Options options;
  options.seed = run.seed;
  options.profile = *profile;
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

// Takes the secrets out of the environment.
void resolve(const plan::Values& credentials, TargetSetup& setup) {
  for (const auto& [name, variable] : credentials) {
    if (const auto secret = environment(variable)) {
      setup.secrets.emplace(variable, *secret);
    } else {
      setup.unset_variables.insert(variable);
    }
  }
}

Status require_valid(const TargetSetup& setup, const Contracts& contracts,
                     const RunOptions& options) {
  for (const auto& contract : contracts) {
    const auto variable = setup.target.variable(contract->operation(), kValid);
    if (variable && !setup.unset_variables.contains(*variable)) continue;
    const std::string name = variable.value_or(std::string(kDefaultVariable));
    return Error{.message = "environment variable " + name + " is not set: no credential for " +
                            contract->operation(),
                 .file = is_url(options.target) ? "--target" : options.target,
                 .hint = "set it to a valid token, or name another variable with --token-env"};
  }
  return base::Done{};
}

}  // namespace

Result<TargetSetup> set_up_target(const base::DataTree& data, const Contracts& contracts,
                                  const RunOptions& options) {
  auto parameters = parse_parameters(options.judging.parameters);
  if (!parameters) return parameters.error();
  TargetSetup setup;
  if (options.target.empty()) {
    Result<TargetSetup> reference = start_reference(options);
    if (!reference) return reference;
    setup = *std::move(reference);
  } else {
    Result<plan::Target> target = named_target(data, contracts, options.target);
    if (!target) return target.error();
    setup.target = *std::move(target);
    plan::Values& credentials = setup.target.credentials;
    if (!options.token_env.empty()) {
      credentials[std::string(kValid)] = options.token_env;
      for (auto& [name, own] : setup.target.operations) own.credentials.erase(std::string(kValid));
    } else {
      credentials.emplace(kValid, kDefaultVariable);
    }
    resolve(credentials, setup);
    for (const auto& [name, own] : setup.target.operations) resolve(own.credentials, setup);
    if (Status status = require_valid(setup, contracts, options); !status) return status.error();
  }
  if (Status status = plan::set_parameters(setup.target, contracts, *parameters); !status) {
    return status.error();
  }
  if (Status status = check_secrets(setup); !status) return status.error();
  return setup;
}

}  // namespace assay::cli
