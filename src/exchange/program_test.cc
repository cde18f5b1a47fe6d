#include "exchange/program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <thread>

namespace assay::exchange {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::Not;

base::Result<std::string> run(const std::string& script, std::chrono::milliseconds limit = 30s) {
  const Cancellation never;
  return output_of({"sh", "-c", script}, {Clock::now() + limit, &never});
}

TEST(Program, GivesItsOutput) {
  EXPECT_EQ(*run("printf 'a b\\n\\n'"), "a b\n\n");
  EXPECT_EQ(*run("echo noise >&2; echo x"), "x\n") << "without what it says";
  EXPECT_EQ(*run("cat"), "") << "it has no input";
  EXPECT_EQ(run("head -c 60000 /dev/zero").value().size(), 60000u) << "more than a pipe's part";
}

TEST(Program, WordsAreNotReadByAShell) {
  const Cancellation never;
  const auto out = output_of({"printf", "%s|", "$HOME", "a b", ""}, {Clock::now() + 30s, &never});
  EXPECT_EQ(*out, "$HOME|a b||");
}

TEST(Program, ThatFailsTellsWhyButNotWhatItPrinted) {
  const auto failed = run("echo t0p-secret; echo 'no such vault t0p-secret' >&2; exit 7");
  ASSERT_FALSE(failed.ok());
  EXPECT_EQ(failed.error().file, "sh");
  EXPECT_EQ(failed.error().message, "ended with exit code 7; it said: no such vault ${output}");
  EXPECT_THAT(run("kill -9 $$").error().message, HasSubstr("ended by signal 9"));
  EXPECT_THAT(run("exit 1").error().message, HasSubstr("said nothing"));
  EXPECT_LT(run("yes long | head -c 9000 >&2; exit 1").error().message.size(), 600u);
}

TEST(Program, ThatIsNotThere) {
  const Cancellation never;
  const auto missing = output_of({"no-such-program-here"}, {Clock::now() + 30s, &never});
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().file, "no-such-program-here");
  EXPECT_THAT(missing.error().message, HasSubstr("can't be started: No such file"));
}

TEST(Program, ThatTakesTooLongIsEndedWithItsChildren) {
  const auto start = Clock::now();
  const auto late = run("echo started >&2; sleep 60 & sleep 60", 300ms);
  ASSERT_FALSE(late.ok());
  EXPECT_EQ(late.error().message, "did not end in time; it said: started");
  EXPECT_LT(Clock::now() - start, 20s);
}

TEST(Program, MayLeaveSomethingThatHoldsItsStreams) {
  const auto start = Clock::now();
  EXPECT_EQ(*run("sleep 60 & echo x"), "x\n");
  EXPECT_LT(Clock::now() - start, 20s);
}

TEST(Program, EndsWhenTheRunIsStopped) {
  Cancellation cancellation;
  std::thread stopper([&] {
    std::this_thread::sleep_for(100ms);
    cancellation.cancel();
  });
  const auto start = Clock::now();
  const auto stopped = output_of({"sleep", "60"}, {start + 60s, &cancellation});
  stopper.join();
  ASSERT_FALSE(stopped.ok());
  EXPECT_THAT(stopped.error().message, HasSubstr("was stopped"));
  EXPECT_LT(Clock::now() - start, 20s);
}

TEST(Program, ThatFloodsIsRefused) {
  const auto flood = run("head -c 1000000 /dev/zero");
  ASSERT_FALSE(flood.ok());
}

TEST(Program, GetsSignalsAsUsualThoughWeBlockThem) {
  sigset_t set;
  sigset_t before;
  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &set, &before);
  EXPECT_THAT(run("kill -TERM $$; echo alive").error().message, HasSubstr("signal 15"));
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

}  // namespace
}  // namespace assay::exchange
