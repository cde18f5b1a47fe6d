#ifndef ASSAY_PLAN_CREDENTIAL_H_
#define ASSAY_PLAN_CREDENTIAL_H_

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/document.h"

namespace assay::plan {

// Where a credential comes from: a token in an environment variable, a file or the output of a
// program, or a pair of keys in two variables, by which requests are signed. Holds no secret.
struct Credential {
  // How steps and reports call it: "ASSAY_TOKEN", "file:token.txt", "command:vault read token", or
  // the variables of both keys. Says all of the source, so that one name is one source.
  std::string name;
  // Of these, what the kind of source needs; the others are empty.
  std::string variable;
  std::string file;
  std::vector<std::string> command;  // A program and its arguments; no shell.
  std::string access_key;            // Variable.
  std::string secret_key;            // Variable.

  bool operator==(const Credential&) const = default;
};

// By the names that suites use: "valid", "expired".
using Credentials = std::map<std::string, Credential>;

Credential variable_credential(const std::string& variable);
Credential file_credential(const std::string& file);
Credential command_credential(std::vector<std::string> command);
Credential key_credential(const std::string& access_key, const std::string& secret_key);

// Environment variables that it takes, and the first of them that is in `unset`.
std::vector<std::string> variables_of(const Credential& credential);
std::optional<std::string> first_unset(const Credential& credential,
                                       const std::set<std::string>& unset);

// The member "credentials" of an object that was held to the format; paths are relative to
// `folder`.
Credentials credentials_from(const base::Value& holder, const std::string& folder);

}  // namespace assay::plan

#endif  // ASSAY_PLAN_CREDENTIAL_H_
