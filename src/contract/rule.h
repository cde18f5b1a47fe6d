#ifndef ASSAY_CONTRACT_RULE_H_
#define ASSAY_CONTRACT_RULE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "contract/words.h"

namespace assay::contract {

// One promise of one contract. Immutable.
struct Rule {
  // operation ":" place "/" what is asked ["@" condition], permanent: "otc-ims-job:status/enum",
  // "ecl-image-copy-job:http.401/status".
  std::string id;
  Level level = Level::kMust;
  Category category = Category::kFieldTypes;
  Source source;
  std::vector<std::string> contradictions;  // Ids: "OTC-3".
  std::string statement;                    // The promise in words, a whole sentence.
  std::string location;                     // File and pointer where the rule is defined.
};

// Index into Contract::rules().
using RuleIndex = std::uint32_t;

}  // namespace assay::contract

#endif  // ASSAY_CONTRACT_RULE_H_
