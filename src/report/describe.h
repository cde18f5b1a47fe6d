#ifndef ASSAY_REPORT_DESCRIBE_H_
#define ASSAY_REPORT_DESCRIBE_H_

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "judge/record.h"

namespace assay::report {

// The words that all reports for people share. Every text is one line and safe to print: whatever
// came over the wire went through base::printable.

// The case's id, printable and whole.
std::string safe_id(const judge::CaseRecord& record);

// The rule that a finding of this case breaks.
const contract::Rule& rule_of(const judge::CaseRecord& record, const judge::Finding& finding);

// "document 004, Response parameters, row status (table); contradictions OTC-3, OTC-4"
std::string source_text(const contract::Rule& rule);

// "/entities/image_id (line 3, column 14)"; in a case of several exchanges "answer 2 of 3,
// /status".
std::string place_text(const judge::CaseRecord& record, const judge::Finding& finding);

// "GET /v1/x/jobs/y -> 200 in 3.214 ms"; "recorded answer, 200" where no request is known.
std::string exchange_text(const wire::Exchange& exchange);

// Position of the exchange that says why the case came to no verdict: the one with a problem or an
// error, else the last; nullopt when there is none.
std::optional<std::size_t> telling_exchange(const judge::CaseRecord& record);

// The command that runs this case alone, or "" for a run that no command repeats.
std::string again_text(const judge::RunRecord& run, const judge::CaseRecord& record);

// Why the case, or one of its checks, came to `outcome`; never empty.
std::string reason_text(const judge::CaseRecord& record, judge::Outcome outcome);

// "documented passed, strict failed, observed warned": what each profile makes of the same answers;
// "" where only one was asked.
std::string readings_words(const judge::RunRecord& run, const judge::CaseRecord& record);

struct Line {
  std::string_view label;  // "expected"
  std::string text;
};
// rule, place, expected, actual, hint (if any), source. Values are shown up to `limit` code points.
std::vector<Line> finding_lines(const judge::CaseRecord& record, const judge::Finding& finding,
                                std::size_t limit);

// "passed 3, failed 1": outcomes that occurred, in the order of the enumeration.
std::string counts_text(const judge::Counts& counts);

// How an exit code is called: "does not conform".
std::string_view to_words(judge::Exit exit);

inline constexpr judge::Outcome kOutcomes[] = {
    judge::Outcome::kPassed,      judge::Outcome::kFailed,         judge::Outcome::kWarned,
    judge::Outcome::kWaived,      judge::Outcome::kUnexpectedPass, judge::Outcome::kNotApplicable,
    judge::Outcome::kNotProvoked, judge::Outcome::kSetupFailed,    judge::Outcome::kCouldNotRun};

}  // namespace assay::report

#endif  // ASSAY_REPORT_DESCRIBE_H_
