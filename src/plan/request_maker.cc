#include "plan/request_maker.h"

#include <algorithm>
#include <cctype>

#include "base/text.h"

namespace assay::plan {
namespace {

using contract::RequestForm;
using contract::StepForm;
using contract::Suite;

constexpr std::string_view kToken = "{token}";

// Fills {name}s in URLs, headers and bodies; remembers the first name that has no value.
class Filler {
 public:
  explicit Filler(const Values& values) : values_(values) {}

  std::string url(std::string_view text) {
    return fill(text, [](const std::string& value) { return base::percent_encode(value); });
  }
  std::string header(std::string_view text) {
    return fill(text, [](const std::string& value) { return value; });
  }

  // Only {name}s that are parameters: the braces of objects stay.
  std::string body(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t close = text[at] == '{' ? text.find('}', at) : text.npos;
      const std::string name =
          close == text.npos ? "" : std::string(text.substr(at + 1, close - at - 1));
      if (name.empty() || !is_name(name)) {
        out.push_back(text[at++]);
        continue;
      }
      const auto value = values_.find(name);
      if (value == values_.end()) {
        missing_ = name;
        return out;
      }
      const std::string literal = base::quoted(value->second);
      out.append(literal, 1, literal.size() - 2);
      at = close + 1;
    }
    return out;
  }

  const std::string& missing() const { return missing_; }

 private:
  static bool is_name(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; });
  }

  template <typename Encode>
  std::string fill(std::string_view text, Encode encode) {
    const auto lookup = [&](const std::string& name) -> std::optional<std::string> {
      const auto value = values_.find(name);
      if (value == values_.end()) return std::nullopt;
      return encode(value->second);
    };
    return base::expand_template(text, lookup, &missing_).value_or("");
  }

  const Values& values_;
  std::string missing_;
};

wire::Request make_request(const RequestForm& form, const StepForm& step, Filler& filler) {
  wire::Request request;
  request.method = step.method.empty() ? form.method : step.method;
  request.target = filler.url(form.path);
  char separator = '?';
  for (const auto& [name, value] : form.query) {
    request.target += separator + base::percent_encode(name) + "=" + filler.url(value);
    separator = '&';
  }
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
  const std::optional<std::string> variable = target.variable(suite.operation, credential);
  if (!variable) {
    made.obstacle = Obstacle::kNotProvoked;
    made.reason = "the target names no credential \"" + credential + "\"";
    return;
  }
  if (unset.contains(*variable)) {
    made.obstacle = Obstacle::kSetupFailed;
    made.reason =
        "environment variable " + *variable + " (credential \"" + credential + "\") is not set";
    return;
  }
  made.step.credential = *variable;
  headers.push_back({suite.credential_header, suite.credential_value});
}

void add_hook(const Target& target, const StepForm& form, MadeStep& made) {
  const int status = form.expect.front();
  const auto& hook = target.status_hook;
  const bool able =
      hook && (hook->statuses.empty() || std::find(hook->statuses.begin(), hook->statuses.end(),
                                                   status) != hook->statuses.end());
  if (!able) {
    made.obstacle = Obstacle::kNotProvoked;
    made.reason = "the target has no hook that makes it answer " + std::to_string(status);
    return;
  }
  const Values values = {{"status", std::to_string(status)}};
  Filler filler(values);
  for (const auto& [name, value] : hook->headers) {
    made.step.request.headers.push_back({name, filler.header(value)});
  }
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
  if (!made.obstacle && form.hook) add_hook(target, form, made);
  return made;
}

}  // namespace assay::plan
