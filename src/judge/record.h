#ifndef ASSAY_JUDGE_RECORD_H_
#define ASSAY_JUDGE_RECORD_H_

#include <chrono>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "judge/coverage.h"
#include "judge/outcome.h"
#include "judge/readings.h"
#include "judge/shape.h"
#include "judge/verdict.h"
#include "judge/waiver.h"
#include "plan/case.h"
#include "wire/transcript.h"

namespace assay::judge {

// What a run came to, as values: every report is a projection of a RunRecord and of nothing else.

// One category of one case: what GoogleTest calls a test, and JUnit a testcase.
struct CheckRecord {
  contract::Category category = contract::Category::kTransport;
  Outcome outcome = Outcome::kPassed;
  std::vector<std::uint32_t> findings;  // Indices into CaseRecord::verdict.findings.
};

struct CaseRecord {
  const plan::Case* planned = nullptr;  // Outlives the record.
  Outcome outcome = Outcome::kCouldNotRun;
  std::string reason;           // Of an outcome that is neither passed, failed nor warned.
  wire::Transcript transcript;  // Redacted.
  Verdict verdict;
  // By index of the finding: the waiver of the run that took it.
  std::map<std::uint32_t, std::uint32_t> waived;
  std::vector<Reading> readings;    // Under the operation's other profiles; empty: not asked.
  std::vector<CheckRecord> checks;  // Those that were selected, in the order of the categories.
  std::chrono::microseconds duration{0};  // Of its exchanges.
  // By rule index, whether an answer was put to it; kept when the counts are put away.
  std::vector<bool> exercised;
};

// Where the answers come from.
enum class Origin : std::uint8_t { kTarget, kReferenceServer, kRecording };

// What a run must show to be worth a green result.
struct Requirements {
  std::uint32_t coverage = 0;  // Rules exercised of each operation, in percent; 0 for none.
  std::vector<int> evidence;   // Error statuses that each operation which documents them must show.
};

// What a shell needs to make a request of a run again.
struct ByHand {
  std::string base_url;                   // Instead of the run's; "" for that.
  std::vector<std::string> curl_options;  // Words; ${NAME} stands for a variable.
  // Of secrets that are in no variable, by name: what a shell replaces by them.
  std::map<std::string, std::string> secrets;
};

struct RunRecord {
  Origin origin = Origin::kTarget;
  Requirements required;
  std::string tool_version;
  contract::Profile profile = contract::Profile::kDocumented;
  std::string target_name;
  std::string base_url;
  bool insecure = false;  // Nobody checked that it was the target who answered.
  ByHand by_hand;
  std::string started;  // RFC 3339, UTC.
  std::chrono::milliseconds duration{0};
  bool aborted = false;  // Stopped before the end; what did not run is could_not_run.
  std::string again;     // Command that repeats this run: "assay run --profile strict".
  // The same for a single case, but for its --case, and for its values of `listed_parameters`:
  // those that came in lists, by name.
  std::string again_one;
  std::set<std::string> listed_parameters;
  std::vector<CaseRecord> cases;  // In order of the plan.
  // What the rule counts of cases that were put away come to: one per contract, in any order.
  std::vector<RuleUse> put_away;
  std::vector<CoverageRecord> coverage;  // One per operation, in order of the plan.
  // What the answers looked like, by contract.
  std::map<const contract::Contract*, Shape> shapes;
  std::uint32_t shard = 0;  // Of so many; each has every nth case of the plan.
  std::uint32_t shards = 1;
  std::vector<WaiverRecord> waivers;
};

// Where a finding is filed: its rule's category, or ErrorCodes where the step was to end in an
// error.
contract::Category category_of(const plan::Case& planned, const Finding& finding);

// Fills outcome, reason, checks and duration from planned, transcript, verdict, waived. `selected`
// are the categories that ran. What gates is what no waiver took; a check that has nothing else is
// waived. Runs with waivers call WaiverUse::settle() instead.
void settle(CaseRecord& record, const std::vector<contract::Category>& selected);

// What reports may show in full, and what not: a run of ten thousand cases could not keep all that
// it was answered.
struct Keep {
  std::size_t body_bytes = 4u * 1024 * 1024;  // Of answers that are shown with their findings.
  std::size_t one_body = 64u * 1024;          // Of a longer one, the rest is cut off.
  std::size_t timelines = 40;                 // Cases that followed a job.
};

// What a settled record keeps for the reports that are written at the end. Its rule counts go into
// `sums`. Its exchanges stay where it has findings or did not run, and where the reports tell what
// was answered: of cases that expect errors, try a credential, need control requests, or follow a
// job while there is room for it. Others go. Headers and bodies of answers stay with findings, as
// long as there is room, and go otherwise. What it takes is taken from `keep`.
void put_away(CaseRecord& record, std::vector<RuleUse>& sums, Keep& keep);

// One per contract, in order of first appearance; of all cases, put away or not.
std::vector<RuleUse> rule_use(const RunRecord& run);

}  // namespace assay::judge

#endif  // ASSAY_JUDGE_RECORD_H_
