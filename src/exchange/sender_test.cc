#include "exchange/sender.h"

#include <gtest/gtest.h>

#include <deque>
#include <string>
#include <thread>

namespace assay::exchange {
namespace {

using namespace std::chrono_literals;
using wire::TransportError;
using wire::TransportFailure;

wire::Exchange answer(int status, std::string retry_after = "") {
  wire::Exchange exchange;
  exchange.response = wire::Response{.status = status};
  if (!retry_after.empty()) exchange.response->headers.push_back({"Retry-After", retry_after});
  return exchange;
}

wire::Exchange failure(TransportFailure kind) {
  wire::Exchange exchange;
  exchange.error = TransportError{kind, "no answer"};
  return exchange;
}

// Answers with what it was given, in order; the last again and again.
class ScriptedTransport : public Transport {
 public:
  explicit ScriptedTransport(std::deque<wire::Exchange> script) : script_(std::move(script)) {}
  wire::Exchange send(const wire::Request& request) override {
    ++sent;
    wire::Exchange exchange = script_.front();
    if (script_.size() > 1) script_.pop_front();
    exchange.request = request;
    return exchange;
  }
  void cancel() override {}

  int sent = 0;

 private:
  std::deque<wire::Exchange> script_;
};

class SenderTest : public ::testing::Test {
 protected:
  wire::Exchange send(std::deque<wire::Exchange> script, const std::string& method = "GET") {
    ScriptedTransport transport(std::move(script));
    const Sender sender(pace_, stop_, options_);
    wire::Request request;
    request.method = method;
    wire::Exchange exchange = sender.send(request, step_, transport);
    sent_ = transport.sent;
    return exchange;
  }

  Pace pace_{0, 0};
  Cancellation stop_;
  RetryOptions options_{.retries = 2, .first_wait = 1ms, .longest_wait = 4ms, .deadline = 10s};
  plan::Step step_;
  int sent_ = 0;
};

TEST_F(SenderTest, AWrongAnswerIsNeverAskedForAgain) {
  for (const int status : {200, 404, 500, 503}) {
    EXPECT_EQ(send({answer(status, "1")}).response->status, status);
    EXPECT_EQ(sent_, 1);
  }
}

TEST_F(SenderTest, FailuresThatMayPassAreTriedAgain) {
  for (const TransportFailure kind :
       {TransportFailure::kConnect, TransportFailure::kTimeout, TransportFailure::kReset}) {
    const wire::Exchange good = send({failure(kind), failure(kind), answer(200)});
    EXPECT_EQ(good.attempts, 3u);
    EXPECT_FALSE(good.error);
    const wire::Exchange bad = send({failure(kind)});
    EXPECT_EQ(bad.attempts, 3u) << "one and two more";
    EXPECT_EQ(bad.error->failure, kind);
  }
  for (const TransportFailure kind : {TransportFailure::kTls, TransportFailure::kProtocol,
                                      TransportFailure::kResolve, TransportFailure::kCancelled}) {
    EXPECT_EQ(send({failure(kind), answer(200)}).attempts, 1u);
  }
}

TEST_F(SenderTest, WhatMayHaveBeenCarriedOutIsSentAgainOnlyWhereThatDoesNoHarm) {
  EXPECT_EQ(send({failure(TransportFailure::kReset), answer(200)}, "PUT").attempts, 2u);
  EXPECT_EQ(send({failure(TransportFailure::kReset), answer(200)}, "POST").attempts, 1u);
  EXPECT_EQ(send({failure(TransportFailure::kConnect), answer(200)}, "POST").attempts, 2u);
}

TEST_F(SenderTest, ThrottlingIsNoAnswer) {
  EXPECT_EQ(send({answer(429), answer(200)}).response->status, 200);
  const wire::Exchange exchange = send({answer(429)});
  EXPECT_EQ(exchange.attempts, 3u);
  ASSERT_TRUE(exchange.error);
  EXPECT_EQ(exchange.error->failure, TransportFailure::kThrottled);
  EXPECT_EQ(exchange.response->status, 429);
}

TEST_F(SenderTest, ThrottlingThatWasAskedForIsAnAnswer) {
  step_.expected_errors = {503, 4};
  const wire::Exchange exchange = send({answer(429)});
  EXPECT_EQ(exchange.attempts, 1u);
  EXPECT_FALSE(exchange.error);
}

TEST_F(SenderTest, RetryAfterIsHonoured) {
  const auto start = Clock::now();
  const wire::Exchange exchange = send({answer(429, "1"), answer(200)});
  EXPECT_EQ(exchange.attempts, 2u);
  EXPECT_GE(Clock::now() - start, 1s);
  EXPECT_GE(exchange.duration, 1s) << "the waits are part of it";
}

TEST_F(SenderTest, NoAttemptBeginsAfterTheDeadline) {
  options_.deadline = 100ms;
  const auto start = Clock::now();
  EXPECT_EQ(send({answer(429, "3600"), answer(200)}).attempts, 1u);
  EXPECT_LT(Clock::now() - start, 1s);
}

TEST_F(SenderTest, WaitsGrowUpToTheLongest) {
  options_ = {.retries = 4, .first_wait = 20ms, .longest_wait = 40ms, .deadline = 10s};
  const auto start = Clock::now();
  EXPECT_EQ(send({failure(TransportFailure::kConnect)}).attempts, 5u);
  EXPECT_GE(Clock::now() - start, 140ms) << "20, 40, 40 and 40";
}

TEST_F(SenderTest, CancellationEndsTheWait) {
  std::thread stopper([&] {
    std::this_thread::sleep_for(20ms);
    stop_.cancel();
  });
  EXPECT_EQ(send({answer(429, "5"), answer(200)}).attempts, 1u);
  stopper.join();
}

TEST(RetryAfter, IsSecondsOrADate) {
  const auto now = std::chrono::system_clock::from_time_t(1445412420);  // 07:27 of the day below.
  EXPECT_EQ(retry_after("120", now), 120s);
  EXPECT_EQ(retry_after("0", now), 0s);
  EXPECT_EQ(retry_after("Wed, 21 Oct 2015 07:28:00 GMT", now), 60s);
  EXPECT_EQ(retry_after("Wed, 21 Oct 2015 07:00:00 GMT", now), 0s);
  EXPECT_GT(retry_after("999999999999", now), 24h);
  for (const char* bad : {"", "soon", "-1", "1.5", "12 s", "99999999999999999999"}) {
    EXPECT_FALSE(retry_after(bad, now)) << bad;
  }
}

}  // namespace
}  // namespace assay::exchange
