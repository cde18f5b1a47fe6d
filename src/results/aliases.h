#ifndef ASSAY_RESULTS_ALIASES_H_
#define ASSAY_RESULTS_ALIASES_H_

#include <map>
#include <string>

#include "base/document.h"
#include "base/files.h"
#include "base/result.h"
#include "results/results.h"

namespace assay::results {

// What became of the rules and cases of earlier versions: schemas/aliases.json, in the shape of
// schemas/assay/aliases.schema.json. Ids are permanent; where one had to change all the same, runs
// before and after can still be compared.
struct Aliases {
  std::map<std::string, std::string> rules;  // New id by old id; a new one may be an old one again.
  std::map<std::string, std::string> cases;

  // The id as it is now.
  static std::string followed(const std::map<std::string, std::string>& aliases, std::string id);
};

// Those of the data tree, and with them, where `file` is not "", those of a file of the user's.
// Refused: a file against its schema, an id with two new names, names that go round in a circle.
base::Result<Aliases> read_aliases(const base::DataTree& data, const std::string& file);

// Gives rules and cases the ids that they have now.
void follow(const Aliases& aliases, Results& results);

}  // namespace assay::results

#endif  // ASSAY_RESULTS_ALIASES_H_
