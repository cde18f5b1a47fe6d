#include "report/junit_waivers.h"

#include <fmt/format.h>

#include "report/junit_nodes.h"
#include "report/waiver_text.h"
#include "results/summary.h"

namespace assay::report {
namespace {

void add_waiver(pugi::xml_node suite, const judge::WaiverRecord& record) {
  pugi::xml_node test = suite.append_child("testcase");
  set(test, "classname", fmt::format("waivers.{}", to_string(record.state)));
  set(test, "name", waiver_name(record.waiver));
  set(test, "time", seconds(0));
  pugi::xml_node failure = test.append_child("failure");
  set(failure, "message", state_words(record));
  set(failure, "type", to_string(outcome_of(record.state)));
  set_text(failure, fmt::format("{}\n{}\nbecause: {}\n", waiver_name(record.waiver),
                                state_words(record), waiver_reason(record.waiver)));
}

}  // namespace

pugi::xml_node add_waivers(pugi::xml_node parent, const results::Results& run) {
  pugi::xml_node suite = parent.append_child("testsuite");
  const std::string count = std::to_string(results::count_gating_waivers(run));
  set(suite, "name", "assay.Waivers");
  set(suite, "tests", count);
  set(suite, "failures", count);
  set(suite, "errors", "0");
  set(suite, "time", seconds(0));
  set(suite, "skipped", "0");
  const std::string started = timestamp(run.run.started);
  if (!started.empty()) set(suite, "timestamp", started);
  add_properties(suite, run_properties(run));
  for (const judge::WaiverRecord& record : run.waivers) {
    if (gates(record.state)) add_waiver(suite, record);
  }
  return suite;
}

}  // namespace assay::report
