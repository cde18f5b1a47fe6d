// How long answers took, and what followed jobs went through: drawings, told in words as well.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include "report/describe.h"
#include "report/drawing.h"
#include "report/html_page.h"
#include "report/page_parts.h"

namespace assay::report {
namespace {

// Followed jobs that are drawn, and states and polls of each.
constexpr std::size_t kMostJobs = 6;
constexpr std::size_t kMostStates = 12;
constexpr std::size_t kMostPolls = 60;

constexpr std::array<double, 3> kPercents = {50, 90, 99};

// Bars of equal width on a scale that grows by factors, as the buckets do.
void add_distribution(pugi::xml_node parent, const results::Shape& shape, std::size_t index) {
  constexpr double kTop = 34;
  constexpr double kBottom = 100;
  const judge::Latency& latency = shape.what.latency;
  const auto& buckets = latency.buckets();
  std::uint64_t most = 1;
  for (const auto& [end, count] : buckets) most = std::max(most, count);
  constexpr double kGrowth = 1.2;
  const double first = std::log(static_cast<double>(buckets.begin()->first) / kGrowth);
  const double last = std::log(static_cast<double>(buckets.rbegin()->first));
  const double width = std::max(last - first, std::log(kGrowth) * 6);
  const auto place = [&](std::int64_t us) {
    const double at = (std::log(std::max(static_cast<double>(us), 1.0)) - first) / width;
    return std::clamp(at, 0.0, 1.0) * kDrawingWidth;
  };
  std::string told = fmt::format(
      "{}; half came within {}, 90 % within {}, 99 % within {}.",
      counted(latency.count(), "answer"), duration_words(latency.percentile_us(50)),
      duration_words(latency.percentile_us(90)), duration_words(latency.percentile_us(99)));
  pugi::xml_node figure = add(parent, "figure");
  add(figure, "figcaption", shown(shape.operation));
  Drawing drawing(figure, fmt::format("latency-{}", index), 120,
                  "How long answers of " + shown(shape.operation) + " took", told);
  const double bar = std::log(kGrowth) / width * kDrawingWidth;
  for (const auto& [end, count] : buckets) {
    const double share = static_cast<double>(count) / static_cast<double>(most);
    const double height = std::max(1.0, share * (kBottom - kTop));
    drawing.box("bar", std::max(0.0, place(end) - bar), kBottom - height, std::max(1.0, bar - 1),
                height);
  }
  drawing.line("axis", 0, kBottom, kDrawingWidth, kBottom);
  const auto mark_of = [&](std::size_t i) {
    return std::min(place(latency.percentile_us(kPercents[i])), kDrawingWidth - 1);
  };
  const auto row_of = [](std::size_t i) { return 10.0 + 11.0 * static_cast<double>(i); };
  for (std::size_t i = 0; i < kPercents.size(); ++i) {
    drawing.line("percentile", mark_of(i), row_of(i) - 3, mark_of(i), kBottom);
  }
  // Over the lines.
  for (std::size_t i = 0; i < kPercents.size(); ++i) {
    const double x = mark_of(i);
    const double y = row_of(i);
    const bool is_left = x > kDrawingWidth / 2;
    drawing.text(is_left ? x - 3 : x + 3, y, is_left ? "end" : "start",
                 fmt::format("p{:.0f} {}", kPercents[i],
                             duration_words(latency.percentile_us(kPercents[i]))));
  }
  drawing.text(0, kBottom + 14, "start", duration_words(latency.shortest_us()));
  drawing.text(std::max(place(latency.longest_us()), kDrawingWidth / 2), kBottom + 14, "end",
               duration_words(latency.longest_us()));
}

void add_latencies(pugi::xml_node section, const results::Results& run) {
  pugi::xml_node body = add_table(
      section, "How long answers took that came at the first attempt; percentiles to a fifth",
      {"operation", "answers", "shortest", "p50", "p90", "p99", "longest"});
  pugi::xml_node figures = add_classed(section, "div", "figures");
  for (std::size_t i = 0; i < run.shapes.size(); ++i) {
    const judge::Latency& latency = run.shapes[i].what.latency;
    if (latency.count() == 0) continue;
    pugi::xml_node row = add(body, "tr");
    add_id_head(row, shown(run.shapes[i].operation));
    add_number(row, latency.count());
    add_number(row, duration_words(latency.shortest_us()));
    for (const double percent : kPercents) {
      add_number(row, duration_words(latency.percentile_us(percent)));
    }
    add_number(row, duration_words(latency.longest_us()));
    add_distribution(figures, run.shapes[i], i);
  }
}

// What one state of a job lasted: from the first answer that told it to the first of another.
struct Span {
  std::string state;
  std::int64_t from_us = 0;
  std::int64_t to_us = 0;
};

struct Timeline {
  const results::Case* one = nullptr;
  std::vector<const results::Exchange*> polls;
  std::vector<Span> spans;
  std::vector<std::string> states;  // Each once, in order of appearance.
  std::int64_t end_us = 0;
};

Timeline timeline_of(const results::Results& run, const results::Case& one) {
  Timeline line;
  line.one = &one;
  for (const results::Exchange& exchange : run.exchanges_of(one)) {
    if (exchange.what.state.empty()) continue;
    line.polls.push_back(&exchange);
    const std::int64_t at = (exchange.what.began + exchange.what.duration).count();
    line.end_us = std::max(line.end_us, at);
    const std::string state = shown(exchange.what.state, 24);
    if (!line.spans.empty()) line.spans.back().to_us = at;
    if (line.spans.empty() || line.spans.back().state != state) {
      line.spans.push_back({state, at, at});
    }
    if (std::find(line.states.begin(), line.states.end(), state) == line.states.end() &&
        line.states.size() < kMostStates) {
      line.states.push_back(state);
    }
  }
  return line;
}

std::string timeline_words(const Timeline& line) {
  std::string words;
  for (const Span& span : line.spans) {
    if (&span - line.spans.data() >= static_cast<std::ptrdiff_t>(kMostPolls)) {
      return words + "and so on.";
    }
    const bool is_last = &span == &line.spans.back();
    words +=
        fmt::format("{} from {}{}", span.state, duration_words(span.from_us), is_last ? "." : ", ");
  }
  return words;
}

void draw_timeline(pugi::xml_node figure, const Timeline& line, std::size_t index) {
  constexpr double kRow = 20;
  constexpr double kLabels = 100;
  constexpr double kShortest = 3;
  const double bottom = kRow * static_cast<double>(line.states.size()) + 4;
  Drawing drawing(figure, fmt::format("job-{}", index), bottom + 18,
                  "States of " + safe_id(*line.one), timeline_words(line));
  const double end = static_cast<double>(std::max<std::int64_t>(line.end_us, 1));
  const auto place = [&](std::int64_t us) {
    return kLabels + static_cast<double>(us) / end * (kDrawingWidth - kLabels - kShortest);
  };
  const auto top_of = [&](const std::string& state) {
    const auto found = std::find(line.states.begin(), line.states.end(), state);
    return kRow * static_cast<double>(found - line.states.begin());
  };
  for (const std::string& state : line.states) {
    drawing.text(0, top_of(state) + 14, "start", shown(state, 16));
  }
  for (std::size_t i = 0; i < std::min(line.spans.size(), kMostPolls); ++i) {
    const Span& span = line.spans[i];
    if (std::find(line.states.begin(), line.states.end(), span.state) == line.states.end())
      continue;
    const double from = place(span.from_us);
    drawing.box(i + 1 == line.spans.size() ? "bar last" : "bar", from, top_of(span.state) + 3,
                std::max(kShortest, place(span.to_us) - from), kRow - 6);
  }
  drawing.line("axis", kLabels, bottom, kDrawingWidth, bottom);
  drawing.text(kLabels, bottom + 14, "start", "0");
  drawing.text(kDrawingWidth, bottom + 14, "end", duration_words(line.end_us));
}

void add_polls(pugi::xml_node figure, const Timeline& line) {
  pugi::xml_node details = add_details(figure, counted(line.polls.size(), "answer"));
  pugi::xml_node body =
      add_table(details, "Answers about the job", {"after", "state", "status", "took"});
  for (std::size_t i = 0; i < std::min(line.polls.size(), kMostPolls); ++i) {
    const wire::Exchange& poll = line.polls[i]->what;
    pugi::xml_node row = add(body, "tr");
    add_row_head(row, duration_words(poll.began.count()));
    add(row, "td", shown(poll.state, 60));
    add_number(row, poll.response ? static_cast<std::uint64_t>(poll.response->status) : 0);
    add_number(row, duration_words(poll.duration.count()));
  }
  if (line.polls.size() > kMostPolls) {
    add(details, "p", fmt::format("The first {}; results.json has all.", kMostPolls));
  }
}

void add_timelines(pugi::xml_node section, const results::Results& run) {
  std::vector<const results::Case*> followed;
  std::size_t at = 0;
  while (at < run.exchanges.size()) {
    const results::Case& one = run.cases[run.exchanges[at].case_index];
    const auto exchanges = run.exchanges_of(one);
    at += exchanges.size();
    const auto told = std::count_if(exchanges.begin(), exchanges.end(), [](const auto& exchange) {
      return !exchange.what.state.empty();
    });
    if (told >= 2) followed.push_back(&one);
  }
  if (followed.empty()) return;
  add(section, "h3", "Followed jobs");
  if (followed.size() > kMostJobs) {
    add(section, "p", fmt::format("The first {} of {}.", kMostJobs, followed.size()));
  }
  pugi::xml_node figures = add_classed(section, "div", "figures");
  for (std::size_t i = 0; i < std::min(followed.size(), kMostJobs); ++i) {
    const Timeline line = timeline_of(run, *followed[i]);
    pugi::xml_node figure = add(figures, "figure");
    set_attribute(add(figure, "figcaption", safe_id(*followed[i])), "class", "id");
    draw_timeline(figure, line, i);
    add_polls(figure, line);
  }
}

}  // namespace

void add_timings(pugi::xml_node main, const PageContext& page) {
  const std::vector<results::Shape>& shapes = page.run.shapes;
  if (std::none_of(shapes.begin(), shapes.end(),
                   [](const auto& shape) { return shape.what.latency.count() > 0; })) {
    return;
  }
  pugi::xml_node section = add_section(main, "timings", "Timings");
  add_latencies(section, page.run);
  add_timelines(section, page.run);
}

}  // namespace assay::report
