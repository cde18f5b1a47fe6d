#include "plan/request_maker.h"

#include <algorithm>

#include "base/text.h"
#include "plan/control_maker.h"
#include "plan/filler.h"

namespace assay::plan {
namespace {

using contract::RequestForm;
using contract::StepForm;
using contract::Suite;

constexpr std::string_view kToken = "{token}";

wire::Request make_request(const RequestForm& form, const StepForm& step, Filler& filler) {
  wire::Request request;
  request.method = step.method.empty() ? form.method : step.method;
  request.target = filler.url(form.path);
  char separator = '?';
  for (const auto& [name, value] : form.query) {
    request.target += separator + base::percent_encode(name) + "=" + filler.url(value);
    separator = '&';
  }
  request.target.shrink_to_fit();  // There may be ten thousand.
  for (const auto& [name, value] : form.headers) {
    request.headers.push_back({name, filler.header(value)});
  }
  const std::optional<std::string>& body = step.body ? step.body : form.body;
  if (body) request.body = filler.body(*body);
  return request;
}

std::string credential_value(const Suite& suite, std::string_view token) {
  std::string value = suite.credential_value;
  value.replace(value.find(kToken), kToken.size(), token);
  return value;
}

// Puts the credential in its header; the secret itself is filled in when the request is sent.
void add_credential(const Suite& suite, const Target& target, const std::string& credential,
                    const std::set<std::string>& unset, MadeStep& made) {
  std::vector<wire::Header>& headers = made.step.request.headers;
  if (credential == "none") return;
  if (credential == "empty") {
    headers.push_back({suite.credential_header, credential_value(suite, "")});
    return;
  }
  if (credential == "malformed") {
    headers.push_back({suite.credential_header, suite.credential_malformed});
    return;
  }
  if (credential == "wrong_scheme" && !suite.credential_wrong_scheme.first.empty()) {
    const auto& [header, value] = suite.credential_wrong_scheme;
    headers.push_back({header, value});
    return;
  }
  const Credential* source = target.credential(suite.operation, credential);
  if (source == nullptr) {
    made.obstacle = Obstacle::kNotProvoked;
    made.reason = "the target names no credential \"" + credential + "\"";
    return;
  }
  if (const auto variable = first_unset(*source, unset)) {
    made.obstacle = Obstacle::kSetupFailed;
    made.reason =
        "environment variable " + *variable + " (credential \"" + credential + "\") is not set";
    return;
  }
  made.step.credential = source->name;
  // Instead of its header, the request is signed when it is sent.
  if (!source->secret_key.empty()) return;
  headers.push_back({suite.credential_header, suite.credential_value});
}

void add_hook(const Suite& suite, const Target& target, const StepForm& form,
              const std::set<std::string>& unset, MadeStep& made) {
  const int status = form.expect.front();
  const auto hook = std::find_if(target.status_hooks.begin(), target.status_hooks.end(),
                                 [&](const StatusHook& one) { return one.can_make(status); });
  if (hook == target.status_hooks.end()) {
    made.obstacle = Obstacle::kNotProvoked;
    made.reason = "the target has no hook that makes it answer " + std::to_string(status);
    return;
  }
  Values values = made.step.parameters;
  values["status"] = std::to_string(status);
  const ControlContext context{suite.operation, target, unset, "the fault hook"};
  MadeControls controls = make_controls(hook->provision, context, values);
  if (controls.obstacle) {
    made.obstacle = controls.obstacle;
    made.reason = std::move(controls.reason);
    return;
  }
  Filler filler(values, &controls.late);
  for (const auto& [name, value] : hook->headers) {
    made.step.request.headers.push_back({name, filler.header(value)});
  }
  made.alone = !controls.before.empty() && !hook->is_private();
  made.before = std::move(controls.before);
  made.after = std::move(controls.after);
}

// Path of "https://host/prefix/", without the slash at its end.
std::string base_path(const std::string& base_url) {
  const std::size_t scheme = base_url.find("://");
  const std::size_t slash = scheme == base_url.npos ? scheme : base_url.find('/', scheme + 3);
  std::string path = slash == base_url.npos ? "" : base_url.substr(slash);
  while (path.ends_with('/')) path.pop_back();
  return path;
}

}  // namespace

MadeStep make_step(const Suite& suite, const Target& target, const StepForm& form,
                   const std::string& credential, Values parameters,
                   const std::set<std::string>& unset) {
  MadeStep made;
  for (const contract::Parameter& parameter : suite.parameters) {
    if (parameter.default_value) parameters.emplace(parameter.name, *parameter.default_value);
  }
  made.step.expected_errors = form.expect;
  Filler filler(parameters);
  made.step.request = make_request(suite.request, form, filler);
  if (!filler.missing().empty()) {
    made.obstacle = Obstacle::kNotProvoked;
    made.reason = "no value for parameter " + filler.missing() + "; give --param " +
                  filler.missing() + "=VALUE or name it in the target file";
  }
  made.step.parameters = std::move(parameters);
  if (!made.obstacle) add_credential(suite, target, credential, unset, made);
  made.step.hook = form.hook;
  made.step.credential_name = credential;
  if (suite.accepted) {
    made.step.accepted = Accepted{.status = suite.accepted->status,
                                  .location = suite.accepted->location,
                                  .base_path = base_path(target.base_url)};
  }
  if (!made.obstacle && form.hook) add_hook(suite, target, form, unset, made);
  return made;
}

}  // namespace assay::plan
