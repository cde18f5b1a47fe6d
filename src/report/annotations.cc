#include "report/annotations.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>
#include <vector>

#include "base/text.h"
#include "report/describe.h"
#include "report/groups.h"
#include "report/waiver_text.h"
#include "results/json_text.h"

namespace assay::report {
namespace {

using contract::Level;
using judge::Outcome;

constexpr std::size_t kMostOfAKind = 10;
constexpr std::size_t kValue = 160;  // Code points.

struct Annotation {
  std::string title;
  std::string message;
  std::string place;  // Stands for the file.
  std::string key;    // The same for the same fault of another run.
};

std::string finding_words(const results::Results& run, const results::Finding& finding) {
  return fmt::format("{}: expected {}, actual {}; written in {}", place_text(run, finding),
                     base::printable(finding.expected, kValue),
                     base::printable(finding.actual, kValue), source_text(run.rule_of(finding)));
}

std::vector<Annotation> by_rule(const results::Results& run, Level level) {
  std::vector<Annotation> out;
  for (const RuleGroup& group : group_rules(run, level)) {
    const std::string times =
        group.findings == 1 ? "in " : fmt::format("{} times, first in ", group.findings);
    out.push_back(
        {.title = base::printable(group.rule->id),
         .message = times + safe_id(*group.first) + ", " + finding_words(run, *group.example)});
  }
  return out;
}

std::vector<Annotation> by_rule_and_case(const results::Results& run, Outcome outcome) {
  std::set<std::pair<std::uint32_t, std::uint32_t>> seen;
  std::vector<Annotation> out;
  for (const results::Finding& finding : run.findings) {
    if (finding.outcome != outcome) continue;
    if (!seen.emplace(finding.rule, finding.case_index).second) continue;
    const std::string& rule = run.rule_of(finding).id;
    const results::Case& one = run.case_of(finding);
    out.push_back({.title = rule,
                   .message = finding_words(run, finding),
                   .place = safe_id(one),
                   .key = rule + "\n" + one.id + "\n" + finding.pointer});
  }
  return out;
}

// What makes a run end other than green although no rule need be broken.
void append_doubts(const results::Results& run, std::vector<Annotation>& out) {
  for (const judge::WaiverRecord& record : run.waivers) {
    if (!judge::gates(record.state)) continue;
    const std::string name = waiver_name(record.waiver);
    out.push_back({"waiver", name + ": " + state_words(record), name, "waiver\n" + name});
  }
  for (const Outcome outcome : {Outcome::kSetupFailed, Outcome::kCouldNotRun}) {
    for (const ReasonGroup& group : group_reasons(run, outcome)) {
      const std::string first = safe_id(*group.first);
      const std::string cases =
          group.cases == 1 ? first : fmt::format("{} cases, first {}", group.cases, first);
      out.push_back({std::string(judge::to_string(outcome)), cases + ": " + group.reason, first,
                     std::string(judge::to_string(outcome)) + "\n" + first});
    }
  }
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

void append_commands(const std::vector<Annotation>& all, std::string_view command,
                     std::string& out) {
  const bool fit = all.size() <= kMostOfAKind;
  const std::size_t shown = fit ? all.size() : kMostOfAKind - 1;
  for (std::size_t i = 0; i < shown; ++i) {
    out += fmt::format("::{} title={}::{}\n", command, escaped(all[i].title, true),
                       escaped(all[i].message, false));
  }
  if (fit) return;
  out += fmt::format("::{} title=assay::and {} more; the reports have all of them\n", command,
                     all.size() - shown);
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
  std::vector<Annotation> errors = by_rule(run, Level::kMust);
  append_doubts(run, errors);
  append_commands(errors, "error", out);
  append_commands(by_rule(run, Level::kShould), "warning", out);
  return out;
}

std::string gitlab_code_quality(const results::Results& run) {
  nlohmann::ordered_json json = nlohmann::ordered_json::array();
  const auto append = [&json](const std::vector<Annotation>& all, const char* severity) {
    for (const Annotation& one : all) {
      json.push_back({{"description", one.message},
                      {"check_name", one.title},
                      {"fingerprint", fingerprint(one.key)},
                      {"severity", severity},
                      {"location", {{"path", one.place}, {"lines", {{"begin", 1}}}}}});
    }
  };
  std::vector<Annotation> errors = by_rule_and_case(run, Outcome::kFailed);
  append_doubts(run, errors);
  append(errors, "major");
  append(by_rule_and_case(run, Outcome::kWarned), "minor");
  return results::json_document(json);
}

}  // namespace assay::report
