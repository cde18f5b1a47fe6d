#include <algorithm>
#include <functional>
#include <string_view>
#include <utility>

#include "schema/checks.h"

namespace assay::schema {
namespace {

std::size_t mixed(std::size_t seed, std::size_t more) {
  return (seed ^ more) * 0x9e3779b97f4a7c15ull + (seed >> 29);
}

// Equal numbers have equal significant digits and nearly always an equal double; together they keep numbers
// apart that only one of the two confuses (1e400 and 2e400, 2^53 and 2^53+1).
std::size_t hash_number(const base::Number& number) {
  std::size_t digits = 0;
  std::size_t zeros = 0;
  for (const char c : number.text()) {
    if (c == 'e' || c == 'E') break;
    if (c < '0' || c > '9') continue;
    if (c == '0') {
      ++zeros;
      continue;
    }
    for (; digits != 0 && zeros != 0; --zeros) digits = mixed(digits, 1);
    zeros = 0;
    digits = mixed(digits, static_cast<std::size_t>(c));
  }
  const double value = number.to_double();
  return mixed(digits, value == 0 ? 0 : std::hash<double>()(value));
}

// Equal values hash alike. Members are summed, as their order does not matter; of members that occur twice
// only the name counts, so that it does not matter either which of them equality looks at.
std::size_t hash_of(const base::Value& value) {
  std::size_t hash = static_cast<std::size_t>(value.kind()) + 1;
  switch (value.kind()) {
    case base::Kind::kNull:
      return hash;
    case base::Kind::kBoolean:
      return mixed(hash, value.boolean() ? 2 : 1);
    case base::Kind::kNumber:
      return mixed(hash, hash_number(value.number()));
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

bool all_different(const std::vector<base::Value>& values, std::size_t* first,
                   std::size_t* second) {
  std::vector<std::pair<std::size_t, std::size_t>> order;
  order.reserve(values.size());
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
