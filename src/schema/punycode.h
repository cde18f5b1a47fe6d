#ifndef ASSAY_SCHEMA_PUNYCODE_H_
#define ASSAY_SCHEMA_PUNYCODE_H_

#include <optional>
#include <string>
#include <string_view>

namespace assay::schema {

// RFC 3492: code points as letters, digits and hyphens, without the "xn--" before them.

// Nothing when `text` is no encoding, or of more than 63 characters.
std::optional<std::u32string> punycode_decode(std::string_view text);
// Nothing when it gets longer than 63 characters: no label of a host name is.
std::optional<std::string> punycode_encode(std::u32string_view code_points);

}  // namespace assay::schema

#endif  // ASSAY_SCHEMA_PUNYCODE_H_
