#ifndef ASSAY_REPORT_ANNOTATIONS_H_
#define ASSAY_REPORT_ANNOTATIONS_H_

#include <string>

#include "results/results.h"

namespace assay::report {

// What broke, in the forms that CI systems show beside a change. One entry a rule and case.

// Workflow commands for GitHub, a line each: errors first. GitHub shows ten of a kind and step, so
// no more are written, and a last one counts the rest. No value can end a line or begin a command.
std::string github_annotations(const results::Results& run);

// A code quality report for GitLab: a JSON array. `file` is what the entries are about: GitLab
// links them to a file of the repository, such as the target file. An entry's fingerprint depends
// on rule, case and place alone, so that GitLab can tell new ones from old ones.
std::string gitlab_code_quality(const results::Results& run, const std::string& file);

}  // namespace assay::report

#endif  // ASSAY_REPORT_ANNOTATIONS_H_
