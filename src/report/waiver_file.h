#ifndef ASSAY_REPORT_WAIVER_FILE_H_
#define ASSAY_REPORT_WAIVER_FILE_H_

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "judge/waiver.h"
#include "results/results.h"

namespace assay::report {

// Files of waivers as text, in the form of schemas/assay/waivers.schema.json: what a run proposes,
// and what is left when entries go. Pure.

// One entry for each rule, operation and shape of the pointer that failed and was not waived, in
// the order of the findings. Its `max` is what was found (0, any number, where a report cannot list
// all of it), and its reason is empty: nobody can read it in before a person has said why. Its
// actual value stands there where the rule lists words, and it is a whole one and always the same:
// of another, the next answer has another. What an expired or over-wide entry names is left out: it
// is for a person to renew it, or to widen it.
std::vector<judge::Waiver> proposed_waivers(const results::Results& run);

// The entry that would waive this one finding, as text to be copied into a file: several lines
// without a line feed at the end.
std::string waiver_entry(const judge::Waiver& waiver, std::size_t depth = 0);
judge::Waiver waiver_for(const results::Results& run, const results::Finding& finding);

// The proposals behind the entries of a file's text, of which every byte stays; "" makes a new
// file.
std::string with_proposals(const results::Results& run, std::string_view existing);

// The text of a file without the entries at those indices; every other byte stays, but for the
// white space and the comma before an entry that goes.
std::string without_entries(std::string_view text, const std::set<std::uint32_t>& indices);

}  // namespace assay::report

#endif  // ASSAY_REPORT_WAIVER_FILE_H_
