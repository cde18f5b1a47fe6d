#ifndef ASSAY_REPORT_JUNIT_WAIVERS_H_
#define ASSAY_REPORT_JUNIT_WAIVERS_H_

#include <pugixml.hpp>

#include "results/results.h"

namespace assay::report {

// Appends to `parent` the testsuite assay.Waivers: a failed test for each entry that makes the run
// fail by itself. Returns it.
pugi::xml_node add_waivers(pugi::xml_node parent, const results::Results& run);

}  // namespace assay::report

#endif  // ASSAY_REPORT_JUNIT_WAIVERS_H_
