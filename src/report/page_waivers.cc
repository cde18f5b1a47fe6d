// What became of each entry of the file of waivers; those that make the run fail stand first.

#include <algorithm>

#include "report/html_page.h"
#include "report/page_parts.h"
#include "report/waiver_text.h"

namespace assay::report {
namespace {

// Entries before the rest is only counted.
constexpr std::size_t kMostEntries = 500;

}  // namespace

void add_waiver_states(pugi::xml_node main, const PageContext& page) {
  std::vector<const judge::WaiverRecord*> entries;
  for (const judge::WaiverRecord& record : page.run.waivers) entries.push_back(&record);
  if (entries.empty()) return;
  std::stable_partition(entries.begin(), entries.end(),
                        [](const auto* one) { return judge::gates(one->state); });
  pugi::xml_node section = add_section(main, "waivers", "Waivers");
  pugi::xml_node body = add_table(section, "Entries of the file of waivers",
                                  {"entry", "state", "what became of it", "reason"});
  for (std::size_t i = 0; i < std::min(entries.size(), kMostEntries); ++i) {
    const judge::WaiverRecord& record = *entries[i];
    pugi::xml_node row = add(body, "tr");
    add_id_head(row, waiver_name(record.waiver));
    add_classed(row, "td", class_of(judge::outcome_of(record.state)),
                judge::to_string(record.state));
    add(row, "td", state_words(record));
    add(row, "td", waiver_reason(record.waiver));
  }
  if (entries.size() > kMostEntries) {
    add(section, "p", "The first " + std::to_string(kMostEntries) + "; results.json has all.");
  }
}

}  // namespace assay::report
