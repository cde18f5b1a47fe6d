#include "mock/connection.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <string>
#include <thread>

namespace assay::mock {
namespace {

using std::chrono::milliseconds;

class ConnectionTest : public testing::Test {
 protected:
  ConnectionTest() { EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends_.data()), 0); }
  ~ConnectionTest() override { ::close(ends_[1]); }

  std::string receive() const {
    std::array<char, 4096> buffer{};
    const ssize_t got = ::recv(ends_[1], buffer.data(), buffer.size(), MSG_DONTWAIT);
    return got < 0 ? "(nothing)" : std::string(buffer.data(), static_cast<std::size_t>(got));
  }

  std::array<int, 2> ends_{};
};

TEST_F(ConnectionTest, WritesLeaveTogether) {
  Connection connection(ends_[0], milliseconds(1000));
  EXPECT_EQ(connection.write("head", 4), 4);
  EXPECT_EQ(connection.write("body", 4), 4);
  EXPECT_EQ(receive(), "(nothing)");
  EXPECT_TRUE(connection.flush());
  EXPECT_EQ(receive(), "headbody");
}

TEST_F(ConnectionTest, ReadingSendsFirst) {
  Connection connection(ends_[0], milliseconds(1000));
  ASSERT_EQ(::send(ends_[1], "abc", 3, 0), 3);
  EXPECT_EQ(connection.write("continue", 8), 8);
  char c = 0;
  EXPECT_EQ(connection.read(&c, 1), 1);
  EXPECT_EQ(c, 'a');
  EXPECT_EQ(receive(), "continue");
  EXPECT_TRUE(connection.wait(milliseconds(0)));  // "bc" is buffered.
}

TEST_F(ConnectionTest, ReadTellsEndFromSilence) {
  Connection connection(ends_[0], milliseconds(20));
  char c = 0;
  EXPECT_EQ(connection.read(&c, 1), -1);
  ::shutdown(ends_[1], SHUT_WR);
  EXPECT_EQ(connection.read(&c, 1), 0);
}

TEST_F(ConnectionTest, APeerThatHasGoneIsAnErrorAndNoSignal) {
  Connection connection(ends_[0], milliseconds(1000));
  ::shutdown(ends_[1], SHUT_RDWR);
  connection.write("x", 1);
  EXPECT_FALSE(connection.flush());
  EXPECT_EQ(connection.write("x", 1), -1);
}

TEST_F(ConnectionTest, EndAllWakesAReader) {
  Connection connection(ends_[0], milliseconds(60'000));
  ConnectionSet all;
  ASSERT_TRUE(all.add(connection.socket()));
  std::thread other([&all] { all.end_all(); });
  char c = 0;
  EXPECT_LE(connection.read(&c, 1), 0);
  other.join();
  EXPECT_FALSE(all.add(connection.socket()));
  all.remove(connection.socket());
}

}  // namespace
}  // namespace assay::mock
