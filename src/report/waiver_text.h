#ifndef ASSAY_REPORT_WAIVER_TEXT_H_
#define ASSAY_REPORT_WAIVER_TEXT_H_

#include <string>

#include "judge/waiver.h"
#include "report/style.h"
#include "results/results.h"

namespace assay::report {

// The waivers of a run in words, each state with its own. Everything is printable.

// "expired on 2026-05-01: waives nothing any more; 2 findings match it"
std::string state_words(const judge::WaiverRecord& record);
// "otc-ims-job:status/enum (waivers.json, line 4)"
std::string waiver_name(const judge::Waiver& waiver);
// "reason (ticket)", on one line.
std::string waiver_reason(const judge::Waiver& waiver);
// Of the first finding of a waived check; "" where none of its findings is waived.
std::string waiver_reason(const results::Results& run, const results::Check& check);

// The block of the console summary: entries that make the run fail first; "" without waivers.
std::string waivers_text(const results::Results& run, const Style& style);

}  // namespace assay::report

#endif  // ASSAY_REPORT_WAIVER_TEXT_H_
