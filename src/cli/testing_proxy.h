#ifndef ASSAY_CLI_TESTING_PROXY_H_
#define ASSAY_CLI_TESTING_PROXY_H_

#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace assay::cli::testing {

// Stands before a server on a loopback port and passes bytes on, until so many have come back from
// it: then it calls `at_end` once, cuts every connection and takes no more.
class CuttingProxy {
 public:
  CuttingProxy(int server_port, std::size_t bytes, std::function<void()> at_end);
  ~CuttingProxy();
  CuttingProxy(const CuttingProxy&) = delete;
  CuttingProxy& operator=(const CuttingProxy&) = delete;

  std::string url() const;

 private:
  void accept_all();
  void pass(int client, int server);
  // Whether more may follow.
  bool spend(std::size_t bytes);

  const int server_port_;
  const std::function<void()> at_end_;
  std::atomic<bool> stop_ = false;
  std::mutex mutex_;  // Guards left_.
  std::size_t left_;
  int listener_ = -1;
  int port_ = 0;
  std::vector<std::thread> threads_;  // One a connection; the acceptor's own.
  std::thread acceptor_;
};

// A loopback port on which nothing listens, and which nobody else gets meanwhile.
class ClosedPort {
 public:
  ClosedPort();
  ~ClosedPort();
  ClosedPort(const ClosedPort&) = delete;
  ClosedPort& operator=(const ClosedPort&) = delete;

  std::string url() const;

 private:
  int port_ = 0;
  int socket_;
};

}  // namespace assay::cli::testing

#endif  // ASSAY_CLI_TESTING_PROXY_H_
