#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/execution.h"
#include "cli/io.h"
#include "cli/leak_check.h"
#include "cli/loading.h"
#include "cli/outputs.h"
#include "cli/recorded_run.h"
#include "cli/results_files.h"
#include "cli/run_setup.h"
#include "cli/told_contradictions.h"
#include "report/replay.h"
#include "report/writer.h"
#include "results/aliases.h"
#include "results/exchange_log.h"
#include "results/from_run.h"
#include "results/replay.h"

namespace assay::cli {
namespace {

using base::Error;
using base::Result;
using base::Status;
using results::Fate;

Exit exit_of(const results::Replay& replay) {
  if (replay.count(Fate::kStillFailing) + replay.added.size() > 0) return Exit::kDoesNotConform;
  const bool is_doubtful = replay.count(Fate::kCouldNotTell) > 0 || replay.now.aborted;
  return is_doubtful ? Exit::kCouldNotTell : Exit::kConforms;
}

// Sends what is left of the plan; a target may have none of the cases any more.
Result<run::RunResult> send(RunSetup& run, const RunOptions& options, Interrupt& interrupt,
                            const Traces& traces) {
  if (!run.cases.empty()) return execute(run, options, interrupt, traces);
  run::RunResult nothing;
  nothing.record = heading_of(run, options);
  return nothing;
}

// Writes what was asked for, searches all of it for secrets, and tells.
Exit report_replay(const ReplayOptions& options, const results::Replay& replay,
                   const std::string& out, const std::vector<report::Secret>& secrets) {
  Exit verdict = exit_of(replay);
  std::vector<std::string> others;
  for (const std::string& file : {options.json, options.markdown}) {
    if (file != "-") others.push_back(file);
  }
  for (const Status& status :
       {write_to(options.json, [&] { return report::replay_json(replay); }),
        write_to(options.markdown, [&] { return report::replay_markdown(replay, verdict); })}) {
    if (status) continue;
    print_error(status.error());
    verdict = Exit::kBadInput;
  }
  if (options.json != "-" && options.markdown != "-") {
    print(report::replay_text(replay, verdict, report::report_files(out),
                              report::Style(wants_colour())));
  }
  const report::LeakAudit audit = audit_run(out, others, secrets);
  tell_audit(audit, secrets);
  return exit_after(audit, verdict);
}

// The run that is replayed stays, and so do the reports of what is sent.
Status check_files(const ReplayOptions& options) {
  std::vector<Kept> kept;
  keep_results(options.results, "a report of the run", kept);
  Status good = check_folder(options.run.out, kept,
                             "holds the run, which the reports of the replay would replace");
  if (!good) return good;
  keep_reports(options.run.out, "a report that --out holds anyway", kept);
  return check_outputs({{"--json", options.json}, {"--markdown", options.markdown}}, kept);
}

Result<Exit> replay(const ReplayOptions& options) {
  if (Status good = check_files(options); !good) return good.error();
  const Result<std::unique_ptr<base::DataTree>> data = open_data(options.run.data);
  if (!data) return data.error();
  const auto aliases = results::read_aliases(**data, options.aliases);
  if (!aliases) return aliases.error();
  Result<results::ResultsFile> file =
      open_results(**data, options.results, results::Exchanges::kNone);
  if (!file) return file.error();
  results::follow(*aliases, file->results);
  const std::set<std::string> cases = results::failed_cases(file->results);
  if (cases.empty()) {
    print_note("nothing failed in " + base::printable(file->path) + ": nothing to send again");
    return Exit::kNothingShown;
  }
  const Result<RunOptions> options_again = run_again(file->results, cases, options.run);
  if (!options_again) {
    Error error = options_again.error();
    error.file = file->path;
    return error;
  }
  const RunOptions& how = *options_again;
  if (options.run.target.empty() && !how.target.empty()) {
    print_note("asks " + base::printable(how.target) + ", as " + base::printable(file->path) +
               " says");
  }
  Interrupt interrupt;
  std::optional<Result<RunSetup>> ready = set_up_run(how, interrupt);
  if (!ready) {
    print_note("stopped before anything was sent");
    return Exit::kCouldNotTell;
  }
  if (!*ready) return ready->error();
  RunSetup& run = **ready;
  RenewalLog renewals;
  results::ExchangeLog log(how.out);
  results::ReplayWitness witness(file->results);
  const Result<run::RunResult> result = send(
      run, how, interrupt,
      {.log = log, .renewals = renewals, .on_case = [&](const auto& one) { witness.see(one); }});
  if (!result) return result.error();
  const results::Results now = results::results_of(result->record);
  const Status written =
      report::write_reports(now, told_contradictions(*run.data, now), how.out, log.texts());
  if (!written) return written.error();
  return report_replay(options, results::replay_of(file->results, now, witness), how.out,
                       known_secrets(run.setup, renewals));
}

}  // namespace

Exit replay_command(const ReplayOptions& options) {
  const Result<Exit> exit = replay(options);
  if (exit) return *exit;
  print_error(exit.error());
  return Exit::kBadInput;
}

}  // namespace assay::cli
