#include <fmt/format.h>

#include "base/text.h"
#include "report/comparison.h"
#include "report/describe.h"
#include "report/markdown.h"
#include "report/run_identity.h"

namespace assay::report {
std::string comparison_text(const results::Comparison& comparison, bool is_worse,
                            const Style& style) {
  std::string out = "older  " + run_words(comparison.before) + "\n";
  out += "newer  " + run_words(comparison.now) + "\n";
  for (const std::string& note : comparison.notes) {
    out += style.yellow("note") + "   " + base::printable(note) + "\n";
  }
  for (const std::string& renamed : comparison.renamed) {
    out += "renamed  " + base::printable(renamed) + "\n";
  }
  out += "\n";
  out += sections_text(comparison_sections(comparison), style);
  const std::string untold = latency_words(comparison);
  if (!untold.empty()) out += wrapped(untold, 0) + "\n\n";
  const std::string verdict = comparison_verdict(comparison, is_worse);
  out += is_worse ? style.red(verdict) : style.green(verdict);
  return out + ": " + comparison_counts(comparison) + "\n";
}

std::string comparison_markdown(const results::Comparison& comparison, bool is_worse) {
  std::string out =
      fmt::format("### {}: {}\n\n", as_heading(comparison_verdict(comparison, is_worse)),
                  in_markdown(comparison_counts(comparison)));
  out += "Older: " + in_markdown(run_words(comparison.before)) + "  \n";
  out += "Newer: " + in_markdown(run_words(comparison.now)) + "\n";
  for (const std::string& note : comparison.notes) {
    out += "\n**Note:** " + in_markdown(base::printable(note)) + "\n";
  }
  const std::string untold = latency_words(comparison);
  if (!untold.empty()) out += "\n" + in_markdown(untold) + "\n";
  return out + sections_markdown(comparison_sections(comparison));
}

}  // namespace assay::report
