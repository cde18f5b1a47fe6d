// Credentials that are renewed when the target refuses them, alone and in a run.

#include "exchange/vault.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <set>
#include <thread>

#include "exchange/executor.h"

namespace assay::exchange {
namespace {

using ::testing::Each;
using ::testing::HasSubstr;

// A source that has one token after the other, and then the last for ever.
struct Source {
  std::vector<std::string> tokens;
  std::atomic<std::size_t> reads = 0;

  Credential credential() {
    Credential made(tokens.front());
    made.read_again = [this](const Cancellation&) -> std::optional<std::string> {
      return tokens[std::min(++reads, tokens.size() - 1)];
    };
    return made;
  }
};

class VaultTest : public ::testing::Test {
 protected:
  Cancellation cancellation_;
};

TEST_F(VaultTest, RenewsOnceForAllWhoWereRefused) {
  Source source{{"token-1", "token-2", "token-3"}};
  Vault vault({{"T", source.credential()}}, {});
  const auto old = *vault.hold("T");
  std::vector<std::thread> threads;
  std::vector<std::string> got(8);
  for (std::string& token : got) {
    threads.emplace_back([&] { token = vault.renew("T", old, cancellation_)->token; });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(got, Each("token-2"));
  EXPECT_EQ(source.reads, 1u);
  EXPECT_EQ(vault.hold("T")->token, "token-2");
}

TEST_F(VaultTest, DoesNotAskForEver) {
  Source source{{"token-1", "token-2", "token-3"}};
  Vault vault({{"T", source.credential()}}, {});
  const auto second = vault.renew("T", *vault.hold("T"), cancellation_);
  EXPECT_FALSE(vault.renew("T", *second, cancellation_)) << "the target never took it";
  EXPECT_EQ(source.reads, 1u);
  vault.accepted("T", *second);
  EXPECT_EQ(vault.renew("T", *second, cancellation_)->token, "token-3") << "it has run out since";
}

TEST_F(VaultTest, TokenThatIsTheSameIsNoOther) {
  Source source{{"token-1"}};
  Vault vault({{"T", source.credential()}}, {});
  for (int i = 0; i < 3; ++i) {
    EXPECT_FALSE(vault.renew("T", *vault.hold("T"), cancellation_));
  }
  EXPECT_EQ(source.reads, 1u);
}

TEST_F(VaultTest, WithoutSourceThereIsNothingToRenew) {
  Vault vault({{"T", "token"}}, {});
  EXPECT_FALSE(vault.renew("T", *vault.hold("T"), cancellation_));
  EXPECT_FALSE(vault.hold("U"));
}

TEST_F(VaultTest, RedactsOldAndNew) {
  Source source{{"token-1", "token-2"}};
  wire::Redactor redactor;
  redactor.add("T", "token-1");
  Vault vault({{"T", source.credential()}}, redactor);
  wire::Exchange exchange;
  exchange.request.body = "token-1 token-2";
  EXPECT_EQ(vault.redact(exchange).request.body, "${T} token-2");
  vault.renew("T", *vault.hold("T"), cancellation_);
  EXPECT_EQ(vault.redact(exchange).request.body, "${T} ${T}");
}

// A target that takes some tokens only; notes what it was sent.
class Door : public Transport {
 public:
  struct Log {
    std::mutex mutex;
    std::set<std::string> taken;
    std::vector<std::string> seen;
    std::vector<std::string> dates;
    int throttled = 0;  // So many answers are 429 first.
  };
  explicit Door(Log& log) : log_(log) {}

  wire::Exchange send(const wire::Request& request) override {
    const std::lock_guard guard(log_.mutex);
    const std::string token(
        wire::find_header(request.headers, "X-Auth-Token")
            .value_or(wire::find_header(request.headers, "Authorization").value_or("")));
    log_.seen.push_back(token);
    log_.dates.emplace_back(wire::find_header(request.headers, "X-Sdk-Date").value_or(""));
    wire::Exchange exchange;
    exchange.request = request;
    exchange.response.emplace();
    exchange.response->status = log_.taken.contains(token) ? 200 : 401;
    if (log_.throttled > 0) {
      --log_.throttled;
      exchange.response->status = 429;
    }
    exchange.response->body = "you sent " + token;
    return exchange;
  }
  void cancel() override {}

 private:
  Log& log_;
};

class RenewalTest : public ::testing::Test {
 protected:
  TransportFactory factory() {
    return [this] { return std::make_unique<Door>(log_); };
  }
  static plan::Case asking(std::vector<contract::StatusForm> expected = {}) {
    plan::Case made;
    plan::Step step;
    step.request = {"GET", "/", {{"X-Auth-Token", "{token}"}}, ""};
    step.credential = "T";
    step.expected_errors = std::move(expected);
    made.steps.push_back(step);
    return made;
  }

  Door::Log log_;
};

TEST_F(RenewalTest, RefusedTokenIsReadAgainAndSentOnce) {
  log_.taken = {"token-2"};
  Source source{{"token-1", "token-2"}};
  const std::vector<plan::Case> cases(20, asking());
  Executor executor(cases, factory(), {{"T", source.credential()}}, {}, {.connections = 4});
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const auto& exchange = executor.wait(i).transcript.at(0);
    EXPECT_EQ(exchange.response->status, 200);
    EXPECT_EQ(exchange.response->body, "you sent ${T}") << "known before it was sent";
    EXPECT_LE(exchange.attempts, 2u);
  }
  EXPECT_EQ(source.reads, 1u);
  EXPECT_LE(std::count(log_.seen.begin(), log_.seen.end(), "token-1"), 4) << "one a connection";
}

TEST_F(RenewalTest, RefusalThatIsExpectedIsAnAnswer) {
  Source source{{"token-1", "token-2"}};
  const std::vector<plan::Case> cases = {asking({401})};
  Executor executor(cases, factory(), {{"T", source.credential()}}, {}, {});
  EXPECT_EQ(executor.wait(0).transcript.at(0).attempts, 1u);
  EXPECT_EQ(source.reads, 0u);
}

TEST_F(RenewalTest, UnchangedTokenIsNotSentAgain) {
  Source source{{"token-1"}};
  const std::vector<plan::Case> cases(5, asking());
  Executor executor(cases, factory(), {{"T", source.credential()}}, {}, {});
  for (std::size_t i = 0; i < cases.size(); ++i) {
    EXPECT_EQ(executor.wait(i).transcript.at(0).response->status, 401);
  }
  EXPECT_EQ(source.reads, 1u);
  EXPECT_EQ(log_.seen.size(), 5u);
}

TEST_F(RenewalTest, KeysSignEachAttempt) {
  log_.throttled = 1;
  plan::Case item = asking();
  item.steps[0].request.headers.clear();
  Credential keys;
  keys.keys = SigningKeys{"AK", "a-secret-key"};
  wire::Redactor redactor;
  redactor.add("ACCESS", "AK-is-long-enough");
  const std::vector<plan::Case> cases = {item};
  // A second apart, so that the two signatures differ.
  Executor executor(cases, factory(), {{"T", keys}}, redactor,
                    {.retry = {.first_wait = std::chrono::milliseconds(1100)},
                     .place = {.host = "h", .prefix = ""}});
  executor.wait(0);
  ASSERT_EQ(log_.seen.size(), 2u);
  EXPECT_THAT(log_.seen, Each(HasSubstr("SDK-HMAC-SHA256 Access=AK, SignedHeaders=host;x-sdk")));
  EXPECT_NE(log_.dates[0], log_.dates[1]);
  EXPECT_NE(log_.seen[0], log_.seen[1]);
}

}  // namespace
}  // namespace assay::exchange
