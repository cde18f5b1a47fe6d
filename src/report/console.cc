#include "report/console.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <set>

#include "report/describe.h"
#include "report/groups.h"
#include "report/style.h"

namespace assay::report {
namespace {

// Code points of an expected or actual value: about three lines.
constexpr std::size_t kValueLimit = 240;
// Findings of one case shown in full; an answer with a thousand wrong elements has a thousand.
constexpr std::size_t kFullFindings = 12;
// Rules listed after the cases shown in full.
constexpr std::size_t kListedRules = 20;
constexpr std::size_t kIndent = 12;
// Before that, nobody knows how fast it goes.
constexpr std::chrono::milliseconds kFirstEstimate{1000};

void append_line(const Line& line, const Style& style, std::string& out) {
  out += fmt::format("  {} {}\n", style.dim(fmt::format("{:<9}", line.label)), line.text);
}

void append_wrapped(const Line& line, const Style& style, std::string& out) {
  // The first line starts behind the label, the others as far in.
  const std::string text = wrapped(line.text, kIndent);
  append_line({line.label, text}, style, out);
}

void append_finding(const results::Results& run, const results::Finding& finding,
                    const Style& style, std::string& out) {
  for (Line& line : finding_lines(run, finding, kValueLimit)) {
    if (line.label == "rule") {
      line.text = style.bold(line.text);
      append_line(line, style, out);
    } else if (line.label == "place") {
      append_line(line, style, out);
    } else {
      append_wrapped(line, style, out);
    }
  }
  out += "\n";
}

// Findings of all checks, in the order of the checks.
std::vector<const results::Finding*> findings_of(const results::Results& run,
                                                 const results::Case& one) {
  std::vector<const results::Finding*> out;
  for (const results::Check& check : one.checks) {
    for (const std::uint32_t index : check.findings) out.push_back(&run.findings[index]);
  }
  // What gates first: failed, warned, waived.
  std::stable_sort(out.begin(), out.end(),
                   [](const auto* a, const auto* b) { return a->outcome < b->outcome; });
  return out;
}

void append_exchanges(const results::Results& run, const results::Case& one,
                      const std::set<std::uint32_t>& numbers, const Style& style,
                      std::string& out) {
  for (const results::Exchange& exchange : run.exchanges_of(one)) {
    if (numbers.contains(exchange.number)) {
      append_line({"exchange", exchange_text(exchange.what)}, style, out);
    }
  }
}

void append_rules(const std::vector<RuleGroup>& rules, std::string& out) {
  const std::size_t listed = std::min(rules.size(), kListedRules);
  for (std::size_t i = 0; i < listed; ++i) {
    out += fmt::format("{:>6}  {}\n        first in {}\n", rules[i].findings, rules[i].rule->id,
                       safe_id(*rules[i].first));
  }
  if (listed < rules.size())
    out += fmt::format("        and {} more rules\n", rules.size() - listed);
}

bool is_failure(const results::Case& one) {
  return one.outcome == judge::Outcome::kFailed || one.outcome == judge::Outcome::kUnexpectedPass;
}

std::string rate_text(double rate) {
  return rate < 10 ? fmt::format("{:.1f}", rate) : fmt::format("{:.0f}", rate);
}

// "12 s", "3 min", "2 h 5 min": rounded up, as nobody minds to be done early.
std::string time_text(double seconds) {
  const auto whole = static_cast<std::int64_t>(std::ceil(seconds));
  if (whole < 120) return fmt::format("{} s", whole);
  const std::int64_t minutes = (whole + 59) / 60;
  if (minutes < 120) return fmt::format("{} min", minutes);
  return fmt::format("{} h {} min", minutes / 60, minutes % 60);
}

}  // namespace

std::string progress_line(const Progress& progress) {
  const auto tenths = progress.elapsed.count() / 100;
  const std::string line = fmt::format("{} of {} cases, {} failed, {}.{} s", progress.done,
                                       progress.total, progress.failed, tenths / 10, tenths % 10);
  if (progress.done == 0 || progress.elapsed < kFirstEstimate) return line;
  const double seconds = static_cast<double>(progress.elapsed.count()) / 1000;
  const double rate = static_cast<double>(progress.done) / seconds;
  const std::size_t left = progress.total - std::min(progress.done, progress.total);
  return fmt::format("{}, {} a second, {} left", line, rate_text(rate),
                     time_text(static_cast<double>(left) / rate));
}

std::string case_text(const results::Results& run, const results::Case& one,
                      const ConsoleOptions& options) {
  const Style style(options.colours);
  std::string out =
      fmt::format("{}  {}\n", style.by_outcome(one.outcome, judge::to_string(one.outcome)),
                  style.bold(safe_id(one)));
  const std::vector<const results::Finding*> findings = findings_of(run, one);
  const std::size_t shown = std::min(findings.size(), kFullFindings);
  std::set<std::uint32_t> numbers;
  for (std::size_t i = 0; i < shown; ++i) {
    append_finding(run, *findings[i], style, out);
    numbers.insert(findings[i]->exchange);
  }
  if (shown < findings.size()) {
    const std::size_t hidden = findings.size() - shown;
    // Recorded answers are judged without writing reports.
    out += fmt::format("  and {} more {}; {}\n\n", hidden, hidden == 1 ? "finding" : "findings",
                       run.run.again.empty() ? "--json FILE writes all of them"
                                             : "all of them are in the reports");
  }
  if (findings.empty() || !one.reason.empty()) {
    append_wrapped({"reason", reason_text(run, one, one.outcome)}, style, out);
    if (const auto* telling = telling_exchange(run, one)) numbers.insert(telling->number);
  }
  append_exchanges(run, one, numbers, style, out);
  const std::string readings = readings_words(run, one);
  if (!readings.empty()) append_line({"profiles", readings}, style, out);
  if (!one.again.empty()) append_line({"again", one.again}, style, out);
  return out;
}

std::string failures_text(const results::Results& run, const ConsoleOptions& options) {
  std::vector<const results::Case*> failed;
  for (const results::Case& one : run.cases) {
    if (is_failure(one)) failed.push_back(&one);
  }
  std::string out;
  const std::size_t shown = std::min(failed.size(), options.full_cases);
  for (std::size_t i = 0; i < shown; ++i) out += case_text(run, *failed[i], options) + "\n";
  if (shown == failed.size()) return out;
  failed.erase(failed.begin(), failed.begin() + static_cast<std::ptrdiff_t>(shown));
  out += failed.size() == 1
             ? "and 1 more failed case, which breaks these rules\n"
             : fmt::format("and {} more failed cases, which break these rules\n", failed.size());
  append_rules(group_rules(run, failed, contract::Level::kMust), out);
  return out + "\n";
}

}  // namespace assay::report
