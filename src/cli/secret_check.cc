#include "cli/secret_check.h"

#include "wire/redaction.h"

namespace assay::cli {
namespace {

using base::Error;
using base::Status;
using plan::Values;

// Finds one secret in what a target says openly.
class SecretSearch {
 public:
  SecretSearch(const std::string& variable, const std::string& secret) : variable_(variable) {
    redactor_.add(variable, secret);
  }

  Status search(const plan::Target& target) const {
    if (redactor_.apply(variable_) != variable_) {
      return Error{.message = "the name of the source repeats the secret that it gives",
                   .hint = "it would stand in every report"};
    }
    if (Status status = search("the base URL", target.base_url); !status) return status;
    if (Status status = search("the name of the target", target.name); !status) return status;
    if (Status status = search("parameter", target.parameters); !status) return status;
    if (Status status = search(target.connection); !status) return status;
    for (const auto& [name, operation] : target.operations) {
      if (Status status = search("parameter", operation.parameters); !status) return status;
      for (const plan::Subject& subject : operation.subjects) {
        if (Status status = search("parameter", subject.parameters); !status) return status;
        if (Status status = search("trait", subject.traits); !status) return status;
        if (Status status = search(subject.provision); !status) return status;
      }
    }
    for (const plan::StatusHook& hook : target.status_hooks) {
      if (Status status = search("hook header", hook.headers); !status) return status;
      if (Status status = search(hook.provision); !status) return status;
    }
    return base::Done{};
  }

 private:
  // All of it is repeated where a report tells how to make a request again.
  Status search(const plan::Connection& to) const {
    for (const std::string& text :
         {to.ca_file, to.client_certificate, to.client_key, to.server_name, to.proxy,
          to.proxy_credentials, to.unix_socket}) {
      if (Status status = search("the way to the target", text); !status) return status;
    }
    return base::Done{};
  }

  // Paths stand in problems and plans, the rest in exchanges.
  Status search(const plan::Provision& provision) const {
    for (const auto* controls : {&provision.before, &provision.after}) {
      for (const plan::ControlForm& control : *controls) {
        const std::string at = "the request at " + control.pointer;
        if (Status status = search(at, control.path); !status) return status;
        if (Status status = search(at, control.body.value_or("")); !status) return status;
        if (Status status = search(at + ", header", control.headers); !status) return status;
      }
    }
    return base::Done{};
  }

  Status search(const std::string& what, const Values& values) const {
    for (const auto& [name, value] : values) {
      if (Status status = search(what + " " + name, value); !status) return status;
    }
    return base::Done{};
  }

  Status search(const std::string& what, const std::string& text) const {
    if (redactor_.apply(text) == text) return base::Done{};
    return Error{.message = what + " repeats the secret in " + variable_,
                 .hint = "it would stand in every report; secrets belong into variables only"};
  }

  const std::string& variable_;
  wire::Redactor redactor_;
};

}  // namespace

Status check_secret(const plan::Target& target, const std::string& name,
                    const std::string& secret) {
  if (secret.size() < wire::kShortestSecret) {
    return Error{.message = "the secret in " + name + " is shorter than " +
                            std::to_string(wire::kShortestSecret) + " bytes",
                 .hint = "so short a text can't be kept out of the reports"};
  }
  return SecretSearch(name, secret).search(target);
}

Status check_secrets(const TargetSetup& setup) {
  for (const auto& [name, secret] : setup.secrets) {
    if (Status status = check_secret(setup.target, name, secret); !status) return status;
  }
  return base::Done{};
}

}  // namespace assay::cli
