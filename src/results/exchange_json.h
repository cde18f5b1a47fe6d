#ifndef ASSAY_RESULTS_EXCHANGE_JSON_H_
#define ASSAY_RESULTS_EXCHANGE_JSON_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "base/document.h"
#include "results/json_text.h"
#include "results/results.h"
#include "wire/transcript.h"

namespace assay::results {

// Bytes of a body that results.json keeps, so that a hostile target cannot fill the disk; the
// documents' largest answers have under 4 KiB.
inline constexpr std::size_t kBodyLimit = 64 * 1024;

// {"text", "bytes", "truncated", "utf8"}: `bytes` and `utf8` are of the whole body.
void append_body(std::string_view body, JsonText& out);

// {"case", "exchange", "request", "response" or "error", "attempts", "duration_us" ...} for each
// exchange of the case: values of an array.
void append_exchanges(const std::string& case_id, const wire::Transcript& transcript,
                      JsonText& out);

// One of them, read back, of a case with this index.
Exchange exchange_from(const base::Value& json, std::uint32_t case_index);

}  // namespace assay::results

#endif  // ASSAY_RESULTS_EXCHANGE_JSON_H_
