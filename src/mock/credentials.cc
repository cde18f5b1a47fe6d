#include "mock/credentials.h"

#include <algorithm>
#include <array>
#include <set>
#include <vector>

#include "base/text.h"

namespace assay::mock {
namespace {

constexpr std::array<std::string_view, 3> kNames = {"valid", "expired", "foreign"};

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
  const std::vector<std::string> names(kNames.begin(), kNames.end());
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
    credentials.tokens_[name] = token;
  }
  std::set<std::string> seen;
  for (const std::string& name : names) {
    std::string& token = credentials.tokens_[name];
    if (token.empty()) token = ids.hex("token/" + name, 32);
    if (!seen.insert(token).second) {
      return refused("the token " + base::quoted(name) + " equals another one");
    }
  }
  return credentials;
}

Caller Credentials::caller(std::string_view token) const {
  if (token == tokens_.find("valid")->second) return Caller::kValid;
  if (token == tokens_.find("expired")->second) return Caller::kExpired;
  if (token == tokens_.find("foreign")->second) return Caller::kForeign;
  return Caller::kNobody;
}

std::string Credentials::token(std::string_view name) const {
  const auto found = tokens_.find(name);
  return found == tokens_.end() ? "" : found->second;
}

}  // namespace assay::mock
