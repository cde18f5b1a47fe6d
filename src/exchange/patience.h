#ifndef ASSAY_EXCHANGE_PATIENCE_H_
#define ASSAY_EXCHANGE_PATIENCE_H_

#include <atomic>
#include <chrono>
#include <string>

namespace assay::exchange {

using Clock = std::chrono::steady_clock;

// A flag that any thread may raise, once and for good, and that wakes whoever waits for a socket.
class Cancellation {
 public:
  Cancellation();
  ~Cancellation();
  Cancellation(const Cancellation&) = delete;
  Cancellation& operator=(const Cancellation&) = delete;

  void cancel();
  bool cancelled() const { return cancelled_.load(); }
  int descriptor() const { return descriptor_; }  // Readable once cancelled.

 private:
  std::atomic<bool> cancelled_ = false;
  int descriptor_;
};

// How long a wait may last, and who may end it.
struct Patience {
  Clock::time_point deadline;
  const Cancellation* cancellation;
};

enum class Waited { kReady, kTimeout, kCancelled };

// Until the socket is ready for `events` (of poll), has an error, or patience ends. A cancellation
// comes before a timeout, and both before readiness.
Waited wait_for(int socket, short events, const Patience& patience);

// Sleeps; false when cancelled before.
bool pause_until(Clock::time_point time, const Cancellation& cancellation);

// "250 ms", "30 s"
std::string in_words(std::chrono::milliseconds duration);

}  // namespace assay::exchange

#endif  // ASSAY_EXCHANGE_PATIENCE_H_
