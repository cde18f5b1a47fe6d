#ifndef ASSAY_SCHEMA_URI_H_
#define ASSAY_SCHEMA_URI_H_

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace assay::schema {

// RFC 3986 references, as far as schemas name one another by them. Nothing is fetched and nothing
// is normalised but dot segments: two spellings of one address are two URIs.

// Section 5.2: `reference` against an absolute `base`, with the fragment of `reference`.
std::string resolve_uri(std::string_view base, std::string_view reference);
// What stands before the first '#', and what stands behind it ("" also when there is none).
std::pair<std::string_view, std::string_view> split_fragment(std::string_view uri);
// Starts with a scheme.
bool is_absolute_uri(std::string_view uri);
// `pointer` as a fragment: what a fragment cannot hold is escaped.
std::string as_fragment(std::string_view pointer);
// Nothing when an escape is malformed.
std::optional<std::string> percent_decode(std::string_view text);

}  // namespace assay::schema

#endif  // ASSAY_SCHEMA_URI_H_
