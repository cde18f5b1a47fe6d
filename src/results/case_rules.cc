#include "results/case_rules.h"

#include <charconv>
#include <map>

namespace assay::results {
namespace {

// Takes a number from the beginning of `text`.
std::optional<std::size_t> take_number(std::string_view& text) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc()) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

bool take(char c, std::string_view& text) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

}  // namespace

CaseRules::CaseRules(const Results& run) : run_(run) {
  std::map<std::string_view, std::uint32_t> counts;
  positions_.reserve(run.rules.size());
  for (const Rule& rule : run.rules) positions_.push_back(counts[rule.operation]++);
}

bool CaseRules::was_exercised(const Case& one, std::uint32_t rule) const {
  if (!one.exercised) return run_.rules[rule].exercised > 0;
  const std::uint32_t position = positions_[rule];
  return position < one.exercised->size() && (*one.exercised)[position];
}

std::string ranges_text(const std::vector<bool>& list) {
  std::string out;
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (!list[i]) continue;
    const std::size_t first = i;
    while (i + 1 < list.size() && list[i + 1]) ++i;
    if (!out.empty()) out += ',';
    out += std::to_string(first);
    if (i > first) out += '-' + std::to_string(i);
  }
  return out;
}

std::optional<std::vector<bool>> parse_ranges(std::string_view text, std::size_t limit) {
  std::vector<bool> list;
  while (!text.empty()) {
    const auto first = take_number(text);
    const auto last = take('-', text) ? take_number(text) : first;
    if (!first || !last || *first < list.size() || *last < *first || *last >= limit) {
      return std::nullopt;
    }
    list.resize(*first, false);
    list.resize(*last + 1, true);
    if (!text.empty() && (!take(',', text) || text.empty())) return std::nullopt;
  }
  return list;
}

}  // namespace assay::results
