#ifndef ASSAY_MOCK_WORKER_POOL_H_
#define ASSAY_MOCK_WORKER_POOL_H_

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace assay::mock {

// Threads for work that blocks for long, such as serving a connection that is kept alive: a thread
// is added whenever none is idle, so that nothing waits behind a silent client and a short run
// starts few.
class WorkerPool {
 public:
  explicit WorkerPool(std::size_t limit) : limit_(limit) {}
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;
  ~WorkerPool() { shutdown(); }

  // Above the limit, work waits for a thread.
  void enqueue(std::function<void()> work);
  // Finishes all work that is queued or under way and joins. Not from a worker.
  void shutdown();

 private:
  void run();

  const std::size_t limit_;
  std::mutex mutex_;  // Guards what follows.
  std::condition_variable changed_;
  std::deque<std::function<void()>> queue_;
  std::vector<std::thread> threads_;
  std::size_t idle_ = 0;
  bool stopping_ = false;
};

}  // namespace assay::mock

#endif  // ASSAY_MOCK_WORKER_POOL_H_
