#include "cli/execution.h"

#include <chrono>
#include <string>
#include <string_view>

#include "base/text.h"
#include "cli/arguments.h"
#include "cli/io.h"
#include "report/console.h"

namespace assay::cli {
namespace {

// Ten times a second is alive to the eye, and no work beside ten thousand cases.
constexpr std::chrono::milliseconds kProgressPause{100};

constexpr std::string_view kInsecure =
    "insecure: the target's certificate is not checked, and credentials go to whoever answers";

class Console : public run::Observer {
 public:
  Console(bool quiet, const Traces& traces) : quiet_(quiet), traces_(traces) {}

  void started(std::size_t cases) override {
    progress_.total = cases;
    show();
  }

  void case_judged(const judge::CaseRecord& record, std::size_t done) override {
    progress_.done = done;
    if (record.outcome == judge::Outcome::kFailed) ++progress_.failed;
    traces_.log.add(record.planned->id, record.transcript);
    if (traces_.on_case) traces_.on_case(record);
    show();
  }

 private:
  void show() {
    const auto now = std::chrono::steady_clock::now();
    if (quiet_ || now < next_) return;
    next_ = now + kProgressPause;
    progress_.elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(now - begin_);
    show_progress(report::progress_line(progress_));
  }

  const bool quiet_;
  const Traces& traces_;
  const std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
  std::chrono::steady_clock::time_point next_ = begin_;
  report::Progress progress_;
};

// Whoever gave a value may not know that the file has a better one. Values are never told.
void tell_replaced(const RunSetup& run, const RunOptions& options) {
  for (const std::string& name : run.setup.replaced_parameters) {
    const bool is_recorded = options.recorded_parameters.contains(name);
    print_note((is_recorded ? "the run's --param " : "--param ") + base::printable(name) +
               " replaces the target file's value");
  }
}

void tell_what_happened(const RunSetup& run, const RenewalLog& renewals) {
  for (const std::string& message : renewals.messages()) print_note(message);
  if (run.setup.server == nullptr) return;
  for (const std::string& fault : run.setup.server->unmet_faults()) {
    print_note("fault " + fault + " changed no answer");
  }
}

}  // namespace

base::Result<run::RunResult> execute(RunSetup& run, const RunOptions& options, Interrupt& interrupt,
                                     const Traces& traces) {
  base::Result<run::ExecutorFactory> executor =
      executor_factory(run, options, interrupt, traces.renewals);
  if (!executor) return executor.error();
  const run::Options run_options{.judging = run.judging,
                                 .other_profiles = run.other_profiles,
                                 .gtest_arguments = all_gtest_arguments(options.gtest_arguments),
                                 .waivers = run.waivers.use(),
                                 .heading = heading_of(run, options)};
  if (run_options.heading.insecure) print_note(kInsecure);
  tell_replaced(run, options);
  Console observer(options.quiet, traces);
  base::Result<run::RunResult> result =
      run::run_plan(std::move(run.cases), *executor, run_options, observer, [&] {
        interrupt.on_stop(nullptr);
        return interrupt.stopped();
      });
  clear_progress();
  tell_what_happened(run, traces.renewals);
  return result;
}

}  // namespace assay::cli
