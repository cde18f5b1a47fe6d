#ifndef ASSAY_SELFTEST_SORTED_H_
#define ASSAY_SELFTEST_SORTED_H_

#include <algorithm>
#include <iterator>
#include <vector>

namespace assay::selftest {

// Sets as sorted lists: what was wanted and what was reported are compared so.

// Puts them in order, each once.
template <typename T>
void sort_once(std::vector<T>& all) {
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
}

// Those of `all` that are not among `some`; both are sorted.
template <typename T>
std::vector<T> without(const std::vector<T>& all, const std::vector<T>& some) {
  std::vector<T> rest;
  std::set_difference(all.begin(), all.end(), some.begin(), some.end(), std::back_inserter(rest));
  return rest;
}

}  // namespace assay::selftest

#endif  // ASSAY_SELFTEST_SORTED_H_
