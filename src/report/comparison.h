#ifndef ASSAY_REPORT_COMPARISON_H_
#define ASSAY_REPORT_COMPARISON_H_

#include <string>
#include <vector>

#include "report/style.h"
#include "results/compare.h"

namespace assay::report {

// A comparison of two runs for people. All forms show the same sections, in the same order and
// words; values from the wire can act in none of them.

struct ComparisonEntry {
  std::string what;    // A rule, a check, a member: an identifier, to be copied.
  std::string where;   // A case or a place; may be "".
  std::string detail;  // In words; may be "".
};
struct ComparisonSection {
  std::string title;
  enum class Tone { kWorse, kBetter, kNeutral } tone = Tone::kNeutral;
  std::vector<ComparisonEntry> entries;  // Printable; never empty.
  bool folds = false;  // Neighbours of the same `what` say much the same: see folded().
};
std::vector<ComparisonSection> comparison_sections(const results::Comparison& comparison);

// The entries for a text that is read as a whole: where a section folds, neighbours of the same
// `what` are one, which names the first few places and has the detail of the first.
std::vector<ComparisonEntry> folded(const ComparisonSection& section);

// "1 newly broken, 2 fixed, 3 still broken; 4 checks no longer run": what it comes to.
std::string comparison_verdict(const results::Comparison& comparison);

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
