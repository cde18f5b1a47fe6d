#ifndef ASSAY_MOCK_PAUSE_H_
#define ASSAY_MOCK_PAUSE_H_

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace assay::mock {

// Makes whoever comes wait for the same time, each for itself, until nobody has to wait any more.
// Thread-safe.
class Pause {
 public:
  void set(std::chrono::milliseconds time) { time_ = time; }  // Before anyone comes.
  void hold();
  void end();  // Lets all go, now and from now on.

 private:
  std::chrono::milliseconds time_{0};
  std::mutex mutex_;
  std::condition_variable changed_;
  bool ended_ = false;
};

}  // namespace assay::mock

#endif  // ASSAY_MOCK_PAUSE_H_
