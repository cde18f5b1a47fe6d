#include "cli/interrupt.h"

#include <signal.h>

#include <ctime>
#include <utility>

namespace assay::cli {
namespace {

sigset_t stop_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  return signals;
}

// How often the watcher looks whether it is still needed.
constexpr timespec kPatience = {.tv_sec = 0, .tv_nsec = 20'000'000};

}  // namespace

Interrupt::Interrupt() {
  const sigset_t signals = stop_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  watcher_ = std::thread([this] { watch(); });
}

Interrupt::~Interrupt() {
  done_ = true;
  watcher_.join();
}

void Interrupt::on_stop(std::function<void()> action) {
  const std::lock_guard lock(mutex_);
  action_ = std::move(action);
  if (stopped_ && action_) action_();
}

void Interrupt::watch() {
  const sigset_t signals = stop_signals();
  while (!done_) {
    if (sigtimedwait(&signals, nullptr, &kPatience) <= 0) continue;
    if (stopped_.exchange(true)) {
      signal(SIGINT, SIG_DFL);
      signal(SIGTERM, SIG_DFL);
      pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
      raise(SIGTERM);
    }
    const std::lock_guard lock(mutex_);
    if (action_) action_();
  }
}

}  // namespace assay::cli
