#include "cli/results_options.h"

#include <CLI/CLI.hpp>

#include "cli/arguments.h"
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
  command
      ->add_option("--write-waivers", o.write_waivers,
                   "Propose waivers for what failed in all of them; each needs a reason")
      ->type_name("FILE");
  add_quiet_option(command, o.quiet);
  add_data_options(command, o.data);
  command->footer(
      "GTEST_TOTAL_SHARDS and GTEST_SHARD_INDEX deal out the cases of a run; what "
      "--require-coverage\n"
      "and --require-evidence ask for is judged here, of all of them together.\n\n"
      "Exit: as the whole run would have ended; 2 when the files are not the shards of one run.");
  command->final_callback([&] { chosen = [&o] { return merge_command(o); }; });
}

void add_aliases_option(CLI::App* command, std::string& file) {
  command->add_option("--aliases", file, "New ids of rules and cases that were renamed")
      ->type_name("FILE");
}

void add_replay(CLI::App& app, ReplayOptions& o, std::function<Exit()>& chosen) {
  CLI::App* command =
      app.add_subcommand("replay", "Send failed cases again, and tell which findings are fixed");
  command->add_option("RESULTS", o.results, "results.json of that run, or the folder that has it")
      ->required();
  command
      ->add_option("--target", o.run.target,
                   "Target file or base URL; left out: the URL that the results name, or the "
                   "reference server")
      ->type_name("FILE|URL");
  command
      ->add_option("--param", o.run.judging.parameters,
                   "Parameter of the request, instead of the run's own of that name; repeatable, "
                   "with NAME=@FILE, NAME=- and NAME=@@VALUE as for run")
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false);
  add_reach_options(command, o.run);
  o.run.out = "reports/replay";
  command->add_option("--out", o.run.out, "Folder for the reports of what was sent")
      ->capture_default_str()
      ->type_name("DIR");
  command->add_option("--json", o.json, "Write what became of each finding; - is standard output")
      ->type_name("FILE");
  command->add_option("--markdown", o.markdown, "Write it as Markdown; - is standard output")
      ->type_name("FILE");
  add_aliases_option(command, o.aliases);
  add_quiet_option(command, o.run.quiet);
  add_data_options(command, o.run.data);
  command->footer(
      "Profile, parameters and pace are those of the run, unless said anew. A target file, where\n"
      "secrets come from, the way to the target and what is permitted are never taken from a file\n"
      "of results: say them again.\n\n"
      "Exit: 0 every finding is fixed or waived, 1 one is still there or new, 2 bad input,\n"
      "3 could not tell of one, 4 nothing had failed.");
  command->final_callback([&] { chosen = [&o] { return replay_command(o); }; });
}

void add_compare(CLI::App& app, CompareOptions& o, std::function<Exit()>& chosen) {
  CLI::App* command = app.add_subcommand("compare", "Tell what changed between two runs");
  command->add_option("OLD", o.before, "results.json of the older run, or the folder that has it")
      ->required();
  command->add_option("NEW", o.now, "The same of the newer run")->required();
  command
      ->add_option("--fail-on", o.fail_on,
                   "Exit 1 not only when rules are newly broken or no longer waived: stopped "
                   "(checks that no longer run), coverage, evidence, warnings, drift, latency, "
                   "waivers (that do not hold), all")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("WORD,...");
  add_aliases_option(command, o.aliases);
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
      "Exit: 0 no rule is newly broken or no longer waived, 1 one is, or what --fail-on names is\n"
      "worse, 2 bad input.");
  command->final_callback([&] { chosen = [&o] { return compare_command(o); }; });
}

void add_history(CLI::App& app, HistoryOptions& o, std::function<Exit()>& chosen) {
  CLI::App* command = app.add_subcommand("history", "Draw the trend over many runs");
  command
      ->add_option("DIR", o.paths,
                   "Folder that is searched, with all below it, for results of runs (*.json); or "
                   "a results file")
      ->required();
  command->add_option("--last", o.last, "Only the last runs of each target and profile")
      ->check(whole_number(1, 1'000'000))
      ->type_name("N");
  command->add_option("--out", o.out, "Folder for the page and its style sheet")
      ->capture_default_str()
      ->type_name("DIR");
  command->add_option("--json", o.json, "Write the trend as JSON; - is standard output")
      ->type_name("FILE");
  command->add_option("--aliases", o.aliases, "New ids of rules that were renamed")
      ->type_name("FILE");
  add_data_options(command, o.data);
  command->footer(
      "Runs of one target under one profile are one trend. Other JSON files are passed over, "
      "copies\n"
      "of a run count once, shards that were not merged are left out; all of these are told.\n"
      "A results file that is broken, or of a newer assay, is told, the rest is drawn without it, "
      "and\n"
      "the exit is 2: one bad night hides no good ones, and does not go unnoticed.\n\n"
      "Exit: 0 drawn, 2 bad input, or drawn without a file that could not be read.");
  command->final_callback([&] { chosen = [&o] { return history_command(o); }; });
}

}  // namespace

void add_results_commands(CLI::App& app, ResultsOptions& options, std::function<Exit()>& command) {
  add_compare(app, options.compare, command);
  add_merge(app, options.merge, command);
  add_replay(app, options.replay, command);
  add_history(app, options.history, command);
}

}  // namespace assay::cli
