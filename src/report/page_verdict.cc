// The first screen: what the run came to, of whom, when, and how it is repeated.

#include <fmt/format.h>

#include <initializer_list>

#include "base/text.h"
#include "report/describe.h"
#include "report/html_page.h"
#include "report/page.h"
#include "report/page_parts.h"
#include "results/summary.h"

namespace assay::report {
namespace {

using judge::Outcome;

std::string_view profile_words(contract::Profile profile) {
  switch (profile) {
    case contract::Profile::kDocumented:
      return "the documents, reconciled: every answer that a page shows is accepted";
    case contract::Profile::kStrict:
      return "the documents' parameter tables to the letter";
    case contract::Profile::kObserved:
      return "what real servers are known to send";
  }
  return "";
}

const char* verdict_class(results::Exit verdict) {
  switch (verdict) {
    case results::Exit::kConforms:
      return "verdict good";
    case results::Exit::kNothingShown:
    case results::Exit::kCouldNotTell:
      return "verdict doubt";
    default:
      return "verdict bad";
  }
}

pugi::xml_node add_fact(pugi::xml_node list, std::string_view name, std::string_view value) {
  add(list, "dt", name);
  return add(list, "dd", value);
}

std::string started_words(std::string_view started) {
  std::string words = shown(started, 40);
  const std::size_t t = words.find('T');
  const std::size_t dot = words.find('.');
  if (t != 10) return words;
  const bool utc = words.ends_with('Z');
  if (dot != std::string::npos) words.resize(dot);
  if (utc && words.ends_with('Z')) words.pop_back();
  words[t] = ' ';
  return utc ? words + " UTC" : words;
}

void add_facts(pugi::xml_node section, const PageContext& page) {
  const results::Run& run = page.run.run;
  pugi::xml_node list = add_classed(section, "dl", "facts");
  pugi::xml_node target = add_fact(list, "target", shown(run.target, 200));
  if (!run.base_url.empty()) {
    add_text(target, ", ");
    add_classed(target, "code", "id", shown(run.base_url, 500));
  }
  pugi::xml_node profile = add_fact(list, "profile", contract::to_string(run.profile));
  add_classed(profile, "span", "quiet", fmt::format(" ({})", profile_words(run.profile)));
  pugi::xml_node when = add(add_fact(list, "when", ""), "time", started_words(run.started));
  set_attribute(when, "datetime", shown(run.started, 40));
  add_fact(list, "took", duration_words(run.duration_us));
  if (run.shards > 1) {
    add_fact(list, "shard", fmt::format("{} of {}, counted from 0", run.shard, run.shards));
  }
  if (!run.again.empty()) add(add_fact(list, "again", ""), "code", shown(run.again));
  pugi::xml_node files = add_fact(list, "files", "");
  add_link(files, "results.json", "results.json");
  add_text(files, " has everything; ");
  add_link(files, "junit.xml", "junit.xml");
  add_text(files, " is for CI servers");
  if (!page.has_selftest) return;
  add_text(files, "; ");
  add_link(files, kSelftestFile, kSelftestFile);
  add_text(files, " proves that what is broken is noticed");
}

void add_counts(pugi::xml_node section, const results::Results& run) {
  const results::Counts cases = results::count_cases(run);
  const judge::Coverage rules = results::count_rules(run);
  pugi::xml_node list = add_classed(section, "ul", "counts");
  for (const Outcome outcome : results::kOutcomes) {
    if (cases[outcome] == 0) continue;
    pugi::xml_node item = add_classed(list, "li", class_of(outcome));
    add_classed(item, "strong", "count", std::to_string(cases[outcome]));
    add_text(item, " ");
    add(item, "span", judge::to_string(outcome));
  }
  add(section, "p",
      fmt::format("{}; {} of {} rules exercised ({} %)", counted(cases.total, "case"),
                  rules.exercised, rules.rules, rules.percent()));
}

// Whoever reads no further must have read this.
void add_banner(pugi::xml_node section, const results::Run& run) {
  if (run.insecure) {
    pugi::xml_node banner = add_classed(section, "p", "banner bad");
    add(banner, "strong", "INSECURE");
    add_text(banner,
             ": the target's certificate was not checked; anybody could have answered in its name");
  }
  if (run.aborted) {
    pugi::xml_node banner = add_classed(section, "p", "banner doubt");
    add(banner, "strong", "Stopped");
    add_text(banner, ": the run was stopped before its end; what did not run is could_not_run");
  }
}

}  // namespace

void add_verdict(pugi::xml_node main, const PageContext& page) {
  const results::Results& run = page.run;
  const results::Exit verdict = results::exit_for(run);
  pugi::xml_node section = add(main, "section");
  set_attribute(section, "id", "verdict");
  set_attribute(section, "aria-labelledby", "title");
  set_attribute(add(section, "h1", shown(run.run.target, 200)), "id", "title");
  pugi::xml_node words = add_classed(section, "p", verdict_class(verdict));
  add(words, "strong", results::to_words(verdict));
  add_text(words, ": " + because_text(run, verdict));
  add_banner(section, run.run);
  add_counts(section, run);
  add_facts(section, page);
}

}  // namespace assay::report
