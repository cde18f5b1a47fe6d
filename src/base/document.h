#ifndef ASSAY_BASE_DOCUMENT_H_
#define ASSAY_BASE_DOCUMENT_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/number.h"
#include "base/result.h"

namespace assay::base {

// A JSON text read once: an immutable tree in one flat array over one buffer, with what a judge
// needs and an ordinary DOM drops: the notation of numbers, the place of every value, members that
// occur twice. The grammar is nlohmann/json's (its SAX reader); reading is iterative, so nesting
// costs no stack. Values are light handles into their Document and must not outlive it; moving the
// Document keeps them valid. Safe to read from many threads.

enum class Kind : std::uint8_t { kNull, kBoolean, kNumber, kString, kArray, kObject };

// "null", "boolean", "number", "string", "array", "object": the names of JSON Schema.
std::string_view to_string(Kind kind);

struct Position {
  std::uint32_t offset = 0;  // Bytes from the start of the text.
  std::uint32_t line = 1;    // 1-based.
  std::uint32_t column = 1;  // 1-based, in bytes.
};

class Elements;
class Members;
struct DocumentStorage;

class Value {
 public:
  Kind kind() const;
  bool is_null() const { return kind() == Kind::kNull; }
  bool is_boolean() const { return kind() == Kind::kBoolean; }
  bool is_number() const { return kind() == Kind::kNumber; }
  bool is_string() const { return kind() == Kind::kString; }
  bool is_array() const { return kind() == Kind::kArray; }
  bool is_object() const { return kind() == Kind::kObject; }

  // Each of these requires the matching kind.
  bool boolean() const;
  Number number() const;
  std::string_view string() const;  // Decoded, UTF-8.
  Elements elements() const;        // In order.
  Members members() const;          // In order of appearance, duplicates included.
  // The last member of that name, as most readers see it; an object is required.
  std::optional<Value> find(std::string_view name) const;

  std::size_t size() const;  // Elements or members; 0 for scalars.
  Position position() const;
  std::string_view source() const;  // The exact text of this value.
  // JSON Schema equality: numbers by value, objects regardless of order.
  bool equals(const Value& other) const;
  // Identifies the value inside its document; equal for equal places only.
  std::uint32_t index() const { return index_; }

 private:
  friend class Document;
  friend class Elements;
  friend class Members;
  Value(const DocumentStorage* document, std::uint32_t index)
      : document_(document), index_(index) {}
  const DocumentStorage* document_;
  std::uint32_t index_;
};

struct Member {
  std::string_view name;
  Value value;
};

class Elements {
 public:
  class Iterator {
   public:
    Value operator*() const;
    Iterator& operator++();
    bool operator==(const Iterator& other) const { return index_ == other.index_; }

   private:
    friend class Elements;
    Iterator(const DocumentStorage* document, std::uint32_t index)
        : document_(document), index_(index) {}
    const DocumentStorage* document_;
    std::uint32_t index_;
  };
  Iterator begin() const;
  Iterator end() const;

 private:
  friend class Value;
  Elements(const DocumentStorage* document, std::uint32_t index)
      : document_(document), index_(index) {}
  const DocumentStorage* document_;
  std::uint32_t index_;
};

class Members {
 public:
  class Iterator {
   public:
    Member operator*() const;
    Iterator& operator++();
    bool operator==(const Iterator& other) const { return index_ == other.index_; }

   private:
    friend class Members;
    Iterator(const DocumentStorage* document, std::uint32_t index)
        : document_(document), index_(index) {}
    const DocumentStorage* document_;
    std::uint32_t index_;
  };
  Iterator begin() const;
  Iterator end() const;

 private:
  friend class Value;
  Members(const DocumentStorage* document, std::uint32_t index)
      : document_(document), index_(index) {}
  const DocumentStorage* document_;
  std::uint32_t index_;
};

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
