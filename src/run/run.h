#ifndef ASSAY_RUN_RUN_H_
#define ASSAY_RUN_RUN_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "exchange/executor.h"
#include "judge/record.h"
#include "judge/waiver_use.h"
#include "plan/case.h"

namespace assay::run {

// Runs a plan as GoogleTest suites. GoogleTest keeps process-wide state, so a process runs one plan
// only.

// Told of what happens, on the thread that called run_plan().
class Observer {
 public:
  virtual ~Observer() = default;
  // Before anything is sent; `cases` is how many will be judged.
  virtual void started(std::size_t cases) = 0;
  // Each case once, in the order of the tests; `done` counts from 1. The one look at the whole
  // record: from then on it is put away (judge::put_away).
  virtual void case_judged(const judge::CaseRecord& record, std::size_t done) = 0;
};

struct Options {
  judge::Options judging;
  // Under which the answers are read, beside the cases' own contracts; of any operation.
  std::vector<std::shared_ptr<const contract::Contract>> other_profiles;
  std::vector<std::string> gtest_arguments;  // "--gtest_filter=..." and its kin.
  judge::WaiverUse waivers;                  // Told of the plan.
  judge::RunRecord heading;  // Its texts are kept; cases, coverage and duration are filled in.
};

// Starts the exchange of the cases that GoogleTest's filter left. They outlive the executor.
using ExecutorFactory =
    std::function<std::unique_ptr<exchange::Executor>(const std::vector<plan::Case>& cases)>;

struct RunResult {
  judge::RunRecord record;
  // The cases that the record points to; those that just passed hold no steps any more.
  std::unique_ptr<const std::vector<plan::Case>> cases;
  std::string gtest_file;  // That GoogleTest wrote of its own, or "".
  bool disagreement =
      false;  // GoogleTest's result of a test is not the outcome judged: a bug of ours.
  bool listed_only = false;  // --gtest_list_tests: nothing ran.
};

// Refused: an argument that GoogleTest does not know, a filter that leaves nothing. `stopped` is
// asked after the run: true marks the record as aborted.
base::Result<RunResult> run_plan(std::vector<plan::Case> cases, const ExecutorFactory& executor,
                                 const Options& options, Observer& observer,
                                 const std::function<bool()>& stopped);

}  // namespace assay::run

#endif  // ASSAY_RUN_RUN_H_
