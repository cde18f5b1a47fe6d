#ifndef ASSAY_SCHEMA_FRAME_H_
#define ASSAY_SCHEMA_FRAME_H_

#include <array>
#include <cstdint>

#include "base/document.h"
#include "schema/word_table.h"

namespace assay::schema {

// An object of the instance with its members looked up once for all schema objects that judge it in
// place. Lives on the stack of the evaluation.
class Frame {
 public:
  // Names beyond this are looked up by every schema object for itself; real answers have 40.
  static constexpr std::size_t kMaxNames = 64;

  Frame(const WordTable& names, std::uint32_t group, const base::Value& object);

  bool is_of(const base::Value& object, std::uint32_t group) const {
    return group_ == group && object_.is_same(object);
  }
  // Some name of the group occurs twice: this is of no use then.
  bool ambiguous() const { return ambiguous_; }
  // Index of the member's value, 0 when there is none.
  std::uint32_t member(std::uint32_t name) const { return values_[name]; }
  // The names that are there, in order of appearance.
  const std::uint8_t* begin() const { return order_.data(); }
  const std::uint8_t* end() const { return order_.data() + count_; }

 private:
  base::Value object_;
  std::uint32_t group_;
  std::uint32_t count_ = 0;
  bool ambiguous_ = false;
  std::array<std::uint32_t, kMaxNames> values_;  // Only the group's names are written.
  std::array<std::uint8_t, kMaxNames> order_;
};

}  // namespace assay::schema

#endif  // ASSAY_SCHEMA_FRAME_H_
