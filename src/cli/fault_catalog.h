#ifndef ASSAY_CLI_FAULT_CATALOG_H_
#define ASSAY_CLI_FAULT_CATALOG_H_

#include <string>
#include <vector>

#include "base/files.h"
#include "base/result.h"
#include "contract/words.h"
#include "mock/fault.h"

namespace assay::cli {

// The files of fixtures/faults/, in the shape of schemas/assay/fault.schema.json: what the
// reference server can do wrong on purpose, and what a run reports of it.

// Every one of the cases breaks every one of the rules, or, without rules, ends in an
// outcome that tells of none.
struct Breach {
  std::vector<contract::Profile> profiles;
  std::vector<std::string> cases;  // Globs, without the operation.
  std::vector<std::string> must;   // Rules, without the operation.
  std::vector<std::string> should;
  std::string outcome;  // "could_not_run", "setup_failed" or "".
};

struct CuratedFault {
  mock::Fault fault;
  std::string title;
  std::string family;
  std::string note;
  std::string harmless;
  std::vector<Breach> breaks;
  std::string file;
  std::string pointer;  // In `file`.
};

// All faults, by operation and in the order of the files. Refused: a file against its schema, of
// another operation than its name says, and a name that is there twice.
base::Result<std::vector<CuratedFault>> curated_faults(const base::DataTree& data);
// Those of these names, in this order, each once; the error has a near match.
base::Result<std::vector<mock::Fault>> faults_named(const base::DataTree& data,
                                                    const std::vector<std::string>& names);

// Everything that is wrong with the faults of a tree: also operations and rules that are none, and
// levels that are not the rules' own. Cases depend on whom a run meets; only runs can tell.
std::vector<base::Error> fault_mistakes(const base::DataTree& data);

// Name and title, one a line, below each operation.
void print_faults(const std::vector<CuratedFault>& faults,
                  const std::vector<std::string>& operations);
void print_fault(const CuratedFault& fault);

}  // namespace assay::cli

#endif  // ASSAY_CLI_FAULT_CATALOG_H_
