#include "exchange/program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <thread>

namespace assay::exchange {
namespace {

using namespace std::chrono_literals;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

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
  for (const char* script :
       {"head -c 1000000 /dev/zero", "yes", "head -c 70000 /dev/zero; exit 3"}) {
    const auto start = Clock::now();
    const auto flood = run(script);
    ASSERT_FALSE(flood.ok()) << script;
    EXPECT_EQ(flood.error().message, "printed more than 65536 bytes") << script;
    EXPECT_LT(Clock::now() - start, 20s);
  }
}

TEST(Program, MaySayMuch) {
  EXPECT_EQ(*run("yes noise | head -c 1000000 >&2; echo x"), "x\n");
  const auto failed = run("yes noise | head -n 200000 >&2; echo the end >&2; exit 4");
  ASSERT_FALSE(failed.ok());
  EXPECT_THAT(failed.error().message, StartsWith("ended with exit code 4; it said: ..."));
  EXPECT_THAT(failed.error().message, EndsWith("\nthe end"));
  EXPECT_EQ(run("yes noise >&2", 300ms).error().message.substr(0, 19), "did not end in time");
}

// What begins before the part that is kept could be the rest of a secret.
TEST(Program, CutWordsAreNotRepeated) {
  const auto failed =
      run("head -c 70000 /dev/zero | tr '\\0' x >&2; echo >&2; echo why >&2; exit 4");
  ASSERT_FALSE(failed.ok());
  EXPECT_EQ(failed.error().message, "ended with exit code 4; it said: \nwhy");
}

TEST(Program, LinesAndWordsOfItsOutputAreHidden) {
  const auto message = [](const std::string& script) {
    return run(script + " >&2; exit 1").error().message;
  };
  EXPECT_THAT(message("printf 's3cr3t-token-9\\nextra'; echo rejected s3cr3t-token-9"),
              EndsWith("it said: rejected ${output}"));
  EXPECT_THAT(message("echo 'X-Auth-Token: s3cr3t-9 x'; echo rejected s3cr3t-9"),
              EndsWith("it said: rejected ${output}"));
  EXPECT_THAT(message("echo '{\"token\":\"s3cr3t-token-9\"}'; echo rejected s3cr3t-token-9"),
              EndsWith("it said: rejected ${output}"));
  EXPECT_THAT(message("echo a b; echo a bad day"), EndsWith("it said: a bad day"));
  EXPECT_THAT(message("seq 1000 3000; echo rejected 2999"), HasSubstr("is not shown"));
}

TEST(Program, IsNotStartedWithoutPipes) {
#ifdef ASSAY_INSTRUMENTED
  GTEST_SKIP() << "a sanitizer opens a pipe to see whether memory can be read, and takes a failure "
                  "for memory that can't";
#endif
  rlimit before{};
  ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &before), 0);
  const Cancellation never;
  const int next = dup(0);
  close(next);
  for (const int more : {0, 2, 3}) {
    rlimit few = before;
    few.rlim_cur = static_cast<rlim_t>(next + more);
    ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &few), 0);
    const auto out = output_of({"echo", "x"}, {Clock::now() + 30s, &never});
    setrlimit(RLIMIT_NOFILE, &before);
    ASSERT_FALSE(out.ok()) << more;
    EXPECT_EQ(out.error().message, "can't be started: Too many open files");
  }
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
