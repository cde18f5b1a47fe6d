#ifndef ASSAY_REPORT_LEAK_READINGS_H_
#define ASSAY_REPORT_LEAK_READINGS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace assay::report {

// What a text says once its escapes are read. Written apart from the redaction on purpose: a form
// that one of them overlooks is not overlooked by both.

enum class Escape { kJson, kXml, kPercent };
inline constexpr Escape kEscapes[] = {Escape::kJson, Escape::kXml, Escape::kPercent};

// "JSON-escaped", as people call it.
std::string_view to_words(Escape escape);

struct Reading {
  std::string text;

  // Where the byte at `offset` of `text` stands in what was read: where its escape begins, or some
  // bytes behind that when one escape means several bytes.
  std::size_t origin(std::size_t offset) const;

  struct Run {
    std::size_t at = 0;    // In `text`.
    std::size_t from = 0;  // In what was read.
  };
  std::vector<Run> runs;  // Behind each escape a new one begins.
};

// False, and `into` is as it was, when `text` holds no such escape. What only looks like one stands
// for itself.
bool read_as(Escape escape, std::string_view text, Reading& into);

}  // namespace assay::report

#endif  // ASSAY_REPORT_LEAK_READINGS_H_
