// How a target proves who it is, and we: what the options change, and files that are wrong.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "exchange/testing_certificate.h"
#include "exchange/testing_server.h"
#include "exchange/transport.h"

namespace assay::exchange {
namespace {

using testing::answers;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::ok;
using testing::TestingServer;
using testing::write_certificate;

class TlsOptionsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string folder = ::testing::TempDir() + "assay_tls_XXXXXX";
    ASSERT_NE(mkdtemp(folder.data()), nullptr);
    folder_ = folder;
    server_files_ = {path("certificate.pem"), path("key.pem"), ""};
    write_certificate(server_files_, "IP:127.0.0.1,DNS:images.test");
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::string path(const std::string& name) const { return folder_ + "/" + name; }
  std::string file(const std::string& name, const std::string& text) const {
    std::ofstream(path(name)) << text;
    return path(name);
  }

  static wire::Exchange talk(const std::string& url, const TlsOptions& tls) {
    auto factory = http_transport({.base_url = url, .tls = tls});
    if (!factory.ok()) {
      ADD_FAILURE() << factory.error().to_string();
      return {};
    }
    return (*factory)()->send({"GET", "/", {}, ""});
  }
  static std::string answer(const wire::Exchange& exchange) {
    return exchange.response ? exchange.response->body : exchange.error->message;
  }
  static base::Error refused(const TlsOptions& tls) {
    const auto factory = http_transport({.base_url = "https://127.0.0.1:1", .tls = tls});
    EXPECT_FALSE(factory.ok());
    return factory.ok() ? base::Error{} : factory.error();
  }

  std::string folder_;
  TestingServer::Tls server_files_;
};

TEST_F(TlsOptionsTest, AuthoritiesOfAFileAreTrusted) {
  TestingServer server({answers(ok("yes"))}, &server_files_);
  EXPECT_THAT(answer(talk(server.url(), {})), HasSubstr("self-signed certificate"));
  EXPECT_EQ(answer(talk(server.url(), {.ca_file = server_files_.certificate_file})), "yes");
}

TEST_F(TlsOptionsTest, AuthoritiesOfAFileAreTheOnlyOnes) {
  const TestingServer::Tls other = {path("other.pem"), path("other-key.pem"), ""};
  write_certificate(other, "IP:127.0.0.1");
  setenv("SSL_CERT_FILE", server_files_.certificate_file.c_str(), 1);
  TestingServer server({answers(ok("yes"))}, &server_files_);
  EXPECT_EQ(answer(talk(server.url(), {})), "yes");
  EXPECT_THAT(answer(talk(server.url(), {.ca_file = other.certificate_file})),
              HasSubstr("certificate refused"));
  unsetenv("SSL_CERT_FILE");
}

TEST_F(TlsOptionsTest, AnotherServerNameIsAnnouncedAndChecked) {
  TestingServer server({answers(ok("yes"))}, &server_files_);
  const std::string ca = server_files_.certificate_file;
  EXPECT_EQ(answer(talk(server.url(), {.ca_file = ca, .server_name = "images.test"})), "yes");
  EXPECT_THAT(server.announced_names(), ElementsAre("images.test"));
  EXPECT_THAT(answer(talk(server.url(), {.ca_file = ca, .server_name = "other.test"})),
              HasSubstr("hostname mismatch"));
  ASSERT_EQ(server.requests().size(), 1u);
  EXPECT_THAT(server.requests()[0], HasSubstr("Host: 127.0.0.1:")) << "the URL's, all the same";
}

TEST_F(TlsOptionsTest, InsecureTakesAnyCertificate) {
  const TestingServer::Tls expired = {path("old.pem"), path("old-key.pem"), ""};
  write_certificate(expired, "DNS:elsewhere.test", -3600);
  TestingServer server({answers(ok("yes"))}, &expired);
  EXPECT_THAT(answer(talk(server.url(), {})), HasSubstr("certificate refused"));
  EXPECT_EQ(answer(talk(server.url(), {.insecure = true})), "yes");
}

TEST_F(TlsOptionsTest, ClientCertificateProvesWhoWeAre) {
  const TestingServer::Tls client = {path("client.pem"), path("client-key.pem"), ""};
  write_certificate(client, "DNS:client.test");
  const TestingServer::Tls both = {path("both.pem"), path("both.pem"), ""};
  write_certificate(both, "DNS:client.test");
  for (const TestingServer::Tls& ours : {client, both}) {
    server_files_.client_authority_file = ours.certificate_file;
    TestingServer server({answers(ok("yes"))}, &server_files_);
    TlsOptions tls{.ca_file = server_files_.certificate_file,
                   .client_certificate = ours.certificate_file};
    if (ours.key_file != ours.certificate_file) tls.client_key = ours.key_file;
    EXPECT_EQ(answer(talk(server.url(), tls)), "yes");
    const auto without = talk(server.url(), {.ca_file = server_files_.certificate_file});
    EXPECT_FALSE(without.response);
    EXPECT_EQ(server.requests().size(), 1u);
  }
}

TEST_F(TlsOptionsTest, WrongFilesAreNamed) {
  const std::string certificate = server_files_.certificate_file;
  const std::string key = server_files_.key_file;
  const std::string empty = file("empty.pem", "");
  const TestingServer::Tls other = {path("other.pem"), path("other-key.pem"), ""};
  write_certificate(other, "IP:127.0.0.1");
  testing::lock_key(key, path("locked.pem"));
  struct Wrong {
    TlsOptions tls;
    std::string file;
    std::string words;
  };
  const std::string missing = path("missing.pem");
  for (const Wrong& wrong : {
           Wrong{{.ca_file = missing}, missing, "cannot be opened"},
           Wrong{{.ca_file = empty}, empty, "no certificate of an authority"},
           Wrong{{.ca_file = key}, key, "no certificate of an authority"},
           Wrong{{.client_certificate = missing}, missing, "cannot be opened"},
           Wrong{{.client_certificate = empty}, empty, "no client certificate"},
           Wrong{{.client_certificate = certificate}, certificate, "no client key"},
           Wrong{{.client_certificate = certificate, .client_key = missing}, missing, "opened"},
           Wrong{{.client_certificate = certificate, .client_key = empty}, empty, "no client key"},
           Wrong{{.client_certificate = certificate, .client_key = other.key_file},
                 other.key_file,
                 "not the one of the certificate in " + certificate},
           Wrong{{.client_certificate = certificate, .client_key = path("locked.pem")},
                 path("locked.pem"),
                 "locked by a password"},
           Wrong{{.client_key = key}, key, "without a client certificate"},
       }) {
    const base::Error error = refused(wrong.tls);
    EXPECT_EQ(error.file, wrong.file);
    EXPECT_THAT(error.message, HasSubstr(wrong.words));
  }
}

TEST_F(TlsOptionsTest, BundlesAreReadWholeOrNotAtAll) {
  const TestingServer::Tls other = {path("other.pem"), path("other-key.pem"), ""};
  write_certificate(other, "IP:127.0.0.1");
  const auto read = [](const std::string& name) {
    std::ostringstream text;
    text << std::ifstream(name).rdbuf();
    return text.str();
  };
  const std::string first = read(other.certificate_file);
  const std::string last = read(server_files_.certificate_file);
  const std::string begin = "-----BEGIN CERTIFICATE-----\n";
  const std::string end = "-----END CERTIFICATE-----\n";
  const std::string whole = file("whole.pem", "# two\n" + first + "\n# or so\n" + last + "# end\n");
  EXPECT_TRUE(http_transport({.base_url = "https://h", .tls = {.ca_file = whole}}).ok());
  for (const std::string& wrong :
       {begin + "AAAA\n" + end + last, begin + "?\n" + end, last.substr(0, last.size() / 2)}) {
    const base::Error error = refused({.ca_file = file("wrong.pem", first + wrong)});
    EXPECT_EQ(error.file, path("wrong.pem"));
    EXPECT_EQ(error.message, "certificate number 2 of it can't be read");
    EXPECT_THAT(refused({.client_certificate = file("ours.pem", first + wrong),
                         .client_key = other.key_file})
                    .message,
                HasSubstr("number 2 of it can't be read"));
  }
}

TEST_F(TlsOptionsTest, AreRefusedWithoutTls) {
  const auto factory = http_transport({.base_url = "http://h", .tls = {.insecure = true}});
  ASSERT_FALSE(factory.ok());
  EXPECT_THAT(factory.error().message, HasSubstr("without TLS"));
}

}  // namespace
}  // namespace assay::exchange
