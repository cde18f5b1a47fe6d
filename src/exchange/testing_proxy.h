#ifndef ASSAY_EXCHANGE_TESTING_PROXY_H_
#define ASSAY_EXCHANGE_TESTING_PROXY_H_

#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "exchange/patience.h"

namespace assay::exchange::testing {

// An HTTP proxy on a loopback port that leads every request, and every tunnel, to one loopback
// port, whatever host is asked for. Where `authorization` is not "", it answers 407 to those who do
// not bring it.
class TestingProxy {
 public:
  explicit TestingProxy(std::uint16_t server_port, std::string authorization = "");
  ~TestingProxy();
  TestingProxy(const TestingProxy&) = delete;
  TestingProxy& operator=(const TestingProxy&) = delete;

  std::string url() const;
  // Headers of what the proxy itself was asked, in order.
  std::vector<std::string> heads() const;

 private:
  void accept_all();
  void serve(int client);
  void relay(int client, int server) const;

  const std::uint16_t server_port_;
  const std::string authorization_;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  Cancellation stop_;
  mutable std::mutex mutex_;
  std::vector<std::string> heads_;
  std::vector<std::thread> threads_;  // One a connection; the acceptor's own.
  std::thread acceptor_;
};

}  // namespace assay::exchange::testing

#endif  // ASSAY_EXCHANGE_TESTING_PROXY_H_
