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
using ::testing::ElementsAre;
using ::testing::HasSubstr;

// A source that has one token after the other, and then the last for ever.
struct Source {
  std::vector<std::string> tokens;
  std::atomic<std::size_t> reads = 0;

  Credential credential() {
    Credential made(tokens.front());
    made.read_again = [this](const Cancellation&) -> base::Result<std::string> {
      return tokens[std::min(++reads, tokens.size() - 1)];
    };
    return made;
  }
};

class VaultTest : public ::testing::Test {
 protected:
  Vault vault(const Credential& credential, const wire::Redactor& redactor = {}) {
    return Vault({{"T", credential}}, redactor, [this] { return now_; });
  }

  Cancellation cancellation_;
  Clock::time_point now_;
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

TEST_F(VaultTest, TokenThatHasRunOutIsRenewedAgain) {
  Source source{{"token-1", "token-2", "token-3"}};
  Vault vault = this->vault(source.credential());
  const auto second = vault.renew("T", *vault.hold("T"), cancellation_);
  vault.accepted("T", *second);
  EXPECT_FALSE(vault.renew("T", *second, cancellation_)) << "it was read a moment ago";
  now_ += Vault::kFirstPause;
  EXPECT_EQ(vault.renew("T", *second, cancellation_)->token, "token-3");
}

TEST_F(VaultTest, SourceThatHasNothingElseYetIsAskedAgainLater) {
  Source source{{"token-1", "token-1", "token-2"}};
  Vault vault = this->vault(source.credential());
  const auto first = *vault.hold("T");
  for (int i = 0; i < 3; ++i) EXPECT_FALSE(vault.renew("T", first, cancellation_));
  EXPECT_EQ(source.reads, 1u);
  now_ += Vault::kFirstPause;
  EXPECT_EQ(vault.renew("T", first, cancellation_)->token, "token-2");
}

TEST_F(VaultTest, SourceThatFailedIsAskedAgainLater) {
  int reads = 0;
  Credential credential("token-1");
  credential.read_again = [&](const Cancellation&) -> base::Result<std::string> {
    if (++reads == 1) return base::Error{.message = "sealed"};
    return std::string("token-2");
  };
  Vault vault = this->vault(credential);
  EXPECT_FALSE(vault.renew("T", *vault.hold("T"), cancellation_));
  now_ += Vault::kFirstPause;
  EXPECT_EQ(vault.renew("T", *vault.hold("T"), cancellation_)->token, "token-2");
}

// A target that takes none, or a source whose tokens are all wrong.
TEST_F(VaultTest, PausesGrowUntilTheTargetTakesAToken) {
  Source source{{"token-1"}};
  for (int i = 2; i < 200; ++i) source.tokens.push_back("token-" + std::to_string(i));
  Vault vault = this->vault(source.credential());
  for (int second = 0; second < 600; ++second) {
    vault.renew("T", *vault.hold("T"), cancellation_);
    now_ += std::chrono::seconds(1);
  }
  EXPECT_GE(source.reads, 600u / 32);
  EXPECT_LE(source.reads, 600u / 32 + 6);
  vault.accepted("T", *vault.hold("T"));
  now_ += Vault::kFirstPause;
  EXPECT_TRUE(vault.renew("T", *vault.hold("T"), cancellation_));
}

// Some requests are refused by a fault of the target's, others are not.
TEST_F(VaultTest, WhatTheTargetTakesDoesNotShortenThePauses) {
  Source source{{"token-1"}};
  Vault vault = this->vault(source.credential());
  for (int i = 0; i < 1000; ++i) {
    vault.accepted("T", *vault.hold("T"));
    EXPECT_FALSE(vault.renew("T", *vault.hold("T"), cancellation_));
    now_ += std::chrono::milliseconds(10);
  }
  EXPECT_EQ(source.reads, 4u) << "at 0, 1, 3 and 7 seconds";
}

TEST_F(VaultTest, SaysWhyATokenWasNotRenewedWithoutSecrets) {
  wire::Redactor redactor;
  redactor.add("T", "token-1");
  std::vector<std::string> said;
  Credential credential("token-1");
  credential.read_again = [](const Cancellation&) -> base::Result<std::string> {
    return base::Error{.message = "token-1 has been revoked"};
  };
  credential.not_renewed = [&](const std::string& why) { said.push_back(why); };
  Vault vault = this->vault(credential, redactor);
  EXPECT_FALSE(vault.renew("T", *vault.hold("T"), cancellation_));
  EXPECT_THAT(said, ElementsAre("${T} has been revoked"));
  now_ += Vault::kFirstPause;
  cancellation_.cancel();
  EXPECT_FALSE(vault.renew("T", *vault.hold("T"), cancellation_));
  EXPECT_EQ(said.size(), 1u) << "no wonder, when the run was stopped";
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
