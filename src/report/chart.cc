#include "report/chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

#include "report/describe.h"
#include "report/drawing.h"
#include "report/html_page.h"
#include "report/page_parts.h"

namespace assay::report {
namespace {

using results::Exit;

// The end of an axis that has room for `most`, and halves well.
std::int64_t axis_end(std::int64_t most) {
  if (most <= 2) return 2;
  const auto power = static_cast<std::int64_t>(std::pow(10, std::floor(std::log10(most))));
  for (const std::int64_t tenths : {10, 12, 16, 20, 24, 30, 40, 50, 60, 80}) {
    const std::int64_t end = power * tenths / 10;
    if (end >= most && end % 2 == 0) return end;
  }
  return power * 10;
}

// Where things stand in a drawing.
class Frame {
 public:
  static constexpr double kLeft = 46;
  static constexpr double kTop = 8;
  static constexpr double kBottom = 112;
  static constexpr double kHeight = 144;

  Frame(const Chart& chart, double right) : right_(right), columns_(chart.columns()) {
    std::int64_t most = 0;
    for (std::size_t i = 0; i < columns_; ++i) {
      std::int64_t sum = 0;
      for (const Part& part : chart.parts) {
        if (!part.is_drawn) continue;
        const std::int64_t value = part.values[i].value_or(0);
        sum = chart.is_stacked ? sum + value : std::max(sum, value);
      }
      most = std::max(most, sum);
    }
    end_ = axis_end(most);
    // Few runs make no broad bars.
    step_ = std::min((right_ - kLeft) / static_cast<double>(std::max<std::size_t>(columns_, 1)),
                     kBroadest);
  }

  std::int64_t end() const { return end_; }
  double right() const { return right_; }
  double step() const { return step_; }
  double left_of(std::size_t column) const { return kLeft + step_ * static_cast<double>(column); }
  double middle_of(std::size_t column) const { return left_of(column) + step_ / 2; }
  double last_edge() const { return left_of(columns_); }
  double y_of(std::int64_t value) const {
    return kBottom - static_cast<double>(value) / static_cast<double>(end_) * (kBottom - kTop);
  }

 private:
  static constexpr double kBroadest = 24;

  double right_;
  std::size_t columns_;
  std::int64_t end_ = 2;
  double step_ = kBroadest;
};

// Shorter than in a text: an end of an axis is a round number.
std::string axis_words(const Chart& chart, std::int64_t value) {
  if (!chart.is_duration) return std::to_string(value);
  const double milliseconds = static_cast<double>(value) / 1000;
  return milliseconds < 1000 ? fmt::format("{:g} ms", milliseconds)
                             : fmt::format("{:g} s", milliseconds / 1000);
}

void draw_axes(Drawing& drawing, const Chart& chart, const Frame& frame) {
  for (const std::int64_t value : {frame.end(), frame.end() / 2, std::int64_t{0}}) {
    const double y = frame.y_of(value);
    drawing.line(value == 0 ? "axis" : "grid", Frame::kLeft, y, frame.right(), y);
    drawing.text(Frame::kLeft - 4, y + 4, "end", value == 0 ? "0" : axis_words(chart, value));
  }
  const double y = Frame::kHeight - 4;
  constexpr double kTwoLabels = 130;
  if (chart.first_label == chart.last_label) {
    drawing.text(Frame::kLeft, y, "start", chart.first_label);
  } else if (frame.last_edge() - Frame::kLeft < kTwoLabels) {
    drawing.text(Frame::kLeft, y, "start", chart.first_label + " to " + chart.last_label);
  } else {
    drawing.text(Frame::kLeft, y, "start", chart.first_label);
    drawing.text(frame.last_edge(), y, "end", chart.last_label);
  }
}

// What is there is seen, however little it is.
void draw_stacks(Drawing& drawing, const Chart& chart, const Frame& frame) {
  constexpr double kLeast = 1.5;
  std::vector<double> tops(chart.columns(), Frame::kBottom);
  const double width = std::max(1.0, frame.step() * 0.8);
  for (const Part& part : chart.parts) {
    std::string outline;
    for (std::size_t i = 0; i < chart.columns(); ++i) {
      const std::int64_t value = part.values[i].value_or(0);
      if (value == 0) continue;
      const double height = std::max(kLeast, Frame::kBottom - frame.y_of(value));
      tops[i] -= height;
      outline += box_outline(frame.left_of(i) + frame.step() * 0.1, tops[i], width, height);
    }
    drawing.path(part.looks, outline);
  }
}

// Names stand at the end of their lines, as far apart as they need.
void draw_names(Drawing& drawing, const Chart& chart, const Frame& frame) {
  constexpr double kApart = 11;
  std::vector<std::pair<double, const Part*>> names;
  for (const Part& part : chart.parts) {
    const auto last = std::find_if(part.values.rbegin(), part.values.rend(),
                                   [](const auto& value) { return value.has_value(); });
    if (part.is_drawn && last != part.values.rend())
      names.emplace_back(frame.y_of(**last) + 4, &part);
  }
  std::sort(names.begin(), names.end());
  double lowest = Frame::kBottom;
  for (auto name = names.rbegin(); name != names.rend(); ++name) {
    name->first = std::min(name->first, lowest);
    lowest = name->first - kApart;
  }
  for (const auto& [y, part] : names) drawing.text(frame.last_edge() + 2, y, "start", part->name);
}

double room_for_names(const Chart& chart) {
  constexpr double kEdge = 2;
  constexpr double kLetter = 7.5;
  std::size_t longest = 0;
  for (const Part& part : chart.parts) {
    if (!chart.is_stacked && part.is_drawn) longest = std::max(longest, part.name.size());
  }
  return kEdge + kLetter * static_cast<double>(longest);
}

void draw_lines(Drawing& drawing, const Chart& chart, const Frame& frame) {
  constexpr std::size_t kDotted = 30;  // So many points are seen as such.
  constexpr double kDot = 3;
  for (const Part& part : chart.parts) {
    if (!part.is_drawn) continue;
    std::string outline;
    std::string dots;
    bool is_open = false;
    for (std::size_t i = 0; i < chart.columns(); ++i) {
      if (!part.values[i]) {
        is_open = false;
        continue;
      }
      const double x = frame.middle_of(i);
      const double y = frame.y_of(*part.values[i]);
      outline += fmt::format("{}{} {}", is_open ? "L" : "M", coordinate(x), coordinate(y));
      const bool is_alone = !is_open && (i + 1 == chart.columns() || !part.values[i + 1]);
      if (is_alone || chart.columns() <= kDotted) {
        dots += box_outline(x - kDot / 2, y - kDot / 2, kDot, kDot);
      }
      is_open = true;
    }
    drawing.path(part.looks, outline);
    drawing.path((std::string("dots ") + part.looks).c_str(), dots);
  }
  draw_names(drawing, chart, frame);
}

// A sign for each verdict: what a colour says is not seen by everybody.
std::string sign_outline(Exit verdict, double x, double y, double half) {
  switch (verdict) {
    case Exit::kConforms:
      return box_outline(x - 0.5, y - 0.5, 1, 1);
    case Exit::kDoesNotConform:
      return fmt::format("M{0:.1f} {1:.1f}l{2:.1f} {2:.1f}m0 -{2:.1f}l-{2:.1f} {2:.1f}", x - half,
                         y - half, 2 * half);
    case Exit::kCouldNotTell:
      return fmt::format(
          "M{0:.1f} {1:.1f}a{2:.1f} {2:.1f} 0 1 0 {3:.1f} 0a{2:.1f} {2:.1f} 0 1 0 "
          "-{3:.1f} 0z",
          x - half, y, half, 2 * half);
    default:
      return fmt::format("M{:.1f} {:.1f}h{:.1f}", x - half, y, 2 * half);
  }
}

void draw_signs(Drawing& drawing, const Chart& chart, const Frame& frame) {
  std::string outline;
  const double half = std::min(frame.step() * 0.4, 3.0);
  for (std::size_t i = 0; i < chart.verdicts.size(); ++i) {
    outline += sign_outline(chart.verdicts[i], frame.middle_of(i), Frame::kBottom + 8, half);
  }
  drawing.path("sign", outline);
}

std::string column_words(const Chart& chart, std::size_t column) {
  std::string words = chart.labels[column];
  if (!chart.verdicts.empty()) words += fmt::format(": {}", to_words(chart.verdicts[column]));
  for (const Part& part : chart.parts) {
    if (part.values[column].value_or(0) == 0 && chart.is_stacked) continue;
    words += fmt::format("; {} {}", part.name, chart.words(part.values[column]));
  }
  return words;
}

// A small drawing beside a word; the word says it all.
pugi::xml_node add_swatch(pugi::xml_node item, double width, double height) {
  pugi::xml_node svg = add(item, "svg");
  set_attribute(svg, "class", "swatch");
  set_attribute(svg, "viewBox", fmt::format("0 0 {} {}", width, height));
  set_attribute(svg, "width", fmt::format("{}", width));
  set_attribute(svg, "height", fmt::format("{}", height));
  set_attribute(svg, "aria-hidden", "true");
  return svg;
}

void add_legend_entry(pugi::xml_node list, const char* looks, std::string_view outline,
                      std::string_view words) {
  pugi::xml_node item = add(list, "li");
  pugi::xml_node path = add(add_swatch(item, 10, 12), "path");
  set_attribute(path, "class", looks);
  set_attribute(path, "d", outline);
  add_text(item, " ");
  add(item, "span", words);
}

void add_legend(pugi::xml_node figure, const Chart& chart) {
  pugi::xml_node list = add_classed(figure, "ul", "legend");
  for (const Part& part : chart.parts) {
    const bool is_seen = std::any_of(part.values.begin(), part.values.end(),
                                     [](const auto& value) { return value.value_or(0) > 0; });
    if (is_seen) add_legend_entry(list, part.looks, box_outline(0, 1, 10, 10), part.name);
  }
  for (const Exit verdict :
       {Exit::kConforms, Exit::kDoesNotConform, Exit::kCouldNotTell, Exit::kNothingShown}) {
    if (std::find(chart.verdicts.begin(), chart.verdicts.end(), verdict) == chart.verdicts.end()) {
      continue;
    }
    add_legend_entry(list, "sign", sign_outline(verdict, 5, 6, 3), to_words(verdict));
  }
}

void add_numbers(pugi::xml_node figure, const Chart& chart) {
  pugi::xml_node details = add_details(figure, "In numbers");
  pugi::xml_node body = add_table(details, chart.caption, {"runs"});
  if (!chart.verdicts.empty()) add_column(body, "verdict");
  for (const Part& part : chart.parts) add_column(body, part.name);
  for (std::size_t i = chart.columns(); i-- > 0;) {
    pugi::xml_node row = add(body, "tr");
    add_row_head(row, chart.labels[i]);
    if (!chart.verdicts.empty()) add(row, "td", to_words(chart.verdicts[i]));
    for (const Part& part : chart.parts) add_number(row, chart.words(part.values[i]));
  }
}

}  // namespace

std::string Chart::words(std::optional<std::int64_t> value) const {
  if (!value) return "none";
  return is_duration ? duration_words(*value) : std::to_string(*value);
}

void add_chart(pugi::xml_node figures, const Chart& chart) {
  pugi::xml_node figure = add(figures, "figure");
  add(figure, "figcaption", chart.caption);
  const Frame frame(chart, kDrawingWidth - room_for_names(chart));
  Drawing drawing(figure, chart.id, Frame::kHeight, chart.caption, chart.description);
  draw_axes(drawing, chart, frame);
  if (chart.is_stacked) {
    draw_stacks(drawing, chart, frame);
  } else {
    draw_lines(drawing, chart, frame);
  }
  draw_signs(drawing, chart, frame);
  for (std::size_t i = 0; i < chart.columns(); ++i) {
    drawing.hint(frame.left_of(i), Frame::kTop, frame.step(), Frame::kBottom + 12 - Frame::kTop,
                 column_words(chart, i));
  }
  if (chart.is_stacked) add_legend(figure, chart);
  add_numbers(figure, chart);
}

}  // namespace assay::report
