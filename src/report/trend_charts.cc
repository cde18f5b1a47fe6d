#include "report/trend_charts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <tuple>
#include <vector>

#include "report/chart.h"
#include "report/describe.h"
#include "report/history.h"
#include "report/html_page.h"
#include "report/page_parts.h"

namespace assay::report {
namespace {

using results::Exit;
using results::LatencyAt;
using results::Moment;
using results::Series;

// Neighbouring runs that share a column; positions, the last one included.
struct Column {
  std::size_t first = 0;
  std::size_t last = 0;
};

std::vector<Column> columns_of(const Series& series) {
  const std::size_t runs = series.moments.size();
  const std::size_t each = runs_per_column(series);
  std::vector<Column> columns;
  for (std::size_t first = 0; first < runs; first += each) {
    columns.push_back({first, std::min(first + each, runs) - 1});
  }
  return columns;
}

// Which of the runs of a column a drawing shows: the one for which `badness` is largest, and of
// several the last.
template <typename Badness>
const Moment& worst_of(const Series& series, const Column& column, const Badness& badness) {
  const Moment* worst = &series.moments[column.first];
  for (std::size_t i = column.first; i <= column.last; ++i) {
    if (!(badness(series.moments[i]) < badness(*worst))) worst = &series.moments[i];
  }
  return *worst;
}

Chart begin_chart(const Series& series, const std::vector<Column>& columns) {
  Chart chart;
  for (const Column& column : columns) {
    const std::string first = moment_words(series.moments[column.first]);
    const std::string last = moment_words(series.moments[column.last]);
    chart.labels.push_back(column.first == column.last ? first : first + " to " + last);
  }
  const Moment& first = series.moments.front();
  const Moment& last = series.moments.back();
  const bool is_one_day = day_words(first) == day_words(last);
  chart.first_label = is_one_day ? moment_words(first) : day_words(first);
  chart.last_label = is_one_day ? moment_words(last) : day_words(last);
  return chart;
}

int rank_of(Exit verdict) {
  if (verdict == Exit::kDoesNotConform) return 3;
  if (verdict == Exit::kCouldNotTell) return 2;
  return verdict == Exit::kConforms ? 0 : 1;
}

void add_outcomes(pugi::xml_node figures, const Series& series, const std::vector<Column>& columns,
                  const std::string& id) {
  Chart chart = begin_chart(series, columns);
  chart.id = id + "-outcomes";
  chart.caption = "Cases by outcome";
  chart.is_stacked = true;
  chart.parts = {{"failed", "failed", {}}, {"untold", "could not tell", {}},
                 {"warned", "warned", {}}, {"waived", "waived", {}},
                 {"passed", "passed", {}}, {"untried", "not tried", {}}};
  for (const Column& column : columns) {
    const Moment& worst = worst_of(series, column, [](const Moment& one) {
      return std::tuple(rank_of(one.verdict), count_failed(one.grounds.cases),
                        count_untold(one.grounds.cases));
    });
    chart.verdicts.push_back(worst.verdict);
    const std::array<std::uint32_t, 6> counts = {count_failed(worst.grounds.cases),
                                                 count_untold(worst.grounds.cases),
                                                 worst.grounds.cases[judge::Outcome::kWarned],
                                                 worst.grounds.cases[judge::Outcome::kWaived],
                                                 worst.grounds.cases[judge::Outcome::kPassed],
                                                 count_untried(worst.grounds.cases)};
    for (std::size_t i = 0; i < counts.size(); ++i) chart.parts[i].values.push_back(counts[i]);
  }
  const Moment& last = series.moments.back();
  const auto red = std::count_if(series.moments.begin(), series.moments.end(), [](const auto& one) {
    return one.verdict == Exit::kDoesNotConform;
  });
  const auto green = std::count_if(series.moments.begin(), series.moments.end(),
                                   [](const auto& one) { return one.verdict == Exit::kConforms; });
  chart.description = fmt::format(
      "Of {}, {} {} and {} {} not. The last one: {}; {}.", counted(series.moments.size(), "run"),
      green, green == 1 ? "conforms" : "conform", red, red == 1 ? "does" : "do",
      to_words(last.verdict), because_text(last.grounds, last.verdict));
  add_chart(figures, chart);
}

void add_breakages(pugi::xml_node figures, const Series& series, const std::vector<Column>& columns,
                   const std::string& id) {
  if (series.rules.empty()) return;
  Chart chart = begin_chart(series, columns);
  chart.id = id + "-breakages";
  chart.caption = "Rules that were broken";
  chart.is_stacked = true;
  chart.parts = {{"failed", "broken", {}}, {"warned", "warned", {}}, {"waived", "waived", {}}};
  for (const Column& column : columns) {
    const Moment& worst = worst_of(series, column, [](const Moment& one) {
      return std::tuple(one.broken, one.warned, one.waived);
    });
    chart.parts[0].values.push_back(worst.broken);
    chart.parts[1].values.push_back(worst.warned);
    chart.parts[2].values.push_back(worst.waived);
  }
  const Moment& last = series.moments.back();
  chart.description = fmt::format("In the last run {} broken, {} warned, {} waived; {} in any run.",
                                  last.broken, last.warned, last.waived, series.rules.size());
  add_chart(figures, chart);
}

void add_exercised(pugi::xml_node figures, const Series& series, const std::vector<Column>& columns,
                   const std::string& id) {
  Chart chart = begin_chart(series, columns);
  chart.id = id + "-exercised";
  chart.caption = "Rules that were exercised";
  chart.parts = {{"trace first", "exercised", {}}, {"", "all", {}, false}};
  for (const Column& column : columns) {
    const Moment& worst = worst_of(series, column, [](const Moment& one) {
      return -static_cast<std::int64_t>(one.exercised);
    });
    chart.parts[0].values.push_back(worst.exercised);
    chart.parts[1].values.push_back(worst.rules);
  }
  const Moment& last = series.moments.back();
  const Moment& most = series.moments[series.most_exercised];
  chart.description =
      fmt::format("{} of {} in the last run; the most were {}, on {}.", last.exercised,
                  counted(last.rules, "rule"), most.exercised, moment_words(most));
  add_chart(figures, chart);
}

std::vector<std::string> timed_operations(const Series& series) {
  std::vector<std::string> all;
  for (auto one = series.moments.rbegin(); one != series.moments.rend(); ++one) {
    for (const LatencyAt& latency : one->latency) {
      if (std::find(all.begin(), all.end(), latency.operation) == all.end()) {
        all.push_back(latency.operation);
      }
    }
  }
  return all;
}

// Of the slowest run of a column, by its p90.
const LatencyAt* latency_at(const Series& series, const Column& column,
                            std::string_view operation) {
  const LatencyAt* slowest = nullptr;
  for (std::size_t i = column.first; i <= column.last; ++i) {
    for (const LatencyAt& one : series.moments[i].latency) {
      if (one.operation != operation) continue;
      if (slowest == nullptr || one.p90_us >= slowest->p90_us) slowest = &one;
    }
  }
  return slowest;
}

void add_latency(pugi::xml_node figures, const Series& series, const std::vector<Column>& columns,
                 const std::string& operation, const std::string& id) {
  Chart chart = begin_chart(series, columns);
  chart.id = id;
  chart.caption = "How long answers took: " + shown(operation);
  chart.is_duration = true;
  chart.parts = {
      {"trace third", "p99", {}}, {"trace second", "p90", {}}, {"trace first", "p50", {}}};
  const LatencyAt* last = nullptr;
  for (const Column& column : columns) {
    const LatencyAt* one = latency_at(series, column, operation);
    const auto add_value = [&](std::size_t part, std::int64_t LatencyAt::*percentile) {
      chart.parts[part].values.push_back(one == nullptr ? std::nullopt
                                                        : std::optional(one->*percentile));
    };
    add_value(0, &LatencyAt::p99_us);
    add_value(1, &LatencyAt::p90_us);
    add_value(2, &LatencyAt::p50_us);
    if (one != nullptr) last = one;
  }
  if (last == nullptr) return;
  chart.description =
      fmt::format("At last half of {} came within {}, 90 % within {}, 99 % within {}.",
                  counted(last->answers, "answer"), duration_words(last->p50_us),
                  duration_words(last->p90_us), duration_words(last->p99_us));
  add_chart(figures, chart);
}

// Operations whose times are drawn; contracts have fewer.
constexpr std::size_t kMostOperations = 12;

}  // namespace

std::size_t runs_per_column(const Series& series) {
  return (series.moments.size() + kMostColumns - 1) / kMostColumns;
}

void add_trend_charts(pugi::xml_node section, const Series& series, const std::string& id) {
  const std::vector<Column> columns = columns_of(series);
  if (runs_per_column(series) > 1) {
    add(section, "p",
        fmt::format(
            "{} do not fit: a column of a drawing stands for up to {} neighbouring runs and "
            "shows the worst of them, be it by verdict, broken rules, rules not exercised or "
            "times.",
            counted(series.moments.size(), "run"), runs_per_column(series)));
  }
  pugi::xml_node figures = add_classed(section, "div", "figures");
  add_outcomes(figures, series, columns, id);
  add_breakages(figures, series, columns, id);
  add_exercised(figures, series, columns, id);
  const std::vector<std::string> operations = timed_operations(series);
  for (std::size_t i = 0; i < std::min(operations.size(), kMostOperations); ++i) {
    add_latency(figures, series, columns, operations[i], fmt::format("{}-latency-{}", id, i));
  }
  if (const std::string few = few_answers_words(series); !few.empty()) {
    add_classed(section, "p", "quiet", few);
  }
  if (operations.size() > kMostOperations) {
    add(section, "p",
        fmt::format("Times of the first {} of {} operations.", kMostOperations, operations.size()));
  }
}

}  // namespace assay::report
