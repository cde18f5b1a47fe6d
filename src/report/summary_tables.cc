#include "report/summary_tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <vector>

#include "base/text.h"
#include "results/summary.h"

namespace assay::report {
namespace {

using judge::Outcome;

// One cell: what was answered, or why nothing is known.
std::string credential_cell(const results::Credential& use) {
  std::vector<std::string> words;
  for (const int status : use.answered) words.push_back(std::to_string(status));
  std::string cell = words.empty() ? "-" : base::join(words, " ");
  if (use.outcome == Outcome::kFailed) cell += " wrong";
  return cell;
}

}  // namespace

std::string readings_text(const results::Results& run, const Style& style) {
  const auto counts = results::count_readings(run);
  if (counts.empty()) return "";
  std::string out = style.bold(fmt::format("{:<28}{:>7}{:>8}{:>8}", "the same answers under",
                                           "passed", "warned", "failed")) +
                    "\n";
  for (const auto& [profile, count] : counts) {
    out += fmt::format("{:<28}{:>7}{:>8}{:>8}{}\n", contract::to_string(profile), count.passed,
                       count.warned, count.failed, profile == run.run.profile ? "  decides" : "");
  }
  return out + "\n";
}

std::string credentials_text(const results::Results& run, const Style& style) {
  const std::vector<results::Credential>& uses = run.credentials;
  if (uses.empty()) return "";
  std::vector<std::string> columns;
  for (const results::Credential& use : uses) {
    if (std::find(columns.begin(), columns.end(), use.credential) == columns.end()) {
      columns.push_back(use.credential);
    }
  }
  constexpr std::size_t kGap = 2;
  constexpr std::size_t kNarrowest = 5;
  std::string head = fmt::format("{:<28}", "answers to credentials");
  std::map<std::string, std::string> lines;
  std::vector<std::string> order;
  for (const results::Credential& use : uses) {
    const std::string& operation = use.operation;
    if (lines.emplace(operation, fmt::format("{:<28}", operation)).second) {
      order.push_back(operation);
    }
  }
  for (const std::string& column : columns) {
    std::map<std::string, std::string> cells;
    std::size_t width = std::max(column.size(), kNarrowest);
    for (const results::Credential& use : uses) {
      if (use.credential != column) continue;
      const std::string& cell = cells[use.operation] = credential_cell(use);
      width = std::max(width, cell.size());
    }
    head += fmt::format("{:<{}}", column, width + kGap);
    for (const std::string& operation : order) {
      lines[operation] += fmt::format("{:<{}}", cells[operation], width + kGap);
    }
  }
  const auto without_blanks = [](const std::string& line) {
    return line.substr(0, line.find_last_not_of(' ') + 1);
  };
  std::string out = style.bold(without_blanks(head)) + "\n";
  for (const std::string& operation : order) out += without_blanks(lines[operation]) + "\n";
  return out + "\n";
}

}  // namespace assay::report
