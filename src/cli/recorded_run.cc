#include "cli/recorded_run.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "base/shell.h"
#include "base/text.h"
#include "cli/options.h"
#include "cli/parameters.h"
#include "cli/target_setup.h"

namespace assay::cli {
namespace {

using base::Error;
using base::Result;

// The options of "assay run ...", whatever the environment says now.
Result<RunOptions> parse_run(const std::string& command) {
  const Error unknown{.message = "was made by a command that this assay does not understand: " +
                                 base::printable(command)};
  const auto words = base::shell_words(command);
  if (!words || words->size() < 2 || (*words)[0] != "assay" || (*words)[1] != "run") return unknown;
  RunOptions options;
  CLI::App app;
  add_run_options(&app, options);
  for (CLI::Option* option : app.get_options()) option->envname("");
  // What follows -- is GoogleTest's, which selects tests of a run and not of a replay.
  const auto end = std::find(words->begin(), words->end(), "--");
  std::vector<std::string> reversed(words->begin() + 2, end);
  std::reverse(reversed.begin(), reversed.end());
  try {
    app.parse(reversed);  // Takes them from the end.
  } catch (const CLI::ParseError&) {
    return unknown;
  }
  return options;
}

// Names with several values: the command for a single case has the case's own.
std::set<std::string> listed_names(const std::vector<std::string>& parameters) {
  std::set<std::string> seen;
  std::set<std::string> listed;
  for (const std::string& parameter : parameters) {
    const std::string name = parameter_name(parameter);
    if (is_list(parameter) || !seen.insert(name).second) listed.insert(name);
  }
  return listed;
}

void take_values(const std::vector<std::string>& parameters, const std::set<std::string>& names,
                 std::vector<std::string>& into) {
  for (const std::string& parameter : parameters) {
    if (!names.contains(parameter_name(parameter)) || is_list(parameter)) continue;
    if (std::find(into.begin(), into.end(), parameter) == into.end()) into.push_back(parameter);
  }
}

// As the results have them, but for the lists.
Result<RunOptions> recorded_run(const results::Results& results,
                                const std::set<std::string>& cases) {
  if (results.run.again.empty()) {
    return Error{.message = "does not say what was run: nothing can be sent again",
                 .hint = "only assay run says so, from version 2 of the format on"};
  }
  Result<RunOptions> recorded = parse_run(results.run.again);
  if (!recorded) return recorded;
  std::vector<std::string>& parameters = recorded->judging.parameters;
  const std::set<std::string> listed = listed_names(parameters);
  std::erase_if(parameters, [&](const auto& one) { return listed.contains(parameter_name(one)); });
  for (const results::Case& one : results.cases) {
    if (listed.empty() || !cases.contains(one.id) || one.again.empty()) continue;
    const Result<RunOptions> own = parse_run(one.again);
    if (!own) return own;
    take_values(own->judging.parameters, listed, parameters);
  }
  return recorded;
}

// By name: one that is said replaces all values that the run had.
void say_parameters(const std::vector<std::string>& said, RunOptions& run) {
  std::set<std::string> names;
  for (const std::string& parameter : said) names.insert(parameter_name(parameter));
  std::vector<std::string>& parameters = run.judging.parameters;
  std::erase_if(parameters, [&](const auto& one) { return names.contains(parameter_name(one)); });
  for (const std::string& one : parameters) run.recorded_parameters.insert(parameter_name(one));
  parameters.insert(parameters.end(), said.begin(), said.end());
}

}  // namespace

Result<RunOptions> run_again(const results::Results& results, const std::set<std::string>& cases,
                             const RunOptions& said) {
  Result<RunOptions> recorded = recorded_run(results, cases);
  if (!recorded) return recorded;
  RunOptions run = said;  // Its secrets, its way to the target, its permissions.
  if (said.target.empty()) {
    if (!recorded->target.empty() && !is_url(recorded->target)) {
      return Error{.message = "names a target file, which says where secrets come from",
                   .hint = "say it again: --target " + base::shell_word(recorded->target)};
    }
    run.target = recorded->target;
    run.faults = recorded->faults;
  }
  run.pacing = said.pacing.over(recorded->pacing);
  run.follow = said.follow || recorded->follow;
  if (said.data.folder.empty()) run.data = recorded->data;
  run.judging = recorded->judging;
  say_parameters(said.judging.parameters, run);
  run.operations = recorded->operations;
  run.seed = recorded->seed;
  run.case_ids = cases;
  return run;
}

}  // namespace assay::cli
