#ifndef ASSAY_PLAN_TESTING_TOY_H_
#define ASSAY_PLAN_TESTING_TOY_H_

#include <memory>
#include <string>
#include <vector>

#include "base/testing_tree.h"
#include "contract/testing_contract.h"
#include "plan/plan.h"

namespace assay::plan {

// For tests: an operation made up to have one of everything that a plan can meet.

inline constexpr const char* kToySuite = R"({
  "operation": "toy",
  "title": "Toy",
  "vendor": "None",
  "document": "004",
  "changes": "the toy",
  "parameters": {
    "id": { "description": "The toy.", "subject": true, "example": "example-id" },
    "room": { "description": "Where it is.", "example": "attic" },
    "colour": { "description": "What it is to become.", "default": "red" }
  },
  "credential": {
    "header": "X-Auth-Token", "value": "Toy {token}!", "malformed": "!bad",
    "wrong_scheme": { "header": "Authorization", "value": "Basic dG95OnRveQ==" }
  },
  "profiles": {
    "documented": {
      "request": {
        "method": "PUT",
        "path": "/v1/{room}/{id}",
        "query": { "in colour": "{colour}" },
        "headers": { "X-Room": "{room}" },
        "body": { "colour": "{colour}", "nested": { "list": ["{id} in {room}", {}] }, "n": 1.0 }
      },
      "answer": { "status": 200, "x-source": { "section": "S", "kind": "prose" } },
      "errors": [
        { "status": 401, "bodies": [{ "media_type": "*" }],
          "x-source": { "section": "S", "kind": "prose" } },
        { "status": 500, "bodies": [{ "media_type": "*" }],
          "x-source": { "section": "S", "kind": "prose" } }
      ]
    }
  },
  "cases": [
    { "id": "other/{id}", "title": "Any other toy", "subject": "each" },
    {
      "id": "made/{kind}/{state}", "title": "A {state} {kind}",
      "axes": { "state": ["new", "old"], "kind": ["car", "doll", "kite"] },
      "subject": { "traits": { "kind": "{kind}", "state": "{state}" } }
    },
    {
      "id": "error/401/{credential}", "title": "Refused",
      "axes": { "credential": ["none", "empty", "malformed", "expired"] },
      "subject": "any",
      "steps": [{ "credential": "{credential}", "expect": [401] }]
    },
    {
      "id": "error/500/hook", "title": "Crash", "subject": "any",
      "steps": [{ "hook": "status", "expect": [500, 401] }]
    },
    {
      "id": "steps", "title": "One after the other", "subject": "any",
      "steps": [
        { "parameters": { "colour": "blue" } },
        { "method": "DELETE", "body": { "why": "{colour}" }, "parameters": { "room": "cellar" } },
        { "credential": "none", "expect": [401] }
      ]
    }
  ]
})";

inline std::shared_ptr<const contract::Contract> toy_contract(std::string suite = kToySuite) {
  const base::PatchedTree data(
      contract::shipped_data(),
      {{"suites/toy.json", std::move(suite)},
       {"schemas/toy/documented.schema.json",
        R"({ "$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
             "properties": { "id": { "type": "string" },
                             "state": { "enum": ["new", "old"] } },
             "x-source": { "section": "S", "kind": "prose" } })"}});
  return contract::load_contract(data, "toy");
}

// A built-in target with two toys and all credentials.
inline Target toy_target() {
  return {
      .name = "nursery",
      .base_url = "http://localhost",
      .connection = {},
      .credentials = {{"valid", variable_credential("TOY_TOKEN")},
                      {"expired", variable_credential("TOY_OLD_TOKEN")}},
      .parameters = {{"room", "hall"}},
      .operations = {{"toy",
                      {.parameters = {},
                       .credentials = {},
                       .subjects = {{.parameters = {{"id", "t1"}},
                                     .traits = {{"kind", "car"}, {"state", "new"}}},
                                    {.parameters = {{"id", "t2"}, {"room", "shed"}},
                                     .traits = {{"kind", "doll"}, {"state", "old"}}}}}}},
      .status_hooks = {{.headers = {{"Prefer", "code={status}"}}, .statuses = {}, .provision = {}}},
      .pacing = {},
      .built_in = true};
}

inline std::vector<std::string> ids_of(const std::vector<Case>& cases) {
  std::vector<std::string> ids;
  for (const Case& c : cases) ids.push_back(c.id);
  return ids;
}

}  // namespace assay::plan

#endif  // ASSAY_PLAN_TESTING_TOY_H_
