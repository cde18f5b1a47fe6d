#ifndef ASSAY_RESULTS_WRITING_H_
#define ASSAY_RESULTS_WRITING_H_

#include <functional>
#include <string>

#include "base/result.h"
#include "results/json_text.h"
#include "results/results.h"

namespace assay::results {

// Raised when a member changes its meaning or goes away; new members do not raise it.
inline constexpr int kResultsVersion = 2;

// results.json, in the shape of schemas/assay/results.schema.json: the one machine format. Pure
// ASCII (other characters are escaped), so that it can be shown anywhere. Text that is not UTF-8
// has U+FFFD where it is not.

// The exchanges of a case as elements of the list "exchanges", each with a comma before it.
std::string exchange_texts(const std::string& case_id, const wire::Transcript& transcript);

// Hands on what exchange_texts() made of a case, wherever that was put; an error when it is not
// there any more as it was put.
using ExchangeTexts = std::function<base::Status(const Case& one, const Sink& sink)>;
// Piece by piece. The error is the first of `exchanges`: what was handed on then lacks some.
base::Status write_results(const Results& results, const ExchangeTexts& exchanges,
                           const Sink& sink);
// Those that `results` has, and which outlives them.
ExchangeTexts exchanges_in(const Results& results);
// All in one, with them.
std::string results_json(const Results& results);

}  // namespace assay::results

#endif  // ASSAY_RESULTS_WRITING_H_
