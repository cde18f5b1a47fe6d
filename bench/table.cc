#include "bench/table.h"

#include <fmt/format.h>

#include <algorithm>

namespace assay::bench {

std::string table(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths(rows.at(0).size());
  for (const auto& row : rows) {
    for (std::size_t at = 0; at < row.size(); ++at)
      widths[at] = std::max(widths[at], row[at].size());
  }
  std::string text;
  for (const auto& row : rows) {
    for (std::size_t at = 0; at < row.size(); ++at) {
      text += at == 0 ? fmt::format("| {:<{}} |", row[at], widths[at])
                      : fmt::format(" {:>{}} |", row[at], widths[at]);
    }
    text += '\n';
    if (&row != rows.data()) continue;
    for (std::size_t at = 0; at < row.size(); ++at) {
      text += (at == 0 ? "| " : " ") + std::string(widths[at] - (at == 0 ? 0 : 1), '-') +
              (at == 0 ? " |" : ": |");
    }
    text += '\n';
  }
  return text;
}

std::string duration(double nanoseconds) {
  if (nanoseconds < 1e3) return fmt::format("{:.0f} ns", nanoseconds);
  if (nanoseconds < 1e6) return fmt::format("{:.2f} us", nanoseconds / 1e3);
  return fmt::format("{:.2f} ms", nanoseconds / 1e6);
}

std::string ratio(double nanoseconds, double of) {
  return nanoseconds == 0 || of == 0 ? "-" : fmt::format("{:.2f}", nanoseconds / of);
}

}  // namespace assay::bench
