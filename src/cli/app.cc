#include "cli/app.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <functional>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/io.h"
#include "cli/loading.h"

namespace assay::cli {
namespace {

constexpr const char* kAbout =
    "Checks that an HTTP endpoint answers the way its documentation says.";
constexpr const char* kFooter =
    "\nExit: 0 conforms, 1 does not conform, 2 bad input, 3 could not tell, 4 nothing shown,\n"
    "5 secret in a report, 70 internal error.";

// The options of every command, filled by the parser, and which command was named.
struct Parsed {
  RunOptions run;
  CheckOptions check;
  MockOptions mock;
  ListOptions list;
  ExplainOptions explain;
  LintOptions lint;
  std::function<Exit()> command;
};

void add_data(CLI::App* command, DataOptions& data) {
  command
      ->add_option("--data", data.folder,
                   "Folder with schemas/ and suites/ instead of the built-in data")
      ->envname("ASSAY_DATA")
      ->type_name("DIR");
}

void add_judging(CLI::App* command, JudgeOptions& judging) {
  command->add_option("--profile", judging.profile, "documented, strict or observed")
      ->envname("ASSAY_PROFILE")
      ->capture_default_str()
      ->type_name("NAME");
  command->add_option("--rule", judging.rules, "Only rules that match; * and ? are wild")
      ->type_name("PATTERN")
      ->allow_extra_args(false);
  command
      ->add_option("--undeclared", judging.undeclared,
                   "Members that no document declares: report, warn or fail")
      ->envname("ASSAY_UNDECLARED")
      ->capture_default_str()
      ->type_name("WORD");
  command->add_option("--param", judging.parameters, "Parameter of the request; repeatable")
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false);
}

void add_run(CLI::App& app, Parsed& parsed) {
  RunOptions& o = parsed.run;
  CLI::App* command =
      app.add_subcommand("run", "Try operations against a target and judge every answer");
  command->add_option("operation", o.operations, "Operations; all when left out")
      ->type_name("OPERATION");
  command
      ->add_option("--target", o.target,
                   "Target file or base URL; left out: the built-in reference server")
      ->envname("ASSAY_TARGET")
      ->type_name("FILE|URL");
  add_judging(command, o.judging);
  command->add_option("--case", o.cases, "Only cases that match; * and ? are wild")
      ->type_name("PATTERN")
      ->allow_extra_args(false);
  command
      ->add_option("--token-env", o.token_env,
                   "Variable that holds the token (default ASSAY_TOKEN)")
      ->envname("ASSAY_TOKEN_ENV")
      ->type_name("NAME");
  command->add_option("--jobs", o.connections, "Connections at once (default 16)")
      ->envname("ASSAY_JOBS")
      ->check(CLI::Range(1, 256))
      ->type_name("N");
  command->add_option("--timeout", o.timeout_ms, "Longest wait for one exchange (default 30s)")
      ->envname("ASSAY_TIMEOUT")
      ->transform(
          CLI::AsNumberWithUnit(std::map<std::string, int>{{"ms", 1}, {"s", 1000}, {"m", 60000}},
                                CLI::AsNumberWithUnit::Options::UNIT_REQUIRED))
      ->check(CLI::Range(1, 3600000))
      ->type_name("DURATION");
  command->add_option("--out", o.out, "Folder for junit.xml and results.json")
      ->envname("ASSAY_OUT")
      ->capture_default_str()
      ->type_name("DIR");
  command
      ->add_option("--require-coverage", o.required_coverage,
                   "Exit 4 when fewer rules were exercised")
      ->envname("ASSAY_REQUIRE_COVERAGE")
      ->check(CLI::Range(0, 100))
      ->type_name("PERCENT");
  command->add_option("--seed", o.seed, "Of the reference server")
      ->capture_default_str()
      ->type_name("N");
  command->add_flag("--allow-changes", o.allow_changes,
                    "Permit cases that change something on the target");
  command->add_flag("--quiet", o.quiet, "No progress");
  add_data(command, o.data);
  command->footer(
      "\nWhat stands behind -- goes to GoogleTest: assay run -- --gtest_filter='Transport*'");
  command->final_callback(
      [&parsed] { parsed.command = [&parsed] { return run_command(parsed.run); }; });
}

void add_check(CLI::App& app, Parsed& parsed) {
  CheckOptions& o = parsed.check;
  CLI::App* command = app.add_subcommand("check", "Judge recorded answers without network");
  command->add_option("operation", o.operation, "Operation that was answered")
      ->required()
      ->type_name("OPERATION");
  command->add_option("file", o.files, "Bodies; - is standard input")
      ->required()
      ->type_name("FILE");
  add_judging(command, o.judging);
  command->add_option("--status", o.status, "Status of the answer")
      ->check(CLI::Range(100, 599))
      ->capture_default_str()
      ->type_name("CODE");
  command->add_option("--content-type", o.content_type, "Content-Type of the answer")
      ->type_name("TYPE");
  command->add_option("--json", o.json, "Write results as JSON; - is standard output")
      ->type_name("FILE");
  command->add_option("--junit", o.junit, "Write results as JUnit XML; - is standard output")
      ->type_name("FILE");
  add_data(command, o.data);
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
      ->check(CLI::Range(0, 65535))
      ->capture_default_str()
      ->type_name("PORT");
  command->add_option("--seed", o.seed, "The same seed makes the same jobs and images")
      ->capture_default_str()
      ->type_name("N");
  command
      ->add_option("--write-target", o.target_file,
                   "Write a target file that knows this server's jobs")
      ->type_name("FILE");
  command->footer(
      "\nTokens come from ASSAY_TOKEN, ASSAY_EXPIRED_TOKEN and ASSAY_FOREIGN_TOKEN; those that are "
      "not\n"
      "set are made from the seed and printed. A request header `Prefer: code=503` makes it fail "
      "so.");
  command->final_callback(
      [&parsed] { parsed.command = [&parsed] { return mock_command(parsed.mock); }; });
}

void add_others(CLI::App& app, Parsed& parsed) {
  CLI::App* list = app.add_subcommand("list", "List operations, cases, rules or contradictions");
  list->add_option("what", parsed.list.what, "operations, cases, rules or contradictions")
      ->required()
      ->type_name("WHAT");
  list->add_option("operation", parsed.list.operations, "Only these operations")
      ->type_name("OPERATION");
  list->add_option("--profile", parsed.list.profile, "documented, strict or observed")
      ->envname("ASSAY_PROFILE")
      ->capture_default_str()
      ->type_name("NAME");
  add_data(list, parsed.list.data);
  list->final_callback(
      [&parsed] { parsed.command = [&parsed] { return list_command(parsed.list); }; });

  CLI::App* explain = app.add_subcommand("explain", "Tell what a rule or a contradiction is about");
  explain->add_option("id", parsed.explain.id, "Rule or contradiction")
      ->required()
      ->type_name("ID");
  add_data(explain, parsed.explain.data);
  explain->final_callback(
      [&parsed] { parsed.command = [&parsed] { return explain_command(parsed.explain); }; });

  CLI::App* lint =
      app.add_subcommand("lint", "Check schemas, suites, documents and target files for mistakes");
  lint->add_option("target", parsed.lint.targets, "Target files to check as well")
      ->type_name("FILE");
  add_data(lint, parsed.lint.data);
  lint->final_callback(
      [&parsed] { parsed.command = [&parsed] { return lint_command(parsed.lint); }; });
}

// Long option names and command names that could have been meant.
std::vector<std::string> known_words(const CLI::App& app) {
  std::vector<std::string> words;
  for (const CLI::App* command : app.get_subcommands(nullptr)) words.push_back(command->get_name());
  const std::vector<CLI::App*> parsed = app.get_subcommands();
  const CLI::App& innermost = parsed.empty() ? app : *parsed.front();
  for (const CLI::Option* option : innermost.get_options()) {
    for (const std::string& name : option->get_lnames()) words.push_back("--" + name);
  }
  return words;
}

Exit refuse(const CLI::App& app, const CLI::ParseError& error) {
  base::Error plain{.message = error.what()};
  const std::vector<std::string> extras = app.remaining(/*recurse=*/true);
  if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr && !extras.empty()) {
    const std::string word = extras.front().substr(0, extras.front().find('='));
    plain.message =
        (word.starts_with('-') ? "no option \"" : "no command \"") + base::printable(word) + "\"";
    plain.hint = base::suggestion(word, known_words(app));
  }
  if (plain.hint.empty()) {
    const std::vector<CLI::App*> parsed = app.get_subcommands();
    plain.hint = "assay " + (parsed.empty() ? "" : parsed.front()->get_name() + " ") +
                 "--help shows what there is";
  }
  print_error(plain);
  return Exit::kBadInput;
}

}  // namespace

judge::Exit run_app(int argc, char** argv) {
  Parsed parsed;
  CLI::App app(kAbout, "assay");
  app.set_version_flag("--version", "assay " + tool_version());
  app.footer(kFooter);
  app.require_subcommand(1);
  app.get_formatter()->column_width(34);
  add_run(app, parsed);
  add_check(app, parsed);
  add_mock(app, parsed);
  add_others(app, parsed);

  // What stands behind -- is GoogleTest's; CLI11 would take it for operations.
  const int end = static_cast<int>(std::find(argv, argv + argc, std::string_view("--")) - argv);
  for (int i = end + 1; i < argc; ++i) parsed.run.gtest_arguments.emplace_back(argv[i]);
  try {
    app.parse(end, argv);
  } catch (const CLI::CallForHelp&) {
    const std::vector<CLI::App*> commands = app.get_subcommands();
    print(commands.empty() ? app.help() : commands.front()->help());
    return Exit::kConforms;
  } catch (const CLI::CallForVersion&) {
    print_line(app.version());
    return Exit::kConforms;
  } catch (const CLI::ParseError& error) {
    return refuse(app, error);
  }
  return parsed.command();
}

}  // namespace assay::cli
