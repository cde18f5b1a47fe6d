#include "cli/options.h"

#include "cli/arguments.h"

namespace assay::cli {
namespace {

// How a target is reached, and where the token comes from when it is no variable.
void add_connection(CLI::App* command, RunOptions& o) {
  plan::Connection& to = o.connection;
  command->add_option("--token-file", o.token_file, "File that holds the token")->type_name("FILE");
  command
      ->add_option("--token-command", o.token_command,
                   "Program that prints the token, with its arguments; no shell")
      ->type_name("'WORDS'");
  command->add_option("--cacert", to.ca_file, "Authorities (PEM) instead of the system's")
      ->type_name("FILE");
  command
      ->add_option("--cert", to.client_certificate, "Our certificate (PEM), perhaps with its key")
      ->type_name("FILE");
  command->add_option("--key", to.client_key, "Key (PEM) of our certificate")->type_name("FILE");
  command
      ->add_option("--tls-server-name", to.server_name,
                   "Name that the certificate must have, instead of the URL's host")
      ->type_name("NAME");
  command
      ->add_flag("--insecure", to.insecure,
                 "Do not check the target's certificate; every report says so")
      ->disable_flag_override();
  command
      ->add_option(
          "--proxy", to.proxy,
          "HTTP proxy; left out: HTTPS_PROXY or HTTP_PROXY, unless NO_PROXY names the host")
      ->type_name("URL");
  command
      ->add_option("--proxy-credentials-env", to.proxy_credentials,
                   "Variable that holds the proxy's user:password")
      ->type_name("NAME");
  command->add_option("--unix-socket", to.unix_socket, "Socket on which the target listens")
      ->type_name("PATH");
}

// How hard and how long a target is asked.
void add_pace(CLI::App* command, RunOptions& o) {
  plan::Pacing& pacing = o.pacing;
  command->add_option("--jobs", pacing.connections, "Connections at once")
      ->envname("ASSAY_JOBS")
      ->default_str("16")
      ->check(whole_number(1, 256))
      ->type_name("N");
  command->add_option("--rate", pacing.rate, "Requests a second, at most")
      ->envname("ASSAY_RATE")
      ->check(positive_number())
      ->type_name("NUMBER");
  command->add_option("--timeout", pacing.timeout_ms, "Longest wait for one attempt")
      ->envname("ASSAY_TIMEOUT")
      ->default_str("30s")
      ->transform(duration_in_ms())
      ->type_name("DURATION");
  command
      ->add_option("--retries", pacing.retries,
                   "Further attempts where there was no answer, or 429")
      ->envname("ASSAY_RETRIES")
      ->default_str("2")
      ->check(whole_number(0, 100))
      ->type_name("N");
  command
      ->add_option("--deadline", pacing.deadline_ms,
                   "Longest time for one exchange with all its attempts")
      ->envname("ASSAY_DEADLINE")
      ->default_str("60s")
      ->transform(duration_in_ms())
      ->type_name("DURATION");
  command->add_flag("--follow", o.follow, "Ask again about each job until it has ended")
      ->disable_flag_override();
  command->add_option("--poll", pacing.poll_ms, "First wait between two questions about a job")
      ->envname("ASSAY_POLL")
      ->default_str("1s")
      ->transform(duration_in_ms())
      ->type_name("DURATION");
  command
      ->add_option("--poll-growth", pacing.poll_growth,
                   "Each further wait is so many times as long, up to 15 times the first")
      ->envname("ASSAY_POLL_GROWTH")
      ->default_str("1.5")
      ->check(CLI::Range(1.0, 10.0).description(""))
      ->type_name("NUMBER");
  command->add_option("--follow-limit", pacing.follow_ms, "Longest time that a job is followed")
      ->envname("ASSAY_FOLLOW_LIMIT")
      ->default_str("30m")
      ->transform(duration_in_ms())
      ->type_name("DURATION");
}

// Where reports go, and what a run must show.
void add_results(CLI::App* command, RunOptions& o) {
  command->add_option("--out", o.out, "Folder for the page, junit.xml and results.json")
      ->envname("ASSAY_OUT")
      ->capture_default_str()
      ->type_name("DIR");
  add_asked_reports(command, o.asked);
  command
      ->add_option(
          "--write-waivers", o.write_waivers,
          "Propose waivers for what failed, behind those of --waivers; each needs a reason")
      ->type_name("FILE");
  command
      ->add_option("--require-coverage", o.required_coverage,
                   "Exit 4 when fewer rules were exercised")
      ->envname("ASSAY_REQUIRE_COVERAGE")
      ->check(whole_number(0, 100))
      ->type_name("PERCENT");
  command
      ->add_option("--require-evidence", o.required_evidence,
                   "Exit 4 when one of these error statuses was never seen, though documented")
      ->envname("ASSAY_REQUIRE_EVIDENCE")
      ->check(whole_number(400, 599))
      ->delimiter(',')
      ->type_name("CODE,...");
}

}  // namespace

void add_fault_option(CLI::App* command, std::vector<std::string>& faults) {
  command
      ->add_option("--fault", faults,
                   "Defect that the reference server is to have; repeatable, see assay list faults")
      ->type_name("NAME")
      ->allow_extra_args(false);
}

void add_data_options(CLI::App* command, DataOptions& data) {
  command
      ->add_option("--data", data.folder,
                   "Folder with schemas/ and suites/ instead of the built-in data")
      ->envname("ASSAY_DATA")
      ->type_name("DIR");
}

void add_judging_options(CLI::App* command, JudgeOptions& judging) {
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
  command
      ->add_option("--param", judging.parameters,
                   "Parameter of the request; repeatable. run: NAME=@FILE has one value a line, "
                   "NAME=- reads them from standard input, NAME=@@VALUE is \"@VALUE\"")
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false);
  command
      ->add_option("--waivers", judging.waivers,
                   "Findings that are known and may not gate; see README.md")
      ->envname("ASSAY_WAIVERS")
      ->type_name("FILE");
}

void add_asked_reports(CLI::App* command, AskedReports& asked) {
  command->add_option("--json", asked.json, "Write results as JSON; - is standard output")
      ->type_name("FILE");
  command->add_option("--junit", asked.junit, "Write results as JUnit XML; - is standard output")
      ->type_name("FILE");
  command
      ->add_option("--markdown", asked.markdown,
                   "Write a summary for a pull request or a job; - is standard output")
      ->type_name("FILE");
  command
      ->add_option("--annotations", asked.annotations,
                   "What broke, as GitHub's workflow commands on standard output (github) or as "
                   "GitLab's code quality report (gitlab=FILE); repeatable")
      ->type_name("FORM")
      ->allow_extra_args(false);
}

void add_quiet_option(CLI::App* command, bool& quiet) {
  command->add_flag("--quiet", quiet, "No progress; of the summary only the verdict")
      ->disable_flag_override();
}

void add_reach_options(CLI::App* command, RunOptions& o) {
  command->add_option("--token-env", o.token_env, "Variable that holds the token")
      ->envname("ASSAY_TOKEN_ENV")
      ->default_str("ASSAY_TOKEN")
      ->type_name("NAME");
  add_connection(command, o);
  add_pace(command, o);
  command
      ->add_flag("--allow-changes", o.allow_changes,
                 "Permit cases that change something on the target")
      ->disable_flag_override();
}

void add_run_options(CLI::App* command, RunOptions& o) {
  command->add_option("OPERATION", o.operations, "What to try; all operations when left out");
  command
      ->add_option("--target", o.target,
                   "Target file or base URL; left out: the built-in reference server")
      ->envname("ASSAY_TARGET")
      ->type_name("FILE|URL");
  add_judging_options(command, o.judging);
  command->add_option("--case", o.cases, "Only cases that match; * and ? are wild")
      ->type_name("PATTERN")
      ->allow_extra_args(false);
  add_reach_options(command, o);
  add_results(command, o);
  command->add_option("--seed", o.seed, "Seed of the reference server")
      ->check(whole_number(0, kLargestSeed))
      ->capture_default_str()
      ->type_name("N");
  add_fault_option(command, o.faults);
  command
      ->add_flag("--plan", o.plan_only,
                 "Show what would be sent, and what it would change; send nothing")
      ->disable_flag_override();
  add_quiet_option(command, o.quiet);
  add_data_options(command, o.data);
}

}  // namespace assay::cli
