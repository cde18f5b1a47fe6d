#ifndef ASSAY_MOCK_MOVING_JOB_H_
#define ASSAY_MOCK_MOVING_JOB_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "mock/timeline.h"

namespace assay::mock {

// A job as its query answers it, at rest or on its way along a timeline. Thread-safe.
class MovingJob {
 public:
  // The body of each moment of the timeline.
  using Body = std::function<std::string(const TimelineRun::Moment&)>;

  explicit MovingJob(std::string body)
      : body_([body = std::move(body)](const TimelineRun::Moment&) { return body; }) {}
  MovingJob(const Timeline& timeline, Body body)
      : run_(std::make_unique<TimelineRun>(timeline)), body_(std::move(body)) {}

  std::string answer() const { return body_(run_ ? run_->ask() : TimelineRun::Moment{}); }

 private:
  std::unique_ptr<TimelineRun> run_;
  Body body_;
};

// The states of a timeline, in order.
inline std::vector<std::string> states_of(const Timeline& timeline) {
  std::vector<std::string> states;
  for (const Timeline::Stage& stage : timeline.stages) states.push_back(stage.state);
  return states;
}

}  // namespace assay::mock

#endif  // ASSAY_MOCK_MOVING_JOB_H_
