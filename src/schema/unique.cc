#include <algorithm>
#include <cstdint>
#include <functional>
#include <string_view>
#include <utility>

#include "schema/checks.h"

namespace assay::schema {
namespace {

constexpr std::int64_t kMaxExponent = 100'000'000'000'000'000;

std::size_t mixed(std::size_t seed, std::size_t more) {
  return (seed ^ more) * 0x9e3779b97f4a7c15ull + (seed >> 29);
}

// "e+12" -> 12; "" -> 0.
std::int64_t exponent_of(std::string_view text) {
  if (text.empty()) return 0;
  const bool negative = text[1] == '-';
  std::int64_t value = 0;
  for (const char c : text.substr(1)) {
    if (c >= '0' && c <= '9' && value < kMaxExponent) value = value * 10 + (c - '0');
  }
  return negative ? -value : value;
}

// Equal numbers have the same significant digits with the first of them at the same power of ten,
// in whatever notation. Of exponents beyond 18 digits only the first 18 count: more would not fit,
// and cost the text that has them.
std::size_t hash_number(std::string_view text) {
  std::size_t hash = text.starts_with('-') ? 1 : 2;
  std::int64_t power = 0;  // Of ten: the number is 0.DIGITS times 10^power.
  std::size_t zeros = 0;   // Seen since the last significant digit, perhaps trailing.
  bool significant = false;
  bool fraction = false;
  const std::size_t exponent = std::min(text.find_first_of("eE"), text.size());
  for (const char c : text.substr(0, exponent)) {
    if (c == '.') fraction = true;
    if (c < '0' || c > '9') continue;
    if (c == '0') {
      if (significant) ++zeros;
    } else {
      for (; zeros != 0; --zeros) hash = mixed(hash, '0');
      hash = mixed(hash, static_cast<std::size_t>(c));
    }
    if (fraction && !significant && c == '0') --power;
    if (!fraction && (significant || c != '0')) ++power;
    significant = significant || c != '0';
  }
  if (!significant) return 0;
  return mixed(hash, static_cast<std::size_t>(power + exponent_of(text.substr(exponent))));
}

// Equal values hash alike. Members are summed, as their order does not matter; of members that
// occur twice only the name counts, so that it does not matter either which of them equality looks
// at.
std::size_t hash_of(const base::Value& value) {
  std::size_t hash = static_cast<std::size_t>(value.kind()) + 1;
  switch (value.kind()) {
    case base::Kind::kNull:
      return hash;
    case base::Kind::kBoolean:
      return mixed(hash, value.boolean() ? 2 : 1);
    case base::Kind::kNumber:
      return mixed(hash, hash_number(value.number().text()));
    case base::Kind::kString:
      return mixed(hash, std::hash<std::string_view>()(value.string()));
    case base::Kind::kArray:
      for (const base::Value& element : value.elements()) hash = mixed(hash, hash_of(element));
      return hash;
    case base::Kind::kObject:
      for (const base::Member& member : value.members()) {
        if (value.find(member.name)->index() != member.value.index()) continue;
        hash += mixed(std::hash<std::string_view>()(member.name), hash_of(member.value));
      }
      return hash;
  }
  return hash;
}

}  // namespace

bool all_different(const std::vector<base::Value>& values,
                   std::vector<std::pair<std::size_t, std::size_t>>& order, std::size_t* first,
                   std::size_t* second) {
  order.clear();
  for (std::size_t index = 0; index < values.size(); ++index) {
    order.emplace_back(hash_of(values[index]), index);
  }
  std::sort(order.begin(), order.end());
  for (std::size_t at = 0; at < order.size(); ++at) {
    for (std::size_t next = at + 1; next < order.size() && order[next].first == order[at].first;
         ++next) {
      if (!values[order[at].second].equals(values[order[next].second])) continue;
      *first = order[at].second;
      *second = order[next].second;
      return false;
    }
  }
  return true;
}

}  // namespace assay::schema
