#include "cli/run_setup.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <chrono>
#include <set>

#include "cli/arguments.h"
#include "cli/io.h"
#include "cli/reach.h"
#include "cli/results_files.h"
#include "cli/run_again.h"
#include "exchange/executor.h"
#include "plan/plan.h"

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

// Reads the waivers of the command line, or those of the target, and makes the plan before which
// they are held.
Status plan_cases(const RunOptions& options, const Shard& shard, RunSetup& run) {
  const plan::Target& target = run.setup.target;
  const std::string& own = options.judging.waivers;
  const std::string& file = own.empty() ? target.waivers : own;
  if (Status good = check_proposals(options.write_waivers, file); !good) return good;
  const WaiverSetup::Measure measure{*run.data, run.contracts, run.profile};
  Result<WaiverSetup> waivers = WaiverSetup::read(measure, file,
                                                  {.target = target.name,
                                                   .base_url = target.base_url,
                                                   .today = utc_today(),
                                                   .sharded = shard.count > 1});
  if (!waivers) return waivers.error();
  run.waivers = *std::move(waivers);
  Result<std::vector<plan::Case>> cases =
      plan::make_plan(run.contracts, target,
                      {.selection = {.case_patterns = options.cases,
                                     .rule_patterns = options.judging.rules,
                                     .case_ids = options.case_ids},
                       .follow = options.follow,
                       .allow_changes = options.allow_changes || options.plan_only,
                       .unset_variables = run.setup.unset_variables,
                       .on_case = run.waivers.listener(),
                       .shard_index = shard.index,
                       .shard_count = shard.count});
  if (!cases) return cases.error();
  run.cases = *std::move(cases);
  return run.waivers.check_cases(measure);
}

// Everything that can be refused before a byte is sent.
Result<RunSetup> prepare(const RunOptions& options, const exchange::Cancellation& stop) {
  if (Status status = check_gtest_arguments(options.gtest_arguments); !status) {
    return status.error();
  }
  RunSetup run;
  Result<contract::Profile> profile = parse_profile(options.judging.profile);
  if (!profile) return profile.error();
  run.profile = *profile;
  Result<judge::Options> judging = parse_judging(options.judging);
  if (!judging) return judging.error();
  run.judging = *std::move(judging);
  Result<std::unique_ptr<base::DataTree>> data = open_data(options.data);
  if (!data) return data.error();
  run.data = *std::move(data);
  Result<Contracts> contracts = load_contracts(*run.data, options.operations, run.profile);
  if (!contracts) return contracts.error();
  run.contracts = *std::move(contracts);
  Result<Contracts> others = load_other_profiles(*run.data, run.contracts);
  if (!others) return others.error();
  run.other_profiles = *std::move(others);
  const Result<Shard> shard = take_shard();
  if (!shard) return shard.error();
  if (!options.case_ids) run.shard = *shard;
  Result<TargetSetup> setup = set_up_target(*run.data, run.contracts, options, stop);
  if (!setup) return setup.error();
  run.setup = *std::move(setup);
  if (Status known = check_evidence(run.contracts, options.required_evidence); !known) {
    return known.error();
  }
  if (Status planned = plan_cases(options, run.shard, run); !planned) return planned.error();
  if (run.cases.empty() && !options.case_ids) {
    return Error{.message = fmt::format("shard {} of {} has no case", shard->index, shard->count),
                 .file = "environment",
                 .hint = "lower GTEST_TOTAL_SHARDS"};
  }
  if (!options.plan_only) {
    if (Status status = make_out_folder(options.out); !status) return status.error();
  }
  // The cases say what they need of them, and there may be very many.
  for (auto& [name, operation] : run.setup.target.operations) operation.subjects.clear();
  return run;
}

}  // namespace

std::optional<Result<RunSetup>> set_up_run(const RunOptions& options, Interrupt& interrupt) {
  exchange::Cancellation stop;
  interrupt.on_stop([&stop] {
    print_note("stopping before anything is sent; once more, and it ends at once");
    stop.cancel();
  });
  Result<RunSetup> setup = prepare(options, stop);
  interrupt.on_stop(nullptr);
  if (interrupt.stopped()) return std::nullopt;
  return setup;
}

Result<run::ExecutorFactory> executor_factory(const RunSetup& run, const RunOptions& options,
                                              Interrupt& interrupt, RenewalLog& renewals) {
  const plan::Pacing pacing = options.pacing.over(run.setup.target.pacing).over(kDefaultPacing);
  const std::chrono::milliseconds timeout(*pacing.timeout_ms);
  exchange::TransportOptions to = transport_options(run.setup);
  to.connect_timeout = to.timeout = timeout;
  Result<exchange::TransportFactory> transport = exchange::http_transport(to);
  if (!transport) return transport.error();
  wire::Redactor redactor;
  for (const auto& [name, secret] : run.setup.secrets) redactor.add(name, secret);
  exchange::ExecutorOptions how = executor_options(pacing);
  how.place = signing_place(run.setup.target);
  return run::ExecutorFactory([transport = *transport, how, redactor,
                               credentials = exchange_credentials(run.setup, renewals),
                               &interrupt](const std::vector<plan::Case>& cases) {
    auto executor =
        std::make_unique<exchange::Executor>(cases, transport, credentials, redactor, how);
    interrupt.on_stop([executor = executor.get()] { executor->cancel(); });
    return executor;
  });
}

judge::RunRecord heading_of(const RunSetup& run, const RunOptions& options) {
  judge::RunRecord heading;
  heading.tool_version = tool_version();
  heading.profile = run.profile;
  heading.origin =
      run.setup.target.built_in ? judge::Origin::kReferenceServer : judge::Origin::kTarget;
  heading.required = {.coverage = options.required_coverage, .evidence = options.required_evidence};
  heading.shard = run.shard.index;
  heading.shards = run.shard.count;
  heading.target_name = run.setup.target.name;
  heading.base_url = run.setup.target.base_url;
  heading.insecure = run.setup.target.connection.insecure;
  heading.by_hand = by_hand(run.setup);
  heading.started = utc_now();
  heading.again = again_command(options);
  heading.listed_parameters = run.setup.listed_parameters;
  heading.again_one = again_one_command(options, run.setup.listed_parameters);
  return heading;
}

}  // namespace assay::cli
