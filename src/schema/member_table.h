#ifndef ASSAY_SCHEMA_MEMBER_TABLE_H_
#define ASSAY_SCHEMA_MEMBER_TABLE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "schema/word_table.h"

namespace re2 {
class RE2;
}

namespace assay::schema {

using NodeIndex = std::uint32_t;

// What one schema object says about the members of an object: properties, required,
// patternProperties and additionalProperties together, so that one walk over the members answers
// them all.
class MemberTable {
 public:
  struct Slot {
    std::string name;
    NodeIndex schema = kNone;        // From properties.
    std::uint32_t required = kNone;  // Assertion, or kNone when the member may be absent.
    std::uint32_t frame_name = 0;    // Once shared().
  };
  struct Pattern {
    const re2::RE2* pattern = nullptr;
    NodeIndex schema = kNone;
  };

  // The slot of `name`, made when there is none. Only before seal().
  Slot& slot(std::string_view name);
  // Lists the required ones.
  void seal();

  // Index of the slot or kNone. `guess` is tried first: members tend to come in the order of the
  // schema.
  std::uint32_t find(std::string_view name, std::uint32_t guess) const {
    if (guess < slots_.size() && slots_[guess].name == name) return guess;
    return names_.find(name);
  }

  const std::vector<Slot>& slots() const { return slots_; }
  // Slots with a required assertion, in order of the schema.
  const std::vector<std::uint32_t>& required() const { return required_; }

  // Nothing is said about members that have no slot.
  bool asks_of_its_own_only() const {
    return patterns.empty() && !forbids_additional && additional == kNone;
  }
  // From here on the table can be read by a Frame over `names`, which hold all of its own.
  void share(const WordTable& names, std::uint32_t group);
  // kNone when it is not shared.
  std::uint32_t group() const { return group_; }
  // Slots with a schema, in order of the schema.
  const std::vector<std::uint32_t>& described() const { return described_; }
  // The slot of a frame's name, or kNone.
  std::uint32_t slot_of(std::uint32_t frame_name) const { return by_frame_name_[frame_name]; }

  std::vector<Pattern> patterns;
  NodeIndex additional = kNone;         // Schema of other members.
  std::uint32_t no_additional = kNone;  // Assertion that there are none.
  bool forbids_additional = false;
  std::uint32_t place = 0;

 private:
  WordTable names_;  // Of the slots.
  std::vector<Slot> slots_;
  std::vector<std::uint32_t> required_;
  std::uint32_t group_ = kNone;
  std::vector<std::uint32_t> described_;
  std::vector<std::uint32_t> by_frame_name_;
};

}  // namespace assay::schema

#endif  // ASSAY_SCHEMA_MEMBER_TABLE_H_
