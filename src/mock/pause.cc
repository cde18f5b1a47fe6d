#include "mock/pause.h"

namespace assay::mock {

void Pause::hold() {
  if (time_ == std::chrono::milliseconds::zero()) return;
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, time_, [this] { return ended_; });
}

void Pause::end() {
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
  }
  changed_.notify_all();
}

}  // namespace assay::mock
