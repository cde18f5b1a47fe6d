#ifndef ASSAY_SCHEMA_OUTPUT_H_
#define ASSAY_SCHEMA_OUTPUT_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/document.h"
#include "schema/program.h"
#include "schema/registry.h"

namespace assay::schema {

// The standard's own account of an evaluation: one unit per keyword and per schema, with the way
// that led there. A Program keeps no such account, so that it costs nothing; a collector walks the
// schema a second time, keyword by keyword. It asks Programs about single assertions and applies
// subschemas itself, so that its verdict is also a second opinion on the Program's.

struct OutputUnit {
  bool valid = true;
  std::string instance_location;  // RFC 6901 pointers; the keyword's goes through references.
  std::string keyword_location;
  std::string absolute_location;    // URI of the keyword, references followed.
  std::string error;                // In words; "" when what failed lies in `details`.
  std::string annotation;           // JSON text, or "".
  std::vector<OutputUnit> details;  // Of the keywords and schemas inside, in order.
};

// Schemas applied inside one another; beyond it the account is given up: one unit that does not
// hold. Each takes about 2 KiB of the stack.
constexpr std::uint32_t kMaxOutputDepth = 1'500;

enum class OutputFormat : std::uint8_t { kFlag, kBasic, kHierarchical };
// "flag", "basic" or its later name "list", "hierarchical" or its earlier name "detailed".
std::optional<OutputFormat> output_format_from(std::string_view word);

// One line of JSON. Annotations of schemas that do not hold are left out.
std::string output_json(const OutputUnit& root, OutputFormat format);

// Unknown keywords annotate, whatever `options` say. Not thread-safe.
class OutputCollector {
 public:
  // `uri` must lead to a schema that Program::compile takes with the same options.
  OutputCollector(std::shared_ptr<const Registry> registry, std::string uri,
                  const CompileOptions& options);
  ~OutputCollector();

  OutputUnit collect(const base::Value& instance);

 private:
  class Walk;
  std::unique_ptr<Walk> walk_;
};

}  // namespace assay::schema

#endif  // ASSAY_SCHEMA_OUTPUT_H_
