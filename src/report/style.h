#ifndef ASSAY_REPORT_STYLE_H_
#define ASSAY_REPORT_STYLE_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "judge/record.h"

namespace assay::report {

// How text for people looks: colours where wanted, long lines broken. Everything that goes in must
// already be printable.
class Style {
 public:
  explicit Style(bool colours) : colours_(colours) {}

  std::string bold(std::string_view text) const { return paint("1", text); }
  std::string dim(std::string_view text) const { return paint("2", text); }
  std::string red(std::string_view text) const { return paint("31", text); }
  std::string green(std::string_view text) const { return paint("32", text); }
  std::string yellow(std::string_view text) const { return paint("33", text); }
  // Red for what makes a run fail, yellow for what leaves a doubt, green for passed.
  std::string by_outcome(judge::Outcome outcome, std::string_view text) const;

 private:
  std::string paint(std::string_view code, std::string_view text) const;

  bool colours_;
};

// Columns of a line of console text. Commands and identifiers may be longer: they are copied whole.
inline constexpr std::size_t kConsoleWidth = 96;

// `text` in lines of at most `width` code points, broken at blanks where there are any; every line
// but the first starts with `indent` blanks, which count.
std::string wrapped(std::string_view text, std::size_t indent, std::size_t width = kConsoleWidth);

}  // namespace assay::report

#endif  // ASSAY_REPORT_STYLE_H_
