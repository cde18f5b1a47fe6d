#ifndef ASSAY_BENCH_ANSWERS_H_
#define ASSAY_BENCH_ANSWERS_H_

#include <string>
#include <vector>

namespace assay::bench {

// An answer that conforms, and the operation whose documented schema judges it.
struct Answer {
  std::string name;
  std::string operation;
  std::string text;
};

// One of each operation, as the documents show them, then one of a megabyte: a job of two thousand
// and some sub-jobs, the same in every run.
std::vector<Answer> answers();

}  // namespace assay::bench

#endif  // ASSAY_BENCH_ANSWERS_H_
