#ifndef ASSAY_EXCHANGE_EXECUTOR_H_
#define ASSAY_EXCHANGE_EXECUTOR_H_

#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "exchange/case_runner.h"
#include "exchange/pace.h"
#include "exchange/sender.h"
#include "exchange/transport.h"
#include "exchange/vault.h"
#include "plan/case.h"
#include "wire/redaction.h"
#include "wire/transcript.h"

namespace assay::exchange {

struct ExecutorOptions {
  std::size_t connections = 8;  // Exchanges under way at the same time, at most; at least one.
  double per_second = 0;        // Requests begun, at most; 0 for no limit.
  RetryOptions retry;
  FollowOptions follow;
  SigningPlace place;  // Of the target, for requests that are signed.
  // Finished cases that nobody has taken, about: then nothing new is begun, until half of them are
  // taken, or somebody waits for a case that is not finished.
  std::size_t most_untaken = 256;
  // The same of what was answered in them, in bytes: a target may send as much as it is let.
  std::size_t most_untaken_bytes = 2 * wire::kMostBodyBytes;
  // Exchanges in a row without an answer, after which the rest is not sent; 0 for never.
  std::uint32_t give_up_after = 5;
};

// What became of a case.
struct CaseExchange {
  wire::Transcript transcript;  // Redacted; ends with the first transport error.
  bool attempted = false;       // At least one exchange was begun.
};

// Makes the exchanges of a plan's cases, from the moment it exists: in order, several cases at a
// time, but those that change something one after the other, and those that must be alone at the
// end. The exchanges of a case follow one another on one connection; what tidies up after it is
// made even when the run is stopped. A case with an obstacle is never sent. A target that does not
// answer at all is given up: the transcripts of the cases that are left say so. All functions are
// thread-safe.
class Executor {
 public:
  // `cases` outlives the executor and does not change.
  Executor(const std::vector<plan::Case>& cases, const TransportFactory& factory,
           const Credentials& credentials, wire::Redactor redactor, const ExecutorOptions& options);
  // Cancels what is left and waits for what is under way.
  ~Executor();
  Executor(const Executor&) = delete;
  Executor& operator=(const Executor&) = delete;

  // Blocks until the case is finished or given up. The reference holds until the case is taken.
  const CaseExchange& wait(std::size_t index);
  // The same, but moves it out: the case's memory is the caller's, and wait() finds it empty.
  CaseExchange take(std::size_t index);

  // For good: nothing new is sent, what is under way ends with kCancelled, each wait() returns.
  // Takes locks, so not for a signal handler itself; for a thread that waits for signals.
  void cancel();

 private:
  struct Slot {
    CaseExchange exchange;
    bool finished = false;
    bool untaken = false;   // It was sent, finished, and counts among `untaken_`.
    std::size_t bytes = 0;  // Of the answers, among `untaken_bytes_`.
  };

  void work(std::size_t worker);
  bool next(std::size_t* index);
  void finish(std::size_t index, CaseExchange exchange);
  CaseExchange run(const plan::Case& item, Transport& transport);
  wire::Exchange make(const plan::Step& step, Transport& transport);
  // On a connection of its own, once, though the run was stopped.
  wire::Exchange make_anyway(const plan::Step& step, Transport& transport);
  // With a token that is renewed once where the target refuses it.
  wire::Exchange make_credited(const plan::Step& step, Transport& transport);
  wire::Exchange send(const plan::Step& step, const Vault::Held& held, Transport& transport) const;
  // The request with its token, or signed at this moment.
  wire::Request equipped(wire::Request request, const Vault::Held& held) const;
  void give_up_target();
  // Each gets `exchange` as its transcript. With the mutex held.
  void finish_unstarted(const CaseExchange& exchange);

  const std::vector<plan::Case>& cases_;
  const TransportFactory factory_;
  Vault vault_;
  const SigningPlace place_;
  Cancellation cancellation_;  // Of waits between attempts.
  Pace pace_;
  const Sender sender_;
  const FollowOptions follow_;

  std::mutex mutex_;  // Guards all below but the transports' insides.
  std::condition_variable finished_;
  std::condition_variable startable_;
  std::condition_variable room_;  // For more finished cases.
  std::vector<Slot> slots_;
  std::vector<std::size_t> free_;  // Cases in any company, in order.
  std::vector<std::size_t> lane_;  // Cases that change something, in order.
  std::vector<std::size_t> last_;  // Cases that must be alone, in order, after all others.
  std::size_t next_free_ = 0;
  std::size_t next_in_lane_ = 0;
  std::size_t next_last_ = 0;
  std::size_t under_way_ = 0;
  const std::size_t most_untaken_;
  std::size_t untaken_ = 0;
  const std::size_t most_untaken_bytes_;
  std::size_t untaken_bytes_ = 0;
  bool is_full_ = false;     // From most_untaken_, or its bytes, until half of it: workers wake for
                             // more than one case.
  std::size_t waiting_ = 0;  // Calls of wait() for a case that is not finished.
  bool lane_busy_ = false;
  bool cancelled_ = false;

  std::vector<std::unique_ptr<Transport>> transports_;  // One a worker; made before the workers.
  std::vector<std::thread> workers_;
};

}  // namespace assay::exchange

#endif  // ASSAY_EXCHANGE_EXECUTOR_H_
