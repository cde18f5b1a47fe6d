#include "exchange/dialer.h"

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <thread>
#include <vector>

namespace assay::exchange {
namespace {

using namespace std::chrono_literals;

// A loopback port whose queue of connections is full: it answers no further one.
class FullPort {
 public:
  FullPort() {
    address_.sin_family = AF_INET;
    address_.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int listener = make_socket();
    (void)bind(listener, generic(), sizeof address_);
    listen(listener, 0);
    socklen_t size = sizeof address_;
    getsockname(listener, generic(), &size);
    for (int i = 0; i < 4; ++i) (void)connect(make_socket(), generic(), sizeof address_);
  }
  ~FullPort() {
    for (const int socket : sockets_) close(socket);
  }
  std::uint16_t port() const { return ntohs(address_.sin_port); }

 private:
  int make_socket() {
    sockets_.push_back(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    return sockets_.back();
  }
  sockaddr* generic() { return reinterpret_cast<sockaddr*>(&address_); }

  sockaddr_in address_{};
  std::vector<int> sockets_;
};

TEST(Dialer, GivesUpWhenNobodyTakesTheConnection) {
  const FullPort full;
  const Cancellation cancellation;
  const auto start = Clock::now();
  const auto socket = Dialer("127.0.0.1", full.port()).dial({start + 200ms, &cancellation});
  ASSERT_FALSE(socket.ok());
  EXPECT_EQ(to_string(socket.error().failure), "timeout");
  EXPECT_EQ(socket.error().message, "no connection in time");
  EXPECT_GE(Clock::now() - start, 200ms);
  EXPECT_LT(Clock::now() - start, 5s);
}

TEST(Dialer, IsCancelledWhileItConnects) {
  const FullPort full;
  Cancellation cancellation;
  std::thread canceller([&] {
    std::this_thread::sleep_for(50ms);
    cancellation.cancel();
  });
  const auto start = Clock::now();
  const auto socket = Dialer("127.0.0.1", full.port()).dial({start + 20s, &cancellation});
  EXPECT_LT(Clock::now() - start, 5s);
  ASSERT_FALSE(socket.ok());
  EXPECT_EQ(to_string(socket.error().failure), "cancelled");
  canceller.join();
}

TEST(Dialer, SaysWhatIsWrongInItsOwnWords) {
  EXPECT_EQ(describe_errno(ECONNREFUSED), "connection refused");
  EXPECT_EQ(describe_errno(EHOSTUNREACH), "host unreachable");
  EXPECT_EQ(describe_errno(EMFILE), "system error: Too many open files");
}

}  // namespace
}  // namespace assay::exchange
