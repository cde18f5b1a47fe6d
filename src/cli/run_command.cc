#include <optional>
#include <string>
#include <vector>

#include "cli/asked_reports.h"
#include "cli/commands.h"
#include "cli/execution.h"
#include "cli/io.h"
#include "cli/leak_check.h"
#include "cli/run_setup.h"
#include "cli/told_contradictions.h"
#include "report/plan_text.h"
#include "report/writer.h"
#include "results/exchange_log.h"
#include "results/from_run.h"
#include "results/summary.h"

namespace assay::cli {
namespace {

using base::Result;
using base::Status;

// What was written, and the first reason why something was not.
struct Written {
  Status status = base::Done{};
  std::vector<std::string> reports;  // Those of the folder.
  std::vector<std::string> others;

  void note(Status one, std::vector<std::string>& files, const std::vector<std::string>& names) {
    if (one) files.insert(files.end(), names.begin(), names.end());
    if (status) status = std::move(one);
  }
  std::vector<std::string> all() const {
    std::vector<std::string> files = reports;
    files.insert(files.end(), others.begin(), others.end());
    return files;
  }
};

Written write_files(const results::Results& results, results::ExchangeLog& log,
                    const RunOptions& options, const RunSetup& run) {
  Written out;
  out.note(report::write_reports(results, told_contradictions(*run.data, results), options.out,
                                 log.texts()),
           out.reports, report::report_files(options.out));
  std::vector<std::string> proposals;
  if (!options.write_waivers.empty()) proposals.push_back(options.write_waivers);
  out.note(write_waivers(results, run.waivers.text(), options.write_waivers), out.others,
           proposals);
  out.note(write_asked(options.asked, results, exit_for(results), log.texts()), out.others,
           asked_files(options.asked));
  return out;
}

Exit report_run(const run::RunResult& result, results::ExchangeLog& log, const RunOptions& options,
                const RunSetup& run, const std::vector<report::Secret>& secrets) {
  const results::Results results = results::results_of(result.record);
  const Written written = write_files(results, log, options, run);
  std::vector<std::string> others = written.others;
  others.push_back(result.gtest_file);
  const report::LeakAudit audit = audit_run(options.out, others, secrets);
  Exit verdict = exit_after(audit, exit_for(results));
  tell_results(options.asked, options.quiet, results, verdict, written.all());
  if (!written.status) {
    print_error(written.status.error());
    verdict = Exit::kBadInput;
  }
  if (result.disagreement) {
    print_error({.message = "GoogleTest and the judge disagree about an outcome: a bug in assay"});
    verdict = Exit::kInternalError;
  }
  tell_audit(audit, secrets);
  return exit_after(audit, verdict);
}

Status check_files(const RunOptions& options) {
  std::vector<Kept> kept;
  keep_reports(options.out, "a report that --out holds anyway", kept);
  return check_asked(options.asked, kept, {{"--write-waivers", options.write_waivers}});
}

}  // namespace

Exit run_command(const RunOptions& options) {
  if (const Status good = check_files(options); !good) {
    print_error(good.error());
    return Exit::kBadInput;
  }
  Interrupt interrupt;
  std::optional<Result<RunSetup>> ready = set_up_run(options, interrupt);
  if (!ready) {
    print_note("stopped before anything was sent");
    return Exit::kCouldNotTell;
  }
  if (!*ready) {
    print_error(ready->error());
    return Exit::kBadInput;
  }
  RunSetup& run = **ready;
  if (options.plan_only) {
    const plan::Target& target = run.setup.target;
    print(report::plan_text(run.cases, target, target.built_in || options.allow_changes,
                            {.colours = wants_colour()}));
    return Exit::kConforms;
  }
  RenewalLog renewals;
  results::ExchangeLog log(options.out);
  const Result<run::RunResult> result =
      execute(run, options, interrupt, {.log = log, .renewals = renewals, .on_case = {}});
  if (!result) {
    print_error(result.error());
    return Exit::kBadInput;
  }
  if (result->listed_only) return Exit::kConforms;
  return report_run(*result, log, options, run, known_secrets(run.setup, renewals));
}

}  // namespace assay::cli
