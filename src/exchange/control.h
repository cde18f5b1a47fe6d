#ifndef ASSAY_EXCHANGE_CONTROL_H_
#define ASSAY_EXCHANGE_CONTROL_H_

#include <optional>
#include <string>
#include <string_view>

#include "plan/case.h"
#include "wire/transcript.h"

namespace assay::exchange {

// What the answer to a control request says. Pure.

// Fills `captured` and `problem`: a status that was not expected, a value that is not there or can
// stand in no request.
void read_control(const plan::Control& control, wire::Exchange& exchange);

// Origin form of the address in an answer that accepts a request, wherever its host may lead:
// "/zstack/v1/api-jobs/1" of "http://10.0.0.1:8080/zstack/v1/api-jobs/1", without `base_path` in
// front. nullopt when the answer has none that can be asked at; `problem` then says why.
std::optional<std::string> polling_target(const plan::Accepted& accepted,
                                          const wire::Response& response, std::string* problem);

}  // namespace assay::exchange

#endif  // ASSAY_EXCHANGE_CONTROL_H_
