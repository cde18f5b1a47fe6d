// What a rule was in each of the last runs, as a row of squares.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

#include "report/describe.h"
#include "report/drawing.h"
#include "report/history.h"
#include "report/html_page.h"
#include "report/page_parts.h"
#include "report/trend_charts.h"

namespace assay::report {
namespace {

using results::RuleState;

constexpr double kPitch = 6;
constexpr double kSide = 5;
constexpr double kTall = 10;
constexpr double kRowHeight = 12;

// Told apart by their shapes, the worse the more of the square is filled.
std::string square_outline(RuleState state, double x) {
  constexpr double kTop = 1;
  constexpr double kEdge = 1.2;
  switch (state) {
    case RuleState::kBroken:
      return box_outline(x, kTop, kSide, kTall);
    case RuleState::kWarned:
      return box_outline(x, kTop + kTall / 2, kSide, kTall / 2);
    case RuleState::kWaived:  // Hollow.
      return box_outline(x, kTop, kSide, kTall) +
             box_outline(x + kEdge, kTop + kEdge, kSide - 2 * kEdge, kTall - 2 * kEdge);
    case RuleState::kHeld:
      return box_outline(x, kTop + kTall - 1.5, kSide, 1.5);
    case RuleState::kNotExercised:
      return box_outline(x + 1.75, kTop + kTall / 2 - 0.75, 1.5, 1.5);
    case RuleState::kAbsent:
      break;
  }
  return "";
}

const char* looks_of(RuleState state) {
  switch (state) {
    case RuleState::kBroken:
      return "failed";
    case RuleState::kWarned:
      return "warned";
    case RuleState::kWaived:
      return "waived";
    case RuleState::kHeld:
      return "passed";
    default:
      return "unexercised";
  }
}

std::string_view state_words(RuleState state) {
  if (state == RuleState::kNotExercised) return "not exercised";
  return state == RuleState::kAbsent ? "not part of the run" : to_string(state);
}

pugi::xml_node begin_svg(pugi::xml_node parent, double width) {
  pugi::xml_node svg = add(parent, "svg");
  set_attribute(svg, "class", "swatch");
  set_attribute(svg, "viewBox", fmt::format("0 0 {} {}", width, kRowHeight));
  set_attribute(svg, "width", fmt::format("{}", width));
  set_attribute(svg, "height", fmt::format("{}", kRowHeight));
  return svg;
}

void add_outline(pugi::xml_node svg, RuleState state, const std::string& outline) {
  if (outline.empty()) return;
  pugi::xml_node path = add(svg, "path");
  set_attribute(path, "class", looks_of(state));
  set_attribute(path, "d", outline);
}

}  // namespace

void add_rule_row(pugi::xml_node cell, const results::Series& series,
                  const results::RuleTrend& rule, const std::string& id) {
  const std::size_t count = std::min(rule.row.size(), kMostSquares);
  const std::size_t first = rule.row.size() - count;
  std::array<std::string, std::size(results::kRuleStates)> outlines;
  std::array<std::size_t, std::size(results::kRuleStates)> counts = {};
  for (std::size_t i = 0; i < count; ++i) {
    const RuleState state = rule.row[first + i].state;
    ++counts[static_cast<std::size_t>(state)];
    outlines[static_cast<std::size_t>(state)] +=
        square_outline(state, kPitch * static_cast<double>(i));
  }
  pugi::xml_node svg = begin_svg(cell, kPitch * static_cast<double>(count));
  set_attribute(svg, "role", "img");
  set_attribute(svg, "aria-labelledby", fmt::format("{}-title {}-desc", id, id));
  set_attribute(
      add(svg, "title",
          fmt::format("{} from {}", counted(count, "run"), moment_words(series.moments[first]))),
      "id", id + "-title");
  std::string words;
  for (auto state = std::rbegin(results::kRuleStates); state != std::rend(results::kRuleStates);
       ++state) {
    const std::size_t runs = counts[static_cast<std::size_t>(*state)];
    if (runs == 0) continue;
    words += fmt::format("{}{} in {}", words.empty() ? "" : ", ", state_words(*state), runs);
  }
  set_attribute(add(svg, "desc", words), "id", id + "-desc");
  for (const RuleState state : results::kRuleStates) {
    add_outline(svg, state, outlines[static_cast<std::size_t>(state)]);
  }
}

void add_rule_legend(pugi::xml_node section) {
  pugi::xml_node list = add_classed(section, "ul", "legend");
  for (auto state = std::rbegin(results::kRuleStates); state != std::rend(results::kRuleStates);
       ++state) {
    pugi::xml_node item = add(list, "li");
    pugi::xml_node svg = begin_svg(item, kPitch);
    set_attribute(svg, "aria-hidden", "true");
    add_outline(svg, *state, square_outline(*state, 0));
    add_text(item, " ");
    add(item, "span", state_words(*state));
  }
}

}  // namespace assay::report
