#include "results/sample_history.h"

#include <fmt/format.h>

#include <chrono>
#include <utility>

namespace assay::results {
namespace {

using judge::Outcome;

Outcome outcome_of(char letter) {
  if (letter == 'B') return Outcome::kFailed;
  if (letter == 'W') return Outcome::kWarned;
  return letter == 'V' ? Outcome::kWaived : Outcome::kPassed;
}

}  // namespace

std::string sample_start(std::size_t night) {
  return fmt::format("{}-{:02}-{:02}T02:00:00Z", 2026 + night / 336, night / 28 % 12 + 1,
                     night % 28 + 1);
}

Results sample_night(const Rows& rows, std::size_t night) {
  Results run;
  run.run.target = "server";
  run.run.tool_version = "0.1.0";
  run.run.started = sample_start(night);
  run.run.duration_us = 1'000'000;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const char letter = rows[i][night];
    if (letter == '-') continue;
    Rule rule;
    rule.id = std::string("x:") + static_cast<char>('a' + i % 26) +
              (i < 26 ? "" : std::to_string(i / 26));
    rule.operation = "x";
    rule.level = letter == 'W' ? contract::Level::kShould : contract::Level::kMust;
    rule.exercised = letter == 'N' ? 0 : 2;
    const Outcome outcome = outcome_of(letter);
    const auto index = static_cast<std::uint32_t>(run.rules.size());
    Case& one = run.cases.emplace_back();
    one.id = "x/" + rule.id;
    one.operation = "x";
    one.outcome = outcome;
    for (int place = 0; outcome != Outcome::kPassed && place < 2; ++place) {
      Finding finding;
      finding.rule = index;
      finding.case_index = static_cast<std::uint32_t>(run.cases.size() - 1);
      finding.outcome = outcome;
      run.findings.push_back(std::move(finding));
    }
    run.rules.push_back(std::move(rule));
  }
  judge::Latency latency;
  for (int i = 0; i < 100; ++i) latency.add(std::chrono::milliseconds(1));
  run.shapes.push_back({.operation = "x", .what = {.answers = {}, .latency = latency}});
  return run;
}

History sample_history(const Rows& rows, std::size_t last) {
  HistoryBuilder builder({});
  for (std::size_t night = 0; night < rows.front().size(); ++night) {
    builder.add(sample_night(rows, night),
                {.path = std::to_string(night) + ".json", .page = "", .fingerprint = night});
  }
  return builder.finish(last);
}

}  // namespace assay::results
