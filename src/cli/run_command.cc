#include <fmt/format.h>
#include <fmt/ranges.h>

#include <chrono>
#include <optional>
#include <set>

#include "base/shell.h"
#include "base/text.h"
#include "cli/arguments.h"
#include "cli/commands.h"
#include "cli/credentials.h"
#include "cli/interrupt.h"
#include "cli/io.h"
#include "cli/leak_check.h"
#include "cli/loading.h"
#include "cli/reach.h"
#include "cli/results_files.h"
#include "cli/shard.h"
#include "cli/target_setup.h"
#include "cli/told_contradictions.h"
#include "cli/waivers.h"
#include "exchange/executor.h"
#include "plan/plan.h"
#include "report/console.h"
#include "report/plan_text.h"
#include "report/writer.h"
#include "results/exchange_log.h"
#include "results/from_run.h"
#include "results/summary.h"
#include "run/run.h"

namespace assay::cli {
namespace {

using base::Error;
using base::Result;
using base::Status;

// Enough to hide a round trip of some milliseconds, and polite to a staging system.
constexpr plan::Pacing kDefaultPacing{.connections = 16,
                                      .rate = 0,  // No limit.
                                      .timeout_ms = 30000,
                                      .deadline_ms = 60000,
                                      .retries = 2,
                                      .poll_growth = 1.5,
                                      .poll_ms = 1000,
                                      .follow_ms = 1'800'000};
// Ten times a second is alive to the eye, and no work beside ten thousand cases.
constexpr std::chrono::milliseconds kProgressPause{100};

constexpr std::string_view kInsecure =
    "insecure: the target's certificate is not checked, and credentials go to whoever answers";

class Console : public run::Observer {
 public:
  Console(bool quiet, results::ExchangeLog& log) : quiet_(quiet), log_(log) {}

  void started(std::size_t cases) override {
    progress_.total = cases;
    show();
  }

  void case_judged(const judge::CaseRecord& record, std::size_t done) override {
    progress_.done = done;
    if (record.outcome == judge::Outcome::kFailed) ++progress_.failed;
    log_.add(record.planned->id, record.transcript);
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
  results::ExchangeLog& log_;
  const std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
  std::chrono::steady_clock::time_point next_ = begin_;
  report::Progress progress_;
};

// The command without its selection of cases, which a report adds for each case, and without the
// parameters in `left_out`.
std::string again_command(const RunOptions& options, const std::set<std::string>& left_out) {
  const plan::Pacing& pacing = options.pacing;
  std::string again = "assay run";
  for (const std::string& operation : options.operations) again += " " + operation;
  const auto add = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) again += " " + std::string(name) + " " + base::shell_word(value);
  };
  add("--data", options.data.folder);
  add("--target", options.target);
  if (options.judging.profile != "documented") add("--profile", options.judging.profile);
  again += again_options(options);
  for (const std::string& word : options.judging.parameters) {
    if (!left_out.contains(word.substr(0, word.find('=')))) add("--param", word);
  }
  for (const std::string& rule : options.judging.rules) add("--rule", rule);
  add("--waivers", options.judging.waivers);
  if (options.judging.undeclared != "report") add("--undeclared", options.judging.undeclared);
  if (options.follow) again += " --follow";
  if (pacing.poll_growth) add("--poll-growth", fmt::format("{}", *pacing.poll_growth));
  if (pacing.poll_ms) add("--poll", std::to_string(*pacing.poll_ms) + "ms");
  if (pacing.follow_ms) add("--follow-limit", std::to_string(*pacing.follow_ms) + "ms");
  for (const std::string& fault : options.faults) add("--fault", fault);
  if (options.allow_changes) again += " --allow-changes";
  if (pacing.timeout_ms) add("--timeout", std::to_string(*pacing.timeout_ms) + "ms");
  if (pacing.deadline_ms) add("--deadline", std::to_string(*pacing.deadline_ms) + "ms");
  if (pacing.retries) add("--retries", std::to_string(*pacing.retries));
  if (pacing.rate) add("--rate", fmt::format("{}", *pacing.rate));
  if (options.seed != 1) add("--seed", std::to_string(options.seed));
  return again;
}

// Times the first wait between two questions about a job.
constexpr int kLongestPoll = 15;

// Of a pacing that says everything.
exchange::ExecutorOptions executor_options(const plan::Pacing& pacing) {
  exchange::ExecutorOptions options;
  options.connections = static_cast<std::size_t>(*pacing.connections);
  options.per_second = *pacing.rate;
  options.retry.retries = static_cast<std::uint32_t>(*pacing.retries);
  options.retry.deadline = std::chrono::milliseconds(*pacing.deadline_ms);
  options.follow.first_wait = std::chrono::milliseconds(*pacing.poll_ms);
  options.follow.growth = *pacing.poll_growth;
  options.follow.longest_wait = options.follow.first_wait * kLongestPoll;
  options.follow.limit = std::chrono::milliseconds(*pacing.follow_ms);
  return options;
}

Result<run::ExecutorFactory> executor_factory(const TargetSetup& setup, const RunOptions& options,
                                              Interrupt& interrupt, RenewalLog& renewals) {
  const plan::Pacing pacing = options.pacing.over(setup.target.pacing).over(kDefaultPacing);
  const std::chrono::milliseconds timeout(*pacing.timeout_ms);
  exchange::TransportOptions to = transport_options(setup);
  to.connect_timeout = to.timeout = timeout;
  Result<exchange::TransportFactory> transport = exchange::http_transport(to);
  if (!transport) return transport.error();
  wire::Redactor redactor;
  for (const auto& [name, secret] : setup.secrets) redactor.add(name, secret);
  exchange::ExecutorOptions how = executor_options(pacing);
  how.place = signing_place(setup.target);
  return run::ExecutorFactory([transport = *transport, how, redactor,
                               credentials = exchange_credentials(setup, renewals),
                               &interrupt](const std::vector<plan::Case>& cases) {
    auto executor =
        std::make_unique<exchange::Executor>(cases, transport, credentials, redactor, how);
    interrupt.on_stop([executor = executor.get()] { executor->cancel(); });
    return executor;
  });
}

// A status that nothing documents could never be shown, nor be missed.
Status check_evidence(const Contracts& contracts, const std::vector<int>& required) {
  std::set<int> documented;
  for (const auto& contract : contracts) {
    for (const contract::ErrorForm& form : contract->suite().errors) {
      if (form.documented && form.status >= 400) documented.insert(form.status);
    }
  }
  for (const int status : required) {
    if (documented.contains(status)) continue;
    return Error{.message = fmt::format("no operation here documents status {}", status),
                 .file = "--require-evidence",
                 .hint = fmt::format("documented are {}", fmt::join(documented, ", "))};
  }
  return base::Done{};
}

struct Prepared {
  std::unique_ptr<base::DataTree> data;
  Contracts contracts;
  Contracts other_profiles;
  TargetSetup setup;
  judge::Options judging;
  contract::Profile profile = contract::Profile::kDocumented;
  WaiverSetup waivers;
  std::vector<plan::Case> cases;
  Shard shard;
};

// Reads the waivers of the command line, or those of the target, and makes the plan before which
// they are held.
Status plan_cases(const RunOptions& options, const Shard& shard, Prepared& prepared) {
  const plan::Target& target = prepared.setup.target;
  const std::string& own = options.judging.waivers;
  const WaiverSetup::Measure measure{*prepared.data, prepared.contracts, prepared.profile};
  Result<WaiverSetup> waivers = WaiverSetup::read(measure, own.empty() ? target.waivers : own,
                                                  {.target = target.name,
                                                   .base_url = target.base_url,
                                                   .today = utc_today(),
                                                   .sharded = shard.count > 1});
  if (!waivers) return waivers.error();
  prepared.waivers = *std::move(waivers);
  Result<std::vector<plan::Case>> cases = plan::make_plan(
      prepared.contracts, target,
      {.selection = {.case_patterns = options.cases, .rule_patterns = options.judging.rules},
       .follow = options.follow,
       .allow_changes = options.allow_changes || options.plan_only,
       .unset_variables = prepared.setup.unset_variables,
       .on_case = prepared.waivers.listener(),
       .shard_index = shard.index,
       .shard_count = shard.count});
  if (!cases) return cases.error();
  prepared.cases = *std::move(cases);
  return prepared.waivers.check_cases(measure);
}

// Everything that can be refused before a byte is sent.
Result<Prepared> prepare(const RunOptions& options, const exchange::Cancellation& stop) {
  if (Status status = check_gtest_arguments(options.gtest_arguments); !status) {
    return status.error();
  }
  Prepared prepared;
  Result<contract::Profile> profile = parse_profile(options.judging.profile);
  if (!profile) return profile.error();
  prepared.profile = *profile;
  Result<judge::Options> judging = parse_judging(options.judging);
  if (!judging) return judging.error();
  prepared.judging = *std::move(judging);
  Result<std::unique_ptr<base::DataTree>> data = open_data(options.data);
  if (!data) return data.error();
  prepared.data = *std::move(data);
  Result<Contracts> contracts =
      load_contracts(*prepared.data, options.operations, prepared.profile);
  if (!contracts) return contracts.error();
  prepared.contracts = *std::move(contracts);
  Result<Contracts> others = load_other_profiles(*prepared.data, prepared.contracts);
  if (!others) return others.error();
  prepared.other_profiles = *std::move(others);
  const Result<Shard> shard = take_shard();
  if (!shard) return shard.error();
  prepared.shard = *shard;
  Result<TargetSetup> setup = set_up_target(*prepared.data, prepared.contracts, options, stop);
  if (!setup) return setup.error();
  prepared.setup = *std::move(setup);
  if (Status known = check_evidence(prepared.contracts, options.required_evidence); !known) {
    return known.error();
  }
  if (Status planned = plan_cases(options, *shard, prepared); !planned) return planned.error();
  if (prepared.cases.empty()) {
    return Error{.message = fmt::format("shard {} of {} has no case", shard->index, shard->count),
                 .file = "environment",
                 .hint = "lower GTEST_TOTAL_SHARDS"};
  }
  if (!options.plan_only) {
    if (Status status = make_out_folder(options.out); !status) return status.error();
  }
  // The cases say what they need of them, and there may be very many.
  for (auto& [name, operation] : prepared.setup.target.operations) operation.subjects.clear();
  return prepared;
}

// nullopt, whatever there is to refuse, when a signal came before the end. The first one ends
// programs that give tokens; a read of standard input waits for its end, or for the second one.
std::optional<Result<Prepared>> prepare_or_stop(const RunOptions& options, Interrupt& interrupt) {
  exchange::Cancellation stop;
  interrupt.on_stop([&stop] {
    print_note("stopping before anything is sent; once more, and it ends at once");
    stop.cancel();
  });
  Result<Prepared> prepared = prepare(options, stop);
  interrupt.on_stop(nullptr);
  if (interrupt.stopped()) return std::nullopt;
  return prepared;
}

Exit report_run(const run::RunResult& result, results::ExchangeLog& log, const RunOptions& options,
                const Prepared& prepared, const std::vector<report::Secret>& secrets) {
  const results::Results results = results::results_of(result.record);
  const report::ConsoleOptions console{.colours = wants_colour()};
  print(report::failures_text(results, console));
  Status written = report::write_reports(results, told_contradictions(*prepared.data, results),
                                         options.out, log.texts());
  const Status proposed = write_waivers(results, prepared.waivers.text(), options.write_waivers);
  const std::string proposals = proposed ? options.write_waivers : "";
  std::vector<std::string> files;
  if (written) files = report::report_files(options.out);
  if (!proposals.empty()) files.push_back(proposals);
  const report::LeakAudit audit = audit_run(options.out, {result.gtest_file, proposals}, secrets);
  Exit verdict = exit_after(audit, exit_for(results));
  print(report::summary_text(results, verdict, files, console));
  if (written) written = proposed;
  if (!written) {
    print_error(written.error());
    verdict = Exit::kBadInput;
  }
  if (result.disagreement) {
    print_error({.message = "GoogleTest and the judge disagree about an outcome: a bug in assay"});
    verdict = Exit::kInternalError;
  }
  tell_audit(audit, secrets);
  return exit_after(audit, verdict);
}

judge::RunRecord heading_of(const Prepared& prepared, const RunOptions& options) {
  judge::RunRecord heading;
  heading.tool_version = tool_version();
  heading.profile = prepared.profile;
  heading.origin =
      prepared.setup.target.built_in ? judge::Origin::kReferenceServer : judge::Origin::kTarget;
  heading.required = {.coverage = options.required_coverage, .evidence = options.required_evidence};
  heading.shard = prepared.shard.index;
  heading.shards = prepared.shard.count;
  heading.target_name = prepared.setup.target.name;
  heading.base_url = prepared.setup.target.base_url;
  heading.insecure = prepared.setup.target.connection.insecure;
  heading.by_hand = by_hand(prepared.setup);
  heading.started = utc_now();
  heading.again = again_command(options, {});
  heading.listed_parameters = prepared.setup.listed_parameters;
  heading.again_one = again_command(options, prepared.setup.listed_parameters);
  return heading;
}

}  // namespace

Exit run_command(const RunOptions& options) {
  Interrupt interrupt;
  std::optional<Result<Prepared>> ready = prepare_or_stop(options, interrupt);
  if (!ready) {
    print_note("stopped before anything was sent");
    return Exit::kCouldNotTell;
  }
  Result<Prepared>& prepared = *ready;
  if (!prepared) {
    print_error(prepared.error());
    return Exit::kBadInput;
  }
  if (options.plan_only) {
    const plan::Target& target = prepared->setup.target;
    print(report::plan_text(prepared->cases, target, target.built_in || options.allow_changes,
                            {.colours = wants_colour()}));
    return Exit::kConforms;
  }
  RenewalLog renewals;
  Result<run::ExecutorFactory> executor =
      executor_factory(prepared->setup, options, interrupt, renewals);
  if (!executor) {
    print_error(executor.error());
    return Exit::kBadInput;
  }
  run::Options run_options{.judging = prepared->judging,
                           .other_profiles = prepared->other_profiles,
                           .gtest_arguments = all_gtest_arguments(options.gtest_arguments),
                           .waivers = prepared->waivers.use(),
                           .heading = heading_of(*prepared, options)};
  if (run_options.heading.insecure) print_note(kInsecure);
  results::ExchangeLog log(options.out);
  Console observer(options.quiet, log);
  Result<run::RunResult> result =
      run::run_plan(std::move(prepared->cases), *executor, run_options, observer, [&] {
        interrupt.on_stop(nullptr);
        return interrupt.stopped();
      });
  clear_progress();
  for (const std::string& message : renewals.messages()) print_note(message);
  if (const mock::Server* server = prepared->setup.server.get()) {
    for (const std::string& fault : server->unmet_faults()) {
      print_note("fault " + fault + " changed no answer");
    }
  }
  if (!result) {
    print_error(result.error());
    return Exit::kBadInput;
  }
  if (result->listed_only) return Exit::kConforms;
  return report_run(*result, log, options, *prepared, known_secrets(prepared->setup, renewals));
}

}  // namespace assay::cli
