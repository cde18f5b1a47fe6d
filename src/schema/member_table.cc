#include "schema/member_table.h"

namespace assay::schema {

MemberTable::Slot& MemberTable::slot(std::string_view name) {
  const std::uint32_t index = names_.add(name);
  if (index < slots_.size()) return slots_[index];
  return slots_.emplace_back(Slot{std::string(name)});
}

void MemberTable::seal() {
  for (std::uint32_t index = 0; index < slots_.size(); ++index) {
    if (slots_[index].required != kNone) required_.push_back(index);
  }
}

void MemberTable::share(const WordTable& names, std::uint32_t group) {
  group_ = group;
  by_frame_name_.assign(names.size(), kNone);
  for (std::uint32_t index = 0; index < slots_.size(); ++index) {
    Slot& slot = slots_[index];
    slot.frame_name = names.find(slot.name);
    by_frame_name_[slot.frame_name] = index;
    if (slot.schema != kNone) described_.push_back(index);
  }
}

}  // namespace assay::schema
