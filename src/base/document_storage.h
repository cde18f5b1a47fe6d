#ifndef ASSAY_BASE_DOCUMENT_STORAGE_H_
#define ASSAY_BASE_DOCUMENT_STORAGE_H_

#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/document.h"
#include "base/result.h"

namespace assay::base {

// What a Document is made of; private to the document*.cc files.

struct DocumentStorage : DocumentNodes {
  std::string text;
  std::vector<Node> nodes;
  std::deque<std::string> decoded;  // A deque, because views into it must stay valid.
  std::vector<std::string> duplicates;
  Position first_duplicate;  // Of the repeated name; meaningful only when there is one.

  std::string_view string(const Node& node) const {
    if (node.escaped) return decoded[node.count];
    return std::string_view(text).substr(node.offset + 1, node.end - node.offset - 2);
  }
  // Once text and nodes stay where they are.
  void seal() {
    first_node = nodes.data();
    bytes = text.data();
  }
  Position position(std::uint32_t offset) const;

 private:
  mutable std::once_flag lines_found_;
  mutable std::vector<std::uint32_t> line_starts_;  // Found when first asked for.
};

Result<std::unique_ptr<DocumentStorage>, ParseError> read_document(std::string text,
                                                                   const ParseLimits& limits);

// Offsets at which lines start; the first is 0.
std::vector<std::uint32_t> find_line_starts(std::string_view text);

}  // namespace assay::base

#endif  // ASSAY_BASE_DOCUMENT_STORAGE_H_
