#include "exchange/pace.h"

#include <gtest/gtest.h>

#include <thread>

namespace assay::exchange {
namespace {

using namespace std::chrono_literals;

wire::Exchange answered() {
  wire::Exchange exchange;
  exchange.response = wire::Response{};
  return exchange;
}

wire::Exchange unanswered() {
  wire::Exchange exchange;
  exchange.error = wire::TransportError{wire::TransportFailure::kConnect, "refused"};
  return exchange;
}

class PaceTest : public ::testing::Test {
 protected:
  Patience patience(Clock::duration time = 10s) const { return {Clock::now() + time, &stop_}; }
  Cancellation stop_;
};

TEST_F(PaceTest, SpreadsTurnsEvenly) {
  Pace pace(100, 0);
  const auto start = Clock::now();
  for (int i = 0; i < 6; ++i) EXPECT_TRUE(pace.wait_turn(patience()));
  EXPECT_GE(Clock::now() - start, 50ms) << "five pauses of 10 ms";
}

TEST_F(PaceTest, SavesNoTurnsUp) {
  Pace pace(100, 0);
  EXPECT_TRUE(pace.wait_turn(patience()));
  std::this_thread::sleep_for(50ms);
  const auto start = Clock::now();
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(pace.wait_turn(patience()));
  EXPECT_GE(Clock::now() - start, 20ms);
}

TEST_F(PaceTest, ATurnAfterTheDeadlineIsNotTaken) {
  Pace pace(1, 0);
  EXPECT_TRUE(pace.wait_turn(patience()));
  const auto start = Clock::now();
  EXPECT_FALSE(pace.wait_turn(patience(100ms)));
  EXPECT_LT(Clock::now() - start, 500ms) << "known at once";
}

TEST_F(PaceTest, CancellationEndsAWait) {
  Pace pace(0.01, 0);
  EXPECT_TRUE(pace.wait_turn(patience(1h)));
  std::thread stopper([&] {
    std::this_thread::sleep_for(20ms);
    stop_.cancel();
  });
  EXPECT_FALSE(pace.wait_turn(patience(1h)));
  stopper.join();
}

TEST_F(PaceTest, GivesUpAfterFailuresInARow) {
  Pace pace(0, 3);
  EXPECT_FALSE(pace.note(unanswered()));
  EXPECT_FALSE(pace.note(unanswered()));
  EXPECT_FALSE(pace.note(answered())) << "alive again";
  EXPECT_FALSE(pace.note(unanswered()));
  EXPECT_FALSE(pace.note(unanswered()));
  EXPECT_EQ(pace.given_up(), "");
  EXPECT_TRUE(pace.note(unanswered()));
  EXPECT_EQ(pace.given_up(), "3 exchanges in a row got no answer, the last: refused");
  EXPECT_FALSE(pace.note(unanswered())) << "told once";
}

TEST_F(PaceTest, AnAnswerThatCameTooLateIsOne) {
  Pace pace(0, 1);
  wire::Exchange late = answered();
  late.error = wire::TransportError{wire::TransportFailure::kTimeout, "late"};
  EXPECT_FALSE(pace.note(late));
}

}  // namespace
}  // namespace assay::exchange
