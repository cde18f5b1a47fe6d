#ifndef ASSAY_CONTRACT_SCHEMA_PATHS_H_
#define ASSAY_CONTRACT_SCHEMA_PATHS_H_

#include <string>
#include <string_view>

#include "contract/words.h"

namespace assay::contract {

// Where the schemas of a data tree lie.

// "schemas/otc-ims-job/strict.schema.json"
std::string schema_path(std::string_view operation, Profile profile);

// "schemas/a/b.json" and "../c/d.json#/x" give "schemas/c/d.json"; a reference that stays in its
// file gives "".
std::string referenced_path(std::string_view from, std::string_view reference);

}  // namespace assay::contract

#endif  // ASSAY_CONTRACT_SCHEMA_PATHS_H_
