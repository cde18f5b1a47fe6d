#ifndef ASSAY_EXCHANGE_CASE_RUNNER_H_
#define ASSAY_EXCHANGE_CASE_RUNNER_H_

#include <chrono>
#include <cstddef>
#include <functional>

#include "exchange/patience.h"
#include "plan/case.h"
#include "plan/follow.h"
#include "wire/transcript.h"

namespace assay::exchange {

// How a job that goes on is asked about again.
struct FollowOptions {
  // Before the second question; `growth` times as long before each further one, up to
  // `longest_wait`. A Retry-After wins where it asks for more.
  std::chrono::milliseconds first_wait{1000};
  double growth = 1.5;  // At least 1.
  std::chrono::milliseconds longest_wait{15000};
  std::chrono::milliseconds limit{1800000};  // After which no further question begins.
  std::size_t most_answers = 10000;          // Of one case.
  // Of one case's answers together, after which it is not asked about again.
  std::size_t most_bytes = 2 * wire::kMostBodyBytes;
};

// Sends one step's request and comes back redacted.
using Send = std::function<wire::Exchange(const plan::Step&)>;

// Makes the exchanges of one case, one after the other: control requests before it, its steps with
// the questions that follow from their answers, control requests after it.
class CaseRunner {
 public:
  // `send` is for everything until the run is stopped; `send_anyway` is for tidying up afterwards.
  CaseRunner(Send send, Send send_anyway, const FollowOptions& follow,
             const Cancellation& cancellation)
      : send_(std::move(send)),
        send_anyway_(std::move(send_anyway)),
        follow_(follow),
        cancellation_(cancellation) {}

  // Ends with the first transport error, but for what tidies up.
  wire::Transcript run(const plan::Case& item);

 private:
  bool prepare(const plan::Case& item);
  void tidy_up(const plan::Case& item);
  // Steps until one goes wrong.
  void make_steps(const plan::Case& item);
  // Asks again until the job has ended and once more, or until something is wrong.
  void follow(const plan::Step& step);
  // Asks at the address of an accepted request until there is a result. `stoppable`: the end of the
  // run ends it, too.
  void poll(const plan::Step& step, const Send& send, bool stoppable);
  // Waits for the turn of the next question, which must begin before `last_start`.
  bool pause(std::chrono::milliseconds* wait, std::chrono::steady_clock::time_point last_start,
             bool stoppable = true);
  // False when it did not do what it is for.
  bool control(const plan::Control& control, const Send& send, bool stoppable);
  bool succeeded() const;
  // Whether the case has room for one more answer; else its last exchange says why it ends there.
  bool has_room();
  void add(wire::Exchange exchange, wire::Part part);
  // Notes the state in the last answer.
  plan::Progress::Kind observe(const plan::Follow& follow);

  const Send send_;
  const Send send_anyway_;
  const FollowOptions& follow_;
  const Cancellation& cancellation_;
  wire::Transcript transcript_;
  plan::Values captured_;
  std::uint32_t step_ = 0;
  std::chrono::steady_clock::time_point begin_;  // Of the first exchange.
};

}  // namespace assay::exchange

#endif  // ASSAY_EXCHANGE_CASE_RUNNER_H_
