// Targets that prove who they are, want us to, or can't: real handshakes.

#include <gmock/gmock.h>

#include "cli/testing_cli.h"
#include "cli/testing_job.h"
#include "cli/testing_reports.h"
#include "exchange/testing_certificate.h"
#include "exchange/testing_server.h"

namespace assay::cli::testing {
namespace {

using exchange::testing::answers;
using exchange::testing::TestingServer;
using exchange::testing::write_certificate;
using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kToken = "a-token-for-tls";

class TlsTest : public CliTest {
 protected:
  TlsTest() {
    environment_ = {{"ASSAY_TOKEN", kToken}};
    write_certificate(files_, "IP:127.0.0.1,DNS:images.test");
  }

  std::string target(const TestingServer& server, const json& more) const {
    json target = {{"name", "staging"}, {"base_url", server.url()}};
    target.update(more);
    return file("targets/staging.json", target.dump());
  }

  const TestingServer::Tls files_ = {path("ca.pem"), path("key.pem"), ""};
};

TEST_F(TlsTest, AuthorityOfTheCommandLine) {
  const TestingServer server({answers(job_answer())}, &files_);
  const Ended without = assay(ask_for_job(server.url()));
  EXPECT_EQ(without.exit_code, 3);
  EXPECT_THAT(without.out, HasSubstr("certificate refused: self-signed certificate"));
  EXPECT_TRUE(server.requests().empty()) << "the token is not for strangers";
  const Ended with = assay(ask_for_job(server.url(), {"--cacert", "ca.pem"}));
  EXPECT_EQ(with.exit_code, 0) << with.out << with.err;
  EXPECT_EQ(results_of(path("reports/latest"))["run"]["insecure"], false);
  EXPECT_THAT(read("reports/latest/junit.xml"), Not(HasSubstr("\"insecure\"")));
}

TEST_F(TlsTest, FilesOfATargetStandBesideIt) {
  const TestingServer server({answers(job_answer())}, &files_);
  const std::string named =
      target(server, {{"tls", {{"ca_file", "../ca.pem"}, {"server_name", "images.test"}}}});
  const Ended run = assay(ask_for_job(named));
  EXPECT_EQ(run.exit_code, 0) << run.out << run.err;
  EXPECT_THAT(server.announced_names(), ElementsAre("images.test"));
  // The command line wins.
  const Ended other = assay(ask_for_job(named, {"--tls-server-name", "other.test"}));
  EXPECT_EQ(other.exit_code, 3);
  EXPECT_THAT(other.out, HasSubstr("hostname mismatch"));
}

TEST_F(TlsTest, ClientCertificate) {
  const TestingServer::Tls ours = {path("ours.pem"), path("ours.pem"), ""};
  write_certificate(ours, "DNS:client.test");
  TestingServer::Tls files = files_;
  files.client_authority_file = path("ours.pem");
  const TestingServer server({answers(job_answer())}, &files);
  const Ended without = assay(ask_for_job(server.url(), {"--cacert", "ca.pem"}));
  EXPECT_EQ(without.exit_code, 3) << without.out;
  const Ended with = assay(ask_for_job(server.url(), {"--cacert", "ca.pem", "--cert", "ours.pem"}));
  EXPECT_EQ(with.exit_code, 0) << with.out << with.err;
  EXPECT_EQ(server.requests().size(), 1u);
}

TEST_F(TlsTest, InsecureIsSaidEverywhere) {
  const TestingServer::Tls wrong = {path("wrong.pem"), path("wrong-key.pem"), ""};
  write_certificate(wrong, "DNS:elsewhere.test", -3600);
  const TestingServer server({answers(job_answer())}, &wrong);
  const std::string named = target(server, {{"tls", {{"insecure", true}}}});
  for (const Words& words : {ask_for_job(server.url(), {"--insecure"}), ask_for_job(named)}) {
    const Ended run = assay(words);
    EXPECT_EQ(run.exit_code, 0) << run.out << run.err;
    EXPECT_THAT(run.err, HasSubstr("insecure: the target's certificate is not checked"));
    EXPECT_THAT(run.out, HasSubstr("\nINSECURE: the target's certificate was not checked"));
    expect_sound_reports(path("reports/latest"));
    EXPECT_EQ(results_of(path("reports/latest"))["run"]["insecure"], true);
    EXPECT_THAT(read("reports/latest/junit.xml"),
                HasSubstr("<property name=\"insecure\" value=\"true\" />"));
  }
}

TEST_F(TlsTest, RedirectsTakeNoCredentialAnywhere) {
  const TestingServer elsewhere({answers(job_answer())});
  const TestingServer server({answers("HTTP/1.1 302 Found\r\nLocation: " + elsewhere.url() +
                                      "/v2\r\nContent-Length: 0\r\n\r\n")},
                             &files_);
  const Ended run = assay(ask_for_job(server.url(), {"--insecure"}));
  EXPECT_EQ(run.exit_code, 1) << run.out;
  EXPECT_THAT(run.out, HasSubstr("302"));
  EXPECT_EQ(server.requests().size(), 1u);
  EXPECT_EQ(elsewhere.connections(), 0u);
}

TEST_F(TlsTest, ReportsRepeatTheWay) {
  const TestingServer server({answers(exchange::testing::ok("{}"))}, &files_);
  const Ended run = assay(ask_for_job(
      server.url(), {"--insecure", "--cacert", "ca.pem", "--cert", "ca.pem", "--key", "key.pem"}));
  EXPECT_EQ(run.exit_code, 1) << run.out << run.err;
  const std::string way = "--insecure --cacert 'ca.pem' --cert 'ca.pem' --key 'key.pem' ";
  EXPECT_THAT(read("reports/latest/junit.xml"), HasSubstr("curl -sS -i " + way));
  EXPECT_THAT(results_of(path("reports/latest"))["run"]["again"].get<std::string>(),
              HasSubstr(" --cacert ca.pem --cert ca.pem --key key.pem --insecure"));
}

TEST_F(TlsTest, ReportsRepeatTheServerName) {
  const TestingServer server({answers(exchange::testing::ok("{}"))}, &files_);
  const std::string at = server.url().substr(8);
  const std::string port = at.substr(at.find(':'));
  EXPECT_EQ(assay(ask_for_job(server.url() + "/base",
                              {"--cacert", "ca.pem", "--tls-server-name", "images.test"}))
                .exit_code,
            1);
  const std::string junit = read("reports/latest/junit.xml");
  EXPECT_THAT(junit, HasSubstr("--connect-to 'images.test" + port + ":" + at +
                               "' --header 'Host: " + at + "' "));
  EXPECT_THAT(junit, HasSubstr(" 'https://images.test" + port + "/base/v2/"));
}

TEST_F(TlsTest, WrongFilesAreRefusedBeforeAnythingIsSent) {
  file("empty.pem", "");
  const TestingServer server({answers(job_answer())}, &files_);
  const auto refused = [&](const Words& more) { return refusal(ask_for_job(server.url(), more)); };
  EXPECT_THAT(refused({"--cacert", "none.pem"}), HasSubstr("none.pem: cannot be opened"));
  EXPECT_THAT(refused({"--cacert", "empty.pem"}), HasSubstr("empty.pem: holds no certificate"));
  EXPECT_THAT(refused({"--cert", "ca.pem"}), HasSubstr("ca.pem: holds no client key"));
  EXPECT_THAT(refused({"--cert", "ca.pem", "--key", "empty.pem"}),
              HasSubstr("empty.pem: holds no client key"));
  EXPECT_THAT(refused({"--key", "key.pem"}), HasSubstr("key.pem: a client key without"));
  EXPECT_THAT(refusal(ask_for_job(target(server, {{"tls", {{"ca_file", "x.pem"}}}}))),
              HasSubstr("targets/x.pem: cannot be opened"));
  EXPECT_EQ(server.connections(), 0u);
  EXPECT_THAT(refusal(ask_for_job("http://127.0.0.1:1", {"--insecure"})),
              HasSubstr("TLS options for a target that is asked without TLS"));
  EXPECT_THAT(refusal({"run", "--insecure"}), HasSubstr("no --target"));
}

}  // namespace
}  // namespace assay::cli::testing
