#ifndef ASSAY_BASE_DOCUMENT_H_
#define ASSAY_BASE_DOCUMENT_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/document_value.h"
#include "base/error.h"
#include "base/result.h"

namespace assay::base {

// A JSON text read once: an immutable tree in one flat array over one buffer, with what a judge
// needs and an ordinary DOM drops: the notation of numbers, the place of every value, members that
// occur twice. The grammar is nlohmann/json's: a walk of our own takes ordinary texts, its SAX
// reader has the last word on all others. Reading is iterative, so nesting costs no stack. Values
// are light handles into their Document and must not outlive it; moving the Document keeps them
// valid. Safe to read from many threads.

// Why a text is not a JSON document that we are willing to hold.
struct ParseError {
  enum class Reason {
    kEmpty,     // Nothing but white space.
    kSyntax,    // Against the grammar, or something after the value.
    kEncoding,  // Not UTF-8, or a lone surrogate.
    kDepth,     // Nested deeper than the limit.
    kSize,      // More bytes or values than the limit.
  };
  Reason reason = Reason::kSyntax;
  std::string message;  // In words, without position.
  Position position;
};

struct ParseLimits {
  std::size_t depth = 512;                 // Containers inside one another; real answers need 7.
  std::size_t bytes = 64u * 1024 * 1024;   // Of text.
  std::size_t values = 16u * 1000 * 1000;  // Member names count as values.
};

// For what a target sends, which may be made to be large. Real answers have hundreds of values; so
// many are read and judged, under every profile, in about a second.
inline constexpr ParseLimits kAnswerLimits{.values = 200'000};

struct DocumentStorage;

class Document {
 public:
  static Result<Document, ParseError> parse(std::string text, const ParseLimits& limits = {});

  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;
  ~Document();

  static constexpr std::size_t kMaxDuplicates = 1000;

  Value root() const;
  std::string_view text() const;
  // Pointers of members whose name occurred before in the same object, in order of appearance; at
  // most kMaxDuplicates of them and about 1 MiB of text, so that a hostile answer cannot make them
  // grow.
  const std::vector<std::string>& duplicate_members() const;
  // The value at an RFC 6901 pointer, if there is one.
  std::optional<Value> at(std::string_view pointer) const;

 private:
  friend Result<Document> parse_data(std::string text, std::string_view file);
  explicit Document(std::unique_ptr<DocumentStorage> storage);
  std::unique_ptr<DocumentStorage> storage_;
};

// Parses a file of our own: duplicate members are refused too; the error names `file`, line and
// column.
Result<Document> parse_data(std::string text, std::string_view file);

}  // namespace assay::base

#endif  // ASSAY_BASE_DOCUMENT_H_
