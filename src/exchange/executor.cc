#include "exchange/executor.h"

#include <algorithm>
#include <cassert>
#include <string_view>
#include <utility>

namespace assay::exchange {
namespace {

using wire::TransportError;
using wire::TransportFailure;

constexpr std::string_view kPlaceholder = "{token}";
constexpr int kUnauthorized = 401;

void replace_token(const std::string& secret, std::vector<wire::Header>* headers) {
  for (wire::Header& header : *headers) {
    // Behind what was put in: a secret may contain the placeholder.
    for (std::size_t at = 0; (at = header.value.find(kPlaceholder, at)) != std::string::npos;
         at += secret.size()) {
      header.value.replace(at, kPlaceholder.size(), secret);
    }
  }
}

// A credential that the target does not take, where it was to be taken.
bool is_refused(const wire::Exchange& exchange, const plan::Step& step) {
  if (!exchange.response || exchange.response->status != kUnauthorized) return false;
  return !contract::covers(step.expected_errors, kUnauthorized);
}

}  // namespace

Executor::Executor(const std::vector<plan::Case>& cases, const TransportFactory& factory,
                   const Credentials& credentials, wire::Redactor redactor,
                   const ExecutorOptions& options)
    : cases_(cases),
      factory_(factory),
      vault_(credentials, std::move(redactor)),
      place_(options.place),
      pace_(options.per_second, options.give_up_after),
      sender_(pace_, cancellation_, options.retry),
      follow_(options.follow),
      slots_(cases.size()),
      most_untaken_(std::max<std::size_t>(options.most_untaken, 1)),
      most_untaken_bytes_(std::max<std::size_t>(options.most_untaken_bytes, 1)) {
  for (std::size_t i = 0; i < cases.size(); ++i) {
    if (cases[i].obstacle || cases[i].steps.empty()) {
      slots_[i].finished = true;
    } else {
      (cases[i].alone ? last_ : cases[i].changes ? lane_ : free_).push_back(i);
    }
  }
  const std::size_t useful = free_.size() + std::min<std::size_t>(lane_.size() + last_.size(), 1);
  const std::size_t count = std::min(std::max<std::size_t>(options.connections, 1), useful);
  for (std::size_t i = 0; i < count; ++i) transports_.push_back(factory());
  for (std::size_t i = 0; i < count; ++i) workers_.emplace_back([this, i] { work(i); });
}

Executor::~Executor() {
  cancel();
  for (std::thread& worker : workers_) worker.join();
}

void Executor::work(std::size_t worker) {
  std::size_t index = 0;
  while (next(&index)) finish(index, run(cases_[index], *transports_[worker]));
}

// The first case in order that may start now; false when there is nothing left to do.
bool Executor::next(std::size_t* index) {
  std::unique_lock lock(mutex_);
  for (;;) {
    const bool has_free = next_free_ < free_.size();
    const bool has_lane = next_in_lane_ < lane_.size();
    const bool has_last = next_last_ < last_.size();
    if (cancelled_ || (!has_free && !has_lane && !has_last)) return false;
    is_full_ = is_full_ || untaken_ >= most_untaken_ || untaken_bytes_ >= most_untaken_bytes_;
    if (is_full_ && waiting_ == 0) {
      room_.wait(lock);
      continue;
    }
    const bool lane_open = has_lane && !lane_busy_;
    if (lane_open && (!has_free || lane_[next_in_lane_] < free_[next_free_])) {
      lane_busy_ = true;
      ++under_way_;
      *index = lane_[next_in_lane_++];
      return true;
    }
    if (has_free) {
      ++under_way_;
      *index = free_[next_free_++];
      return true;
    }
    if (has_last && !has_lane && under_way_ == 0) {
      ++under_way_;
      *index = last_[next_last_++];
      return true;
    }
    startable_.wait(lock);
  }
}

void Executor::finish(std::size_t index, CaseExchange exchange) {
  const std::lock_guard guard(mutex_);
  Slot& slot = slots_[index];
  slot.exchange = std::move(exchange);
  slot.finished = true;
  slot.untaken = true;
  slot.bytes = wire::size_of(slot.exchange.transcript);
  ++untaken_;
  untaken_bytes_ += slot.bytes;
  --under_way_;
  if (cases_[index].changes && !cases_[index].alone) lane_busy_ = false;
  startable_.notify_all();
  finished_.notify_all();
}

CaseExchange Executor::run(const plan::Case& item, Transport& transport) {
  CaseRunner runner([&](const plan::Step& step) { return make(step, transport); },
                    [&](const plan::Step& step) { return make_anyway(step, transport); }, follow_,
                    cancellation_);
  return {.transcript = runner.run(item), .attempted = true};
}

wire::Exchange Executor::make(const plan::Step& step, Transport& transport) {
  wire::Exchange exchange =
      vault_.redact(step.credential.empty() ? sender_.send(step.request, step, transport)
                                            : make_credited(step, transport));
  // What was never sent says nothing of the target.
  if (exchange.attempts > 0 && pace_.note(exchange)) give_up_target();
  return exchange;
}

wire::Exchange Executor::make_anyway(const plan::Step& step, Transport& transport) {
  wire::Exchange exchange = make(step, transport);
  // Whatever it broke off with: waits end, too, when the run is stopped.
  if (!exchange.error || !cancellation_.cancelled()) return exchange;
  if (step.credential.empty()) return vault_.redact(factory_()->send(step.request));
  const std::optional<Vault::Held> held = vault_.hold(step.credential);
  return held ? vault_.redact(factory_()->send(equipped(step.request, *held))) : exchange;
}

wire::Exchange Executor::make_credited(const plan::Step& step, Transport& transport) {
  std::optional<Vault::Held> held = vault_.hold(step.credential);
  if (!held) {
    wire::Exchange unsent;
    unsent.request = step.request;
    unsent.attempts = 0;
    unsent.error = TransportError{TransportFailure::kOther,
                                  "not sent: no secret is known for " + step.credential};
    return unsent;
  }
  wire::Exchange exchange = send(step, *held, transport);
  if (is_refused(exchange, step)) {
    held = vault_.renew(step.credential, *held, cancellation_);
    if (!held) return exchange;
    const wire::Exchange first = std::move(exchange);
    exchange = send(step, *held, transport);
    exchange.attempts += first.attempts;
    exchange.duration += first.duration;
  }
  if (exchange.response && !is_refused(exchange, step)) vault_.accepted(step.credential, *held);
  return exchange;
}

wire::Request Executor::equipped(wire::Request request, const Vault::Held& held) const {
  if (held.keys != nullptr) {
    return sign(std::move(request), place_, *held.keys, std::chrono::system_clock::now());
  }
  replace_token(held.token, &request.headers);
  return request;
}

wire::Exchange Executor::send(const plan::Step& step, const Vault::Held& held,
                              Transport& transport) const {
  if (held.keys == nullptr) return sender_.send(equipped(step.request, held), step, transport);
  return sender_.send(step.request, step, transport,
                      [&](wire::Request request) { return equipped(std::move(request), held); });
}

const CaseExchange& Executor::wait(std::size_t index) {
  assert(index < slots_.size());
  std::unique_lock lock(mutex_);
  if (!slots_[index].finished) {
    ++waiting_;
    room_.notify_all();
    finished_.wait(lock, [&] { return slots_[index].finished; });
    --waiting_;
  }
  return slots_[index].exchange;
}

CaseExchange Executor::take(std::size_t index) {
  wait(index);
  const std::lock_guard guard(mutex_);
  if (std::exchange(slots_[index].untaken, false)) --untaken_;
  untaken_bytes_ -= std::exchange(slots_[index].bytes, 0);
  if (is_full_ && untaken_ <= most_untaken_ / 2 && untaken_bytes_ <= most_untaken_bytes_ / 2) {
    is_full_ = false;
    room_.notify_all();
  }
  return std::exchange(slots_[index].exchange, CaseExchange{});
}

void Executor::cancel() {
  {
    const std::lock_guard guard(mutex_);
    cancelled_ = true;
    finish_unstarted({});
    startable_.notify_all();
    room_.notify_all();
    finished_.notify_all();
  }
  cancellation_.cancel();
  for (const auto& transport : transports_) transport->cancel();
}

void Executor::give_up_target() {
  wire::Exchange unsent;
  unsent.error = TransportError{TransportFailure::kOther, "not sent: " + pace_.given_up()};
  unsent.attempts = 0;
  const std::lock_guard guard(mutex_);
  room_.notify_all();
  finish_unstarted({.transcript = {unsent}, .attempted = false});
  startable_.notify_all();
  finished_.notify_all();
}

void Executor::finish_unstarted(const CaseExchange& exchange) {
  const auto finish = [&](std::size_t index) {
    Slot& slot = slots_[index];
    slot.exchange = exchange;
    for (wire::Exchange& unsent : slot.exchange.transcript) {
      unsent.request = cases_[index].steps.front().request;
    }
    slot.finished = true;
  };
  for (; next_free_ < free_.size(); ++next_free_) finish(free_[next_free_]);
  for (; next_in_lane_ < lane_.size(); ++next_in_lane_) finish(lane_[next_in_lane_]);
  for (; next_last_ < last_.size(); ++next_last_) finish(last_[next_last_]);
}

}  // namespace assay::exchange
