#ifndef ASSAY_CLI_SCHEMA_FILES_H_
#define ASSAY_CLI_SCHEMA_FILES_H_

#include <memory>
#include <string>

#include "base/result.h"
#include "schema/registry.h"

namespace assay::cli {

// Schema files of the user, for a registry.

// "file:///home/me/a.schema.json"
std::string file_uri(const std::string& path);
// Known by its place and by its $id; a file that is there already is not added again.
base::Status add_schema_file(schema::Registry& registry, const std::string& path);
// All *.json below `folder`, under `prefix` and their place in it.
base::Result<std::shared_ptr<const schema::Registry>> schemas_below(const std::string& folder,
                                                                    const std::string& prefix);

}  // namespace assay::cli

#endif  // ASSAY_CLI_SCHEMA_FILES_H_
