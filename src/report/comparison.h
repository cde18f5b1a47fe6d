#ifndef ASSAY_REPORT_COMPARISON_H_
#define ASSAY_REPORT_COMPARISON_H_

#include <string>
#include <vector>

#include "report/sections.h"
#include "report/style.h"
#include "results/compare.h"

namespace assay::report {

// A comparison of two runs for people; values from the wire can act in no form of it.

// Printable, none empty.
std::vector<Section> comparison_sections(const results::Comparison& comparison);

// "worse", "no worse", or "no worse, as far as both looked".
std::string comparison_verdict(const results::Comparison& comparison, bool is_worse);
// "1 newly broken, 2 fixed, 3 still broken; 4 checks no longer run": what it comes to.
std::string comparison_counts(const results::Comparison& comparison);
// Of which operations the latency cannot be told; "" for none.
std::string latency_words(const results::Comparison& comparison);

// For a terminal.
std::string comparison_text(const results::Comparison& comparison, bool is_worse,
                            const Style& style);
// For a pull request or a job summary: at most some tens of KiB, whatever is compared.
std::string comparison_markdown(const results::Comparison& comparison, bool is_worse);
// For machines, in the shape of schemas/assay/comparison.schema.json.
std::string comparison_json(const results::Comparison& comparison, bool is_worse);
// A page, and its style sheet beside it.
base::Status write_comparison_page(const results::Comparison& comparison, bool is_worse,
                                   const std::string& file);

}  // namespace assay::report

#endif  // ASSAY_REPORT_COMPARISON_H_
