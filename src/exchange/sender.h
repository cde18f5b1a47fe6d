#ifndef ASSAY_EXCHANGE_SENDER_H_
#define ASSAY_EXCHANGE_SENDER_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

#include "exchange/pace.h"
#include "exchange/transport.h"
#include "plan/case.h"

namespace assay::exchange {

struct RetryOptions {
  // Further attempts after one that got no answer, or 429 where that is not what is asked for. A
  // wrong answer is never asked for again.
  std::uint32_t retries = 2;
  // Before the first further attempt; doubled before each other one, up to `longest_wait`. A
  // Retry-After wins where it asks for more.
  std::chrono::milliseconds first_wait{250};
  std::chrono::milliseconds longest_wait{8000};
  // For one exchange with all its attempts and waits; an attempt that could not begin in time is
  // not made.
  std::chrono::milliseconds deadline{60000};
};

// Sends a request as often as it takes, at the pace that is allowed.
class Sender {
 public:
  // What can only be said at the moment of sending, such as a signature.
  using Finish = std::function<wire::Request(wire::Request)>;

  // Both outlive the sender.
  Sender(Pace& pace, const Cancellation& cancellation, const RetryOptions& options)
      : pace_(pace), cancellation_(cancellation), options_(options) {}

  // `request` is complete but for what `finish` does to it before each attempt; `step` tells which
  // statuses are wanted. The exchange is the last attempt's, with the number of attempts and the
  // duration of them all. Still 429 after the last is failure kThrottled, beside the answer.
  wire::Exchange send(const wire::Request& request, const plan::Step& step, Transport& transport,
                      const Finish& finish = {}) const;

 private:
  bool is_worth_retrying(const wire::Exchange& exchange, const plan::Step& step) const;
  std::chrono::milliseconds wait_after(const wire::Exchange& exchange, std::uint32_t attempt) const;

  Pace& pace_;
  const Cancellation& cancellation_;
  const RetryOptions options_;
};

// How long an answer asks to wait; zero where it does not ask.
std::chrono::milliseconds asked_wait(const wire::Response& response);
// How long a Retry-After asks to wait: seconds, or an HTTP date, of which those that are over mean
// no wait; nullopt for anything else.
std::optional<std::chrono::milliseconds> retry_after(std::string_view value,
                                                     std::chrono::system_clock::time_point now);

}  // namespace assay::exchange

#endif  // ASSAY_EXCHANGE_SENDER_H_
