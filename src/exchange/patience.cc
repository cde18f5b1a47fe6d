#include "exchange/patience.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace assay::exchange {
namespace {

// A wait looks at its patience at least this often, should the wake-up be lost.
constexpr std::chrono::milliseconds kLongestSleep{500};

}  // namespace

Cancellation::Cancellation() : descriptor_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

Cancellation::~Cancellation() {
  if (descriptor_ >= 0) close(descriptor_);
}

void Cancellation::cancel() {
  cancelled_.store(true);
  const std::uint64_t one = 1;
  // Fails only when the counter is full: then it is readable already.
  [[maybe_unused]] const ssize_t written = write(descriptor_, &one, sizeof one);
}

Waited wait_for(int socket, short events, const Patience& patience) {
  std::array<pollfd, 2> watched = {
      {{socket, events, 0}, {patience.cancellation->descriptor(), POLLIN, 0}}};
  for (;;) {
    if (patience.cancellation->cancelled()) return Waited::kCancelled;
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(patience.deadline - Clock::now());
    if (left <= std::chrono::milliseconds::zero()) return Waited::kTimeout;
    const int sleep = static_cast<int>(std::min(left, kLongestSleep).count());
    const int ready = poll(watched.data(), watched.size(), sleep);
    if (patience.cancellation->cancelled()) return Waited::kCancelled;
    if (ready > 0 && watched[0].revents != 0) return Waited::kReady;
  }
}

bool pause_until(Clock::time_point time, const Cancellation& cancellation) {
  for (;;) {
    if (cancellation.cancelled()) return false;
    const auto left = std::min<Clock::duration>(time - Clock::now(), kLongestSleep);
    if (left <= Clock::duration::zero()) return true;
    pollfd watched{cancellation.descriptor(), POLLIN, 0};
    // Finer than poll's milliseconds: a pace of thousands a second is made of shorter pauses.
    const timespec sleep{0, static_cast<long>(std::chrono::nanoseconds(left).count())};
    ppoll(&watched, 1, &sleep, nullptr);
  }
}

std::string in_words(std::chrono::milliseconds duration) {
  const auto count = duration.count();
  if (count % 1000 == 0) return std::to_string(count / 1000) + " s";
  return std::to_string(count) + " ms";
}

}  // namespace assay::exchange
