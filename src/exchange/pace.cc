#include "exchange/pace.h"

#include <algorithm>

namespace assay::exchange {
namespace {

Clock::duration interval(double per_second) {
  if (per_second <= 0) return Clock::duration::zero();
  return std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(1 / per_second));
}

}  // namespace

Pace::Pace(double per_second, std::uint32_t give_up_after)
    : interval_(interval(per_second)), give_up_after_(give_up_after), next_turn_(Clock::now()) {}

bool Pace::wait_turn(const Patience& patience) {
  if (interval_ == Clock::duration::zero()) return true;
  Clock::time_point turn;
  {
    const std::lock_guard guard(mutex_);
    turn = std::max(next_turn_, Clock::now());
    if (turn > patience.deadline) return false;  // The turn stays for somebody else.
    next_turn_ = turn + interval_;
  }
  return pause_until(turn, *patience.cancellation);
}

bool Pace::note(const wire::Exchange& exchange) {
  const std::lock_guard guard(mutex_);
  const bool unanswered = exchange.error.has_value() && !exchange.response;
  unanswered_ = unanswered ? unanswered_ + 1 : 0;
  if (give_up_after_ == 0 || unanswered_ < give_up_after_ || !given_up_.empty()) return false;
  given_up_ = std::to_string(unanswered_) +
              " exchanges in a row got no answer, the last: " + exchange.error->message;
  return true;
}

std::string Pace::given_up() const {
  const std::lock_guard guard(mutex_);
  return given_up_;
}

}  // namespace assay::exchange
