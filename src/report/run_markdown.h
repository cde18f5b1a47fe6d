#ifndef ASSAY_REPORT_RUN_MARKDOWN_H_
#define ASSAY_REPORT_RUN_MARKDOWN_H_

#include <string>

#include "results/exit.h"
#include "results/results.h"

namespace assay::report {

// The run for a pull request or a job summary: the verdict, counts by operation, what broke by
// rule, what does not hold of the waivers, what could not be told and why. CommonMark with the
// tables of GitHub and GitLab; no value can act in it. Less than 60,000 characters, whatever
// happened: a comment on GitHub may have 65,536.
std::string run_markdown(const results::Results& run, results::Exit verdict);

}  // namespace assay::report

#endif  // ASSAY_REPORT_RUN_MARKDOWN_H_
