#include "cli/asked_reports.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "cli/io.h"
#include "report/annotations.h"
#include "report/console.h"
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
std::vector<Output> named(const AskedReports& asked) {
  std::vector<Output> out;
  const auto add = [&](std::string_view option, const std::string& file) {
    if (!file.empty()) out.push_back({option, file});
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

// Whether a machine reads standard output, which then gets nothing else.
bool takes_output(const AskedReports& asked) {
  const std::vector<Output> outputs = named(asked);
  return std::any_of(outputs.begin(), outputs.end(),
                     [](const Output& one) { return one.file == "-"; });
}

}  // namespace

Status check_asked(const AskedReports& asked, const std::vector<Kept>& kept,
                   const std::vector<Output>& others) {
  for (const std::string& word : asked.annotations) {
    if (Status known = check_annotations(word); !known) return known;
  }
  std::vector<Output> outputs = others;
  if (annotates_output(asked)) outputs.push_back({"--annotations", "-"});
  for (Output& one : named(asked)) outputs.push_back(std::move(one));
  return check_outputs(outputs, kept);
}

std::vector<std::string> asked_files(const AskedReports& asked) {
  std::vector<std::string> files;
  for (Output& one : named(asked)) {
    if (one.file != "-") files.push_back(std::move(one.file));
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

void tell_results(const AskedReports& asked, bool quiet, const results::Results& results,
                  Exit verdict, const std::vector<std::string>& written) {
  if (takes_output(asked)) return;
  const report::ConsoleOptions console{.colours = wants_colour(), .brief = quiet};
  print(report::failures_text(results, console));
  print(report::summary_text(results, verdict, written, console));
}

}  // namespace assay::cli
