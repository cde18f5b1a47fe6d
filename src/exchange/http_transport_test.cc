#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "exchange/testing_server.h"
#include "exchange/transport.h"

namespace assay::exchange {
namespace {

using namespace std::chrono_literals;
using testing::answers;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::ok;
using testing::read_request;
using testing::reset;
using testing::Script;
using ::testing::StartsWith;
using testing::TestingServer;

std::unique_ptr<Transport> transport_to(const std::string& url) {
  auto factory = http_transport({.base_url = url});
  EXPECT_TRUE(factory.ok());
  return (*factory)();
}

wire::Request get(std::string target) {
  return {"GET", std::move(target), {}, ""};
}

std::string shown(const wire::Exchange& exchange) {
  return exchange.error ? exchange.error->message : "response";
}

TEST(HttpTransport, BringsStatusHeadersAndBody) {
  TestingServer server(
      {answers("HTTP/1.1 404 Not Found\r\nZ-Last: 1\r\nContent-Length: 4\r\n"
               "A-First: two  words \r\nz-last: 2\r\nEmpty:\r\n"
               "Location: /a%20b%0d%0a?c+d\r\n\r\nbody")});
  const auto exchange = transport_to(server.url())->send(get("/x"));
  ASSERT_TRUE(exchange.response) << shown(exchange);
  EXPECT_FALSE(exchange.error);
  const wire::Response& response = *exchange.response;
  EXPECT_EQ(response.status, 404);
  EXPECT_EQ(response.body, "body");
  EXPECT_TRUE(response.complete);
  std::vector<std::string> lines;
  for (const auto& [name, value] : response.headers) lines.push_back(name + "=" + value);
  EXPECT_THAT(lines, ElementsAre("Z-Last=1", "Content-Length=4", "A-First=two  words", "z-last=2",
                                 "Empty=", "Location=/a%20b%0d%0a?c+d"));
  EXPECT_GT(exchange.duration.count(), 0);
}

TEST(HttpTransport, SendsWhatItWasGivenAndLittleElse) {
  TestingServer server({answers(ok(""))});
  wire::Request request{"PUT",
                        "/a%2Fb?c=%20d+e&f",
                        {{"X-Auth-Token", "t%20k"}, {"X-Two", "1"}, {"X-Two", "2"}},
                        "{\"a\":1}"};
  const auto exchange = transport_to(server.url() + "/prefix/")->send(request);
  ASSERT_TRUE(exchange.response) << shown(exchange);
  ASSERT_EQ(server.requests().size(), 1u);
  EXPECT_EQ(server.requests()[0],
            "PUT /prefix/a%2Fb?c=%20d+e&f HTTP/1.1\r\nAccept: */*\r\nAccept-Encoding: identity\r\n"
            "Content-Length: 7\r\nHost: 127.0.0.1:" +
                std::to_string(server.port()) +
                "\r\nUser-Agent: assay\r\nX-Auth-Token: t%20k\r\nX-Two: 1\r\n"
                "X-Two: 2\r\n\r\n{\"a\":1}");
  EXPECT_EQ(exchange.request.target, request.target);
  EXPECT_EQ(exchange.request.headers.size(), 3u);
}

TEST(HttpTransport, LeavesTheCallersOwnHeadersAlone) {
  TestingServer server({answers(ok(""))});
  transport_to(server.url())
      ->send({"GET",
              "/",
              {{"accept", "text/html"},
               {"accept-encoding", "br"},
               {"user-agent", "me"},
               {"host", "other"}},
              ""});
  ASSERT_EQ(server.requests().size(), 1u);
  EXPECT_EQ(server.requests()[0],
            "GET / HTTP/1.1\r\naccept: text/html\r\naccept-encoding: br\r\nhost: other\r\n"
            "user-agent: me\r\n\r\n");
}

TEST(HttpTransport, SaysTheLengthOfAnEmptyBodyOnlyWhereOneIsExpected) {
  TestingServer server({answers(ok(""))});
  transport_to(server.url())->send({"PUT", "/", {}, ""});
  transport_to(server.url())->send({"DELETE", "/", {}, ""});
  ASSERT_EQ(server.requests().size(), 2u);
  EXPECT_THAT(server.requests()[0], HasSubstr("Content-Length: 0\r\n"));
  EXPECT_THAT(server.requests()[1], Not(HasSubstr("Content-Length")));
}

TEST(HttpTransport, ReadsChunksAndBodiesThatEndWithTheConnection) {
  TestingServer server({answers("HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n"
                                "4;x=y\r\nabcd\r\n2\r\nef\r\n0\r\n\r\n"),
                        answers("HTTP/1.1 200 OK\r\n\r\nabcdef")});
  for (int i = 0; i < 2; ++i) {
    const auto exchange = transport_to(server.url())->send(get("/"));
    ASSERT_TRUE(exchange.response) << shown(exchange);
    EXPECT_EQ(exchange.response->body, "abcdef");
    EXPECT_TRUE(exchange.response->complete) << exchange.response->incomplete_reason;
  }
}

TEST(HttpTransport, WaitsForNoBodyWhereThereIsNone) {
  for (const char* status : {"204 No Content", "304 Not Modified", "101 Switching Protocols"}) {
    TestingServer server(
        {{read_request(), testing::send(std::string("HTTP/1.1 ") + status + "\r\nX: y\r\n\r\n"),
          testing::hold()}});
    const auto exchange = transport_to(server.url())->send(get("/"));
    ASSERT_TRUE(exchange.response) << status << shown(exchange);
    EXPECT_TRUE(exchange.response->complete) << status;
    EXPECT_EQ(exchange.response->status, std::stoi(status));
  }
  TestingServer server(
      {{read_request(), testing::send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"),
        testing::hold()}});
  const auto exchange = transport_to(server.url())->send({"HEAD", "/", {}, ""});
  ASSERT_TRUE(exchange.response) << shown(exchange);
  EXPECT_TRUE(exchange.response->complete);
}

TEST(HttpTransport, SkipsAContinue) {
  TestingServer server({answers("HTTP/1.1 100 Continue\r\n\r\n" + ok("x"))});
  const auto exchange = transport_to(server.url())->send(get("/"));
  ASSERT_TRUE(exchange.response) << shown(exchange);
  EXPECT_EQ(exchange.response->status, 200);
  EXPECT_EQ(exchange.response->headers.size(), 1u);
}

TEST(HttpTransport, FollowsNoRedirect) {
  TestingServer server({answers("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\n"
                                "Content-Length: 2\r\n\r\nno"),
                        answers(ok("yes"))});
  const auto exchange = transport_to(server.url())->send(get("/"));
  ASSERT_TRUE(exchange.response) << shown(exchange);
  EXPECT_EQ(exchange.response->status, 302);
  EXPECT_EQ(exchange.response->body, "no");
  EXPECT_EQ(server.requests().size(), 1u);
}

TEST(HttpTransport, TakesAHundredHeaders) {
  std::string text = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n";
  for (int i = 0; i < 100; ++i)
    text += "X-" + std::to_string(i) + ": " + std::string(500, 'v') + "\r\n";
  TestingServer server({answers(text + "\r\n")});
  const auto exchange = transport_to(server.url())->send(get("/"));
  ASSERT_TRUE(exchange.response) << shown(exchange);
  EXPECT_EQ(exchange.response->headers.size(), 101u);
}

TEST(HttpTransport, SpeaksIpv6) {
  TestingServer server({answers(ok("six"))}, nullptr, true);
  if (server.port() == 0) GTEST_SKIP() << "this machine has no IPv6 loopback";
  const auto exchange = transport_to(server.url())->send(get("/"));
  ASSERT_TRUE(exchange.response) << shown(exchange);
  EXPECT_EQ(exchange.response->body, "six");
  EXPECT_THAT(server.requests()[0],
              HasSubstr("Host: [::1]:" + std::to_string(server.port()) + "\r\n"));
}

TEST(HttpTransport, LooksNamesUp) {
  TestingServer server({answers(ok("named"))});
  const auto exchange =
      transport_to("http://LOCALHOST:" + std::to_string(server.port()))->send(get("/"));
  ASSERT_TRUE(exchange.response) << shown(exchange);
  EXPECT_EQ(exchange.response->body, "named");
}

TEST(HttpTransport, KeepsTheConnection) {
  TestingServer server({{read_request(), testing::send(ok("1")), read_request(),
                         testing::send(ok("2")), read_request(), testing::send(ok("3"))}});
  const auto transport = transport_to(server.url());
  for (const char* body : {"1", "2", "3"}) {
    const auto exchange = transport->send(get("/"));
    ASSERT_TRUE(exchange.response) << shown(exchange);
    EXPECT_EQ(exchange.response->body, body);
  }
  EXPECT_EQ(server.connections(), 1u);
}

TEST(HttpTransport, ConnectsAgainAfterTheServerHasClosed) {
  for (const char* header : {"", "Connection: close\r\n"}) {
    TestingServer server(
        {answers(std::string("HTTP/1.1 200 OK\r\n") + header + "Content-Length: 1\r\n\r\nx")});
    const auto transport = transport_to(server.url());
    for (int i = 0; i < 3; ++i) {
      const auto exchange = transport->send({"POST", "/", {}, "body"});
      // A close that is not announced may be seen only when the next request is on its way.
      if (exchange.error && *header == '\0') continue;
      ASSERT_TRUE(exchange.response) << header << shown(exchange);
    }
    EXPECT_GE(server.connections(), 2u);
  }
}

// The server takes the second request and resets instead of answering.
const std::vector<Script> kDeadOnReuse = {
    {read_request(), testing::send(ok("first")), read_request(), reset()},
    {read_request(), testing::send(ok("again"))}};

TEST(HttpTransport, SendsAnIdempotentRequestOnceMoreWhereAKeptConnectionIsDead) {
  for (const char* method : {"GET", "HEAD", "PUT", "DELETE"}) {
    TestingServer server(kDeadOnReuse);
    const auto transport = transport_to(server.url());
    ASSERT_TRUE(transport->send(get("/")).response);
    const auto exchange = transport->send({method, "/", {}, ""});
    ASSERT_TRUE(exchange.response) << method << shown(exchange);
    EXPECT_EQ(exchange.response->body, std::string(method) == "HEAD" ? "" : "again");
    EXPECT_EQ(server.requests().size(), 3u);
  }
}

TEST(HttpTransport, SendsNothingTwiceThatMayNotBe) {
  TestingServer server(kDeadOnReuse);
  const auto transport = transport_to(server.url());
  ASSERT_TRUE(transport->send(get("/")).response);
  const auto exchange = transport->send({"POST", "/", {}, "x"});
  ASSERT_TRUE(exchange.error);
  EXPECT_EQ(exchange.error->failure, wire::TransportFailure::kReset);
  EXPECT_EQ(server.requests().size(), 2u);
}

TEST(HttpTransport, DoesNotRetryOnAFreshConnection) {
  TestingServer server({{read_request(), reset()}});
  const auto exchange = transport_to(server.url())->send(get("/"));
  ASSERT_TRUE(exchange.error);
  EXPECT_EQ(exchange.error->failure, wire::TransportFailure::kReset);
  EXPECT_EQ(server.requests().size(), 1u);
}

TEST(HttpTransport, WhatFollowsAnAnswerIsNotTakenForTheNext) {
  TestingServer server(
      {{read_request(), testing::send(ok("first") + ok("smuggled")), testing::hold()},
       answers(ok("second"))});
  const auto transport = transport_to(server.url());
  EXPECT_EQ(transport->send(get("/")).response->body, "first");
  const auto exchange = transport->send(get("/"));
  ASSERT_TRUE(exchange.response) << shown(exchange);
  EXPECT_EQ(exchange.response->body, "second");
}

TEST(HttpTransport, WhatComesUnaskedOnAKeptConnectionIsNotTakenForTheNext) {
  TestingServer server({{read_request(), testing::send(ok("first")),
                         testing::drip(ok("unasked"), 1ms), testing::hold()},
                        answers(ok("second"))});
  const auto transport = transport_to(server.url());
  EXPECT_EQ(transport->send(get("/")).response->body, "first");
  std::this_thread::sleep_for(100ms);
  const auto exchange = transport->send(get("/"));
  ASSERT_TRUE(exchange.response) << shown(exchange);
  EXPECT_EQ(exchange.response->body, "second");
}

TEST(HttpTransport, DoesNotRetryOnceAnAnswerHasBegun) {
  TestingServer server(
      {{read_request(), testing::send(ok("first")), read_request(), testing::send("HTTP/1.1 20")},
       answers(ok("again"))});
  const auto transport = transport_to(server.url());
  ASSERT_TRUE(transport->send(get("/")).response);
  const auto exchange = transport->send(get("/"));
  ASSERT_TRUE(exchange.error);
  EXPECT_EQ(exchange.error->failure, wire::TransportFailure::kReset);
  EXPECT_EQ(server.requests().size(), 2u);
}

TEST(HttpTransport, ReadsAnAnswerThatDidNotWaitForTheWholeRequest) {
  TestingServer server({{testing::send("HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\n\r\nbig")}});
  const std::string body(32 * 1024 * 1024, 'x');
  const auto exchange = transport_to(server.url())->send({"PUT", "/", {}, body});
  ASSERT_TRUE(exchange.response) << shown(exchange);
  EXPECT_EQ(exchange.response->status, 413);
  EXPECT_EQ(exchange.response->body, "big");
}

TEST(HttpTransport, RefusesARequestThatWouldSmuggle) {
  TestingServer server({answers(ok(""))});
  const auto transport = transport_to(server.url());
  const wire::Request requests[] = {
      {"GET", "/", {{"X", "a\r\nY: b"}}, ""},
      {"GET", "/", {{"X", std::string("a\0b", 3)}}, ""},
      {"GET", "/", {{"X: y\r\nZ", "a"}}, ""},
      {"GET", "/", {{"", "a"}}, ""},
      {"GET", "/a b", {}, ""},
      {"GET", "/a\r\nX: y", {}, ""},
      {"GET", "", {}, ""},
      {"GET / HTTP/1.1\r\n", "/", {}, ""},
  };
  for (const wire::Request& request : requests) {
    const auto exchange = transport->send(request);
    ASSERT_TRUE(exchange.error);
    EXPECT_EQ(exchange.error->failure, wire::TransportFailure::kOther);
    EXPECT_THAT(exchange.error->message, HasSubstr("not sent: "));
  }
  EXPECT_EQ(server.connections(), 0u);
}

TEST(HttpTransport, RefusesABaseUrlThatItCannotUse) {
  const auto factory = http_transport({.base_url = "gopher://x"});
  ASSERT_FALSE(factory.ok());
  EXPECT_EQ(factory.error().file, "gopher://x");
}

}  // namespace
}  // namespace assay::exchange
