#include "plan/credential.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/fields.h"
#include "base/text.h"
#include "plan/connection.h"

namespace assay::plan {
namespace {

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("-_./:=@%+,~").find(c) != std::string_view::npos;
}

// On one line, and different for different words, whatever stands beside it.
std::string word_of_name(const std::string& word) {
  if (!word.empty() && std::all_of(word.begin(), word.end(), is_plain)) return word;
  std::string out = "'";
  for (const char c : word) {
    switch (c) {
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        if (c == '\'' || c == '\\') out += '\\';
        out += c;
    }
  }
  return out + "'";
}

Credential credential_from(const base::Value& entry, const std::string& folder) {
  if (const auto file = entry.find("file")) {
    return file_credential(path_from(folder, base::text_field(entry, "file")));
  }
  if (entry.find("command")) return command_credential(base::texts_field(entry, "command"));
  if (const auto access_key = entry.find("access_key")) {
    return key_credential(base::text_field(*access_key, "env"),
                          base::text_field(*entry.find("secret_key"), "env"));
  }
  return variable_credential(base::text_field(entry, "env"));
}

}  // namespace

Credential variable_credential(const std::string& variable) {
  Credential credential;
  credential.name = variable;
  credential.variable = variable;
  return credential;
}

Credential file_credential(const std::string& file) {
  Credential credential;
  credential.name = "file:" + file;
  credential.file = file;
  return credential;
}

Credential command_credential(std::vector<std::string> command) {
  Credential credential;
  std::vector<std::string> words;
  for (const std::string& word : command) words.push_back(word_of_name(word));
  credential.name = "command:" + base::join(words, " ");
  credential.command = std::move(command);
  return credential;
}

Credential key_credential(const std::string& access_key, const std::string& secret_key) {
  Credential credential;
  credential.name = access_key + " and " + secret_key;
  credential.access_key = access_key;
  credential.secret_key = secret_key;
  return credential;
}

std::vector<std::string> variables_of(const Credential& credential) {
  std::vector<std::string> out;
  for (const std::string& variable :
       {credential.variable, credential.access_key, credential.secret_key}) {
    if (!variable.empty()) out.push_back(variable);
  }
  return out;
}

std::optional<std::string> first_unset(const Credential& credential,
                                       const std::set<std::string>& unset) {
  for (const std::string& variable : variables_of(credential)) {
    if (unset.contains(variable)) return variable;
  }
  return std::nullopt;
}

Credentials credentials_from(const base::Value& holder, const std::string& folder) {
  Credentials out;
  const auto credentials = holder.find("credentials");
  if (!credentials) return out;
  for (const auto& [name, entry] : credentials->members()) {
    out.emplace(name, credential_from(entry, folder));
  }
  return out;
}

}  // namespace assay::plan
