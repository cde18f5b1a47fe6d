#ifndef ASSAY_MOCK_FAULT_EDIT_H_
#define ASSAY_MOCK_FAULT_EDIT_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/document.h"
#include "mock/fault.h"
#include "wire/transcript.h"

namespace assay::mock {

// What a fault makes of an answer. All pure and thread-safe.

// `body` with one change of its JSON or of its text; unchanged where the change does not apply.
std::string changed_body(std::string body, const FaultChange& change);
// All changes in order.
wire::Response changed(wire::Response response, const std::vector<FaultChange>& changes);
// Whether the answer is one of those meant; its number among them is not looked at.
bool matches(const AnswerFilter& filter, const wire::Response& response);

// Pointers without wild tokens to all places that `pattern` names and that are there; the last
// token may also be that of a member to be added to an object.
std::vector<std::string> places(const base::Value& root, std::string_view pattern);

}  // namespace assay::mock

#endif  // ASSAY_MOCK_FAULT_EDIT_H_
