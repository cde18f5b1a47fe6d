#ifndef ASSAY_REPORT_ANNOTATIONS_H_
#define ASSAY_REPORT_ANNOTATIONS_H_

#include <string>

#include "results/results.h"

namespace assay::report {

// What gates and why, in the forms that CI systems show beside a change: broken rules, waivers that
// do not hold, cases that came to no verdict; and warnings.

// Workflow commands for GitHub, a line each: one for a rule, a waiver or a reason, however many
// cases it is about. GitHub shows ten of a kind and step, so no more are written, and the tenth
// counts the rest. No value can end a line or begin a command.
std::string github_annotations(const results::Results& run);

// A code quality report for GitLab, a JSON array: one entry for a rule and case. The file that
// GitLab wants of each entry is the case's id, as no file of a repository is at fault. The
// fingerprint depends on rule, case and place alone, so that GitLab can tell new entries from old.
std::string gitlab_code_quality(const results::Results& run);

}  // namespace assay::report

#endif  // ASSAY_REPORT_ANNOTATIONS_H_
