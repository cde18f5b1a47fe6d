#include "exchange/sender.h"

#include <algorithm>
#include <charconv>
#include <ctime>
#include <string>

namespace assay::exchange {
namespace {

using std::chrono::milliseconds;
using wire::TransportError;
using wire::TransportFailure;

constexpr int kTooManyRequests = 429;
// Nobody waits longer; it keeps the arithmetic within bounds.
constexpr std::int64_t kLongestSeconds = 366 * 86400;

bool is_throttled(const wire::Exchange& exchange, const plan::Step& step) {
  if (!exchange.response || exchange.response->status != kTooManyRequests) return false;
  return !contract::covers(step.expected_errors, kTooManyRequests);
}

// Failures that may not happen again. What was sent once and may have been carried out is sent
// again only where that does no harm.
bool is_passing(const TransportError& error, const std::string& method) {
  if (error.failure == TransportFailure::kConnect) return true;
  const bool broke_off =
      error.failure == TransportFailure::kTimeout || error.failure == TransportFailure::kReset;
  return broke_off && method != "POST" && method != "PATCH";
}

}  // namespace

std::optional<milliseconds> retry_after(std::string_view value,
                                        std::chrono::system_clock::time_point now) {
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), seconds);
  if (error == std::errc() && end == value.data() + value.size() && seconds >= 0) {
    return std::chrono::seconds(std::min(seconds, kLongestSeconds));
  }
  std::tm date{};
  const std::string text(value);
  const char* rest = strptime(text.c_str(), "%a, %d %b %Y %H:%M:%S GMT", &date);
  if (rest == nullptr || *rest != '\0') return std::nullopt;
  const auto then = std::chrono::system_clock::from_time_t(timegm(&date));
  const auto wait = std::chrono::duration_cast<std::chrono::seconds>(then - now).count();
  return std::chrono::seconds(std::clamp<std::int64_t>(wait, 0, kLongestSeconds));
}

milliseconds asked_wait(const wire::Response& response) {
  const auto value = wire::find_header(response.headers, "Retry-After");
  const auto asked = value ? retry_after(*value, std::chrono::system_clock::now()) : std::nullopt;
  return asked.value_or(milliseconds::zero());
}

wire::Exchange Sender::send(const wire::Request& request, const plan::Step& step,
                            Transport& transport, const Finish& finish) const {
  const Clock::time_point start = Clock::now();
  const Patience patience{start + options_.deadline, &cancellation_};
  transport.end_by(patience.deadline);
  wire::Exchange exchange;
  for (std::uint32_t attempt = 1;; ++attempt) {
    if (!pace_.wait_turn(patience)) {
      if (attempt > 1) break;
      exchange.request = request;
      exchange.error =
          cancellation_.cancelled()
              ? TransportError{TransportFailure::kCancelled, "cancelled"}
              : TransportError{TransportFailure::kTimeout,
                               "not sent: its turn would have come after the deadline"};
      exchange.attempts = 0;
      return exchange;
    }
    exchange = transport.send(finish ? finish(request) : request);
    exchange.attempts = attempt;
    if (attempt > options_.retries || !is_worth_retrying(exchange, step)) break;
    const Clock::time_point again = Clock::now() + wait_after(exchange, attempt);
    if (again > patience.deadline || !pause_until(again, cancellation_)) break;
  }
  exchange.duration = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - start);
  if (is_throttled(exchange, step)) {
    exchange.error =
        TransportError{TransportFailure::kThrottled, "the target answers 429, too many requests"};
  }
  return exchange;
}

bool Sender::is_worth_retrying(const wire::Exchange& exchange, const plan::Step& step) const {
  if (cancellation_.cancelled() || !pace_.given_up().empty()) return false;
  if (exchange.error) return is_passing(*exchange.error, exchange.request.method);
  return is_throttled(exchange, step);
}

milliseconds Sender::wait_after(const wire::Exchange& exchange, std::uint32_t attempt) const {
  milliseconds wait = options_.first_wait;
  for (std::uint32_t i = 1; i < attempt && wait < options_.longest_wait; ++i) wait *= 2;
  wait = std::min(wait, options_.longest_wait);
  return exchange.response ? std::max(wait, asked_wait(*exchange.response)) : wait;
}

}  // namespace assay::exchange
