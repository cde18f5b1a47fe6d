#ifndef ASSAY_CLI_COMMANDS_H_
#define ASSAY_CLI_COMMANDS_H_

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "plan/target.h"
#include "results/exit.h"

namespace assay::cli {

// What the command line asks for, parsed once, and one function per command. Each prints what it
// has to say and returns how the process ends.

using results::Exit;

struct DataOptions {
  std::string folder;  // --data; "" for what the binary carries.
};

// How answers are judged, wherever they come from.
struct JudgeOptions {
  std::string profile = "documented";
  std::vector<std::string> rules;       // Globs.
  std::string undeclared = "report";    // report, warn, fail
  std::vector<std::string> parameters;  // k=v
  std::string waivers;                  // File; "" for that of the target file, if it names one.
};

// Reports that are asked for by name: each a file, "-" for standard output, "" for none.
struct AskedReports {
  std::string json;
  std::string junit;
  std::string markdown;
  std::vector<std::string> annotations;  // github, gitlab=FILE
};

struct RunOptions {
  DataOptions data;
  JudgeOptions judging;
  std::vector<std::string> operations;  // Empty: all.
  std::string target;                   // File or URL; "" for the built-in reference server.
  std::vector<std::string> cases;       // Globs.
  // Only these, and no shard of them; set by no option of `run`.
  std::optional<std::set<std::string>> case_ids;
  // Names of parameters that nobody gave here, but the run that is sent again; set by no option.
  std::set<std::string> recorded_parameters;
  std::string token_env;
  std::string token_file;
  std::string token_command;    // Words as a shell would read them, but no shell runs.
  plan::Connection connection;  // Paths from where we are.
  plan::Pacing pacing;
  std::uint64_t seed = 1;
  std::vector<std::string> faults;  // Of the built-in reference server, by name.
  std::string out = "reports/latest";
  AskedReports asked;
  std::string write_waivers;  // File for proposals; "" for none.
  std::uint32_t required_coverage = 0;
  std::vector<int> required_evidence;  // Error statuses.
  bool allow_changes = false;
  bool follow = false;
  bool plan_only = false;
  bool quiet = false;
  std::vector<std::string> gtest_arguments;  // Everything behind --.
};
Exit run_command(const RunOptions& options);

struct CheckOptions {
  DataOptions data;
  JudgeOptions judging;
  std::string operation;
  std::vector<std::string> files;
  int status = 200;
  std::string content_type;
  AskedReports asked;
  bool quiet = false;
};
Exit check_command(const CheckOptions& options);

struct PruneOptions {
  DataOptions data;
  std::string file;     // Of waivers.
  std::string results;  // results.json of the run that decides, or the folder that has it.
  bool write = false;
};
Exit waivers_prune_command(const PruneOptions& options);

struct MockOptions {
  std::string host = "127.0.0.1";
  int port = 8080;
  std::uint64_t seed = 1;
  std::string profile = "documented";
  int latency_ms = 0;                  // Before each answer.
  std::string location_host;           // Of accepted actions; "" for the server's default.
  std::vector<std::string> timelines;  // "otc-ims-job=INIT 2s, RUNNING 3s, FAIL"
  std::string target_file;          // Where to write a target file for this server; "" for nowhere.
  std::vector<std::string> faults;  // By name.
  DataOptions data;                 // Where the faults are.
};
Exit mock_command(const MockOptions& options);

struct ListOptions {
  DataOptions data;
  std::string what;  // operations, cases, rules, faults, contradictions
  std::vector<std::string> operations;
  std::string profile = "documented";
};
Exit list_command(const ListOptions& options);

struct ExplainOptions {
  DataOptions data;
  std::string id;
};
Exit explain_command(const ExplainOptions& options);

struct LintOptions {
  DataOptions data;
  std::vector<std::string> targets;  // Target files to hold to their schema too.
};
Exit lint_command(const LintOptions& options);

struct SelftestOptions {
  DataOptions data;
  std::vector<std::string> operations;  // Empty: all.
  std::string profile;                  // "" for every profile.
  bool every_rule = false;
  bool stop_at_first = false;
  std::string json;    // File for the matrix, "-" for standard output, "" for none.
  std::string page;    // File for the matrix as HTML, "" for none.
  std::string ledger;  // Folder to write the contracts' ledger to, instead of a test; "" for none.
};
Exit selftest_command(const SelftestOptions& options);

struct MergeOptions {
  DataOptions data;
  std::vector<std::string> files;  // results.json of each shard, or the folder that has it.
  std::string out = "reports/latest";
  AskedReports asked;
  std::string write_waivers;  // File for proposals; "" for none.
  bool quiet = false;
};
Exit merge_command(const MergeOptions& options);

struct ReplayOptions {
  std::string results;  // results.json, or the folder that has it.
  // What is said anew: target, parameters, way, secrets, pace, permissions, data, folder for the
  // reports.
  RunOptions run;
  std::string aliases;   // File; "" for the built-in ones only.
  std::string json;      // File for what became of each finding, "-" for standard output, or "".
  std::string markdown;  // As above.
};
Exit replay_command(const ReplayOptions& options);

struct CompareOptions {
  DataOptions data;
  std::string before;  // results.json, or the folder that has it.
  std::string now;
  std::vector<std::string> fail_on;  // Beside newly broken rules: words of results::FailOn, all.
  std::string aliases;               // File; "" for the built-in ones only.
  std::string json;                  // File, "-" for standard output, "" for none.
  std::string markdown;              // As above.
  std::string page;                  // File, "" for none.
};
Exit compare_command(const CompareOptions& options);

struct HistoryOptions {
  DataOptions data;
  std::vector<std::string> paths;  // Folders to search, and files.
  std::string out = "reports/history";
  std::string aliases;     // File; "" for the built-in ones only.
  std::string json;        // File, "-" for standard output, "" for none.
  std::uint32_t last = 0;  // Runs of each target and profile; 0 for all.
};
Exit history_command(const HistoryOptions& options);

struct SchemaValidateOptions {
  std::string schema;  // File or known URI, perhaps with a fragment.
  std::vector<std::string> files;
  std::vector<std::string> with;  // Further schema files that references may lead to.
  std::string output;             // flag, basic, list, hierarchical; "" for text.
  bool assert_formats = false;
};
Exit schema_validate_command(const SchemaValidateOptions& options);

struct SchemaTestOptions {
  std::vector<std::string> files;
  std::string remotes;            // Folder that stands for http://localhost:1234/, or "".
  std::string expected_failures;  // File, or "".
  bool assert_formats = false;
};
Exit schema_test_command(const SchemaTestOptions& options);

}  // namespace assay::cli

#endif  // ASSAY_CLI_COMMANDS_H_
