#ifndef ASSAY_REPORT_PAGE_PARTS_H_
#define ASSAY_REPORT_PAGE_PARTS_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "contract/catalog.h"
#include "results/results.h"

namespace assay::report {

// The sections of a run's page (page.h), each in a file of its own. Each adds a <section> with a
// heading to <main>, or nothing where there is nothing to tell.

// What all sections need; refers to the run and the contradictions.
struct PageContext {
  PageContext(const results::Results& results,
              const std::vector<contract::Contradiction>& contradictions);

  const results::Results& run;
  std::map<std::string_view, const contract::Contradiction*> contradictions;
  // Rules that findings are about: what gates first, then the most findings.
  struct Broken {
    std::uint32_t rule = 0;
    std::vector<std::uint32_t> findings;
  };
  std::vector<Broken> broken;
  bool has_selftest = false;  // Its page stands beside this one.
};

void add_verdict(pugi::xml_node main, const PageContext& page);
void add_overview(pugi::xml_node main, const PageContext& page);  // Operations, profiles.
void add_evidence(pugi::xml_node main, const PageContext& page);  // Statuses, credentials.
void add_coverage(pugi::xml_node main, const PageContext& page);  // Rules, words.
void add_findings(pugi::xml_node main, const PageContext& page);
void add_waiver_states(pugi::xml_node main, const PageContext& page);
void add_timings(pugi::xml_node main, const PageContext& page);
void add_undeclared(pugi::xml_node main, const PageContext& page);
void add_unseen(pugi::xml_node main, const PageContext& page);  // What came to no verdict.
void add_cases(pugi::xml_node main, const PageContext& page);

// One finding in full, as a part of its rule's group.
void add_example(pugi::xml_node parent, const PageContext& page, const results::Finding& finding);

// A section with its heading; `id` is what links name.
pugi::xml_node add_section(pugi::xml_node main, const char* id, std::string_view title);
// A closed <details>.
pugi::xml_node add_details(pugi::xml_node parent, std::string_view summary);
// Cells of a table's row.
void add_row_head(pugi::xml_node row, std::string_view text);
void add_id_head(pugi::xml_node row, std::string_view id);
// Of the right edge, as the head of its column is then.
void add_number(pugi::xml_node row, std::uint64_t number);
void add_number(pugi::xml_node row, std::string_view words);
// The outcome's word in its colour.
pugi::xml_node add_outcome(pugi::xml_node parent, const char* name, judge::Outcome outcome);
const char* class_of(judge::Outcome outcome);  // "good", "bad", "doubt", "quiet"

// What a link to the rule's findings names, without "#".
std::string rule_anchor(std::uint32_t rule);

}  // namespace assay::report

#endif  // ASSAY_REPORT_PAGE_PARTS_H_
