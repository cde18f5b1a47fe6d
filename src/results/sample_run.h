#ifndef ASSAY_RESULTS_SAMPLE_RUN_H_
#define ASSAY_RESULTS_SAMPLE_RUN_H_

#include <deque>
#include <memory>
#include <string>
#include <string_view>

#include "judge/record.h"
#include "results/from_run.h"

namespace assay::results {

// Runs made by hand for the tests of this folder: a small contract of its own (sample-job), and
// cases that came to whatever outcome a test needs. The record points into the sample.
class SampleRun {
 public:
  SampleRun();
  SampleRun(const SampleRun&) = delete;
  SampleRun& operator=(const SampleRun&) = delete;

  // A case sample-job/NAME with one exchange and the checks Transport and StatusEnumeration, both
  // passed.
  judge::CaseRecord& add_case(const std::string& name);
  // The same, with both checks and the case at `outcome`.
  judge::CaseRecord& add_case(const std::string& name, judge::Outcome outcome,
                              const std::string& reason = "");
  // A finding of rule sample-job:RULE in the check StatusEnumeration; makes it failed or warned.
  judge::Finding& add_finding(judge::CaseRecord& record, std::string_view rule);

  // Waives the last finding of that check, which was its only one.
  judge::WaiverRecord& add_waiver(judge::CaseRecord& record, judge::Waiver waiver);

  const contract::Contract& contract() const { return *contract_; }
  // Of `run` as it is now.
  Results results() const { return results_of(run); }

  judge::RunRecord run;

 private:
  std::unique_ptr<const contract::Contract> contract_;
  std::deque<plan::Case> planned_;
};

// One case of every outcome, and coverage.
std::unique_ptr<SampleRun> every_outcome();
// Values that want to break a report: markup, "]]>", control characters, terminal escapes, bytes
// that are not UTF-8, 10,000 characters in one value.
std::unique_ptr<SampleRun> hostile_values();
std::unique_ptr<SampleRun> empty_run();

inline constexpr std::string_view kHostile =
    "</failure>]]><script>alert('1')</script>&amp;\"'\x1b[31m\x01\x07\r\n\t\x7f\xc2\x9b\xff\xed\xa0"
    "\x80\xef\xbf\xbe\xef\xbf\xbf\xe2\x80\xae\xf0\x9f\x98\x80\xc0\xaf";

}  // namespace assay::results

#endif  // ASSAY_RESULTS_SAMPLE_RUN_H_
