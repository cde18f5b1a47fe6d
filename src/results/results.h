#ifndef ASSAY_RESULTS_RESULTS_H_
#define ASSAY_RESULTS_RESULTS_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "contract/words.h"
#include "judge/evidence.h"
#include "judge/outcome.h"
#include "judge/record.h"
#include "judge/waiver.h"
#include "wire/transcript.h"

namespace assay::results {

// What a run came to, as plain values that need no contract: the content of results.json, whether
// it was just made (from_run.h), read from a file (reading.h) or put together from several
// (merge.h). Every report is a projection of it. Indices are positions in the lists of the same
// Results. Durations are microseconds.

struct Rule {
  std::string id;
  std::string operation;
  contract::Level level = contract::Level::kMust;
  contract::Category category = contract::Category::kTransport;
  std::string statement;
  contract::Source source;
  std::vector<std::string> contradictions;  // Ids.
  std::uint64_t exercised = 0;              // How often it was put to a value.
  std::uint64_t broken = 0;
};

// One rule broken at one place.
struct Finding {
  std::uint32_t rule = 0;
  std::uint32_t case_index = 0;
  contract::Category category = contract::Category::kTransport;  // Where it is filed.
  std::uint32_t exchange = 0;                                    // Of the case, from 0.
  std::string pointer;     // Into the answer's body; "" for the whole of it.
  std::uint32_t line = 0;  // Of the place in the body, from 1; 0 when there is none.
  std::uint32_t column = 0;
  contract::Level level = contract::Level::kMust;
  std::string expected;
  std::string actual;
  std::string hint;
  judge::Outcome outcome = judge::Outcome::kFailed;  // failed, warned or waived.
  std::optional<std::uint32_t> waiver;               // The one that took it.
};

// One category of one case: what GoogleTest calls a test, and JUnit a testcase.
struct Check {
  contract::Category category = contract::Category::kTransport;
  judge::Outcome outcome = judge::Outcome::kPassed;
  std::vector<std::uint32_t> findings;
};

struct Case {
  std::string id;
  std::string title;
  std::uint32_t position = 0;  // In the plan of all shards.
  std::string operation;
  judge::Outcome outcome = judge::Outcome::kCouldNotRun;
  std::string reason;  // Of an outcome that is neither passed, failed nor warned.
  std::int64_t duration_us = 0;
  std::vector<Check> checks;  // In the order of the categories.
  std::vector<judge::Reading> readings;
  // Rules that its answers were put to, by position among the rules of its operation; nullopt where
  // a file of an earlier version does not tell. See case_rules.h.
  std::optional<std::vector<bool>> exercised;
  std::string again;  // Command that runs it alone; "" where nothing is to be looked at again.

  bool has_findings() const;
};

struct Exchange {
  std::uint32_t case_index = 0;
  std::uint32_t number = 0;  // Of the case, from 0.
  wire::Exchange what;
  // Of the whole bodies, of which `what` may hold less.
  std::size_t request_bytes = 0;
  std::size_t response_bytes = 0;
};

struct Coverage {
  std::string operation;
  std::string document;  // Number of the page.
  judge::Outcome outcome = judge::Outcome::kPassed;
  std::string reason;
};

// The documented words at one place of the answer, and those that were seen there; sorted.
struct Words {
  std::string operation;
  std::string rule;  // One that lists them.
  std::string place;
  std::vector<std::string> seen;
  std::vector<std::string> unseen;
};

struct Evidence {
  std::string operation;
  std::string status;  // "404", "4xx"
  bool documented = true;
  judge::Evidence best = judge::Evidence::kNever;
  std::string seen_in;  // Id of the first case; "" for none.
};

struct Credential {
  std::string operation;
  std::string credential;
  judge::Outcome outcome = judge::Outcome::kPassed;
  std::vector<std::string> allowed;  // "404", "4xx"
  std::vector<int> answered;
  std::string first;  // Id of a case.
};

struct Undeclared {
  std::string operation;
  std::string place;  // Of the object, as in rule ids.
  std::string member;
  std::uint64_t count = 0;
  std::string first;  // Id of a case; `exchange` and `pointer` are of its answer.
  std::uint32_t exchange = 0;
  std::string pointer;
};

// What the answers of one operation looked like, whatever was promised.
struct Shape {
  std::string operation;
  judge::Shape what;
};

struct Run {
  std::string tool_version;
  contract::Profile profile = contract::Profile::kDocumented;
  judge::Origin origin = judge::Origin::kTarget;
  std::string target;
  std::string base_url;
  bool insecure = false;
  std::string started;  // RFC 3339, UTC.
  std::int64_t duration_us = 0;
  bool aborted = false;
  std::string again;                             // Command that repeats the run.
  std::map<std::string, std::string> documents;  // Number of the page, by operation.
  judge::ByHand by_hand;
  judge::Requirements required;
  // The run has every nth case of a plan that was dealt out to so many.
  std::uint32_t shard = 0;
  std::uint32_t shards = 1;
};

struct Results {
  Run run;
  std::vector<Case> cases;         // In order of the plan.
  std::vector<Finding> findings;   // By case, then by check.
  std::vector<Rule> rules;         // Of the operations that ran, as far as they were selected.
  std::vector<Coverage> coverage;  // One per operation, in order of the plan.
  std::vector<Words> words;        // By operation and place.
  std::vector<Evidence> evidence;
  std::vector<Credential> credentials;
  std::vector<Undeclared> undeclared;  // By operation, place and member.
  std::vector<Shape> shapes;           // By operation, in order of the plan; places sorted.
  std::vector<judge::WaiverRecord> waivers;
  // By case and number. Of cases that passed without a finding there may be none, whatever was
  // exchanged; bodies may be cut, or missing where a run had too many of them.
  std::vector<Exchange> exchanges;

  const Rule& rule_of(const Finding& finding) const { return rules[finding.rule]; }
  const Case& case_of(const Finding& finding) const { return cases[finding.case_index]; }
  std::uint32_t index_of(const Case& one) const {
    return static_cast<std::uint32_t>(&one - cases.data());
  }
  // Those that are here.
  std::span<const Exchange> exchanges_of(const Case& one) const;
};

std::string_view to_string(judge::Origin origin);  // "reference_server"

// Whether a waiver names a finding of the run: rule, operation, case, place and value. Whether it
// is for the target, and holds, its state says.
bool names(const judge::Waiver& waiver, const Results& run, const Finding& finding);

}  // namespace assay::results

#endif  // ASSAY_RESULTS_RESULTS_H_
