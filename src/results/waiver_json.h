#ifndef ASSAY_RESULTS_WAIVER_JSON_H_
#define ASSAY_RESULTS_WAIVER_JSON_H_

#include <nlohmann/json_fwd.hpp>

#include "base/document.h"
#include "judge/waiver.h"

namespace assay::results {

// An element of the list "waivers" of results.json, written and read back.

nlohmann::ordered_json waiver_json(const judge::WaiverRecord& record);
// Of an element that the schema has let pass.
judge::WaiverRecord waiver_from(const base::Value& element);

}  // namespace assay::results

#endif  // ASSAY_RESULTS_WAIVER_JSON_H_
