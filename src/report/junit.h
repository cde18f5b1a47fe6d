#ifndef ASSAY_REPORT_JUNIT_H_
#define ASSAY_REPORT_JUNIT_H_

#include <string>

#include "results/json_text.h"
#include "results/results.h"

namespace assay::report {

// The run as JUnit XML, valid against schemas/assay/junit.xsd. One testsuite per category that has
// anything to show, one testcase per case and category; classname is "operation.Category", which CI
// systems show as a tree, and name is the case's id.
//
// failed and unexpected_pass are failures, could_not_run and setup_failed errors, not_applicable,
// not_provoked and waived are skipped with their reason; warned passes, with its warnings in
// system-out. What a message says is in the element's text, too: Jenkins lists the one and GitLab
// shows the other alone. The time of a case's exchanges is that of its first testcase, the others
// judge the same answers and have none, so that all sums are true to the millisecond. The root has
// no count of skipped tests because the format has none there.
std::string junit_xml(const results::Results& run);
// The same bytes, piece by piece.
void write_junit(const results::Results& run, const results::Sink& sink);

}  // namespace assay::report

#endif  // ASSAY_REPORT_JUNIT_H_
