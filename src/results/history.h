#ifndef ASSAY_RESULTS_HISTORY_H_
#define ASSAY_RESULTS_HISTORY_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"
#include "results/aliases.h"
#include "results/results.h"
#include "results/series.h"

namespace assay::results {

// The trend over any number of runs: since when a rule is broken, whether it flaps, whether less is
// covered than was, whether the target gets slower. Pure. Of each run only a Moment and the states
// of its rules are kept, so that memory grows with runs and rules, whatever they were answered.

// What else was found where runs were looked for.
struct LeftOut {
  std::size_t other_json = 0;       // JSON files that are no results.
  std::size_t copies = 0;           // Of runs that are here.
  std::vector<std::string> shards;  // Paths of results that nobody merged.
  std::vector<base::Error> unreadable;
};

struct History {
  std::vector<Series> series;        // That of the newest run first.
  std::vector<std::string> renamed;  // "old -> new", of rules.
  LeftOut left_out;
};

struct RunFile {
  std::string path;
  std::string page;               // As in Moment.
  std::uint64_t fingerprint = 0;  // Of its content.
};

// Takes runs one at a time, in any order. Not thread-safe.
class HistoryBuilder {
 public:
  explicit HistoryBuilder(Aliases aliases);
  ~HistoryBuilder();
  HistoryBuilder(const HistoryBuilder&) = delete;
  HistoryBuilder& operator=(const HistoryBuilder&) = delete;

  // A shard, and a copy of a run that is there, are counted and left out.
  void add(const Results& run, RunFile file);
  void note_other_json();
  void note_unreadable(base::Error error);
  // Only the last so many runs of each series; 0 for all. Called once.
  History finish(std::size_t last = 0);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace assay::results

#endif  // ASSAY_RESULTS_HISTORY_H_
