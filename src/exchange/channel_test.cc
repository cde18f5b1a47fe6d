#include "exchange/channel.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <string>

namespace assay::exchange {
namespace {

using namespace std::chrono_literals;

class ChannelTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_EQ(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends_), 0);
    channel_.emplace(ends_[0]);
    be_patient(5s);
  }
  void TearDown() override {
    channel_.reset();
    close(ends_[0]);
    close(ends_[1]);
  }
  void be_patient(std::chrono::milliseconds for_how_long) {
    channel_->set_patience({Clock::now() + for_how_long, &cancellation_});
  }
  ssize_t read() { return channel_->read(buffer_, sizeof buffer_); }

  int ends_[2] = {-1, -1};
  char buffer_[16];
  Cancellation cancellation_;
  std::optional<Channel> channel_;
};

TEST_F(ChannelTest, ReadsUntilTheOrderlyEnd) {
  ASSERT_EQ(write(ends_[1], "abc", 3), 3);
  EXPECT_EQ(read(), 3);
  shutdown(ends_[1], SHUT_WR);
  EXPECT_EQ(read(), 0);
  EXPECT_EQ(channel_->trouble(), Channel::Trouble::kNone);
}

TEST_F(ChannelTest, PatienceEndsEvenWhereThereIsAlwaysSomethingToRead) {
  ASSERT_EQ(write(ends_[1], "abc", 3), 3);
  be_patient(-1ms);
  EXPECT_EQ(read(), -1);
  EXPECT_EQ(channel_->trouble(), Channel::Trouble::kTimeout);
  be_patient(5s);
  cancellation_.cancel();
  EXPECT_EQ(read(), -1);
  EXPECT_EQ(channel_->trouble(), Channel::Trouble::kCancelled);
}

TEST_F(ChannelTest, AFullPeerEndsPatienceToo) {
  be_patient(50ms);
  EXPECT_FALSE(channel_->write(std::string(16 * 1024 * 1024, 'x')));
  EXPECT_EQ(channel_->trouble(), Channel::Trouble::kTimeout);
}

TEST_F(ChannelTest, WritingToAPeerThatIsGoneRaisesNoSignal) {
  close(ends_[1]);
  ends_[1] = -1;
  EXPECT_FALSE(channel_->write("abc"));
  EXPECT_EQ(channel_->trouble(), Channel::Trouble::kReset);
}

TEST_F(ChannelTest, IsIdleWhileNothingComesAndTheEndHasNot) {
  EXPECT_TRUE(channel_->is_idle());
  ASSERT_EQ(write(ends_[1], "a", 1), 1);
  EXPECT_FALSE(channel_->is_idle());
  EXPECT_EQ(read(), 1);
  EXPECT_TRUE(channel_->is_idle());
  shutdown(ends_[1], SHUT_WR);
  EXPECT_FALSE(channel_->is_idle());
}

}  // namespace
}  // namespace assay::exchange
