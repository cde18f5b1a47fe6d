#include "mock/credentials.h"

#include <algorithm>
#include <array>
#include <set>
#include <vector>

#include "base/text.h"

namespace assay::mock {
namespace {

struct Name {
  std::string_view name;
  std::size_t digits;  // Of one that is derived.
};

constexpr std::array<Name, 6> kNames = {{{"valid", 32},
                                         {"expired", 32},
                                         {"foreign", 32},
                                         {"read_only", 32},
                                         {"access_key", 20},
                                         {"secret_key", 40}}};

// What a header value carries unchanged: visible ASCII, so no blanks that a proxy may trim.
bool travels_in_header(std::string_view token) {
  return std::all_of(token.begin(), token.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

base::Error refused(std::string message, std::string hint = {}) {
  base::Error error;
  error.message = std::move(message);
  error.hint = std::move(hint);
  return error;
}

}  // namespace

base::Result<Credentials> Credentials::make(const std::map<std::string, std::string>& given,
                                            const Ids& ids) {
  std::vector<std::string> names;
  for (const Name& name : kNames) names.emplace_back(name.name);
  Credentials credentials;
  for (const auto& [name, token] : given) {
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      return refused("the reference server issues no token named " + base::quoted(name),
                     "there are " + base::join(names, ", "));
    }
    if (token.empty()) return refused("the token " + base::quoted(name) + " is empty");
    if (!travels_in_header(token)) {
      return refused("the token " + base::quoted(name) + " holds bytes that are not visible ASCII");
    }
    credentials.secrets_[name] = token;
  }
  std::set<std::string> seen;
  for (const Name& known : kNames) {
    const std::string name(known.name);
    std::string& token = credentials.secrets_[name];
    if (token.empty()) token = ids.hex("token/" + name, known.digits);
    if (!seen.insert(token).second) {
      return refused("the token " + base::quoted(name) + " equals another one");
    }
  }
  return credentials;
}

Caller Credentials::caller(std::string_view token) const {
  if (token == secrets_.find("valid")->second) return Caller::kValid;
  if (token == secrets_.find("expired")->second) return Caller::kExpired;
  if (token == secrets_.find("foreign")->second) return Caller::kForeign;
  if (token == secrets_.find("read_only")->second) return Caller::kReadOnly;
  return Caller::kNobody;
}

std::string Credentials::token(std::string_view name) const {
  const auto found = secrets_.find(name);
  return found == secrets_.end() ? "" : found->second;
}

}  // namespace assay::mock
