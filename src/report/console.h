#ifndef ASSAY_REPORT_CONSOLE_H_
#define ASSAY_REPORT_CONSOLE_H_

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "results/exit.h"
#include "results/results.h"

namespace assay::report {

// A run in words, for a terminal of 96 columns or more. Pure text: who writes it, and whether there
// is a terminal at all, is the caller's business. Nothing from the wire can act in a terminal.

struct ConsoleOptions {
  bool colours = false;
  // Failing cases shown in full; of the rest only rules are counted.
  std::size_t full_cases = 10;
  bool brief = false;  // Of the end only the verdict.
};

struct Progress {
  std::size_t done = 0;
  std::size_t total = 0;
  std::size_t failed = 0;
  std::chrono::milliseconds elapsed{0};
};
// "17 of 42 cases, 1 failed, 3.2 s, 5.3 a second, 5 s left", without line feed; speed and rest from
// the first second on.
std::string progress_line(const Progress& progress);

// One case that did not pass: every finding (rule, place, expected, actual, hint, source) or the
// reason, its exchanges, and how to run it again. Ends in a line feed.
std::string case_text(const results::Results& run, const results::Case& one,
                      const ConsoleOptions& options);

// All failed cases, the first few in full; "" when nothing failed.
std::string failures_text(const results::Results& run, const ConsoleOptions& options);

// The files of reports, a line each; "" for none.
std::string reports_text(const std::vector<std::string>& written);

// The end of a run: coverage per operation, warnings, what was not seen and why, undeclared
// members, counts, the files in `written`, and last the verdict in words. Shorter where asked.
std::string summary_text(const results::Results& run, results::Exit verdict,
                         const std::vector<std::string>& written, const ConsoleOptions& options);

}  // namespace assay::report

#endif  // ASSAY_REPORT_CONSOLE_H_
