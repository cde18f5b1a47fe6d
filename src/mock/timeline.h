#ifndef ASSAY_MOCK_TIMELINE_H_
#define ASSAY_MOCK_TIMELINE_H_

#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace assay::mock {

// How a job moves, state by state: "INIT 2s, RUNNING 3s, FAIL" by time since it was first asked
// about, "INIT 1x, RUNNING 2x, FAIL" by the number of answers. The last state stays.
struct Timeline {
  struct Stage {
    std::string state;
    std::uint32_t answers = 0;  // In this state; 0 where time counts, or for ever.
    std::chrono::milliseconds time{0};
  };
  std::vector<Stage> stages;  // At least one.

  // Refused: an empty text, a state of which `known` knows nothing, a stage but the last without
  // duration, times and counts mixed.
  static base::Result<Timeline> parse(std::string_view text,
                                      const std::vector<std::string_view>& known);
};

// One job on its timeline. Thread-safe.
class TimelineRun {
 public:
  explicit TimelineRun(Timeline timeline) : timeline_(std::move(timeline)) {}

  // Where the job is when it is asked about.
  struct Moment {
    std::size_t stage = 0;
    double part = 0;  // Of the stage that is over: 0 at its start, always below 1.
  };
  Moment ask();

  const Timeline& timeline() const { return timeline_; }

 private:
  const Timeline timeline_;
  std::mutex mutex_;  // Guards all below.
  std::uint32_t answers_ = 0;
  std::optional<std::chrono::steady_clock::time_point> begin_;
};

}  // namespace assay::mock

#endif  // ASSAY_MOCK_TIMELINE_H_
