#ifndef ASSAY_REPORT_RUN_IDENTITY_H_
#define ASSAY_REPORT_RUN_IDENTITY_H_

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "results/results.h"

namespace assay::report {

// Which run it was, where reports are about more than one.

// "2026-05-31T10:00:00Z, profile strict, target staging", printable.
std::string run_words(const results::Run& run);
nlohmann::ordered_json run_json(const results::Run& run);

}  // namespace assay::report

#endif  // ASSAY_REPORT_RUN_IDENTITY_H_
