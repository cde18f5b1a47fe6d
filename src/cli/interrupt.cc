#include "cli/interrupt.h"

#include <poll.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

namespace assay::cli {
namespace {

sigset_t stop_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  // A terminal that goes, unless nobody is to mind (nohup).
  struct sigaction hangup {};
  sigaction(SIGHUP, nullptr, &hangup);
  if (hangup.sa_handler != SIG_IGN) sigaddset(&signals, SIGHUP);
  return signals;
}

}  // namespace

Interrupt::Interrupt() {
  const sigset_t signals = stop_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  signals_ = signalfd(-1, &signals, SFD_CLOEXEC);
  done_ = eventfd(0, EFD_CLOEXEC);
  watcher_ = std::thread([this] { watch(); });
}

Interrupt::~Interrupt() {
  eventfd_write(done_, 1);
  watcher_.join();
  close(signals_);
  close(done_);
}

void Interrupt::on_stop(std::function<void()> action) {
  const std::lock_guard lock(mutex_);
  action_ = std::move(action);
  if (stopped_ && action_) action_();
}

// False when the object goes.
bool Interrupt::wait_for_signal() const {
  std::array<pollfd, 2> ready{pollfd{signals_, POLLIN, 0}, pollfd{done_, POLLIN, 0}};
  while (poll(ready.data(), ready.size(), -1) < 0 && errno == EINTR) {
  }
  if ((ready[0].revents & POLLIN) == 0) return false;
  signalfd_siginfo signal{};
  return read(signals_, &signal, sizeof signal) > 0;
}

void Interrupt::watch() {
  while (wait_for_signal()) {
    if (stopped_.exchange(true)) {
      const sigset_t signals = stop_signals();
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
