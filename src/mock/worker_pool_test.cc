#include "mock/worker_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>

namespace assay::mock {
namespace {

// Deadlocks, and so times out, where some work has to wait for other work to end.
TEST(WorkerPool, RunsAsMuchAtOnceAsTheLimitAllows) {
  constexpr int kCount = 64;
  WorkerPool pool(kCount);
  std::latch all(kCount);
  for (int i = 0; i < kCount; ++i) pool.enqueue([&all] { all.arrive_and_wait(); });
  pool.shutdown();
  EXPECT_TRUE(all.try_wait());
}

TEST(WorkerPool, FinishesWhatIsQueuedAboveTheLimit) {
  WorkerPool pool(2);
  std::atomic<int> done{0};
  for (int i = 0; i < 1000; ++i) pool.enqueue([&done] { ++done; });
  pool.shutdown();
  EXPECT_EQ(done, 1000);
}

TEST(WorkerPool, ShutdownTwiceIsFine) {
  WorkerPool pool(2);
  pool.shutdown();
  pool.shutdown();
}

}  // namespace
}  // namespace assay::mock
