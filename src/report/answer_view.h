#ifndef ASSAY_REPORT_ANSWER_VIEW_H_
#define ASSAY_REPORT_ANSWER_VIEW_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace assay::report {

// An answer's body for people, and a place in it: JSON as base::pretty() has it, anything else as
// it came. A long one is shown around the place only. All text is printable and of bounded length,
// whatever the body holds.

inline constexpr std::size_t kViewLines = 60;     // A body of at most so many is shown whole.
inline constexpr std::size_t kContextLines = 12;  // Of a longer one, before and after the place.
inline constexpr std::size_t kLineLimit = 240;    // Code points of a part of a line.

struct AnswerView {
  struct Line {
    std::string before;
    std::string marked;  // The place, or a part of it.
    std::string after;
  };
  std::vector<Line> lines;
  std::size_t above = 0;  // Lines of the body that stand above those shown.
  std::size_t below = 0;
  // Index of the last line that is marked; lines.size() when none is.
  std::size_t place = 0;
  bool is_json = false;
};

struct AnswerPlace {
  std::string_view pointer;
  // Of the place in the body as it came, from 1; 0 when there is none.
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

// Of a place that is a long object or list, its first line is marked; of a body that is no JSON the
// rest of the line from the place on. `body` is not empty.
AnswerView view_answer(std::string_view body, const AnswerPlace& place);

}  // namespace assay::report

#endif  // ASSAY_REPORT_ANSWER_VIEW_H_
