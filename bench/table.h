#ifndef ASSAY_BENCH_TABLE_H_
#define ASSAY_BENCH_TABLE_H_

#include <string>
#include <vector>

namespace assay::bench {

// Rows of text, padded so that they read as a table in a terminal and in Markdown alike. The first
// row is the head; all columns but the first are numbers.
std::string table(const std::vector<std::vector<std::string>>& rows);
// "342 ns", "2.41 us", "8.7 ms".
std::string duration(double nanoseconds);
// "0.21"; "-" when there is nothing to compare.
std::string ratio(double nanoseconds, double of);

}  // namespace assay::bench

#endif  // ASSAY_BENCH_TABLE_H_
