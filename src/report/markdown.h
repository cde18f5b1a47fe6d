#ifndef ASSAY_REPORT_MARKDOWN_H_
#define ASSAY_REPORT_MARKDOWN_H_

#include <string>
#include <string_view>

#include "results/exit.h"
#include "results/results.h"

namespace assay::report {

// Text in which no character means anything to a reader of Markdown, be it CommonMark, GitHub's or
// GitLab's: no link, no mention, no HTML.
std::string in_markdown(std::string_view text);

// The run for a pull request or a job summary: the verdict, counts by operation, what broke by
// rule, what could not be told. At most some tens of KiB, whatever happened.
std::string markdown_text(const results::Results& run, results::Exit verdict);

}  // namespace assay::report

#endif  // ASSAY_REPORT_MARKDOWN_H_
