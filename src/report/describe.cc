#include "report/describe.h"

#include <fmt/format.h>

#include <limits>
#include <map>

#include "base/shell.h"
#include "base/text.h"

namespace assay::report {
namespace {

// Ids, places and commands are never shortened: they are there to be copied.
constexpr std::size_t kWhole = std::numeric_limits<std::size_t>::max();
// Of a request target or an error message inside a line.
constexpr std::size_t kInline = 300;

std::string milliseconds(std::chrono::microseconds duration) {
  return fmt::format("{}.{:03} ms", duration.count() / 1000, duration.count() % 1000);
}

std::string answer_text(const wire::Response& response) {
  std::string out = fmt::format("{}", response.status);
  if (response.complete) return out;
  return out + ", body cut short: " + base::printable(response.incomplete_reason, kInline);
}

// " --param 'job_id=...'", as the case used it; "" when it did not.
std::string listed_value(const judge::CaseRecord& record, const std::string& name) {
  for (const plan::Step& step : record.planned->steps) {
    const auto found = step.parameters.find(name);
    if (found == step.parameters.end()) continue;
    // An @ of the value's own is doubled, as it would name a file.
    const std::string mark = found->second.starts_with('@') ? "@" : "";
    return " --param " + base::shell_quoted(name + "=" + mark + found->second);
  }
  return "";
}

}  // namespace

std::string safe_id(const judge::CaseRecord& record) {
  return base::printable(record.planned->id, kWhole);
}

const contract::Rule& rule_of(const judge::CaseRecord& record, const judge::Finding& finding) {
  return record.planned->contract->rules()[finding.rule];
}

std::string source_text(const contract::Rule& rule) {
  std::string out = rule.source.to_string();
  if (!rule.contradictions.empty()) {
    out += rule.contradictions.size() == 1 ? "; contradiction " : "; contradictions ";
    out += base::join(rule.contradictions, ", ");
  }
  return base::printable(out, kWhole);
}

std::string place_text(const judge::CaseRecord& record, const judge::Finding& finding) {
  std::string out;
  if (record.transcript.size() > 1) {
    out = fmt::format("answer {} of {}, ", finding.exchange + 1, record.transcript.size());
  }
  if (!finding.pointer.empty()) {
    out += base::printable(finding.pointer, kWhole);
  } else {
    out += finding.line == 0 ? "the answer as a whole" : "the whole body";
  }
  if (finding.line == 0) return out;
  return out + fmt::format(" (line {}, column {})", finding.line, finding.column);
}

std::string exchange_text(const wire::Exchange& exchange) {
  if (exchange.request.method.empty() && exchange.response) {
    return "recorded answer, " + answer_text(*exchange.response);
  }
  std::string out = base::printable(exchange.request.method) + " " +
                    base::printable(exchange.request.target, kInline) + " -> ";
  if (exchange.error) {
    out += exchange.response ? fmt::format("{}, then ", exchange.response->status) : "no answer, ";
    out += fmt::format("{}: {}", wire::to_string(exchange.error->failure),
                       base::printable(exchange.error->message, kInline));
  } else if (exchange.response) {
    out += answer_text(*exchange.response);
  }
  if (exchange.attempts > 1) out += fmt::format(", the last of {} attempts,", exchange.attempts);
  return out + " in " + milliseconds(exchange.duration);
}

std::optional<std::size_t> telling_exchange(const judge::CaseRecord& record) {
  const wire::Transcript& transcript = record.transcript;
  if (transcript.empty()) return std::nullopt;
  for (std::size_t i = 0; i < transcript.size(); ++i) {
    if (!transcript[i].problem.empty() || transcript[i].error) return i;
  }
  return transcript.size() - 1;
}

std::string again_text(const judge::RunRecord& run, const judge::CaseRecord& record) {
  if (run.again.empty()) return "";
  std::string command = run.listed_parameters.empty() ? run.again : run.again_one;
  for (const std::string& name : run.listed_parameters) command += listed_value(record, name);
  return base::printable(command + " --case " + base::shell_quoted(record.planned->id), kWhole);
}

std::string reason_text(const judge::CaseRecord& record, judge::Outcome outcome) {
  if (!record.reason.empty()) return base::printable(record.reason, kInline);
  if (outcome == judge::Outcome::kNotApplicable) return "no rule applies to this answer";
  if (outcome == judge::Outcome::kCouldNotRun && !record.transcript.empty() &&
      record.transcript.back().error) {
    return base::printable(record.transcript.back().error->message, kInline);
  }
  return fmt::format("no reason is recorded for {}", judge::to_string(outcome));
}

std::string readings_words(const judge::RunRecord& run, const judge::CaseRecord& record) {
  if (record.readings.empty()) return "";
  std::map<contract::Profile, judge::Outcome> outcomes = {{run.profile, record.outcome}};
  for (const judge::Reading& reading : record.readings) {
    outcomes.emplace(reading.profile, reading.outcome);
  }
  std::vector<std::string> words;
  for (const auto& [profile, outcome] : outcomes) {
    words.push_back(fmt::format("{} {}", contract::to_string(profile), judge::to_string(outcome)));
  }
  return base::join(words, ", ");
}

std::vector<Line> finding_lines(const judge::CaseRecord& record, const judge::Finding& finding,
                                std::size_t limit) {
  const contract::Rule& rule = rule_of(record, finding);
  std::vector<Line> lines;
  const bool should = finding.level == contract::Level::kShould;
  lines.push_back({"rule", base::printable(rule.id, kWhole) + (should ? " (should)" : "")});
  lines.push_back({"place", place_text(record, finding)});
  lines.push_back({"expected", base::printable(finding.expected, limit)});
  lines.push_back({"actual", base::printable(finding.actual, limit)});
  if (!finding.hint.empty()) lines.push_back({"hint", base::printable(finding.hint, limit)});
  lines.push_back({"source", source_text(rule)});
  return lines;
}

std::string counts_text(const judge::Counts& counts) {
  std::string out;
  for (const judge::Outcome outcome : kOutcomes) {
    if (counts[outcome] == 0) continue;
    out +=
        fmt::format("{}{} {}", out.empty() ? "" : ", ", judge::to_string(outcome), counts[outcome]);
  }
  return out.empty() ? "none" : out;
}

std::string_view to_words(judge::Exit exit) {
  switch (exit) {
    case judge::Exit::kConforms:
      return "conforms";
    case judge::Exit::kDoesNotConform:
      return "does not conform";
    case judge::Exit::kBadInput:
      return "bad input";
    case judge::Exit::kCouldNotTell:
      return "could not tell";
    case judge::Exit::kNothingShown:
      return "nothing shown";
    case judge::Exit::kSecretInReport:
      return "secret in a report";
    case judge::Exit::kInternalError:
      return "internal error";
  }
  return "internal error";
}

}  // namespace assay::report
