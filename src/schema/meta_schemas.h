#ifndef ASSAY_SCHEMA_META_SCHEMAS_H_
#define ASSAY_SCHEMA_META_SCHEMAS_H_

#include <string_view>

#include "schema/registry.h"

namespace assay::schema {

// The schema of schemas, of its vocabularies and of the output of an evaluation. They are data,
// schemas/json-schema/, carried by the binary and read when a reference first leads to one of them.

// What their URIs start with.
inline constexpr std::string_view kStandardUris = "https://json-schema.org/draft/2020-12/";
inline constexpr std::string_view kMetaSchemaUri = "https://json-schema.org/draft/2020-12/schema";

// Lives as long as the process; safe to call from many threads.
const Registry& meta_schemas();

}  // namespace assay::schema

#endif  // ASSAY_SCHEMA_META_SCHEMAS_H_
