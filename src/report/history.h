#ifndef ASSAY_REPORT_HISTORY_H_
#define ASSAY_REPORT_HISTORY_H_

#include <cstddef>
#include <pugixml.hpp>
#include <string>
#include <vector>

#include "base/result.h"
#include "report/style.h"
#include "results/history.h"

namespace assay::report {

// The trend over many runs for people and machines. Values from results files can act in no form.

// For a terminal: of each series the last runs, then what is broken and since when, what flaps and
// what was mended. Long lists are cut at a stated number.
std::string history_text(const results::History& history, const Style& style);

// For machines, in the shape of schemas/assay/history.schema.json.
std::string history_json(const results::History& history);

// A page with drawings; what they show stands beside them in tables. However many runs there are,
// it stays below a few MiB.
void make_history_page(const results::History& history, pugi::xml_document& document);
// Writes index.html, and its style sheet beside it, into the folder.
base::Status write_history_page(const results::History& history, const std::string& folder);

// Words that the forms share; all printable.

// "2026-11-20 02:00", or the text as it is where it is no time of RFC 3339.
std::string moment_words(const results::Moment& moment);
// "2026-11-20"
std::string day_words(const results::Moment& moment);
// "reference server, profile documented"
std::string series_words(const results::Series& series);
// "12 runs, 2026-11-01 to 2026-11-12"
std::string span_words(const results::Series& series);
// Cases that came to no verdict because something was wrong, and those that were not tried.
std::uint32_t count_untold(const results::Counts& cases);
std::uint32_t count_untried(const results::Counts& cases);
// Failed, and those that passed against their waiver.
std::uint32_t count_failed(const results::Counts& cases);
// What the last run came to and why, as its own reports say it: "does not conform: 1 of 2 cases
// failed (the last run, 2026-11-20 02:00)".
std::string verdict_words(const results::Series& series);
// Why a run came to its verdict, where the counts of its cases do not say it: "2 waivers do not
// hold"; "" where they do.
std::string cause_words(const results::Moment& moment);
// "held", or "held on 2026-11-10 02:00, not exercised since".
std::string now_words(const results::Series& series, const results::RuleTrend& rule);
// "since 2026-11-10 02:00, in 3 runs; held on 2026-11-09 02:00", "fixed 2026-11-10 02:00, …".
std::string rule_words(const results::Series& series, const results::RuleTrend& rule);
// That fewer rules were exercised in the last run than ever, which operations it did not test, and
// that answers take longer: sentences.
std::vector<std::string> warning_words(const results::Series& series);
// Operations of whose answers nobody can tell that they take longer; "" where there is none.
std::string few_answers_words(const results::Series& series);
// What was found and not counted: sentences.
std::vector<std::string> left_out_words(const results::LeftOut& left_out);

}  // namespace assay::report

#endif  // ASSAY_REPORT_HISTORY_H_
