// What was shown, and what was not: documented statuses, credentials, rules, words.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "base/text.h"
#include "report/describe.h"
#include "report/html_page.h"
#include "report/page_parts.h"
#include "results/summary.h"

namespace assay::report {
namespace {

// Rules of one operation in a list; the contracts that there are have some hundreds.
constexpr std::size_t kMostRules = 500;

constexpr std::array kBestFirst = {judge::Evidence::kLive, judge::Evidence::kHook,
                                   judge::Evidence::kRecorded, judge::Evidence::kReferenceServer,
                                   judge::Evidence::kNever};

void add_statuses(pugi::xml_node section, const results::Results& run) {
  std::map<std::string_view, std::map<judge::Evidence, std::vector<std::string>>> rows;
  std::vector<std::string_view> order;
  for (const results::Evidence& one : run.evidence) {
    if (!one.documented) continue;
    if (!rows.contains(one.operation)) order.push_back(one.operation);
    rows[one.operation][one.best].push_back(shown(one.status));
  }
  if (order.empty()) {
    add(section, "p", "No document of these operations names an error status.");
    return;
  }
  pugi::xml_node body = add_table(
      section, "How documented error statuses were seen, by the best evidence", {"operation"});
  for (const judge::Evidence evidence : kBestFirst) {
    add_column(body, evidence_words(evidence));
  }
  for (const std::string_view operation : order) {
    pugi::xml_node row = add(body, "tr");
    add_id_head(row, shown(operation));
    for (const judge::Evidence evidence : kBestFirst) {
      const std::vector<std::string>& statuses = rows[operation][evidence];
      const bool is_gap = evidence == judge::Evidence::kNever && !statuses.empty();
      add_classed(row, "td",
                  is_gap             ? "doubt"
                  : statuses.empty() ? "quiet"
                                     : "seen",
                  statuses.empty() ? "none" : base::join(statuses, ", "));
    }
  }
}

std::string answered_words(const results::Credential& use) {
  if (use.answered.empty()) return "not tried";
  std::vector<std::string> words;
  for (const int status : use.answered) words.push_back(std::to_string(status));
  return base::join(words, ", ");
}

void add_credentials(pugi::xml_node section, const results::Results& run) {
  if (run.credentials.empty()) return;
  pugi::xml_node details = add_details(section, "What was answered to each kind of credential");
  pugi::xml_node body =
      add_table(details, "Credentials",
                {"operation", "credential", "answered", "allowed", "outcome", "first case"});
  for (const results::Credential& use : run.credentials) {
    pugi::xml_node row = add(body, "tr");
    add_id_head(row, shown(use.operation));
    add(row, "td", shown(use.credential));
    add(row, "td", answered_words(use));
    add(row, "td", shown(base::join(use.allowed, ", ")));
    add_outcome(row, "td", use.outcome);
    add_classed(row, "td", "id", shown(use.first));
  }
}

void add_rule_counts(pugi::xml_node section, const PageContext& page) {
  const results::Results& run = page.run;
  pugi::xml_node body =
      add_table(section, "Rules by operation",
                {"operation", "rules", "exercised", "kept", "broken", "never exercised"});
  for (const std::string_view operation : results::operations_of(run)) {
    const judge::Coverage counts = results::count_rules(run, operation);
    std::uint64_t broken = 0;
    for (const results::Rule& rule : run.rules) {
      if (rule.operation == operation && rule.broken > 0) ++broken;
    }
    pugi::xml_node row = add(body, "tr");
    add_id_head(row, shown(operation));
    add_number(row, counts.rules);
    add_number(row, fmt::format("{} ({} %)", counts.exercised, counts.percent()));
    add_number(row, counts.exercised - std::min<std::uint64_t>(broken, counts.exercised));
    add_number(row, broken);
    add_number(row, counts.rules - counts.exercised);
  }
}

// A rule that nothing exercised is a gap, and has its list; one that was kept is counted.
void add_never_exercised(pugi::xml_node section, const results::Results& run) {
  for (const std::string_view operation : results::operations_of(run)) {
    std::vector<const results::Rule*> never;
    for (const results::Rule& rule : run.rules) {
      if (rule.operation == operation && rule.exercised == 0) never.push_back(&rule);
    }
    if (never.empty()) continue;
    const std::string caption =
        fmt::format("{}: {} never exercised", shown(operation), counted(never.size(), "rule"));
    pugi::xml_node details = add_details(section, caption);
    pugi::xml_node body = add_table(details, caption, {"rule", "level", "promise"});
    for (std::size_t i = 0; i < std::min(never.size(), kMostRules); ++i) {
      pugi::xml_node row = add(body, "tr");
      add_id_head(row, shown(never[i]->id));
      add(row, "td", contract::to_string(never[i]->level));
      add(row, "td", shown(never[i]->statement, 400));
    }
    if (never.size() <= kMostRules) continue;
    add(details, "p",
        fmt::format("The first {} of {}; results.json has all.", kMostRules, never.size()));
  }
}

void add_words(pugi::xml_node section, const results::Results& run) {
  if (run.words.empty()) return;
  pugi::xml_node details = add_details(section, "Documented words, seen and never seen");
  pugi::xml_node body =
      add_table(details, "Words of closed sets", {"operation", "place", "seen", "never seen"});
  for (const results::Words& words : run.words) {
    pugi::xml_node row = add(body, "tr");
    add_id_head(row, shown(words.operation));
    add_classed(row, "td", "id", shown(words.place));
    add(row, "td", words.seen.empty() ? "none" : shown(base::join(words.seen, ", "), 2000));
    add(row, "td", words.unseen.empty() ? "none" : shown(base::join(words.unseen, ", "), 2000));
  }
}

}  // namespace

void add_evidence(pugi::xml_node main, const PageContext& page) {
  if (page.run.evidence.empty() && page.run.credentials.empty()) return;
  pugi::xml_node section = add_section(main, "statuses", "Documented errors");
  add_statuses(section, page.run);
  add_credentials(section, page.run);
}

void add_coverage(pugi::xml_node main, const PageContext& page) {
  if (page.run.rules.empty()) return;
  pugi::xml_node section = add_section(main, "rules", "Rules");
  add(section, "p",
      "A rule that no answer exercised has shown nothing: it is no promise that was kept.");
  add_rule_counts(section, page);
  add_never_exercised(section, page.run);
  add_words(section, page.run);
}

}  // namespace assay::report
