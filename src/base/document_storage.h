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

// document_scan.cc: lays the nodes of an ordinary text down in one walk, several times as fast as
// nlohmann's reader does. Anything else (an error, a name that occurs twice, an object of many
// members, a mark of byte order) makes it give up: false, no nodes, and nlohmann's reader decides.
bool scan_document(DocumentStorage& storage, const ParseLimits& limits);
// document_parse.cc: the same by nlohmann's reader, which has the last word on every text.
std::optional<ParseError> build_document(DocumentStorage& storage, const ParseLimits& limits);

// Offsets at which lines start; the first is 0.
std::vector<std::uint32_t> find_line_starts(std::string_view text);

}  // namespace assay::base

#endif  // ASSAY_BASE_DOCUMENT_STORAGE_H_
