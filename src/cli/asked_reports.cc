#include "cli/asked_reports.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "cli/io.h"
#include "report/annotations.h"
#include "report/junit.h"
#include "report/run_markdown.h"
#include "report/writer.h"

namespace assay::cli {
namespace {

using base::Error;
using base::Status;

constexpr std::string_view kGithub = "github";
constexpr std::string_view kGitlab = "gitlab=";

// Of annotations for GitLab; "" for others.
std::string gitlab_file(const std::string& word) {
  return word.starts_with(kGitlab) ? word.substr(kGitlab.size()) : "";
}

bool annotates_output(const AskedReports& asked) {
  return std::any_of(asked.annotations.begin(), asked.annotations.end(),
                     [](const std::string& word) { return word == kGithub; });
}

// All that is named, by option; "-" among them.
std::vector<std::pair<std::string_view, std::string>> named(const AskedReports& asked) {
  std::vector<std::pair<std::string_view, std::string>> out;
  const auto add = [&](std::string_view option, const std::string& file) {
    if (!file.empty()) out.emplace_back(option, file);
  };
  add("--json", asked.json);
  add("--junit", asked.junit);
  add("--markdown", asked.markdown);
  for (const std::string& word : asked.annotations) add("--annotations", gitlab_file(word));
  return out;
}

Status check_annotations(const std::string& word) {
  if (word == kGithub || !gitlab_file(word).empty()) return base::Done{};
  return Error{.message = "knows no \"" + base::printable(word) + "\"",
               .file = "--annotations",
               .hint = "there are github and gitlab=FILE"};
}

Status write_json(const std::string& file, const results::Results& results,
                  const results::ExchangeTexts& exchanges) {
  if (file.empty()) return base::Done{};
  if (file != "-") return report::write_results_file(results, exchanges, file);
  return results::write_results(results, exchanges, [](std::string_view text) { print(text); });
}

}  // namespace

Status check_asked(const AskedReports& asked) {
  for (const std::string& word : asked.annotations) {
    if (Status known = check_annotations(word); !known) return known;
  }
  std::map<std::string, std::string_view> taken;
  if (annotates_output(asked)) taken.emplace("-", "--annotations");
  for (const auto& [option, file] : named(asked)) {
    const auto [other, is_free] = taken.emplace(file, option);
    if (is_free) continue;
    const std::string where = file == "-" ? "standard output" : base::printable(file);
    return Error{.message =
                     fmt::format("{} and {} cannot both go to {}", other->second, option, where)};
  }
  return base::Done{};
}

bool takes_output(const AskedReports& asked) {
  const auto files = named(asked);
  return std::any_of(files.begin(), files.end(), [](const auto& one) { return one.second == "-"; });
}

std::vector<std::string> asked_files(const AskedReports& asked) {
  std::vector<std::string> files;
  for (auto& [option, file] : named(asked)) {
    if (file != "-") files.push_back(file);
  }
  return files;
}

Status write_asked(const AskedReports& asked, const results::Results& results, Exit verdict,
                   const results::ExchangeTexts& exchanges) {
  Status first = write_json(asked.json, results, exchanges);
  const auto note = [&first](Status status) {
    if (first) first = std::move(status);
  };
  note(write_to(asked.junit, [&] { return report::junit_xml(results); }));
  note(write_to(asked.markdown, [&] { return report::run_markdown(results, verdict); }));
  if (annotates_output(asked)) print(report::github_annotations(results));
  for (const std::string& word : asked.annotations) {
    note(write_to(gitlab_file(word), [&] { return report::gitlab_code_quality(results); }));
  }
  return first;
}

}  // namespace assay::cli
