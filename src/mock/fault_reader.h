#ifndef ASSAY_MOCK_FAULT_READER_H_
#define ASSAY_MOCK_FAULT_READER_H_

#include <string>
#include <string_view>

#include "base/document.h"
#include "base/result.h"
#include "mock/fault.h"

namespace assay::mock {

// The defect that an element of `faults` in a fault file describes; `pointer` is its place in
// `file`, for errors. What a run makes of it (title, breaks, ...) is not looked at. Files that have
// not been held to their schema are read, too: what has the wrong shape is an error.
base::Result<Fault> read_fault(const base::Value& form, std::string operation,
                               std::string_view file, std::string_view pointer);

}  // namespace assay::mock

#endif  // ASSAY_MOCK_FAULT_READER_H_
