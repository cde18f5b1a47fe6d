#include "exchange/case_runner.h"

#include <algorithm>
#include <optional>
#include <thread>
#include <utility>

#include "base/text.h"
#include "exchange/control.h"
#include "exchange/sender.h"
#include "plan/follow.h"
#include "plan/late_values.h"

namespace assay::exchange {
namespace {

using Milliseconds = std::chrono::milliseconds;

// The same authority asks at the address; what describes a body does not go with it.
plan::Step polling_step(const plan::Step& step, std::string target) {
  plan::Step poll = step;
  poll.request.method = "GET";
  poll.request.target = std::move(target);
  poll.request.body.clear();
  std::erase_if(poll.request.headers, [](const wire::Header& header) {
    return base::equals_ignoring_case(header.name, "Content-Type");
  });
  return poll;
}

bool is_accepted(const plan::Step& step, const wire::Exchange& exchange) {
  return step.accepted && exchange.response && !exchange.error &&
         exchange.response->status == step.accepted->status;
}

// Nobody waits longer for a run that was stopped; a second signal ends it at once.
constexpr Milliseconds kTidyingLimit{30'000};

}  // namespace

wire::Transcript CaseRunner::run(const plan::Case& item) {
  if (prepare(item)) make_steps(item);
  tidy_up(item);
  return std::move(transcript_);
}

void CaseRunner::add(wire::Exchange exchange, wire::Part part) {
  exchange.part = part;
  exchange.step = step_;
  const Clock::time_point began = Clock::now() - exchange.duration;
  // The case begins with its first exchange, and waits for its turn to be sent before that.
  if (transcript_.empty()) begin_ = began;
  exchange.began =
      std::chrono::duration_cast<std::chrono::microseconds>(std::max(began, begin_) - begin_);
  transcript_.push_back(std::move(exchange));
}

bool CaseRunner::prepare(const plan::Case& item) {
  for (const plan::Control& one : item.before) {
    if (!control(one, send_, true)) return false;
  }
  return true;
}

// Goes on where one of them fails: each is about a thing of its own.
void CaseRunner::tidy_up(const plan::Case& item) {
  const bool success = succeeded();
  for (const plan::Control& one : item.after) {
    if (one.only_after_success && !success) continue;
    control(one, send_anyway_, false);
  }
}

bool CaseRunner::succeeded() const {
  for (auto last = transcript_.rbegin(); last != transcript_.rend(); ++last) {
    if (last->part == wire::Part::kControl) continue;
    // What broke off on the way back may have been carried out.
    return !last->response || last->response->status < 300;
  }
  return false;
}

bool CaseRunner::control(const plan::Control& planned, const Send& send, bool stoppable) {
  const auto is_known = [&](const std::string& name) { return captured_.contains(name); };
  // What it would be about was never had.
  if (!std::all_of(planned.needs.begin(), planned.needs.end(), is_known)) return false;
  plan::Control control = planned;
  control.step = plan::filled_late(std::move(control.step), captured_);
  wire::Exchange exchange = send(control.step);
  if (is_accepted(control.step, exchange)) {
    add(std::move(exchange), wire::Part::kControl);
    poll(control.step, send, stoppable);
    exchange = std::move(transcript_.back());
    transcript_.pop_back();
    if (is_accepted(control.step, exchange) && exchange.problem.empty()) {
      exchange.problem = "accepted, but no result came";
    }
  }
  read_control(control, exchange);
  captured_.insert(exchange.captured.begin(), exchange.captured.end());
  const bool good = exchange.problem.empty();
  add(std::move(exchange), wire::Part::kControl);
  return good;
}

void CaseRunner::make_steps(const plan::Case& item) {
  for (step_ = 0; step_ < item.steps.size(); ++step_) {
    std::optional<plan::Step> filled;
    if (!captured_.empty()) filled = plan::filled_late(item.steps[step_], captured_);
    const plan::Step& step = filled ? *filled : item.steps[step_];
    add(send_(step), wire::Part::kStep);
    if (transcript_.back().error) return;
    if (is_accepted(step, transcript_.back())) poll(step, send_, true);
    if (step.follow) follow(step);
    const wire::Exchange& last = transcript_.back();
    if (last.error || !last.problem.empty()) return;
  }
}

bool CaseRunner::pause(Milliseconds* wait, Clock::time_point last_start, bool stoppable) {
  const Clock::time_point again =
      Clock::now() + std::max(*wait, asked_wait(*transcript_.back().response));
  const auto longer = std::chrono::duration<double, std::milli>(*wait) * follow_.growth;
  *wait = std::min(std::chrono::ceil<Milliseconds>(longer), follow_.longest_wait);
  if (again > last_start) return false;
  if (stoppable) return pause_until(again, cancellation_);
  std::this_thread::sleep_until(again);
  return true;
}

bool CaseRunner::has_room() {
  if (transcript_.size() >= follow_.most_answers) return false;
  if (wire::size_of(transcript_) < follow_.most_bytes) return true;
  transcript_.back().problem = "not asked again: the answers of this case are larger than " +
                               std::to_string(follow_.most_bytes) + " bytes together";
  return false;
}

plan::Progress::Kind CaseRunner::observe(const plan::Follow& follow) {
  wire::Exchange& last = transcript_.back();
  if (!last.response) return plan::Progress::Kind::kUnclear;
  plan::Progress progress = plan::progress_of(follow, *last.response);
  last.state = std::move(progress.state);
  return progress.kind;
}

void CaseRunner::follow(const plan::Step& step) {
  using Kind = plan::Progress::Kind;
  const Clock::time_point last_start = Clock::now() + follow_.limit;
  Milliseconds wait = follow_.first_wait;
  Kind kind = observe(*step.follow);
  bool goes_on = true;
  while (goes_on && !transcript_.back().error && has_room()) {
    if (kind != Kind::kPending && kind != Kind::kEnded) return;
    goes_on = kind == Kind::kPending;
    if (!pause(&wait, last_start)) return;
    add(send_(step), wire::Part::kStep);
    kind = observe(*step.follow);
  }
}

void CaseRunner::poll(const plan::Step& step, const Send& send, bool stoppable) {
  std::string problem;
  std::optional<std::string> target =
      polling_target(*step.accepted, *transcript_.back().response, &problem);
  if (!target) {
    transcript_.back().problem = std::move(problem);
    return;
  }
  const plan::Step question = polling_step(step, *std::move(target));
  const Clock::time_point begin = Clock::now();
  const auto last_start = [&] {
    return begin +
           (cancellation_.cancelled() ? std::min(follow_.limit, kTidyingLimit) : follow_.limit);
  };
  Milliseconds wait = follow_.first_wait;
  const wire::Part part =
      transcript_.back().part == wire::Part::kControl ? wire::Part::kControl : wire::Part::kPoll;
  while (has_room() && pause(&wait, last_start(), stoppable)) {
    add(send(question), part);
    const wire::Exchange& last = transcript_.back();
    if (last.error || last.response->status != step.accepted->status) return;
  }
}

}  // namespace assay::exchange
