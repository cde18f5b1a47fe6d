#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "exchange/testing_certificate.h"
#include "exchange/testing_server.h"
#include "exchange/transport.h"

namespace assay::exchange {
namespace {

using testing::answers;
using ::testing::HasSubstr;
using testing::ok;
using testing::read_request;
using ::testing::StartsWith;
using testing::TestingServer;
using testing::write_certificate;
using wire::TransportFailure;

class Tls : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string folder = ::testing::TempDir() + "assay_tls_XXXXXX";
    ASSERT_NE(mkdtemp(folder.data()), nullptr);
    folder_ = folder;
    files_ = {folder_ + "/certificate.pem", folder_ + "/key.pem"};
  }
  void TearDown() override {
    unsetenv("SSL_CERT_FILE");
    std::filesystem::remove_all(folder_);
  }

  void trust() { setenv("SSL_CERT_FILE", files_.certificate_file.c_str(), 1); }

  static wire::Exchange talk(const std::string& url) {
    auto factory = http_transport({.base_url = url});
    return (*factory)()->send({"GET", "/", {}, ""});
  }
  static void expect_refused(const wire::Exchange& exchange, const std::string& words) {
    ASSERT_TRUE(exchange.error) << "status " << exchange.response->status;
    EXPECT_EQ(to_string(exchange.error->failure), to_string(TransportFailure::kTls));
    EXPECT_THAT(exchange.error->message, HasSubstr(": certificate refused: " + words));
  }

  std::string folder_;
  TestingServer::Tls files_;
};

TEST_F(Tls, RefusesACertificateThatNobodyVouchesFor) {
  write_certificate(files_, "IP:127.0.0.1", 3600);
  TestingServer server({answers(ok("secret"))}, &files_);
  expect_refused(talk(server.url()), "self-signed certificate");
  EXPECT_TRUE(server.requests().empty());
}

TEST_F(Tls, TalksToAnAuthorityThatIsTrusted) {
  write_certificate(files_, "IP:127.0.0.1,DNS:localhost", 3600);
  trust();
  TestingServer server({answers(ok(std::string(100000, 'x')))}, &files_);
  for (const std::string host : {"127.0.0.1", "localhost"}) {
    const auto exchange = talk("https://" + host + ":" + std::to_string(server.port()));
    ASSERT_TRUE(exchange.response) << exchange.error->message;
    EXPECT_EQ(exchange.response->body, std::string(100000, 'x'));
    EXPECT_TRUE(exchange.response->complete);
  }
}

TEST_F(Tls, RefusesTheCertificateOfAnotherHost) {
  write_certificate(files_, "IP:127.0.0.2,DNS:example.com", 3600);
  trust();
  TestingServer server({answers(ok(""))}, &files_);
  expect_refused(talk(server.url()), "IP address mismatch");
  expect_refused(talk("https://localhost:" + std::to_string(server.port())), "hostname mismatch");
}

TEST_F(Tls, RefusesACertificateThatHasExpired) {
  write_certificate(files_, "IP:127.0.0.1", -3600);
  trust();
  TestingServer server({answers(ok(""))}, &files_);
  expect_refused(talk(server.url()), "certificate has expired");
}

TEST_F(Tls, KeepsTheConnectionAndNoticesItsEnd) {
  write_certificate(files_, "IP:127.0.0.1", 3600);
  trust();
  TestingServer server(
      {{read_request(), testing::send(ok("1")), read_request(), testing::send(ok("2"))},
       {read_request(), testing::send(ok("3"))}},
      &files_);
  auto factory = http_transport({.base_url = server.url()});
  const auto transport = (*factory)();
  for (const char* body : {"1", "2", "3"}) {
    const auto exchange = transport->send({"PUT", "/", {}, "{}"});
    ASSERT_TRUE(exchange.response) << body << exchange.error->message;
    EXPECT_EQ(exchange.response->body, body);
  }
  EXPECT_EQ(server.connections(), 2u);
}

TEST_F(Tls, AServerThatSpeaksTlsOnAPlainPortIsNotHttp) {
  write_certificate(files_, "IP:127.0.0.1", 3600);
  TestingServer server({answers(ok(""))}, &files_);
  const auto exchange = talk("http://127.0.0.1:" + std::to_string(server.port()));
  ASSERT_TRUE(exchange.error);
  EXPECT_THAT(to_string(exchange.error->failure), ::testing::AnyOf("protocol", "reset"));
  EXPECT_THAT(exchange.error->message, StartsWith("127.0.0.1:"));
}

// The server never says farewell: that ends a body which has nothing else to end it too early, and
// matters to no other.
TEST_F(Tls, AStreamThatIsCutOffEndsOnlyABodyWithALength) {
  write_certificate(files_, "IP:127.0.0.1", 3600);
  trust();
  TestingServer server({answers("HTTP/1.1 200 OK\r\n\r\n12345"), answers(ok("12345")),
                        answers("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                                "5\r\n12345\r\n0\r\n\r\n")},
                       &files_);
  for (const bool complete : {false, true, true}) {
    const auto exchange = talk(server.url());
    ASSERT_TRUE(exchange.response) << exchange.error->message;
    EXPECT_EQ(exchange.response->body, "12345");
    EXPECT_EQ(exchange.response->complete, complete);
    EXPECT_THAT(exchange.response->incomplete_reason,
                HasSubstr(complete ? "" : "without a farewell"));
  }
}

TEST_F(Tls, ABodyThatEndsEarlyIsKept) {
  write_certificate(files_, "IP:127.0.0.1", 3600);
  trust();
  TestingServer server({answers("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345")}, &files_);
  const auto exchange = talk(server.url());
  ASSERT_TRUE(exchange.response) << exchange.error->message;
  EXPECT_EQ(exchange.response->body, "12345");
  EXPECT_FALSE(exchange.response->complete);
}

}  // namespace
}  // namespace assay::exchange
