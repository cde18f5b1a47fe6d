#ifndef ASSAY_RESULTS_SAMPLE_HISTORY_H_
#define ASSAY_RESULTS_SAMPLE_HISTORY_H_

#include <cstddef>
#include <string>
#include <vector>

#include "results/history.h"

namespace assay::results {

// Runs made by hand for tests. A row is what one rule was, night by night: H held, B broken (at two
// places), W warned, V waived, N not exercised, - absent.
using Rows = std::vector<std::string>;

// The run of the night with that number, from 0: of "server" at 2 o'clock, with rules x:a, x:b, …
// of one operation, and 100 answers that took 1 ms each.
Results sample_night(const Rows& rows, std::size_t night);
// All of them; the files are "NIGHT.json".
History sample_history(const Rows& rows, std::size_t last = 0);
// "2026-01-01T02:00:00Z" for night 0; a month has 28 days.
std::string sample_start(std::size_t night);

}  // namespace assay::results

#endif  // ASSAY_RESULTS_SAMPLE_HISTORY_H_
