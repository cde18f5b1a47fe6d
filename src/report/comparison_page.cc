#include <fmt/format.h>

#include "base/text.h"
#include "report/comparison.h"
#include "report/describe.h"
#include "report/html_page.h"

namespace assay::report {
namespace {

void add_run(pugi::xml_node rows, std::string_view name, const results::Run& run) {
  pugi::xml_node row = add(rows, "tr");
  pugi::xml_node head = add(row, "th", name);
  head.append_attribute("scope") = "row";
  add(row, "td", run.started);
  add(row, "td", contract::to_string(run.profile));
  add(row, "td", run.target);
  add(row, "td", run.base_url);
  add(row, "td", "assay " + run.tool_version);
}

void add_section(pugi::xml_node main, const Section& section) {
  pugi::xml_node part = add(main, "section");
  add(part, "h2", fmt::format("{} ({})", section.title, section.entries.size()));
  pugi::xml_node rows = add_table(part, section.title, {"what", "where", "how"});
  for (const SectionEntry& entry : section.entries) {
    pugi::xml_node row = add(rows, "tr");
    add(add(row, "td"), "code", entry.what);
    add(row, "td", entry.where);
    add(row, "td", how_words(entry));
  }
}

}  // namespace

base::Status write_comparison_page(const results::Comparison& comparison, bool is_worse,
                                   const std::string& file) {
  pugi::xml_document document;
  pugi::xml_node main = begin_page(document, "assay: two runs compared");
  add(main, "h1", as_heading(comparison_verdict(comparison, is_worse)));
  add(main, "p", comparison_counts(comparison));
  pugi::xml_node runs =
      add_table(main, "The runs", {"", "began", "profile", "target", "address", "with"});
  add_run(runs, "older", comparison.before);
  add_run(runs, "newer", comparison.now);
  for (const std::string& note : comparison.notes) add(main, "p", "Note: " + note);
  for (const std::string& renamed : comparison.renamed) add(main, "p", "Renamed: " + renamed);
  const std::string untold = latency_words(comparison);
  if (!untold.empty()) add(main, "p", untold);
  for (const Section& section : comparison_sections(comparison)) {
    add_section(main, section);
  }
  return write_page(file, document);
}

}  // namespace assay::report
