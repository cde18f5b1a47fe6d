#include "exchange/executor.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "exchange/testing_server.h"

namespace assay::exchange {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using wire::TransportFailure;

plan::Step step(std::string target, std::string credential = "", std::string token = "{token}") {
  plan::Step made;
  made.request = {"GET", std::move(target), {{"X-Auth-Token", std::move(token)}}, ""};
  made.credential = std::move(credential);
  return made;
}

plan::Case simple(const std::string& target) {
  plan::Case made;
  made.id = target;
  made.steps = {step(target)};
  return made;
}

plan::Case changing(const std::string& target) {
  plan::Case made = simple(target);
  made.changes = true;
  return made;
}

wire::Response response(int status, std::string body) {
  wire::Response made;
  made.status = status;
  made.body = std::move(body);
  return made;
}

// What a scripted network saw, and how it answers.
struct Network {
  std::mutex mutex;
  std::vector<std::string> begun;
  std::vector<std::string> ended;
  int transports = 0;
  int under_way = 0;
  int most_under_way = 0;
  int most_changes = 0;  // Requests whose target starts with /change, at the same time.
  int changes = 0;
  std::function<void(wire::Exchange*)> answer = [](wire::Exchange* exchange) {
    exchange->response = response(200, exchange->request.target);
  };

  TransportFactory factory();
};

class ScriptedTransport : public Transport {
 public:
  explicit ScriptedTransport(Network& network) : network_(network) {}

  wire::Exchange send(const wire::Request& request) override {
    const bool change = request.target.starts_with("/change");
    {
      const std::lock_guard guard(network_.mutex);
      network_.begun.push_back(request.target);
      network_.most_under_way = std::max(network_.most_under_way, ++network_.under_way);
      if (change) network_.most_changes = std::max(network_.most_changes, ++network_.changes);
    }
    wire::Exchange exchange;
    exchange.request = request;
    if (request.target.ends_with("/hang")) {
      while (!cancelled_) std::this_thread::sleep_for(1ms);
    }
    if (cancelled_) {
      exchange.error = wire::TransportError{TransportFailure::kCancelled, "cancelled"};
    } else {
      std::this_thread::sleep_for(1ms);
      network_.answer(&exchange);
    }
    const std::lock_guard guard(network_.mutex);
    network_.ended.push_back(request.target);
    --network_.under_way;
    if (change) --network_.changes;
    return exchange;
  }
  void cancel() override { cancelled_ = true; }

 private:
  Network& network_;
  std::atomic<bool> cancelled_ = false;
};

TransportFactory Network::factory() {
  return [this] {
    ++transports;
    return std::make_unique<ScriptedTransport>(*this);
  };
}

TEST(Executor, BringsEachCaseItsOwnTranscript) {
  Network network;
  std::vector<plan::Case> cases;
  for (int i = 0; i < 50; ++i) cases.push_back(simple("/" + std::to_string(i)));
  Executor executor(cases, network.factory(), {}, {}, {.connections = 4});
  for (const std::size_t i : {49u, 0u, 25u}) {
    const CaseExchange& done = executor.wait(i);
    EXPECT_TRUE(done.attempted);
    ASSERT_EQ(done.transcript.size(), 1u);
    EXPECT_EQ(done.transcript[0].response->body, "/" + std::to_string(i));
  }
  for (std::size_t i = 0; i < cases.size(); ++i) executor.wait(i);
  EXPECT_EQ(network.transports, 4);
  EXPECT_LE(network.most_under_way, 4);
  EXPECT_GT(network.most_under_way, 1);
}

TEST(Executor, DoesNotRunAheadOfWhoTakes) {
  Network network;
  std::vector<plan::Case> cases;
  for (int i = 0; i < 60; ++i) cases.push_back(simple("/" + std::to_string(i)));
  Executor executor(cases, network.factory(), {}, {}, {.connections = 2, .most_untaken = 5});
  const auto begun = [&] {
    const std::lock_guard guard(network.mutex);
    return network.begun.size();
  };
  while (begun() < 5) std::this_thread::sleep_for(1ms);
  std::this_thread::sleep_for(30ms);
  EXPECT_LE(begun(), 6u) << "five are finished, and one was under way";
  const std::size_t before = begun();
  // Of the six that are finished by now, no more than half of five may be left.
  for (const std::size_t i : {3u, 0u, 1u, 2u}) {
    EXPECT_EQ(executor.take(i).transcript[0].response->body, "/" + std::to_string(i));
  }
  while (begun() == before) std::this_thread::sleep_for(1ms);
  EXPECT_EQ(executor.take(59).transcript[0].response->body, "/59") << "whoever waits is let on";
  for (std::size_t i = 0; i < cases.size(); ++i) executor.take(i);
  EXPECT_EQ(begun(), 60u);
}

TEST(Executor, WaitsForRoomForLargeAnswers) {
  Network network;
  network.answer = [](wire::Exchange* exchange) {
    exchange->response = response(200, std::string(1000, 'x'));
  };
  std::vector<plan::Case> cases;
  for (int i = 0; i < 20; ++i) cases.push_back(simple("/" + std::to_string(i)));
  Executor executor(cases, network.factory(), {}, {},
                    {.connections = 2, .most_untaken_bytes = 4000});
  const auto begun = [&] {
    const std::lock_guard guard(network.mutex);
    return network.begun.size();
  };
  while (begun() < 4) std::this_thread::sleep_for(1ms);
  std::this_thread::sleep_for(30ms);
  EXPECT_LE(begun(), 5u) << "four are finished, and one was under way";
  for (std::size_t i = 0; i < cases.size(); ++i) {
    EXPECT_EQ(executor.take(i).transcript[0].response->body.size(), 1000u);
  }
  EXPECT_EQ(begun(), 20u);
}

TEST(Executor, OneConnectionGoesInOrder) {
  Network network;
  const std::vector<plan::Case> cases = {simple("/a"), changing("/change/b"), simple("/c"),
                                         changing("/change/d")};
  Executor executor(cases, network.factory(), {}, {}, {.connections = 1});
  for (std::size_t i = 0; i < cases.size(); ++i) executor.wait(i);
  EXPECT_THAT(network.begun, ElementsAre("/a", "/change/b", "/c", "/change/d"));
}

TEST(Executor, ChangesFollowOneAnotherInOrder) {
  Network network;
  std::vector<plan::Case> cases;
  std::vector<std::string> expected;
  for (int i = 0; i < 20; ++i) {
    cases.push_back(changing("/change/" + std::to_string(i)));
    expected.push_back(cases.back().id);
    cases.push_back(simple("/read"));
  }
  Executor executor(cases, network.factory(), {}, {}, {.connections = 8});
  for (std::size_t i = 0; i < cases.size(); ++i) executor.wait(i);
  std::vector<std::string> changes;
  for (const std::string& target : network.begun) {
    if (target != "/read") changes.push_back(target);
  }
  EXPECT_EQ(changes, expected);
  EXPECT_EQ(network.most_changes, 1);
  EXPECT_GT(network.most_under_way, 1);
}

TEST(Executor, StepsAreInOrderAndEndWithATransportError) {
  Network network;
  network.answer = [](wire::Exchange* exchange) {
    if (exchange->request.target == "/2") {
      exchange->error = wire::TransportError{TransportFailure::kReset, "gone"};
    } else {
      exchange->response = response(500, "");
    }
  };
  plan::Case item = simple("/1");
  item.steps.push_back(step("/2"));
  item.steps.push_back(step("/3"));
  const std::vector<plan::Case> cases = {item};
  Executor executor(cases, network.factory(), {}, {}, {.retry = {.retries = 0}});
  const CaseExchange& done = executor.wait(0);
  ASSERT_EQ(done.transcript.size(), 2u);
  EXPECT_EQ(done.transcript[0].response->status, 500);
  EXPECT_EQ(done.transcript[1].error->message, "gone");
  EXPECT_THAT(network.begun, ElementsAre("/1", "/2"));
}

TEST(Executor, ACaseWithAnObstacleIsNeverSent) {
  Network network;
  plan::Case blocked = simple("/blocked");
  blocked.obstacle = plan::Obstacle::kNotProvoked;
  plan::Case empty;
  const std::vector<plan::Case> cases = {blocked, empty, simple("/sent")};
  Executor executor(cases, network.factory(), {}, {}, {});
  EXPECT_FALSE(executor.wait(0).attempted);
  EXPECT_FALSE(executor.wait(1).attempted);
  EXPECT_TRUE(executor.wait(2).attempted);
  EXPECT_THAT(network.begun, ElementsAre("/sent"));
}

TEST(Executor, TakesOutOnce) {
  Network network;
  const std::vector<plan::Case> cases = {simple("/a")};
  Executor executor(cases, network.factory(), {}, {}, {});
  EXPECT_EQ(executor.take(0).transcript.size(), 1u);
  EXPECT_TRUE(executor.take(0).transcript.empty());
}

TEST(Executor, PutsTheSecretInAndTakesItOutOfThePublicTranscript) {
  std::mutex mutex;
  std::vector<std::string> sent;
  Network network;
  network.answer = [&](wire::Exchange* exchange) {
    const std::lock_guard guard(mutex);
    for (const wire::Header& header : exchange->request.headers) sent.push_back(header.value);
    exchange->response = response(401, R"({"t":"s3cr3t\/1"})");
    exchange->response->headers = {{"X-Echo", "s3cr3t/1"}};
  };
  wire::Redactor redactor;
  redactor.add("MY_TOKEN", "s3cr3t/1");
  plan::Case item;
  item.steps = {step("/1", "good", "OAuth {token},{token}"),
                step("/2?t=s3cr3t%2F1", "", "{token}")};
  const std::vector<plan::Case> cases = {item};
  Executor executor(cases, network.factory(), {{"good", "s3cr3t/1"}}, redactor, {});
  const CaseExchange& done = executor.wait(0);
  EXPECT_THAT(sent, ElementsAre("OAuth s3cr3t/1,s3cr3t/1", "{token}"));
  ASSERT_EQ(done.transcript.size(), 2u);
  EXPECT_EQ(done.transcript[0].request.headers[0].value, "OAuth ${MY_TOKEN},${MY_TOKEN}");
  EXPECT_EQ(done.transcript[0].response->headers[0].value, "${MY_TOKEN}");
  EXPECT_EQ(done.transcript[0].response->body, R"({"t":"${MY_TOKEN}"})");
  EXPECT_EQ(done.transcript[1].request.target, "/2?t=${MY_TOKEN}");
}

TEST(Executor, ASecretThatHoldsThePlaceholderIsPutInOnce) {
  Network network;
  plan::Case item;
  item.steps = {step("/1", "odd")};
  const std::vector<plan::Case> cases = {item};
  Executor executor(cases, network.factory(), {{"odd", "x{token}y"}}, {}, {});
  EXPECT_EQ(executor.wait(0).transcript[0].request.headers[0].value, "x{token}y");
}

TEST(Executor, SendsNothingWithoutTheSecretThatItNeeds) {
  Network network;
  plan::Case item;
  item.steps = {step("/1", "foreign")};
  const std::vector<plan::Case> cases = {item};
  Executor executor(cases, network.factory(), {{"good", "s3cr3t"}}, {}, {});
  const CaseExchange& done = executor.wait(0);
  ASSERT_EQ(done.transcript.size(), 1u);
  EXPECT_THAT(done.transcript[0].error->message, HasSubstr("foreign"));
  EXPECT_TRUE(network.begun.empty());
}

TEST(Executor, GivesADeadTargetUp) {
  Network network;
  network.answer = [](wire::Exchange* exchange) {
    exchange->error = wire::TransportError{TransportFailure::kConnect, "refused"};
  };
  std::vector<plan::Case> cases;
  for (int i = 0; i < 100; ++i) cases.push_back(i % 2 == 0 ? simple("/read") : changing("/change"));
  Executor executor(cases, network.factory(), {}, {},
                    {.connections = 2, .retry = {.retries = 0}, .give_up_after = 4});
  const CaseExchange& last = executor.wait(cases.size() - 1);
  EXPECT_FALSE(last.attempted);
  ASSERT_EQ(last.transcript.size(), 1u);
  EXPECT_EQ(last.transcript[0].error->message,
            "not sent: 4 exchanges in a row got no answer, the last: refused");
  EXPECT_EQ(last.transcript[0].request.target, "/change");
  for (std::size_t i = 0; i < cases.size(); ++i) executor.wait(i);
  EXPECT_LE(network.begun.size(), 5u);
}

TEST(Executor, CancelEndsWhatIsUnderWayAndStartsNothingMore) {
  Network network;
  std::vector<plan::Case> cases = {simple("/done"), simple("/1/hang"), changing("/change/hang")};
  for (int i = 0; i < 100; ++i)
    cases.push_back(i % 2 == 0 ? simple("/never/hang") : changing("/change"));
  Executor executor(cases, network.factory(), {}, {}, {.connections = 2});
  EXPECT_TRUE(executor.wait(0).transcript[0].response);
  for (std::size_t begun = 0; begun < 3;) {
    std::this_thread::sleep_for(1ms);
    const std::lock_guard guard(network.mutex);
    begun = network.begun.size();
  }
  std::thread waiter([&] { EXPECT_FALSE(executor.wait(cases.size() - 1).attempted); });
  executor.cancel();
  waiter.join();
  for (const std::size_t i : {1u, 2u}) {
    const CaseExchange& done = executor.wait(i);
    EXPECT_TRUE(done.attempted);
    ASSERT_EQ(done.transcript.size(), 1u);
    EXPECT_EQ(done.transcript[0].error->failure, TransportFailure::kCancelled);
  }
  for (std::size_t i = 3; i < cases.size(); ++i) EXPECT_FALSE(executor.wait(i).attempted);
  EXPECT_EQ(network.begun.size(), 3u);
}

TEST(Executor, GoesAwayWhileCasesAreUnderWay) {
  Network network;
  const std::vector<plan::Case> cases(10, simple("/hang"));
  { Executor executor(cases, network.factory(), {}, {}, {.connections = 3}); }
  EXPECT_EQ(network.begun.size(), network.ended.size());
  EXPECT_LE(network.begun.size(), 3u);
}

TEST(Executor, WorksOverRealSockets) {
  testing::Script script;
  for (int i = 0; i < 100; ++i) {
    script.push_back(testing::read_request());
    script.push_back(testing::send(testing::ok("{}")));
  }
  testing::TestingServer server({script});
  auto factory = http_transport({.base_url = server.url()});
  std::vector<plan::Case> cases;
  for (int i = 0; i < 100; ++i) cases.push_back(i % 10 == 0 ? changing("/c") : simple("/r"));
  Executor executor(cases, *factory, {}, {}, {.connections = 4});
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const CaseExchange done = executor.take(i);
    ASSERT_EQ(done.transcript.size(), 1u);
    ASSERT_TRUE(done.transcript[0].response) << done.transcript[0].error->message;
    EXPECT_EQ(done.transcript[0].response->body, "{}");
  }
  EXPECT_EQ(server.requests().size(), 100u);
  EXPECT_LE(server.connections(), 4u);
}

}  // namespace
}  // namespace assay::exchange
