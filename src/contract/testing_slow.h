#ifndef ASSAY_CONTRACT_TESTING_SLOW_H_
#define ASSAY_CONTRACT_TESTING_SLOW_H_

#include <string>

#include "base/testing_tree.h"
#include "contract/testing_contract.h"

namespace assay::contract {

// For tests: an operation made up that is accepted first and carried out behind the answer.

inline constexpr const char* kSlowSuite = R"({
  "operation": "slow",
  "title": "Slow",
  "vendor": "None",
  "document": "004",
  "changes": "the lamp",
  "parameters": { "lamp": { "description": "Which.", "subject": true },
                  "to": { "description": "on or off" } },
  "credential": { "header": "X-Auth-Token", "value": "{token}" },
  "restore": { "method": "GET", "path": "/lamps/{lamp}", "value": "/state",
               "parameter": "to", "map": { "On": "on", "Off": "off" } },
  "profiles": {
    "documented": {
      "request": { "method": "PUT", "path": "/lamps/{lamp}", "body": { "to": "{to}" } },
      "answer": { "status": 200, "x-source": { "section": "S", "kind": "prose" } },
      "accepted": { "status": 202, "schema": "#/$defs/accepted", "location": "/location",
                    "pending": "#/$defs/pending",
                    "x-source": { "section": "Polling", "kind": "wire" } },
      "errors": [{ "status": 401, "bodies": [{ "media_type": "*" }],
                   "x-source": { "section": "S", "kind": "prose" } }]
    }
  },
  "cases": [{ "id": "any", "title": "Any", "subject": "each" }]
})";

inline constexpr const char* kSlowSchema = R"({
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "type": "object",
  "x-source": { "section": "S", "kind": "prose" },
  "$defs": {
    "accepted": { "type": "object", "required": ["location"],
                  "properties": { "location": { "type": "string" } },
                  "x-source": { "section": "Polling", "kind": "wire" } },
    "pending": { "type": "object", "x-source": { "section": "Polling", "kind": "wire" } }
  }
})";

// With the first `find` in the suite replaced.
inline base::PatchedTree slow_data(const std::string& find = "", const std::string& replace = "") {
  std::string suite = kSlowSuite;
  if (!find.empty()) suite.replace(suite.find(find), find.size(), replace);
  return {shipped_data(),
          {{"suites/slow.json", suite}, {"schemas/slow/documented.schema.json", kSlowSchema}}};
}

}  // namespace assay::contract

#endif  // ASSAY_CONTRACT_TESTING_SLOW_H_
