// Every fault of fixtures/faults, served over HTTP and judged under every profile: a run of the
// whole operation finds what the file says, nothing less and nothing more.

#include <gmock/gmock.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <set>
#include <thread>
#include <tuple>

#include "base/text.h"
#include "cli/testing_cli.h"
#include "cli/testing_reports.h"

namespace assay::cli::testing {
namespace {

using nlohmann::json;
using ::testing::Combine;
using ::testing::Values;

using Lines = std::set<std::string>;

// What a run says, as lines that compare.
struct Outcome {
  int exit_code = -1;
  std::vector<std::string> cases;  // Ids without the operation, as those below.
  Lines findings;                  // "must status/enum of failed/x at /status"
  Lines endings;                   // "could_not_run lifecycle/FAIL"
  Lines undeclared;                // "entities.process_percent"
  bool any_failed = false;
  bool met = true;  // The fault changed an answer.
};

std::string without_place(const std::string& finding) {
  return finding.substr(0, finding.rfind(" at "));
}

Outcome outcome_of(const json& results, const std::string& operation, int exit_code) {
  Outcome out{.exit_code = exit_code};
  const auto own = [&](const json& id) {
    return id.get<std::string>().substr(operation.size() + 1);
  };
  for (const json& one : results["cases"]) {
    const std::string outcome = one["outcome"];
    out.cases.push_back(own(one["id"]));
    out.any_failed |= outcome == "failed";
    if (outcome != "passed" && outcome != "warned" && outcome != "failed") {
      out.endings.insert(outcome + " " + own(one["id"]));
    }
  }
  for (const json& one : results["findings"]) {
    out.findings.insert(one["level"].get<std::string>() + " " + own(one["rule"]) + " of " +
                        own(one["case"]) + " at " + one["pointer"].get<std::string>());
  }
  for (const json& one : results["undeclared"]) {
    const std::string place = one["place"];
    out.undeclared.insert((place == "$" || place.empty() ? "" : place + ".") +
                          one["member"].get<std::string>());
  }
  return out;
}

bool concerns(const json& entry, const std::string& profile) {
  const json& profiles = entry["profiles"];
  return std::find(profiles.begin(), profiles.end(), profile) != profiles.end();
}

// The cases of a breach; a pattern without any is a mistake of the file.
std::vector<std::string> cases_of(const json& breach, const std::vector<std::string>& all) {
  std::vector<std::string> cases;
  for (const std::string pattern : breach["cases"]) {
    const std::size_t before = cases.size();
    std::copy_if(all.begin(), all.end(), std::back_inserter(cases),
                 [&](const std::string& id) { return base::glob_match(pattern, id); });
    EXPECT_GT(cases.size(), before) << pattern << " matches no case";
  }
  return cases;
}

Outcome expected_of(const json& fault, const std::string& profile, const Outcome& clean) {
  Outcome out;
  for (const json& breach : fault["breaks"]) {
    if (!concerns(breach, profile)) continue;
    for (const std::string& id : cases_of(breach, clean.cases)) {
      for (const char* level : {"must", "should"}) {
        for (const std::string rule : breach.value(level, json::array())) {
          out.findings.insert(std::string(level) + " " + rule + " of " + id);
          out.any_failed |= level == std::string("must");
        }
      }
      if (breach.contains("outcome")) {
        out.endings.insert(breach["outcome"].get<std::string>() + " " + id);
      }
    }
  }
  for (const json& entry : fault.value("undeclared", json::array())) {
    if (concerns(entry, profile))
      out.undeclared.insert(entry["members"].begin(), entry["members"].end());
  }
  out.exit_code = clean.any_failed || out.any_failed ? 1 : out.endings.empty() ? 0 : 3;
  return out;
}

// Of `all`, what was not there before.
Lines added(const Lines& all, const Lines& before) {
  Lines out;
  std::set_difference(all.begin(), all.end(), before.begin(), before.end(),
                      std::inserter(out, out.end()));
  return out;
}

class Battery : public CliTest,
                public ::testing::WithParamInterface<std::tuple<std::string, std::string>> {
 protected:
  // A run of the whole operation, against a server with the fault or, for "", without.
  Outcome run(const std::string& fault) const {
    const auto& [operation, profile] = GetParam();
    const std::string folder = path(fault.empty() ? "clean" : fault);
    Words words = {"run",  operation, "--profile",      profile, "--out",
                   folder, "--quiet", "--follow-limit", "1s"};
    if (!fault.empty()) words.insert(words.end(), {"--fault", fault});
    const Ended ended = assay(words);
    Outcome outcome = outcome_of(results_of(folder), operation, ended.exit_code);
    // Where no answer was changed, nothing can be found.
    const bool unmet = ended.err == "assay: fault " + fault + " changed no answer\n";
    EXPECT_TRUE(ended.err.empty() || unmet) << ended.err;
    outcome.met = !unmet;
    return outcome;
  }

  void expect_exactly_what_is_listed(const json& fault, const Outcome& clean) const {
    const std::string name = fault["name"];
    const Outcome found = run(name);
    const Outcome expected = expected_of(fault, std::get<1>(GetParam()), clean);
    Lines findings;
    for (const std::string& line : added(found.findings, clean.findings)) {
      findings.insert(without_place(line));
    }
    const std::lock_guard lock(reporting_);
    EXPECT_TRUE(found.met || findings.empty()) << name;
    EXPECT_EQ(findings, expected.findings) << name;
    EXPECT_EQ(added(found.endings, clean.endings), expected.endings) << name;
    EXPECT_EQ(added(found.undeclared, clean.undeclared), expected.undeclared) << name;
    EXPECT_EQ(found.exit_code, expected.exit_code) << name;
  }

 private:
  mutable std::mutex reporting_;
};

TEST_P(Battery, FindsExactlyWhatIsListed) {
  const auto& [operation, profile] = GetParam();
  const json faults =
      json::parse(read_text(source_file("fixtures/faults/" + operation + ".json")))["faults"];
  const Outcome clean = run("");
  EXPECT_EQ(clean.exit_code, profile == "strict" ? 1 : 0) << "of the server without a fault";
  // Runs wait for the server more than they compute.
  std::atomic<std::size_t> next{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 3; ++i) {
    threads.emplace_back([&] {
      for (std::size_t at = next++; at < faults.size(); at = next++) {
        expect_exactly_what_is_listed(faults[at], clean);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

std::string test_name(const ::testing::TestParamInfo<Battery::ParamType>& row) {
  std::string name = std::get<0>(row.param) + "_" + std::get<1>(row.param);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Faults, Battery,
                         Combine(Values("otc-ims-job", "ecl-image-copy-job",
                                        "zstack-upload-image-job", "zstack-sync-image-size",
                                        "zstack-change-image-state"),
                                 Values("documented", "strict", "observed")),
                         test_name);

}  // namespace
}  // namespace assay::cli::testing
