#ifndef ASSAY_CONTRACT_CATALOG_H_
#define ASSAY_CONTRACT_CATALOG_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "base/result.h"
#include "contract/words.h"

namespace assay::contract {

// What lies in a data tree beside the contracts themselves: which operations there are, the
// contradictions of their documents, and the inventory of the documents' rows and examples. Plain
// data, read on demand.

// Names of suites/*.json, sorted; an error when there is none.
base::Result<std::vector<std::string>> operations(const base::DataTree& data);

struct Contradiction {
  std::string id;
  std::vector<std::string> documents;
  std::string where;
  std::vector<std::string> readings;
  std::map<Profile, std::string> choice;
};
// All of schemas/contradictions/, in the order of the files and within them.
base::Result<std::vector<Contradiction>> contradictions(const base::DataTree& data);

struct ExpectedFinding {
  std::string rule;  // Without the operation.
  std::optional<std::string> pointer;
  Level level = Level::kMust;
};
struct Example {
  std::string name;
  std::string role;  // answer, error, request, template
  std::string file;  // Below fixtures/examples, or "".
  int status = 200;
  std::string content_type;
  std::map<std::string, std::string> parameters;
  std::map<Profile, std::vector<ExpectedFinding>> expected;
};
struct DocumentRow {
  std::string section;
  std::string row;
  std::string type;
  std::optional<bool> required;
};
struct DocumentPage {
  std::string number;
  std::string title;
  std::string vendor;
  std::string operation;
  std::vector<DocumentRow> rows;
  std::vector<Example> examples;
};
// All of schemas/documents/, sorted by number.
base::Result<std::vector<DocumentPage>> documents(const base::DataTree& data);

// Holds a file of ours to its own schema, schemas/assay/NAME.schema.json: the first violation as an
// error with file, line and pointer.
base::Status check_format(const base::DataTree& data, std::string_view format,
                          const base::Document& document, std::string_view file);

}  // namespace assay::contract

#endif  // ASSAY_CONTRACT_CATALOG_H_
