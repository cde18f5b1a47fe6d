#include "schema/frame.h"

#include <algorithm>

namespace assay::schema {

// NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init): clearing both arrays costs more than
// using them.
Frame::Frame(const WordTable& names, std::uint32_t group, const base::Value& object)
    : object_(object), group_(group) {
  std::fill_n(values_.begin(), names.size(), 0);
  for (const base::Member& member : object.members()) {
    const std::uint32_t name = names.find(member.name);
    if (name == kNone) continue;
    if (values_[name] != 0) {
      ambiguous_ = true;
      return;
    }
    values_[name] = member.value.index();
    order_[count_++] = static_cast<std::uint8_t>(name);
  }
}

}  // namespace assay::schema
