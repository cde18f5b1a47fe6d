// Answers that are held back.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "mock/raw_client.h"
#include "mock/server.h"

namespace assay::mock {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using testing::StartsWith;

constexpr const char* kQuestion = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
const std::string kEnd = "]}";  // Of the body of GET /.

std::unique_ptr<Server> started(std::chrono::milliseconds latency) {
  Options options;
  options.latency = latency;
  return std::move(Server::start(options)).value();
}

int port_of(const Server& server) {
  return std::stoi(server.base_url().substr(server.base_url().rfind(':') + 1));
}

TEST(Latency, EveryAnswerIsHeldBack) {
  const auto server = started(30ms);
  const RawClient client(port_of(*server));
  for (int i = 0; i < 3; ++i) {
    const auto begin = Clock::now();
    client.send(kQuestion);
    EXPECT_THAT(client.receive_until(kEnd), StartsWith("HTTP/1.1 200 "));
    EXPECT_GE(Clock::now() - begin, 30ms);
  }
  const auto begin = Clock::now();
  client.send("nonsense\r\n\r\n");
  EXPECT_THAT(client.receive_to_end(), StartsWith("HTTP/1.1 400 "));
  EXPECT_GE(Clock::now() - begin, 30ms) << "refusals too";
}

// One after the other they would take 15 seconds.
TEST(Latency, ConnectionsDoNotWaitForEachOther) {
  const auto server = started(30ms);
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 512; ++i) clients.push_back(std::make_unique<RawClient>(port_of(*server)));
  const auto begin = Clock::now();
  for (const auto& client : clients) client->send(kQuestion);
  for (const auto& client : clients) {
    ASSERT_THAT(client->receive_until(kEnd), StartsWith("HTTP/1.1 200 "));
  }
  EXPECT_LT(Clock::now() - begin, 3s);
}

TEST(Latency, StopDoesNotWaitForIt) {
  const auto server = started(1h);
  const RawClient client(port_of(*server));
  client.send(kQuestion);
  std::this_thread::sleep_for(20ms);
  const auto begin = Clock::now();
  server->stop();
  EXPECT_LT(Clock::now() - begin, 5s);
}

TEST(Latency, CannotBeNegative) {
  Options options;
  options.latency = -1ms;
  EXPECT_FALSE(Server::start(options).ok());
}

}  // namespace
}  // namespace assay::mock
