#ifndef ASSAY_REPORT_TREND_CHARTS_H_
#define ASSAY_REPORT_TREND_CHARTS_H_

#include <cstddef>
#include <pugixml.hpp>
#include <string>

#include "results/history.h"

namespace assay::report {

// Drawings of one series of runs, each with its numbers in a table below it. All but the rows of
// rules have a column for each run, and where there are more runs than columns, one for several
// neighbours, which shows the worst of them.

// Columns of a drawing.
inline constexpr std::size_t kMostColumns = 60;
// Runs of a rule's row: the last ones.
inline constexpr std::size_t kMostSquares = 100;

// How many runs one column stands for; the last may stand for fewer.
std::size_t runs_per_column(const results::Series& series);

// Cases by outcome, rules by breakage, rules exercised, percentiles of each operation. Ids on the
// page begin with `id`.
void add_trend_charts(pugi::xml_node section, const results::Series& series, const std::string& id);

// A square for each of the last runs, in shapes that tell the states apart without a colour.
void add_rule_row(pugi::xml_node cell, const results::Series& series,
                  const results::RuleTrend& rule, const std::string& id);
// What the shapes mean.
void add_rule_legend(pugi::xml_node section);

}  // namespace assay::report

#endif  // ASSAY_REPORT_TREND_CHARTS_H_
