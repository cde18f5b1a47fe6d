#ifndef ASSAY_MOCK_TEST_SUPPORT_H_
#define ASSAY_MOCK_TEST_SUPPORT_H_

#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "mock/credentials.h"
#include "mock/ids.h"
#include "mock/subject.h"
#include "wire/transcript.h"

namespace assay::mock {

// What the tests of this folder share; no part of the server.

inline Credentials test_credentials(std::uint64_t seed = 1) {
  return Credentials::make({}, Ids(seed)).value();
}

inline wire::Request request(std::string method, std::string target,
                             std::vector<wire::Header> headers = {}, std::string body = {}) {
  return {std::move(method), std::move(target), std::move(headers), std::move(body)};
}

inline nlohmann::json json_of(const wire::Response& response) {
  return nlohmann::json::parse(response.body, nullptr, false);
}

inline std::string header_of(const wire::Response& response, std::string_view name) {
  return std::string(wire::find_header(response.headers, name).value_or("(none)"));
}

// The first subject that has all of the traits.
inline Subject subject_with(const std::vector<Subject>& subjects,
                            const std::map<std::string, std::string>& traits) {
  for (const Subject& subject : subjects) {
    bool all = true;
    for (const auto& [name, value] : traits) {
      const auto found = subject.traits.find(name);
      all = all && found != subject.traits.end() && found->second == value;
    }
    if (all) return subject;
  }
  return {"no such subject", {}, {}};
}

inline std::vector<std::string> keys_of(const nlohmann::json& object) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : object.items()) keys.push_back(key);
  return keys;
}

}  // namespace assay::mock

#endif  // ASSAY_MOCK_TEST_SUPPORT_H_
