#ifndef ASSAY_CLI_INTERRUPT_H_
#define ASSAY_CLI_INTERRUPT_H_

#include <atomic>
#include <functional>
#include <mutex>
#include <thread>

namespace assay::cli {

// Turns the first SIGINT, SIGTERM or SIGHUP into a call on a thread of its own, so that reports are
// still written; the second one ends the process as usual. Make it before any other thread: it
// blocks the signals for all of them.
class Interrupt {
 public:
  Interrupt();
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  // What to do; called at once when the signal was there before. nullptr forgets it, and waits for
  // a call under way.
  void on_stop(std::function<void()> action);
  bool stopped() const { return stopped_; }

 private:
  void watch();
  bool wait_for_signal() const;

  std::atomic<bool> stopped_ = false;
  int signals_ = -1;  // Descriptors: signals to come, and that this object goes.
  int done_ = -1;
  std::mutex mutex_;  // Guards action_ and its calls.
  std::function<void()> action_;
  std::thread watcher_;
};

}  // namespace assay::cli

#endif  // ASSAY_CLI_INTERRUPT_H_
