#ifndef ASSAY_REPORT_JUNIT_PROPERTIES_H_
#define ASSAY_REPORT_JUNIT_PROPERTIES_H_

#include <string>
#include <vector>

#include "results/results.h"

namespace assay::report {

// What JUnit's properties tell of a run. Pure; texts as they are, not yet safe for XML.

struct Property {
  std::string name;
  std::string value;
};

// Who was tested how: "profile", "target", "document.otc-ims-job" ...
std::vector<Property> run_properties(const results::Results& run);

// What came out beside the tests: "reading.strict", "evidence.otc-ims-job.503",
// "credential.otc-ims-job.expired", "waivers.changed".
std::vector<Property> overview_properties(const results::Results& run);

}  // namespace assay::report

#endif  // ASSAY_REPORT_JUNIT_PROPERTIES_H_
