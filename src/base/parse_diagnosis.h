#ifndef ASSAY_BASE_PARSE_DIAGNOSIS_H_
#define ASSAY_BASE_PARSE_DIAGNOSIS_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "base/document.h"

namespace assay::base {

// Turns the JSON reader's complaint into a reason, a place and words. The reader tells only at
// which byte it stopped, and whether a text was badly encoded only in its English; so the bytes are
// asked again.

struct Complaint {
  std::size_t token = 0;  // Start of the token after the last good one.
  std::size_t stopped_at =
      0;              // The last byte that the reader looked at; the size at the end of the text.
  std::string words;  // What the reader said.
};

ParseError diagnose(std::string_view text, const Complaint& complaint);

// An error at `offset`, with line and column.
ParseError parse_error_at(std::string_view text, std::size_t offset, ParseError::Reason reason,
                          std::string message);

}  // namespace assay::base

#endif  // ASSAY_BASE_PARSE_DIAGNOSIS_H_
