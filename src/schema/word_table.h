#ifndef ASSAY_SCHEMA_WORD_TABLE_H_
#define ASSAY_SCHEMA_WORD_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace assay::schema {

constexpr std::uint32_t kNone = 0xffffffff;

// Numbers words in the order in which they are added; made for looking up short texts of an answer
// among the few words of a schema. What an answer holds cannot slow it down: only the schema's
// words lie in it.
class WordTable {
 public:
  // The index of `word`, which it may have already.
  std::uint32_t add(std::string_view word);
  // Index or kNone.
  std::uint32_t find(std::string_view word) const {
    if (words_.empty()) return kNone;
    std::size_t at = hash(word) & mask_;
    while (buckets_[at] != kNone && words_[buckets_[at]] != word) at = (at + 1) & mask_;
    return buckets_[at];
  }
  std::size_t size() const { return words_.size(); }
  const std::string& word(std::uint32_t index) const { return words_[index]; }

 private:
  // By length and both ends: members and constants of one schema rarely share all three.
  static std::size_t hash(std::string_view word) {
    std::uint64_t head = 0;
    std::uint64_t tail = 0;
    const std::size_t size = word.size();
    if (size >= 8) {
      std::memcpy(&head, word.data(), 8);
      std::memcpy(&tail, word.data() + size - 8, 8);
    } else if (size >= 4) {
      std::memcpy(&head, word.data(), 4);
      std::memcpy(&tail, word.data() + size - 4, 4);
    } else if (size > 0) {
      head = static_cast<std::uint64_t>(static_cast<unsigned char>(word[0])) << 8 |
             static_cast<unsigned char>(word[size / 2]);
      tail = static_cast<unsigned char>(word[size - 1]);
    }
    const std::uint64_t mixed = (head ^ (tail * 0x9e3779b97f4a7c15u) ^ size) * 0xd6e8feb86659fd93u;
    return static_cast<std::size_t>(mixed >> 32);
  }
  void grow();

  std::vector<std::string> words_;
  std::vector<std::uint32_t> buckets_;  // Open addressing; a power of two, at most half full.
  std::size_t mask_ = 0;
};

}  // namespace assay::schema

#endif  // ASSAY_SCHEMA_WORD_TABLE_H_
