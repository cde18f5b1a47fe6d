#include "schema/word_table.h"

#include <bit>

namespace assay::schema {

std::uint32_t WordTable::add(std::string_view word) {
  const std::uint32_t known = find(word);
  if (known != kNone) return known;
  const auto index = static_cast<std::uint32_t>(words_.size());
  words_.emplace_back(word);
  if (words_.size() * 2 > buckets_.size()) {
    grow();
    return index;
  }
  std::size_t at = hash(word) & mask_;
  while (buckets_[at] != kNone) at = (at + 1) & mask_;
  buckets_[at] = index;
  return index;
}

void WordTable::grow() {
  buckets_.assign(std::bit_ceil(words_.size() * 4), kNone);
  mask_ = buckets_.size() - 1;
  for (std::uint32_t index = 0; index < words_.size(); ++index) {
    std::size_t at = hash(words_[index]) & mask_;
    while (buckets_[at] != kNone) at = (at + 1) & mask_;
    buckets_[at] = index;
  }
}

}  // namespace assay::schema
