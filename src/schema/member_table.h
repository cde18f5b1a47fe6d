#ifndef ASSAY_SCHEMA_MEMBER_TABLE_H_
#define ASSAY_SCHEMA_MEMBER_TABLE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace re2 {
class RE2;
}

namespace assay::schema {

using NodeIndex = std::uint32_t;
constexpr std::uint32_t kNone = 0xffffffff;

// What one schema object says about the members of an object: properties, required,
// patternProperties and additionalProperties together, so that one walk over the members answers
// them all.
class MemberTable {
 public:
  struct Slot {
    std::string name;
    NodeIndex schema = kNone;        // From properties.
    std::uint32_t required = kNone;  // Assertion, or kNone when the member may be absent.
  };
  struct Pattern {
    const re2::RE2* pattern = nullptr;
    NodeIndex schema = kNone;
  };

  // The slot of `name`, made when there is none. Only before seal().
  Slot& slot(std::string_view name);
  // Builds the index; find() works from here on.
  void seal();

  // Index of the slot or kNone. `guess` is tried first: members tend to come in the order of the
  // schema.
  std::uint32_t find(std::string_view name, std::uint32_t guess) const {
    if (guess < slots_.size() && slots_[guess].name == name) return guess;
    return look_up(name);
  }

  const std::vector<Slot>& slots() const { return slots_; }
  // Slots with a required assertion, in order of the schema.
  const std::vector<std::uint32_t>& required() const { return required_; }

  std::vector<Pattern> patterns;
  NodeIndex additional = kNone;         // Schema of other members.
  std::uint32_t no_additional = kNone;  // Assertion that there are none.
  bool forbids_additional = false;
  std::uint32_t place = 0;

 private:
  std::uint32_t look_up(std::string_view name) const;

  std::vector<Slot> slots_;
  std::vector<std::uint32_t> required_;
  std::vector<std::uint32_t> buckets_;  // Open addressing; a power of two, at most half full.
};

}  // namespace assay::schema

#endif  // ASSAY_SCHEMA_MEMBER_TABLE_H_
