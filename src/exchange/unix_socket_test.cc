#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string>
#include <vector>

#include "exchange/dialer.h"
#include "exchange/testing_server.h"
#include "exchange/transport.h"

namespace assay::exchange {
namespace {

using testing::answers;
using ::testing::HasSubstr;
using testing::ok;
using ::testing::StartsWith;
using testing::TestingServer;

class UnixSocketTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string folder = ::testing::TempDir() + "assay_unix_XXXXXX";
    ASSERT_NE(mkdtemp(folder.data()), nullptr);
    folder_ = folder;
    path_ = folder_ + "/s.sock";
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  wire::Exchange talk() const {
    auto factory = http_transport({.base_url = "http://images.test", .unix_socket = path_});
    return (*factory)()->send({"GET", "/v1", {}, ""});
  }

  std::string folder_;
  std::string path_;
};

TEST_F(UnixSocketTest, CarriesRequestsToTheNamedHost) {
  const TestingServer server({answers(ok("yes"))}, path_);
  const auto exchange = talk();
  ASSERT_TRUE(exchange.response) << exchange.error->message;
  EXPECT_EQ(exchange.response->body, "yes");
  ASSERT_EQ(server.requests().size(), 1u);
  EXPECT_THAT(server.requests()[0], StartsWith("GET /v1 HTTP/1.1\r\n"));
  EXPECT_THAT(server.requests()[0], HasSubstr("\r\nHost: images.test\r\n"));
}

TEST_F(UnixSocketTest, MayBeMissing) {
  const auto exchange = talk();
  ASSERT_TRUE(exchange.error);
  EXPECT_EQ(to_string(exchange.error->failure), "connect");
  EXPECT_EQ(exchange.error->message,
            "images.test:80: socket " + path_ + ": there is no such socket");
}

TEST_F(UnixSocketTest, OfAFullQueueIsWaitedFor) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, path_.data(), path_.size());
  const auto* name = reinterpret_cast<const sockaddr*>(&address);
  std::vector<int> sockets = {socket(AF_UNIX, SOCK_STREAM, 0)};
  ASSERT_EQ(bind(sockets[0], name, sizeof address), 0);
  listen(sockets[0], 0);
  sockets.push_back(socket(AF_UNIX, SOCK_STREAM, 0));
  ASSERT_EQ(connect(sockets[1], name, sizeof address), 0);
  const Cancellation cancellation;
  const auto start = Clock::now();
  const auto dialed =
      Dialer::to_socket(path_)->dial({start + std::chrono::milliseconds(100), &cancellation});
  ASSERT_FALSE(dialed.ok());
  EXPECT_EQ(to_string(dialed.error().failure), "timeout");
  EXPECT_GE(Clock::now() - start, std::chrono::milliseconds(90));
  for (const int one : sockets) close(one);
}

TEST_F(UnixSocketTest, PathHasALimit) {
  const auto factory =
      http_transport({.base_url = "http://h", .unix_socket = std::string(200, 'x')});
  ASSERT_FALSE(factory.ok());
  EXPECT_THAT(factory.error().message, HasSubstr("at most 107 bytes"));
}

TEST_F(UnixSocketTest, IsNoWayThroughAProxy) {
  EXPECT_FALSE(
      http_transport({.base_url = "http://h", .proxy = "http://p:1", .unix_socket = "s"}).ok());
}

}  // namespace
}  // namespace assay::exchange
