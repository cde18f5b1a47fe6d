#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <utility>

#include "exchange/patience.h"
#include "exchange/testing_server.h"
#include "exchange/transport.h"

namespace assay::exchange {
namespace {

using namespace std::chrono_literals;
using testing::drip;
using testing::flood;
using ::testing::HasSubstr;
using testing::hold;
using testing::ok;
using testing::read_request;
using testing::reset;
using testing::Script;
using ::testing::StartsWith;
using testing::TestingServer;
using wire::TransportFailure;

constexpr auto kTimeout = 300ms;
// A machine under load is late by much less than this; a hang is late by more.
constexpr auto kMargin = 5s;
// Far more than the test takes, where the timeout must not be what ends the exchange.
constexpr auto kLongTimeout = 20s;

wire::Exchange talk(const std::string& url, std::chrono::milliseconds timeout,
                    std::size_t max_body_bytes = 1024 * 1024) {
  auto factory = http_transport({.base_url = url,
                                 .connect_timeout = timeout,
                                 .timeout = timeout,
                                 .max_body_bytes = max_body_bytes});
  const auto start = Clock::now();
  wire::Exchange exchange = (*factory)()->send({"GET", "/", {}, ""});
  EXPECT_LT(Clock::now() - start, timeout + kMargin);
  EXPECT_TRUE(exchange.response.has_value() || exchange.error.has_value());
  return exchange;
}

wire::Exchange talk(Script script, std::chrono::milliseconds timeout = kLongTimeout,
                    std::size_t max_body_bytes = 1024 * 1024) {
  script.insert(script.begin(), read_request());
  TestingServer server({std::move(script)});
  return talk(server.url(), timeout, max_body_bytes);
}

void expect_error(const wire::Exchange& exchange, TransportFailure failure,
                  const std::string& words) {
  ASSERT_TRUE(exchange.error) << "status " << exchange.response->status;
  EXPECT_EQ(to_string(exchange.error->failure), to_string(failure)) << exchange.error->message;
  EXPECT_THAT(exchange.error->message, HasSubstr(words));
  EXPECT_THAT(exchange.error->message, StartsWith("127.0.0.1:"));
}

void expect_incomplete(const wire::Exchange& exchange, const std::string& body,
                       const std::string& words) {
  ASSERT_TRUE(exchange.response) << exchange.error->message;
  EXPECT_FALSE(exchange.error) << exchange.error->message;
  EXPECT_EQ(exchange.response->status, 200);
  EXPECT_FALSE(exchange.response->headers.empty());
  EXPECT_EQ(exchange.response->body, body);
  EXPECT_FALSE(exchange.response->complete);
  EXPECT_THAT(exchange.response->incomplete_reason, HasSubstr(words));
}

// The header is there, and the body was not in time: both are told.
void expect_late_body(const wire::Exchange& exchange) {
  ASSERT_TRUE(exchange.response) << exchange.error->message;
  EXPECT_EQ(exchange.response->status, 200);
  EXPECT_FALSE(exchange.response->complete);
  EXPECT_THAT(exchange.response->incomplete_reason, HasSubstr("had not ended within 300 ms"));
  ASSERT_TRUE(exchange.error);
  EXPECT_EQ(exchange.error->failure, TransportFailure::kTimeout);
  EXPECT_THAT(exchange.error->message, HasSubstr("had not ended within 300 ms"));
  EXPECT_THAT(exchange.error->message, StartsWith("127.0.0.1:"));
}

const std::string kHead = "HTTP/1.1 200 OK\r\nX: y\r\n";
const std::string kTen = kHead + "Content-Length: 10\r\n\r\n";
const std::string kChunked = kHead + "Transfer-Encoding: chunked\r\n\r\n";

TEST(HostileServer, NothingListens) {
  expect_error(talk("http://127.0.0.1:1", kLongTimeout), TransportFailure::kConnect,
               "127.0.0.1:1: connection refused");
}

TEST(HostileServer, NoSuchName) {
  const auto exchange = talk("http://no-such-host.invalid:8080", 3s);
  ASSERT_TRUE(exchange.error);
  // Without any name server at all the look-up may also run into the timeout.
  EXPECT_THAT(exchange.error->failure,
              ::testing::AnyOf(TransportFailure::kResolve, TransportFailure::kTimeout));
  EXPECT_THAT(exchange.error->message, StartsWith("no-such-host.invalid:8080: "));
}

TEST(HostileServer, NeverAnswers) {
  const auto exchange = talk({hold()}, kTimeout);
  expect_error(exchange, TransportFailure::kTimeout, "no answer within 300 ms");
  EXPECT_GE(exchange.duration, kTimeout);
}

TEST(HostileServer, DripsItsHeader) {
  expect_error(talk({drip(kTen, 20ms)}, kTimeout), TransportFailure::kTimeout,
               "no whole response header within 300 ms");
}

TEST(HostileServer, DripsItsBody) {
  const auto exchange = talk(
      {testing::send(kHead + "Content-Length: 1000\r\n\r\n"), drip(std::string(1000, 'x'), 20ms)},
      kTimeout);
  expect_late_body(exchange);
  ASSERT_TRUE(exchange.response);
  EXPECT_LT(exchange.response->body.size(), 100u);
  EXPECT_THAT(exchange.response->incomplete_reason, HasSubstr(" of 1000"));
}

TEST(HostileServer, FloodsUntilTheDeadline) {
  const auto exchange = talk({testing::send(kHead + "\r\n"), flood(std::string(100000, 'x'))},
                             kTimeout, std::size_t{1} << 40);
  expect_late_body(exchange);
}

TEST(HostileServer, ClosesBeforeAnyAnswer) {
  expect_error(talk(Script{}), TransportFailure::kReset, "connection closed before any answer");
}

TEST(HostileServer, ResetsBeforeAnyAnswer) {
  expect_error(talk({reset()}), TransportFailure::kReset, "connection reset before any answer");
}

TEST(HostileServer, EndsInsideTheHeader) {
  expect_error(talk({testing::send("HTTP/1.1 200 OK\r\nContent-Le")}), TransportFailure::kReset,
               "inside the response header");
  expect_error(talk({testing::send("HT")}), TransportFailure::kReset, "inside the response header");
}

TEST(HostileServer, EndsInsideTheBody) {
  expect_incomplete(talk({testing::send(kTen + "12345")}), "12345",
                    "the connection ended inside the body, after 5 bytes of 10");
  expect_incomplete(talk({testing::send(kTen)}), "", "after 0 bytes of 10");
  expect_incomplete(talk({testing::send(kChunked + "5\r\n12345\r\n")}), "12345",
                    "the connection ended inside the body");
  expect_incomplete(talk({testing::send(kChunked + "5\r\n123")}), "123",
                    "the connection ended inside the body");
}

TEST(HostileServer, ResetsInsideTheBody) {
  // The pause lets the client read before the reset throws away what is under way.
  expect_incomplete(talk({testing::send(kTen + "12345"),
                          drip("6", 100ms),
                          drip("", 0ms),
                          {testing::Action::Kind::kDrip, "7", 100ms},
                          reset()}),
                    "1234567", "inside the body, after 7 bytes of 10");
}

TEST(HostileServer, SendsMoreThanItsContentLength) {
  const auto exchange = talk({testing::send(kTen + "1234567890and more")});
  ASSERT_TRUE(exchange.response);
  EXPECT_EQ(exchange.response->body, "1234567890");
  EXPECT_TRUE(exchange.response->complete);
}

TEST(HostileServer, SendsAContentLengthThatIsNone) {
  for (const char* length : {"abc", "-1", "10, 10", "", "99999999999999999999", "0x10"}) {
    expect_incomplete(
        talk({testing::send(kHead + "Content-Length: " + length + "\r\n\r\n1234567890"), hold()}),
        "", "not a length");
  }
  expect_incomplete(
      talk({testing::send(kHead + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n12")}), "",
      "two different");
  expect_incomplete(
      talk({testing::send(kHead + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n")}), "",
      "not one chunked");
}

TEST(HostileServer, SendsBrokenChunks) {
  expect_incomplete(talk({testing::send(kChunked + "nonsense\r\n"), hold()}), "", "malformed");
  expect_incomplete(talk({testing::send(kChunked + "2\r\nabcd\r\n0\r\n\r\n"), hold()}), "ab",
                    "malformed");
}

TEST(HostileServer, SendsAChunkSizeWithoutEnd) {
  expect_incomplete(talk({testing::send(kChunked + "1"), flood(std::string(100000, '0'))}), "",
                    "malformed");
}

TEST(HostileServer, SendsAHugeBody) {
  for (const std::string& head : {kHead + "Content-Length: 1000000000\r\n\r\n", kHead + "\r\n"}) {
    const auto exchange =
        talk({testing::send(head), flood(std::string(10000, 'x'))}, kLongTimeout, 50001);
    expect_incomplete(exchange, std::string(50001, 'x'), "longer than 50001 bytes");
  }
  const auto exact = talk({testing::send(ok(std::string(50001, 'x')))}, kLongTimeout, 50001);
  ASSERT_TRUE(exact.response);
  EXPECT_TRUE(exact.response->complete);
}

TEST(HostileServer, SendsACodingThatWasNotAskedFor) {
  for (const char* coding : {"gzip", "br", "deflate", "gzip, gzip", "unheard-of"}) {
    expect_incomplete(
        talk({testing::send(kHead + "Content-Encoding: " + coding + "\r\n\r\n"),
              flood(std::string(10000, 'x'))}),
        "",
        std::string("the body was not read: it is in a coding that was not asked for: ") + coding);
  }
  TestingServer server({testing::answers(ok("x"))});
  talk(server.url(), kLongTimeout);
  EXPECT_THAT(server.requests()[0], HasSubstr("\r\nAccept-Encoding: identity\r\n"));
}

TEST(HostileServer, SendsChunksAndALength) {
  expect_incomplete(
      talk({testing::send(
          kHead + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n")}),
      "", "both a Content-Length and a Transfer-Encoding");
}

TEST(HostileServer, SendsChunksWithAllThatIsAllowed) {
  const auto exchange = talk(
      {testing::send(kChunked + "2;a=b\r\nxy\r\n1\r\nz\r\n0\r\nX-Trailer: t\r\n\r\n"), hold()});
  ASSERT_TRUE(exchange.response) << exchange.error->message;
  EXPECT_EQ(exchange.response->body, "xyz");
  EXPECT_TRUE(exchange.response->complete) << exchange.response->incomplete_reason;
}

TEST(HostileServer, SendsInterimAnswersFirst) {
  const auto exchange = talk({testing::send(
      "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n" + ok("x"))});
  ASSERT_TRUE(exchange.response) << exchange.error->message;
  EXPECT_EQ(exchange.response->status, 200);
  EXPECT_EQ(exchange.response->body, "x");
}

TEST(HostileServer, SendsHeadersWithoutEnd) {
  expect_error(talk({testing::send(kHead), flood("X-Again: and again\r\n")}),
               TransportFailure::kProtocol, "header is longer than");
  expect_error(talk({testing::send(kHead + "X-Long: "), flood(std::string(1000, 'v'))}),
               TransportFailure::kProtocol, "a line of the response header is longer than");
  expect_error(talk({flood("HTTP/1.1 100 Continue\r\n\r\n")}), TransportFailure::kProtocol,
               "header is longer than");
  expect_error(talk({testing::send("HTTP/1.1 200 "), flood(std::string(100000, 'r'))}),
               TransportFailure::kProtocol, "a line of the response header is longer than 2048");
}

TEST(HostileServer, DoesNotSpeakHttp) {
  expect_error(talk({testing::send("SSH-2.0-OpenSSH_9.2\r\n"), hold()}),
               TransportFailure::kProtocol, "it starts with S");
  expect_error(talk({testing::send("\x15\x03\x01"), hold()}), TransportFailure::kProtocol, "\\x15");
  expect_error(talk({testing::send("HTTP/2 200\r\n\r\n"), hold()}), TransportFailure::kProtocol,
               "not HTTP/1");
  expect_error(talk({testing::send("HTTP/1.1 OK\r\n\r\n"), hold()}), TransportFailure::kProtocol,
               "not HTTP/1");
  expect_error(talk({testing::send("HTTP/1.1 200 OK\nX: y\n\n"), hold()}),
               TransportFailure::kProtocol, "without CR");
}

TEST(HostileServer, SpeaksPlainHttpWhereTlsIsExpected) {
  TestingServer server({{testing::send("HTTP/1.1 400 Bad Request\r\n\r\n"), hold()}});
  expect_error(talk("https://127.0.0.1:" + std::to_string(server.port()), kLongTimeout),
               TransportFailure::kTls, "TLS handshake failed: ");
}

TEST(HostileServer, NeverAnswersTheTlsHandshake) {
  TestingServer server({{hold()}});
  expect_error(talk("https://127.0.0.1:" + std::to_string(server.port()), kTimeout),
               TransportFailure::kTimeout, "no TLS handshake in time");
}

TEST(HostileServer, ClosesInsideTheTlsHandshake) {
  TestingServer server({{drip("", 0ms)}});
  const auto exchange = talk("https://127.0.0.1:" + std::to_string(server.port()), kLongTimeout);
  expect_error(exchange, TransportFailure::kTls, "TLS handshake failed: ");
}

TEST(Cancel, EndsTheExchangeUnderWayAndEachLaterOne) {
  for (const Script& script :
       {Script{hold()}, Script{read_request(), testing::send(kTen), hold()},
        Script{read_request(), testing::send(kHead), drip(std::string(5000, 'x'), 10ms)}}) {
    TestingServer server({script});
    auto factory = http_transport({.base_url = server.url(), .timeout = kLongTimeout});
    const auto transport = (*factory)();
    std::thread canceller([&] {
      std::this_thread::sleep_for(50ms);
      transport->cancel();
    });
    const auto start = Clock::now();
    for (int i = 0; i < 2; ++i) {
      const auto exchange = transport->send({"GET", "/", {}, ""});
      expect_error(exchange, TransportFailure::kCancelled, "cancelled");
      EXPECT_FALSE(exchange.response);
    }
    EXPECT_LT(Clock::now() - start, kMargin);
    canceller.join();
  }
}

}  // namespace
}  // namespace assay::exchange
