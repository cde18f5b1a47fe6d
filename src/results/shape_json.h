#ifndef ASSAY_RESULTS_SHAPE_JSON_H_
#define ASSAY_RESULTS_SHAPE_JSON_H_

#include <nlohmann/json_fwd.hpp>

#include "base/document.h"
#include "results/results.h"

namespace assay::results {

// An element of the list "shapes" of results.json, written and read back.

nlohmann::ordered_json shape_json(const Shape& shape);
// Of an element that the schema has let pass.
Shape shape_from(const base::Value& element);

}  // namespace assay::results

#endif  // ASSAY_RESULTS_SHAPE_JSON_H_
