// Targets behind a proxy, and proxies that refuse.

#include "exchange/tunnel.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <ostream>
#include <string>

#include "exchange/testing_certificate.h"
#include "exchange/testing_proxy.h"
#include "exchange/testing_server.h"
#include "exchange/transport.h"

namespace assay::exchange {
namespace {

using testing::answers;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::ok;
using ::testing::StartsWith;
using testing::TestingProxy;
using testing::TestingServer;

const wire::Request kRequest = {"GET", "/v1/x?y=1", {{"X-Auth-Token", "s3cret"}}, ""};
// "user:pass" in base64.
constexpr const char* kBasic = "Basic dXNlcjpwYXNz";

wire::Exchange talk(const TransportOptions& options) {
  auto factory = http_transport(options);
  if (!factory.ok()) {
    ADD_FAILURE() << factory.error().to_string();
    return {};
  }
  return (*factory)()->send(kRequest);
}

TEST(Proxy, GetsTheWholeUrlOfAPlainTarget) {
  const TestingServer server({answers(ok("yes"))});
  const TestingProxy proxy(server.port(), kBasic);
  const auto exchange = talk({.base_url = "http://images.test:8080/base",
                              .proxy = proxy.url(),
                              .proxy_credentials = "user:pass"});
  ASSERT_TRUE(exchange.response) << exchange.error->message;
  EXPECT_EQ(exchange.response->body, "yes");
  ASSERT_EQ(proxy.heads().size(), 1u);
  EXPECT_THAT(proxy.heads()[0],
              StartsWith("GET http://images.test:8080/base/v1/x?y=1 HTTP/1.1\r\n"));
  EXPECT_THAT(proxy.heads()[0], HasSubstr("Host: images.test:8080\r\n"));
  EXPECT_FALSE(wire::find_header(exchange.request.headers, "Proxy-Authorization"))
      << "between us and the proxy";
}

class TunnelTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string folder = ::testing::TempDir() + "assay_tunnel_XXXXXX";
    ASSERT_NE(mkdtemp(folder.data()), nullptr);
    folder_ = folder;
    files_ = {folder_ + "/certificate.pem", folder_ + "/key.pem", ""};
    testing::write_certificate(files_, "DNS:images.test");
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  TransportOptions through(const std::string& proxy, const std::string& credentials = "") const {
    return {.base_url = "https://images.test",
            .connect_timeout = std::chrono::seconds(5),
            .tls = {.ca_file = files_.certificate_file},
            .proxy = proxy,
            .proxy_credentials = credentials};
  }

  std::string folder_;
  TestingServer::Tls files_;
};

TEST_F(TunnelTest, HidesEverythingFromTheProxy) {
  const TestingServer server({answers(ok("yes"))}, &files_);
  const TestingProxy proxy(server.port(), kBasic);
  const auto exchange = talk(through(proxy.url(), "user:pass"));
  ASSERT_TRUE(exchange.response) << exchange.error->message;
  EXPECT_EQ(exchange.response->body, "yes");
  ASSERT_EQ(proxy.heads().size(), 1u);
  EXPECT_THAT(proxy.heads()[0], StartsWith("CONNECT images.test:443 HTTP/1.1\r\n"));
  EXPECT_THAT(proxy.heads()[0], Not(HasSubstr("s3cret")));
  ASSERT_EQ(server.requests().size(), 1u);
  EXPECT_THAT(server.requests()[0], StartsWith("GET /v1/x?y=1 HTTP/1.1\r\n"));
  EXPECT_THAT(server.requests()[0], HasSubstr("X-Auth-Token: s3cret\r\n"));
  EXPECT_THAT(server.requests()[0], Not(HasSubstr("Proxy-Authorization")));
}

TEST_F(TunnelTest, CertificateIsTheTargets) {
  const TestingServer::Tls other = {folder_ + "/o.pem", folder_ + "/o-key.pem", ""};
  testing::write_certificate(other, "IP:127.0.0.1");
  const TestingServer server({answers(ok("yes"))}, &other);
  const TestingProxy proxy(server.port());
  const auto exchange = talk(through(proxy.url()));
  ASSERT_TRUE(exchange.error);
  EXPECT_EQ(to_string(exchange.error->failure), "tls");
  EXPECT_TRUE(server.requests().empty());
}

struct Refusal {
  const char* status;
  const char* failure;
  const char* words;
};

void PrintTo(const Refusal& refusal, std::ostream* out) {
  *out << refusal.status;
}

class RefusalTest : public TunnelTest, public ::testing::WithParamInterface<Refusal> {};

TEST_P(RefusalTest, SaysSo) {
  const std::string answer =
      std::string("HTTP/1.1 ") + GetParam().status + "\r\nContent-Length: 0\r\n\r\n";
  const TestingServer proxy({answers(answer)});
  const auto exchange = talk(through(proxy.url()));
  ASSERT_TRUE(exchange.error);
  EXPECT_FALSE(exchange.response);
  EXPECT_EQ(to_string(exchange.error->failure), GetParam().failure);
  EXPECT_THAT(exchange.error->message, StartsWith("images.test:443: proxy 127.0.0.1:"));
  EXPECT_THAT(exchange.error->message, HasSubstr(GetParam().words));
}

INSTANTIATE_TEST_SUITE_P(
    , RefusalTest,
    ::testing::Values(Refusal{"407 Proxy Authentication Required", "proxy",
                              "refused the tunnel with 407 Proxy Authentication Required; --proxy"},
                      Refusal{"403 Forbidden", "proxy", "refused the tunnel with 403 Forbidden"},
                      Refusal{"502 Bad Gateway", "connect", "with 502 Bad Gateway"},
                      Refusal{"302 Found", "proxy", "with 302 Found"}));

TEST_F(TunnelTest, ProxyThatIsNoneOrGone) {
  const TestingServer no_http({{testing::read_request(), testing::send("SSH-2.0-x\r\n\r\n")}});
  EXPECT_EQ(to_string(talk(through(no_http.url())).error->failure), "protocol");
  const TestingServer closes({{testing::read_request()}});
  EXPECT_THAT(talk(through(closes.url())).error->message,
              HasSubstr("closed the connection instead of answering CONNECT"));
  const TestingServer floods({{testing::read_request(), testing::send("HTTP/1.1 200 OK\r\n"),
                               testing::flood("X: y\r\n")}});
  EXPECT_EQ(to_string(talk(through(floods.url())).error->failure), "protocol");
  const TestingServer holds({{testing::read_request(), testing::hold()}});
  TransportOptions options = through(holds.url());
  options.timeout = std::chrono::milliseconds(200);
  EXPECT_EQ(to_string(talk(options).error->failure), "timeout");
  EXPECT_THAT(talk(through("http://127.0.0.1:1")).error->message,
              HasSubstr("images.test:443: proxy 127.0.0.1:1: connection refused"));
}

TEST(Proxy, OfAPlainTargetRefusesInAnswers) {
  for (const std::string status : {"407 No", "502 Bad Gateway", "504 Late"}) {
    const TestingServer proxy({answers("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n")});
    const auto exchange = talk({.base_url = "http://images.test", .proxy = proxy.url()});
    ASSERT_TRUE(exchange.error) << status;
    EXPECT_FALSE(exchange.response) << "nobody knows that it is the target's";
    EXPECT_THAT(exchange.error->message, HasSubstr("answered " + status.substr(0, 3)));
  }
  // Only kConnect says that the target can't have acted, so that a POST may be sent again.
  EXPECT_EQ(to_string(refused_by_proxy(502)->failure), "reset");
  EXPECT_EQ(to_string(refused_by_proxy(504)->failure), "timeout");
  const TestingServer proxy({answers("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n")});
  EXPECT_TRUE(talk({.base_url = "http://images.test", .proxy = proxy.url()}).response);
}

TEST(Proxy, IsNamedByAPlainUrl) {
  EXPECT_EQ(parse_proxy("http://p.example:3128")->authority(), "p.example:3128");
  EXPECT_EQ(parse_proxy("p.example:3128")->authority(), "p.example:3128");
  EXPECT_EQ(parse_proxy("http://p.example/")->authority(), "p.example:80");
  for (const char* wrong : {"https://p:1", "socks5://p:1", "http://p/path", "p:99999", "http://"}) {
    ASSERT_FALSE(parse_proxy(wrong).ok()) << wrong;
    EXPECT_THAT(parse_proxy(wrong).error().message, StartsWith("not a usable proxy: "));
  }
  const auto secret = parse_proxy("http://user:hunter2@p:1");
  ASSERT_FALSE(secret.ok());
  EXPECT_THAT(secret.error().to_string(), Not(HasSubstr("hunter2")));
}

}  // namespace
}  // namespace assay::exchange
