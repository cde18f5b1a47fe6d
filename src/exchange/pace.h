#ifndef ASSAY_EXCHANGE_PACE_H_
#define ASSAY_EXCHANGE_PACE_H_

#include <cstdint>
#include <mutex>
#include <string>

#include "exchange/patience.h"
#include "wire/transcript.h"

namespace assay::exchange {

// How fast all connections together may ask, and when they stop asking a target that is dead.
// Thread-safe.
class Pace {
 public:
  // `per_second`: requests begun, 0 for no limit; they are spread evenly, none is saved up.
  // `give_up_after`: exchanges in a row that end in a transport error, 0 for never.
  Pace(double per_second, std::uint32_t give_up_after);

  // Waits until the next request may begin; false when patience ended before.
  bool wait_turn(const Patience& patience);
  // Tells what an exchange came to; true when this one made the target count as dead.
  bool note(const wire::Exchange& exchange);
  // "5 exchanges in a row got no answer, the last: connection refused"; "" while it is not dead.
  std::string given_up() const;

 private:
  const Clock::duration interval_;
  const std::uint32_t give_up_after_;
  mutable std::mutex mutex_;  // Guards all below.
  Clock::time_point next_turn_;
  std::uint32_t unanswered_ = 0;
  std::string given_up_;
};

}  // namespace assay::exchange

#endif  // ASSAY_EXCHANGE_PACE_H_
