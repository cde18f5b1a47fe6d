#ifndef ASSAY_REPORT_PAGE_H_
#define ASSAY_REPORT_PAGE_H_

#include <pugixml.hpp>
#include <string>
#include <vector>

#include "base/result.h"
#include "contract/catalog.h"
#include "results/results.h"

namespace assay::report {

// The run as one page for people: the verdict and what it rests on, operations by category, the
// profiles side by side, evidence, coverage, every broken rule with examples, timings, cases. It
// needs no script and fetches its style sheet only; nothing that a target sent can act in it. Long
// lists are cut at a stated number, so that a page of any run stays below a few MiB; results.json
// has everything.
//
// `contradictions` are those that rules may name; of others the page knows the id only.

inline constexpr const char* kPageFile = "index.html";
// Of the self-test's matrix, where it stands beside the page: the proof that a green run means
// something, to which the page then links.
inline constexpr const char* kSelftestFile = "selftest.html";

void make_page(const results::Results& run,
               const std::vector<contract::Contradiction>& contradictions, bool has_selftest,
               pugi::xml_document& document);

// Writes index.html, and its style sheet beside it, into the folder; each appears whole or not at
// all. Links to selftest.html when that is there.
base::Status write_page_report(const results::Results& run,
                               const std::vector<contract::Contradiction>& contradictions,
                               const std::string& folder);

}  // namespace assay::report

#endif  // ASSAY_REPORT_PAGE_H_
