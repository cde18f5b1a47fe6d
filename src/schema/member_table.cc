#include "schema/member_table.h"

#include <algorithm>
#include <bit>
#include <functional>

namespace assay::schema {

MemberTable::Slot& MemberTable::slot(std::string_view name) {
  const auto found = std::find_if(slots_.begin(), slots_.end(),
                                  [&](const Slot& slot) { return slot.name == name; });
  if (found != slots_.end()) return *found;
  return slots_.emplace_back(Slot{std::string(name)});
}

void MemberTable::seal() {
  buckets_.assign(std::bit_ceil(slots_.size() * 2 + 1), kNone);
  const std::size_t mask = buckets_.size() - 1;
  for (std::uint32_t index = 0; index < slots_.size(); ++index) {
    std::size_t at = std::hash<std::string_view>()(slots_[index].name) & mask;
    while (buckets_[at] != kNone) at = (at + 1) & mask;
    buckets_[at] = index;
    if (slots_[index].required != kNone) required_.push_back(index);
  }
}

std::uint32_t MemberTable::look_up(std::string_view name) const {
  if (slots_.empty()) return kNone;
  const std::size_t mask = buckets_.size() - 1;
  std::size_t at = std::hash<std::string_view>()(name) & mask;
  while (buckets_[at] != kNone && slots_[buckets_[at]].name != name) at = (at + 1) & mask;
  return buckets_[at];
}

}  // namespace assay::schema
