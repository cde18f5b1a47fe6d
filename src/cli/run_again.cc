#include "cli/run_again.h"

#include <fmt/format.h>

#include <cstdlib>
#include <string_view>

#include "base/shell.h"
#include "cli/parameters.h"
#include "cli/reach.h"

namespace assay::cli {
namespace {

// Of a replay. Of too many, a command would name no end.
std::set<std::string> named_cases(const RunOptions& options) {
  constexpr std::size_t kMost = 100;
  if (!options.case_ids || options.case_ids->size() > kMost) return {};
  return *options.case_ids;
}

// Of what goes to GoogleTest, the part that decides what is judged; "" for none.
std::string gtest_filter(const RunOptions& options) {
  const std::string flag = "--gtest_filter=";
  for (const std::string& word : options.gtest_arguments) {
    if (word.starts_with(flag)) return word;
  }
  const char* variable = std::getenv("GTEST_FILTER");
  return variable == nullptr || *variable == '\0' ? "" : flag + variable;
}

// "" is left out: the option was not given.
void add_option(std::string_view name, const std::string& value, std::string& command) {
  if (!value.empty()) command += " " + std::string(name) + " " + base::shell_word(value);
}

}  // namespace

std::string again_command(const RunOptions& options) {
  std::string again = again_one_command(options, {});
  const auto add = [&](std::string_view name, const std::string& value) {
    add_option(name, value, again);
  };
  for (const std::string& glob : options.cases) add("--case", glob);
  if (options.required_coverage > 0) {
    add("--require-coverage", std::to_string(options.required_coverage));
  }
  for (const int status : options.required_evidence) {
    add("--require-evidence", std::to_string(status));
  }
  for (const std::string& id : named_cases(options)) add("--case", id);
  const std::string filter = gtest_filter(options);
  return filter.empty() ? again : again + " -- " + base::shell_word(filter);
}

std::string again_one_command(const RunOptions& options, const std::set<std::string>& left_out) {
  const plan::Pacing& pacing = options.pacing;
  std::string again = "assay run";
  for (const std::string& operation : options.operations) again += " " + operation;
  const auto add = [&](std::string_view name, const std::string& value) {
    add_option(name, value, again);
  };
  add("--data", options.data.folder);
  add("--target", options.target);
  if (options.judging.profile != "documented") add("--profile", options.judging.profile);
  again += again_options(options);
  for (const std::string& word : options.judging.parameters) {
    if (!left_out.contains(parameter_name(word))) add("--param", word);
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
  if (pacing.connections) add("--jobs", std::to_string(*pacing.connections));
  if (pacing.timeout_ms) add("--timeout", std::to_string(*pacing.timeout_ms) + "ms");
  if (pacing.deadline_ms) add("--deadline", std::to_string(*pacing.deadline_ms) + "ms");
  if (pacing.retries) add("--retries", std::to_string(*pacing.retries));
  if (pacing.rate) add("--rate", fmt::format("{}", *pacing.rate));
  if (options.seed != 1) add("--seed", std::to_string(options.seed));
  return again;
}

}  // namespace assay::cli
