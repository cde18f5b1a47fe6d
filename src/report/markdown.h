#ifndef ASSAY_REPORT_MARKDOWN_H_
#define ASSAY_REPORT_MARKDOWN_H_

#include <string>
#include <string_view>

namespace assay::report {

// Text in which no character means anything to a reader of Markdown, be it CommonMark, GitHub's or
// GitLab's: no link, no mention, no HTML.
std::string in_markdown(std::string_view text);
// The same as code: for identifiers and values, to be copied. One line.
std::string markdown_code(std::string_view text);

}  // namespace assay::report

#endif  // ASSAY_REPORT_MARKDOWN_H_
