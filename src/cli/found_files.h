#ifndef ASSAY_CLI_FOUND_FILES_H_
#define ASSAY_CLI_FOUND_FILES_H_

#include <string>
#include <vector>

#include "base/error.h"
#include "base/result.h"

namespace assay::cli {

// Where files are looked for in folders.

struct FoundFile {
  std::string path;
  bool is_named = false;  // By the user, and not come upon.
};

struct FoundFiles {
  std::vector<FoundFile> files;     // Each once, by path within each name.
  std::vector<base::Error> closed;  // Folders that nobody may look into.
};

// Every file that is named, and every *.json below every folder that is. Links are followed, but
// into each folder only once, so that a link back ends nowhere. Refused: a name of nothing.
base::Result<FoundFiles> find_json_files(const std::vector<std::string>& names);

// The address of `file` for a page in `folder`, relative and percent-encoded; both exist.
std::string address_from(const std::string& folder, const std::string& file);

}  // namespace assay::cli

#endif  // ASSAY_CLI_FOUND_FILES_H_
