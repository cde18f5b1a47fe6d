#ifndef ASSAY_BENCH_TIMED_RUN_H_
#define ASSAY_BENCH_TIMED_RUN_H_

#include <cstdint>
#include <string>
#include <vector>

namespace assay::bench {

// A run of the binary as its users start it, with both reports written, as a process of its own.
struct TimedRun {
  double seconds = 0;        // From its start to its end.
  double cpu_seconds = 0;    // Of all cores, whatever else the machine does.
  double peak_mib = 0;       // Of memory in use.
  std::uint64_t judged = 0;  // Values put to rules, by results.json.
};

// Asks the server on `port` for `ids`, with so many connections. Ends this process when the run
// does not conform: then it measured something else.
TimedRun timed_run(int port, const std::vector<std::string>& ids, int connections);
// The median of `times` runs, by time; memory is the most of them.
TimedRun median_run(int port, const std::vector<std::string>& ids, int connections, int times);

}  // namespace assay::bench

#endif  // ASSAY_BENCH_TIMED_RUN_H_
