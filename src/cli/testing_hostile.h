#ifndef ASSAY_CLI_TESTING_HOSTILE_H_
#define ASSAY_CLI_TESTING_HOSTILE_H_

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <ostream>
#include <set>
#include <string>
#include <vector>

#include "exchange/testing_server.h"

namespace assay::cli::testing {

// The battery of fixtures/hostile: servers that misbehave on the wire, and what must come of a run
// against each. The files are described by fixtures/hostile/servers.schema.json.

struct HostileExpectation {
  int exit_code = 0;
  std::string outcome;
  std::vector<std::string> says;
  std::set<std::string> rules;
  std::optional<std::size_t> most_findings;
  std::optional<std::size_t> requests;
  long mebibytes = 0;
};

struct HostileServer {
  std::string name;
  bool listens = true;
  bool https = false;
  std::string certificate;  // "" for a server that does not speak TLS.
  std::vector<exchange::testing::Script> connections;
  std::vector<std::string> words;  // Instead of the default question; empty for that.
  std::vector<std::string> options;
  std::chrono::milliseconds deadline{2000};
  int exchanges = 1;
  HostileExpectation expect;
};

// Where a server is described.
struct HostileEntry {
  std::string name;
  std::string file;
};
void PrintTo(const HostileEntry& entry, std::ostream* out);

// Of all files, in the order of their names. Throws where a file breaks the schema or a name comes
// twice.
std::vector<HostileEntry> hostile_entries();
// With `values` in the place of "${...}".
HostileServer read_hostile(const HostileEntry& entry,
                           const std::map<std::string, std::string>& values);

}  // namespace assay::cli::testing

#endif  // ASSAY_CLI_TESTING_HOSTILE_H_
