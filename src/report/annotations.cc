#include "report/annotations.h"

#include <fmt/format.h>

#include <cstdint>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>
#include <vector>

#include "base/text.h"
#include "report/describe.h"
#include "results/json_text.h"

namespace assay::report {
namespace {

using judge::Outcome;

constexpr std::size_t kMostOfAKind = 10;
constexpr std::size_t kValue = 160;  // Code points.

// The first finding of each rule and case with this outcome.
std::vector<const results::Finding*> first_findings(const results::Results& run, Outcome outcome) {
  std::set<std::pair<std::uint32_t, std::uint32_t>> seen;
  std::vector<const results::Finding*> out;
  for (const results::Finding& finding : run.findings) {
    if (finding.outcome != outcome) continue;
    if (seen.emplace(finding.rule, finding.case_index).second) out.push_back(&finding);
  }
  return out;
}

std::string message(const results::Results& run, const results::Finding& finding) {
  return fmt::format("{} at {}: expected {}, actual {}; written in {}",
                     safe_id(run.case_of(finding)), place_text(run, finding),
                     base::printable(finding.expected, kValue),
                     base::printable(finding.actual, kValue), source_text(run.rule_of(finding)));
}

// In a property two more characters mean something than in the message.
std::string escaped(std::string_view text, bool is_property) {
  std::string out;
  for (const char c : text) {
    const bool means =
        c == '%' || c == '\r' || c == '\n' || (is_property && (c == ':' || c == ','));
    out += means ? fmt::format("%{:02X}", static_cast<unsigned char>(c)) : std::string(1, c);
  }
  return out;
}

void append_commands(const results::Results& run, Outcome outcome, std::string_view command,
                     std::string& out) {
  const std::vector<const results::Finding*> findings = first_findings(run, outcome);
  const bool all = findings.size() <= kMostOfAKind;
  const std::size_t shown = all ? findings.size() : kMostOfAKind - 1;
  for (std::size_t i = 0; i < shown; ++i) {
    out += fmt::format("::{} title={}::{}\n", command,
                       escaped(base::printable(run.rule_of(*findings[i]).id), true),
                       escaped(message(run, *findings[i]), false));
  }
  if (!all) {
    out += fmt::format("::{} title=assay::and {} more; the reports have all of them\n", command,
                       findings.size() - shown);
  }
}

// FNV-1a.
std::string fingerprint(std::string_view text) {
  std::uint64_t hash = 14695981039346656037u;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
  return fmt::format("{:016x}", hash);
}

}  // namespace

std::string github_annotations(const results::Results& run) {
  std::string out;
  append_commands(run, Outcome::kFailed, "error", out);
  append_commands(run, Outcome::kWarned, "warning", out);
  return out;
}

std::string gitlab_code_quality(const results::Results& run, const std::string& file) {
  nlohmann::ordered_json all = nlohmann::ordered_json::array();
  for (const Outcome outcome : {Outcome::kFailed, Outcome::kWarned}) {
    for (const results::Finding* finding : first_findings(run, outcome)) {
      const std::string& rule = run.rule_of(*finding).id;
      const std::string& id = run.case_of(*finding).id;
      all.push_back({{"description", message(run, *finding)},
                     {"check_name", rule},
                     {"fingerprint", fingerprint(rule + "\n" + id + "\n" + finding->pointer)},
                     {"severity", outcome == Outcome::kFailed ? "major" : "minor"},
                     {"location", {{"path", file}, {"lines", {{"begin", 1}}}}}});
    }
  }
  std::string text;
  results::JsonText(text).tree(all);
  return text + "\n";
}

}  // namespace assay::report
