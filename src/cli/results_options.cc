#include "cli/results_options.h"

#include <CLI/CLI.hpp>

#include "cli/options.h"

namespace assay::cli {
namespace {

void add_merge(CLI::App& app, MergeOptions& o, std::function<Exit()>& chosen) {
  CLI::App* command = app.add_subcommand("merge", "Join the shards of a run into one");
  command->add_option("FILE", o.files, "results.json of every shard, or the folder that has it")
      ->required();
  command->add_option("--out", o.out, "Folder for the reports of the whole")
      ->envname("ASSAY_OUT")
      ->capture_default_str()
      ->type_name("DIR");
  add_asked_reports(command, o.asked);
  add_quiet_option(command, o.quiet);
  add_data_options(command, o.data);
  command->footer(
      "GTEST_TOTAL_SHARDS and GTEST_SHARD_INDEX deal out the cases of a run; what "
      "--require-coverage\n"
      "and --require-evidence ask for is judged here, of all of them together.\n\n"
      "Exit: as the whole run would have ended; 2 when the files are not the shards of one run.");
  command->final_callback([&] { chosen = [&o] { return merge_command(o); }; });
}

void add_compare(CLI::App& app, CompareOptions& o, std::function<Exit()>& chosen) {
  CLI::App* command = app.add_subcommand("compare", "Tell what changed between two runs");
  command->add_option("OLD", o.before, "results.json of the older run, or the folder that has it")
      ->required();
  command->add_option("NEW", o.now, "The same of the newer run")->required();
  command
      ->add_option("--fail-on", o.fail_on,
                   "Exit 1 not only when rules are newly broken: stopped (checks that no longer "
                   "run), coverage, evidence, warnings, drift, latency, all")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("WORD,...");
  command->add_option("--aliases", o.aliases, "New ids of rules and cases that were renamed")
      ->type_name("FILE");
  command->add_option("--json", o.json, "Write the comparison as JSON; - is standard output")
      ->type_name("FILE");
  command->add_option("--markdown", o.markdown, "Write it as Markdown; - is standard output")
      ->type_name("FILE");
  command->add_option("--html", o.page, "Write it as a page, and its style sheet beside it")
      ->type_name("FILE");
  add_data_options(command, o.data);
  command->footer(
      "A check that is no longer made is no regression by itself, but it is told: nobody would\n"
      "miss it otherwise.\n\n"
      "Exit: 0 no rule is newly broken, 1 one is, or what --fail-on names is worse, 2 bad input.");
  command->final_callback([&] { chosen = [&o] { return compare_command(o); }; });
}

}  // namespace

void add_results_commands(CLI::App& app, ResultsOptions& options, std::function<Exit()>& command) {
  add_compare(app, options.compare, command);
  add_merge(app, options.merge, command);
}

}  // namespace assay::cli
