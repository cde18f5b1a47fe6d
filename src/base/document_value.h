#ifndef ASSAY_BASE_DOCUMENT_VALUE_H_
#define ASSAY_BASE_DOCUMENT_VALUE_H_

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/number.h"

namespace assay::base {

// The values of a Document (document.h). Reading one is a load or two: all of it stands here, so
// that those who look at every value of an answer pay no calls for it.

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

// One value or member name. Nodes stand in the order of the text: a container before its children,
// a member name before its value. Names are string nodes.
struct Node {
  std::uint32_t offset = 0;  // First byte of the token or container in the text.
  std::uint32_t end = 0;     // One past its last byte.
  std::uint32_t after = 0;   // Index of the first node that is not inside this one.
  std::uint32_t count = 0;   // Containers: children. Escaped strings: index into the decoded ones.
  Kind kind = Kind::kNull;
  bool escaped = false;  // A string whose decoded form differs from its text.
};

// As much of a document as its values look at all the time.
struct DocumentNodes {
  const Node* first_node = nullptr;
  const char* bytes = nullptr;

  std::string_view string(const Node& node) const {
    if (node.escaped) return decoded_string(node);
    return {bytes + node.offset + 1, node.end - node.offset - std::size_t{2}};
  }

 private:
  std::string_view decoded_string(const Node& node) const;
};

class Value {
 public:
  Kind kind() const { return node().kind; }
  bool is_null() const { return kind() == Kind::kNull; }
  bool is_boolean() const { return kind() == Kind::kBoolean; }
  bool is_number() const { return kind() == Kind::kNumber; }
  bool is_string() const { return kind() == Kind::kString; }
  bool is_array() const { return kind() == Kind::kArray; }
  bool is_object() const { return kind() == Kind::kObject; }

  // Each of these requires the matching kind.
  bool boolean() const {
    assert(is_boolean());
    return document_->bytes[node().offset] == 't';
  }
  Number number() const {
    assert(is_number());
    return Number(source());
  }
  std::string_view string() const {  // Decoded, UTF-8.
    assert(is_string());
    return document_->string(node());
  }
  Elements elements() const;  // In order.
  Members members() const;    // In order of appearance, duplicates included.
  // The last member of that name, as most readers see it; an object is required.
  std::optional<Value> find(std::string_view name) const;

  std::size_t size() const {  // Elements or members; 0 for scalars.
    return is_array() || is_object() ? node().count : 0;
  }
  Position position() const;
  std::string_view source() const {  // The exact text of this value.
    return {document_->bytes + node().offset, std::size_t{node().end} - node().offset};
  }
  // JSON Schema equality: numbers by value, objects regardless of order.
  bool equals(const Value& other) const;
  // Identifies the value inside its document; equal for equal places only.
  std::uint32_t index() const { return index_; }
  bool is_same(const Value& other) const {
    return document_ == other.document_ && index_ == other.index_;
  }
  // The value with that index(), of the same document.
  Value at(std::uint32_t index) const { return {document_, index}; }

 private:
  friend class Document;
  friend class Elements;
  friend class Members;
  Value(const DocumentNodes* document, std::uint32_t index) : document_(document), index_(index) {}
  const Node& node() const { return document_->first_node[index_]; }

  const DocumentNodes* document_;
  std::uint32_t index_;
};

struct Member {
  std::string_view name;
  Value value;

  Value name_value() const { return value.at(value.index() - 1); }  // A string.
};

class Elements {
 public:
  class Iterator {
   public:
    Value operator*() const { return {document_, index_}; }
    Iterator& operator++() {
      index_ = document_->first_node[index_].after;
      return *this;
    }
    bool operator==(const Iterator& other) const { return index_ == other.index_; }

   private:
    friend class Elements;
    Iterator(const DocumentNodes* document, std::uint32_t index)
        : document_(document), index_(index) {}
    const DocumentNodes* document_;
    std::uint32_t index_;
  };
  Iterator begin() const { return {document_, index_ + 1}; }
  Iterator end() const { return {document_, document_->first_node[index_].after}; }

 private:
  friend class Value;
  Elements(const DocumentNodes* document, std::uint32_t index)
      : document_(document), index_(index) {}
  const DocumentNodes* document_;
  std::uint32_t index_;
};

class Members {
 public:
  class Iterator {
   public:
    Member operator*() const {
      return {document_->string(document_->first_node[index_]), {document_, index_ + 1}};
    }
    Iterator& operator++() {
      index_ = document_->first_node[index_ + 1].after;
      return *this;
    }
    bool operator==(const Iterator& other) const { return index_ == other.index_; }

   private:
    friend class Members;
    Iterator(const DocumentNodes* document, std::uint32_t index)
        : document_(document), index_(index) {}
    const DocumentNodes* document_;
    std::uint32_t index_;
  };
  Iterator begin() const { return {document_, index_ + 1}; }
  Iterator end() const { return {document_, document_->first_node[index_].after}; }

 private:
  friend class Value;
  Members(const DocumentNodes* document, std::uint32_t index)
      : document_(document), index_(index) {}
  const DocumentNodes* document_;
  std::uint32_t index_;
};

inline Elements Value::elements() const {
  assert(is_array());
  return {document_, index_};
}

inline Members Value::members() const {
  assert(is_object());
  return {document_, index_};
}

}  // namespace assay::base

#endif  // ASSAY_BASE_DOCUMENT_VALUE_H_
