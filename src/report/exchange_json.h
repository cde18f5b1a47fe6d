#ifndef ASSAY_REPORT_EXCHANGE_JSON_H_
#define ASSAY_REPORT_EXCHANGE_JSON_H_

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <string_view>

#include "wire/transcript.h"

namespace assay::report {

// Bytes of a body that results.json keeps, so that a hostile target cannot fill the disk; the
// documents' largest answers have under 4 KiB.
inline constexpr std::size_t kBodyLimit = 64 * 1024;

// {"text", "bytes", "truncated", "utf8"}: `bytes` and `utf8` are of the whole body.
nlohmann::ordered_json body_json(std::string_view body);

// {"request", "response" or "error", "duration_us"}
nlohmann::ordered_json exchange_json(const wire::Exchange& exchange);

}  // namespace assay::report

#endif  // ASSAY_REPORT_EXCHANGE_JSON_H_
