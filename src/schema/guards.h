#ifndef ASSAY_SCHEMA_GUARDS_H_
#define ASSAY_SCHEMA_GUARDS_H_

#include <cstdint>
#include <vector>

#include "schema/member_table.h"
#include "schema/word_table.h"

namespace assay::schema {

struct Compiled;

// A row of if/then/else on one object whose conditions ask for nothing but words of members:
// {"properties": {"job_type": {"const": "a"}}, "required": ["job_type"]}. Each member is looked at
// once and tells by a mask of bits, one for each condition, which of them may hold.
class Guards {
 public:
  static constexpr std::size_t kMost = 64;

  struct Branch {
    NodeIndex test = kNone;
    NodeIndex then = kNone;
    NodeIndex otherwise = kNone;
  };
  struct Key {
    std::uint32_t frame_name = 0;
    WordTable words;
    std::vector<std::uint64_t> masks;  // By word.
    std::uint64_t absent = 0;          // Where the member is not there.
    std::uint64_t other = 0;           // Where it is none of the words, or no string.
  };

  explicit Guards(std::uint32_t group) : group_(group) {}

  // Whether `test` is such a condition, on objects of the group.
  static bool fits(const Compiled& code, NodeIndex test, std::uint32_t group);
  // No more than kMost.
  void add(const Compiled& code, const Branch& branch);

  std::uint32_t group() const { return group_; }
  const std::vector<Branch>& branches() const { return branches_; }
  const std::vector<Key>& keys() const { return keys_; }
  std::uint64_t with_then() const { return with_then_; }
  std::uint64_t with_else() const { return with_else_; }

 private:
  Key& key(std::uint32_t frame_name);
  void ask(Key& key, std::uint64_t bit, const MemberTable::Slot& slot, const WordTable* words);

  std::uint32_t group_;
  std::vector<Branch> branches_;
  std::vector<Key> keys_;
  std::uint64_t with_then_ = 0;
  std::uint64_t with_else_ = 0;
};

}  // namespace assay::schema

#endif  // ASSAY_SCHEMA_GUARDS_H_
