#ifndef ASSAY_REPORT_DESCRIBE_H_
#define ASSAY_REPORT_DESCRIBE_H_

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "results/exit.h"
#include "results/results.h"
#include "results/summary.h"

namespace assay::report {

// The words that all reports for people share. Every text is one line and safe to print: whatever
// came over the wire went through base::printable.

// Printable, in full or up to so many code points. Everything that is not ours goes through it.
// Ids, places and commands are never shortened: they are there to be copied.
std::string shown(std::string_view text, std::size_t limit = static_cast<std::size_t>(-1));
// "Does not conform" from "does not conform".
std::string as_heading(std::string words);
// "0.412 ms", "34 ms", "2.1 s", "12 min 5 s"
std::string duration_words(std::int64_t microseconds);
// "1 case", "2 cases"
std::string counted(std::uint64_t count, std::string_view word);

// The case's id, printable and whole.
std::string safe_id(const results::Case& one);

// "document 004, Response parameters, row status (table); contradictions OTC-3, OTC-4"
std::string source_text(const results::Rule& rule);

// "/entities/image_id (line 3, column 14)"; in a case of several exchanges "answer 2 of 3,
// /status".
std::string place_text(const results::Results& run, const results::Finding& finding);

// "GET /v1/x/jobs/y -> 200 in 3.214 ms"; "recorded answer, 200" where no request is known.
std::string exchange_text(const wire::Exchange& exchange);

// The exchange that says why the case came to no verdict: the one with a problem or an error, else
// the last; nullptr when there is none.
const results::Exchange* telling_exchange(const results::Results& run, const results::Case& one);

// Why the case, or one of its checks, came to `outcome`; never empty.
std::string reason_text(const results::Results& run, const results::Case& one,
                        judge::Outcome outcome);

// "documented passed, strict failed, observed warned": what each profile makes of the same answers;
// "" where only one was asked.
std::string readings_words(const results::Results& run, const results::Case& one);

struct Line {
  std::string_view label;  // "expected"
  std::string text;
};
// rule, place, expected, actual, hint (if any), source, waived (if it is: the reason). Values are
// shown up to `limit` code points.
std::vector<Line> finding_lines(const results::Results& run, const results::Finding& finding,
                                std::size_t limit);

// "through the fault hook"
std::string_view evidence_words(judge::Evidence evidence);

// "passed 3, failed 1": outcomes that occurred, in the order of the enumeration.
std::string counts_text(const results::Counts& counts);

// "2 waivers do not hold"; "" where all hold.
std::string gating_words(std::size_t gating);

// What the exit code rests on: "3 of 42 cases failed".
std::string because_text(const results::Grounds& grounds, results::Exit verdict);
std::string because_text(const results::Results& run, results::Exit verdict);

}  // namespace assay::report

#endif  // ASSAY_REPORT_DESCRIBE_H_
