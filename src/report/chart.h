#ifndef ASSAY_REPORT_CHART_H_
#define ASSAY_REPORT_CHART_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <vector>

#include "results/exit.h"

namespace assay::report {

// Numbers over runs, drawn as bars or lines.

// One kind of number in a drawing: a part of each bar, or a line. nullopt: nothing is known.
struct Part {
  const char* looks = "";
  std::string name;
  std::vector<std::optional<std::int64_t>> values;  // One for each column.
  bool is_drawn = true;                             // Else it is told only.
};

struct Chart {
  std::string id;
  std::string caption;
  std::string description;
  std::vector<Part> parts;
  bool is_stacked = false;              // Else lines.
  bool is_duration = false;             // Microseconds.
  std::vector<results::Exit> verdicts;  // By column; empty for none.
  std::vector<std::string> labels;      // By column: which runs it is of.
  std::string first_label;              // Below the axis.
  std::string last_label;

  std::size_t columns() const { return labels.size(); }
  std::string words(std::optional<std::int64_t> value) const;
};

// A figure: the drawing, what its looks mean, and a closed table of its numbers. A verdict is shown
// by a sign below its column, which needs no colour.
void add_chart(pugi::xml_node figures, const Chart& chart);

}  // namespace assay::report

#endif  // ASSAY_REPORT_CHART_H_
