#include "cli/app.h"

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>
#include <string_view>

#include "cli/arguments.h"
#include "cli/commands.h"
#include "cli/help.h"
#include "cli/io.h"
#include "cli/loading.h"
#include "cli/options.h"
#include "cli/refusal.h"
#include "cli/results_options.h"

namespace assay::cli {
namespace {

constexpr const char* kAbout =
    "Checks that an HTTP endpoint answers the way its documentation says.";
constexpr const char* kFooter =
    "Exit: 0 conforms, 1 does not conform, 2 bad input, 3 could not tell, 4 nothing shown,\n"
    "5 secret in a report, 70 internal error.";

// The options of every command, filled by the parser, and which command was named.
struct Parsed {
  RunOptions run;
  CheckOptions check;
  PruneOptions prune;
  MockOptions mock;
  ListOptions list;
  ExplainOptions explain;
  LintOptions lint;
  SelftestOptions selftest;
  SchemaValidateOptions schema_validate;
  SchemaTestOptions schema_test;
  ResultsOptions results;
  std::function<Exit()> command;
};

void add_run(CLI::App& app, Parsed& parsed) {
  CLI::App* command =
      app.add_subcommand("run", "Try operations against a target and judge every answer");
  add_run_options(command, parsed.run);
  command->footer(
      "What stands behind -- goes to GoogleTest: assay run -- --gtest_filter='Transport*'\n\n" +
      std::string(kFooter));
  command->final_callback(
      [&parsed] { parsed.command = [&parsed] { return run_command(parsed.run); }; });
}

void add_check(CLI::App& app, Parsed& parsed) {
  CheckOptions& o = parsed.check;
  CLI::App* command = app.add_subcommand("check", "Judge recorded answers without network");
  command->add_option("OPERATION", o.operation, "Operation that was answered")->required();
  command->add_option("FILE", o.files, "Bodies of answers; - is standard input")->required();
  add_judging_options(command, o.judging);
  command->add_option("--status", o.status, "Status of the answer")
      ->check(whole_number(100, 599))
      ->capture_default_str()
      ->type_name("CODE");
  command->add_option("--content-type", o.content_type, "Content-Type of the answer")
      ->type_name("TYPE");
  add_asked_reports(command, o.asked);
  add_quiet_option(command, o.quiet);
  add_data_options(command, o.data);
  command->final_callback(
      [&parsed] { parsed.command = [&parsed] { return check_command(parsed.check); }; });
}

void add_mock(CLI::App& app, Parsed& parsed) {
  MockOptions& o = parsed.mock;
  CLI::App* command =
      app.add_subcommand("mock", "Serve the reference server until SIGINT or SIGTERM");
  command->add_option("--host", o.host, "Address to listen on")
      ->capture_default_str()
      ->type_name("HOST");
  command->add_option("--port", o.port, "Port; 0 takes a free one")
      ->check(whole_number(0, 65535))
      ->capture_default_str()
      ->type_name("PORT");
  command->add_option("--seed", o.seed, "The same seed makes the same jobs and images")
      ->check(whole_number(0, kLargestSeed))
      ->capture_default_str()
      ->type_name("N");
  command->add_option("--profile", o.profile, "Behave as documented, or as observed")
      ->envname("ASSAY_PROFILE")
      ->capture_default_str()
      ->type_name("NAME");
  command->add_option("--latency", o.latency_ms, "Hold every answer back that long: 20ms")
      ->transform(duration_in_ms())
      ->type_name("TIME");
  command
      ->add_option("--location-host", o.location_host,
                   "Observed profile: the host in the location of an accepted action; without it, "
                   "one that can't be reached")
      ->type_name("HOST");
  command
      ->add_option("--timeline", o.timelines,
                   "One more job, which moves: otc-ims-job='INIT 2s, RUNNING 3s, FAIL' by time "
                   "since it is first asked about, 'INIT 1x, RUNNING 2x, SUCCESS' by answers")
      ->type_name("OPERATION=STATES")
      ->allow_extra_args(false);
  command
      ->add_option("--write-target", o.target_file,
                   "Write a target file that knows this server's jobs")
      ->type_name("FILE");
  add_fault_option(command, o.faults);
  add_data_options(command, o.data);
  command->footer(
      "Secrets come from ASSAY_TOKEN, ASSAY_EXPIRED_TOKEN, ASSAY_FOREIGN_TOKEN,\n"
      "ASSAY_READ_ONLY_TOKEN, ASSAY_ACCESS_KEY and ASSAY_SECRET_KEY; those that are not set are\n"
      "made from the seed and printed. A request with the header `Prefer: code=503` is answered "
      "by\n"
      "that status. POST /_assay/faults with {\"status\": 503, \"operation\": NAME, \"count\": N} "
      "gives\n"
      "an id: requests with X-Assay-Fault: ID are answered so until DELETE\n"
      "/_assay/faults/ID.");
  command->final_callback(
      [&parsed] { parsed.command = [&parsed] { return mock_command(parsed.mock); }; });
}

void add_others(CLI::App& app, Parsed& parsed) {
  CLI::App* list =
      app.add_subcommand("list", "List operations, cases, rules, faults or contradictions");
  list->add_option("WHAT", parsed.list.what, "operations, cases, rules, faults or contradictions")
      ->required();
  list->add_option("OPERATION", parsed.list.operations, "Only of these operations");
  list->add_option("--profile", parsed.list.profile, "documented, strict or observed")
      ->envname("ASSAY_PROFILE")
      ->capture_default_str()
      ->type_name("NAME");
  add_data_options(list, parsed.list.data);
  list->final_callback(
      [&parsed] { parsed.command = [&parsed] { return list_command(parsed.list); }; });

  CLI::App* explain =
      app.add_subcommand("explain", "Tell what a rule, a contradiction or a fault is about");
  explain->add_option("ID", parsed.explain.id, "Rule, contradiction or fault")->required();
  add_data_options(explain, parsed.explain.data);
  explain->final_callback(
      [&parsed] { parsed.command = [&parsed] { return explain_command(parsed.explain); }; });

  CLI::App* lint =
      app.add_subcommand("lint", "Check schemas, suites, documents and target files for mistakes");
  lint->add_option("FILE", parsed.lint.targets, "Target files to check as well");
  add_data_options(lint, parsed.lint.data);
  lint->final_callback(
      [&parsed] { parsed.command = [&parsed] { return lint_command(parsed.lint); }; });
}

void add_selftest(CLI::App& app, Parsed& parsed) {
  SelftestOptions& o = parsed.selftest;
  CLI::App* command = app.add_subcommand("selftest", "Prove that every broken promise is noticed");
  command->add_option("OPERATION", o.operations, "Only of these operations");
  command->add_option("--profile", o.profile, "Only under this one; left out: under every profile")
      ->type_name("NAME");
  command->add_flag("--rules", o.every_rule, "Tell of each rule what was noticed to break it")
      ->disable_flag_override();
  command->add_flag("--stop-at-first", o.stop_at_first, "End at the first survivor or false alarm")
      ->disable_flag_override();
  command->add_option("--json", o.json, "Write the matrix as JSON; - is standard output")
      ->type_name("FILE");
  command->add_option("--html", o.page, "Write the matrix as a page, and its style sheet beside it")
      ->type_name("FILE");
  command
      ->add_option("--write-ledger", o.ledger,
                   "Test nothing; write down what the contracts promise now, a file per operation")
      ->type_name("DIR");
  add_data_options(command, o.data);
  command->footer(
      "Every promise of every contract is broken, one at a time, in answers that conform, and the\n"
      "judge has to report it and nothing else; answers at the edge of what is allowed must pass.\n"
      "Nothing is sent.\n\nExit: 0 score 100 % and no false alarm, 1 otherwise, 2 bad input.");
  command->final_callback(
      [&parsed] { parsed.command = [&parsed] { return selftest_command(parsed.selftest); }; });
}

void add_schema_validate(CLI::App* schema, Parsed& parsed) {
  SchemaValidateOptions& o = parsed.schema_validate;
  CLI::App* command = schema->add_subcommand("validate", "Hold JSON files to a schema");
  command
      ->add_option("SCHEMA", o.schema,
                   "File or known URI, with #/pointer or #anchor for a schema inside")
      ->required();
  command->add_option("FILE", o.files, "JSON files; - is standard input")->required();
  command->add_option("--with", o.with, "Another schema that references may lead to; repeatable")
      ->type_name("FILE")
      ->allow_extra_args(false);
  command
      ->add_option("--output", o.output,
                   "Standard output units as JSON, one line a file: flag, basic (or list), "
                   "hierarchical; left out: text")
      ->type_name("FORMAT");
  command->add_flag("--assert-formats", o.assert_formats, "Formats must hold, not only annotate")
      ->disable_flag_override();
  command->footer(
      "Schemas are of draft 2020-12; keywords and formats that nobody knows annotate. Nothing is\n"
      "fetched from the network.\n\nExit: 0 all valid, 1 something invalid, 2 bad input,\n"
      "3 output that would be too deep.");
  command->final_callback([&parsed] {
    parsed.command = [&parsed] { return schema_validate_command(parsed.schema_validate); };
  });
}

void add_schema_test(CLI::App* schema, Parsed& parsed) {
  SchemaTestOptions& o = parsed.schema_test;
  CLI::App* command =
      schema->add_subcommand("test", "Run files in the format of JSON Schema's official suite");
  command->add_option("FILE", o.files, "Files with groups of tests")->required();
  command
      ->add_option("--remotes", o.remotes,
                   "Folder of schemas that stands for http://localhost:1234/")
      ->type_name("DIR");
  command
      ->add_option("--expect-failures", o.expected_failures,
                   "List of tests that must fail, each with a reason")
      ->type_name("FILE");
  command->add_flag("--assert-formats", o.assert_formats, "Formats must hold, not only annotate")
      ->disable_flag_override();
  command->footer(
      "Exit: 0 all as expected, 1 something failed or a listed test passed, 2 bad input.");
  command->final_callback([&parsed] {
    parsed.command = [&parsed] { return schema_test_command(parsed.schema_test); };
  });
}

void add_schema(CLI::App& app, Parsed& parsed) {
  CLI::App* schema =
      app.add_subcommand("schema", "Use the JSON Schema evaluator by itself: validate or test");
  schema->require_subcommand(1);
  add_schema_validate(schema, parsed);
  add_schema_test(schema, parsed);
  for (CLI::App* command : schema->get_subcommands(nullptr)) command->group("Commands");
}

void add_waivers(CLI::App& app, Parsed& parsed) {
  PruneOptions& o = parsed.prune;
  CLI::App* waivers = app.add_subcommand("waivers", "Keep a file of waivers true: prune");
  waivers->require_subcommand(1);
  CLI::App* command = waivers->add_subcommand(
      "prune", "Drop entries that a run proved to be fixed, and nothing that it did not see");
  command->group("Commands");
  command->add_option("FILE", o.file, "File of waivers")->required();
  command->add_option("--results", o.results, "results.json of that run, or the folder that has it")
      ->required()
      ->type_name("FILE|DIR");
  command->add_flag("--write", o.write, "Rewrite the file; left out: only tell")
      ->disable_flag_override();
  add_data_options(command, o.data);
  command->footer("Exit: 0 told or done, 2 bad input.");
  command->final_callback(
      [&parsed] { parsed.command = [&parsed] { return waivers_prune_command(parsed.prune); }; });
}

// What stands behind -- of `run` is GoogleTest's; the parser would take it for operations. Returns
// where the words for the parser end.
int take_gtest_arguments(int argc, char** argv, RunOptions& run) {
  if (argc < 2 || std::string_view(argv[1]) != "run") return argc;
  int end = 1;
  while (end < argc && std::string_view(argv[end]) != "--") ++end;
  for (int i = end + 1; i < argc; ++i) run.gtest_arguments.emplace_back(argv[i]);
  return end;
}

}  // namespace

results::Exit run_app(int argc, char** argv) {
  Parsed parsed;
  CLI::App app(kAbout, "assay");
  app.set_version_flag("--version", "assay " + tool_version(), "Print the version");
  app.set_help_flag("-h,--help", "Print this text");
  app.footer(kFooter);
  app.require_subcommand(1);
  app.formatter(std::make_shared<HelpFormatter>());
  add_run(app, parsed);
  add_check(app, parsed);
  add_waivers(app, parsed);
  add_mock(app, parsed);
  add_others(app, parsed);
  add_results_commands(app, parsed.results, parsed.command);
  add_selftest(app, parsed);
  add_schema(app, parsed);
  for (CLI::App* command : app.get_subcommands(nullptr)) command->group("Commands");

  const int end = take_gtest_arguments(argc, argv, parsed.run);
  try {
    app.parse(end, argv);
  } catch (const CLI::CallForHelp&) {
    print(app.help());
    return Exit::kConforms;
  } catch (const CLI::CallForVersion&) {
    print_line(app.version());
    return Exit::kConforms;
  } catch (const CLI::ParseError& error) {
    print_error(refusal(app, error));
    return Exit::kBadInput;
  }
  return parsed.command();
}

}  // namespace assay::cli
