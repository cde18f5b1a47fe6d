// Targets behind a proxy and on a Unix socket.

#include <gmock/gmock.h>

#include "cli/testing_cli.h"
#include "cli/testing_job.h"
#include "cli/testing_proxy.h"
#include "cli/testing_reports.h"
#include "exchange/testing_certificate.h"
#include "exchange/testing_proxy.h"
#include "exchange/testing_server.h"

namespace assay::cli::testing {
namespace {

using exchange::testing::answers;
using exchange::testing::TestingProxy;
using exchange::testing::TestingServer;
using nlohmann::json;
using ::testing::Each;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;

constexpr const char* kToken = "a-token-for-the-target";
// "robot:pa:ss word" in base64.
constexpr const char* kBasic = "Basic cm9ib3Q6cGE6c3Mgd29yZA==";
constexpr const char* kLogin = "robot:pa:ss word";
// A host that exists behind the proxy only.
constexpr const char* kTarget = "http://images.test";

class WayTest : public CliTest {
 protected:
  WayTest() { environment_ = {{"ASSAY_TOKEN", kToken}}; }

  std::string told(const Ended& run) const {
    return run.out + run.err + read("reports/latest/junit.xml") +
           read("reports/latest/results.json");
  }
};

class ProxyTest : public WayTest {
 protected:
  const TestingServer server_{{answers(job_answer())}};
  const TestingProxy proxy_{server_.port()};
  const TestingProxy guarded_{server_.port(), kBasic};
  const TestingServer refusing_{{answers(bare_answer("502 Bad Gateway"))}};
};

TEST_F(ProxyTest, OfTheCommandLineWinsOverAllOthers) {
  json target = {{"name", "n"}, {"base_url", kTarget}, {"proxy", refusing_.url()}};
  file("target.json", target.dump());
  environment_["http_proxy"] = refusing_.url();
  const Ended run = assay(ask_for_job("target.json", {"--proxy", proxy_.url()}));
  EXPECT_EQ(run.exit_code, 0) << run.out << run.err;
  ASSERT_THAT(proxy_.heads(), SizeIs(1));
  EXPECT_THAT(proxy_.heads()[0], StartsWith("GET http://images.test/v2/extension/"));
  EXPECT_EQ(refusing_.connections(), 0u);
}

TEST_F(ProxyTest, OfTheTargetFileWinsOverTheEnvironment) {
  json target = {{"name", "n"}, {"base_url", kTarget}, {"proxy", proxy_.url()}};
  file("target.json", target.dump());
  environment_["http_proxy"] = refusing_.url();
  EXPECT_EQ(assay(ask_for_job("target.json")).exit_code, 0);
  EXPECT_EQ(refusing_.connections(), 0u);
}

TEST_F(ProxyTest, OfTheEnvironment) {
  environment_["HTTP_PROXY"] = refusing_.url();
  environment_["http_proxy"] = proxy_.url();
  environment_["HTTPS_PROXY"] = refusing_.url();
  EXPECT_EQ(assay(ask_for_job(kTarget)).exit_code, 0) << "the lower-case name wins";
  environment_.erase("http_proxy");
  EXPECT_EQ(assay(ask_for_job(kTarget)).exit_code, 3);
  environment_["HTTP_PROXY"] = proxy_.url();
  environment_["NO_PROXY"] = "other.test, images.test:81";
  EXPECT_EQ(assay(ask_for_job(kTarget)).exit_code, 0);
  EXPECT_THAT(proxy_.heads(), SizeIs(2));
  for (const char* exception : {"images.test", ".test", "*", "a, test", "images.test:80"}) {
    environment_["NO_PROXY"] = exception;
    const Ended direct = assay(ask_for_job(kTarget, {"--retries", "0"}));
    EXPECT_EQ(direct.exit_code, 3) << exception << ": there is no such host";
  }
  environment_.erase("NO_PROXY");
  environment_["REQUEST_METHOD"] = "GET";
  EXPECT_EQ(assay(ask_for_job(kTarget, {"--retries", "0"})).exit_code, 3) << "may be a header";
  EXPECT_THAT(proxy_.heads(), SizeIs(2));
}

TEST_F(ProxyTest, NetworksThatHaveNoProxy) {
  environment_["http_proxy"] = proxy_.url();
  // An address that nobody has.
  const Words words = ask_for_job("http://192.0.2.7", {"--retries", "0", "--timeout", "300ms"});
  for (const char* list : {"192.0.2.0/24", "10.0.0.0/8,192.0.2.6/31", "10.0.0.0/0"}) {
    environment_["NO_PROXY"] = list;
    EXPECT_EQ(assay(words).exit_code, 3) << list;
  }
  EXPECT_THAT(proxy_.heads(), SizeIs(0));
  for (const char* list : {"192.0.2.8/29", "10.0.0.0/", "10.0.0.0/x", "192.0.2.7/33", "::/0"}) {
    environment_["NO_PROXY"] = list;
    EXPECT_EQ(assay(words).exit_code, 0) << list;
  }
}

TEST_F(ProxyTest, OfTheEnvironmentIsNotForThisMachine) {
  environment_["HTTP_PROXY"] = refusing_.url();
  EXPECT_EQ(assay(ask_for_job(server_.url())).exit_code, 0);
  EXPECT_EQ(assay({"run", "ecl-image-copy-job"}).exit_code, 0) << "nor for the reference server";
  EXPECT_EQ(refusing_.connections(), 0u);
}

TEST_F(ProxyTest, CredentialsComeFromAVariableAndAreShownNowhere) {
  environment_["PROXY_LOGIN"] = kLogin;
  json target = {{"name", "n"},
                 {"base_url", kTarget},
                 {"proxy", guarded_.url()},
                 {"proxy_credentials", {{"env", "PROXY_LOGIN"}}}};
  file("target.json", target.dump());
  for (const Words& words :
       {ask_for_job("target.json"),
        ask_for_job(kTarget, {"--proxy", guarded_.url(), "--proxy-credentials-env", "PROXY_LOGIN",
                              "--undeclared", "fail"})}) {
    const Ended run = assay(words);
    EXPECT_EQ(run.exit_code, 0) << run.out << run.err;
    EXPECT_THAT(told(run), Not(HasSubstr(kLogin)));
    EXPECT_THAT(told(run), Not(HasSubstr("cm9ib3Q6")));
  }
  EXPECT_THAT(guarded_.heads(), Each(HasSubstr(kBasic)));
  EXPECT_THAT(results_of(path("reports/latest"))["run"]["again"].get<std::string>(),
              HasSubstr(" --proxy " + guarded_.url() + " --proxy-credentials-env PROXY_LOGIN"));
  environment_.erase("PROXY_LOGIN");
  EXPECT_THAT(refusal(ask_for_job("target.json")),
              HasSubstr("environment variable PROXY_LOGIN is not set"));
}

TEST_F(ProxyTest, CredentialsInTheEnvironmentsUrl) {
  const std::string authority = guarded_.url().substr(7);
  environment_["http_proxy"] = "http://robot:pa%3Ass%20word@" + authority;
  const Ended run = assay(ask_for_job(kTarget));
  EXPECT_EQ(run.exit_code, 0) << run.out << run.err;
  EXPECT_THAT(told(run), Not(HasSubstr("pa%3Ass")));
  EXPECT_THAT(refusal(ask_for_job(kTarget, {"--proxy", "http://robot:hunter2@" + authority})),
              ::testing::AllOf(HasSubstr("user information"), Not(HasSubstr("hunter2"))));
}

TEST_F(ProxyTest, ThatRefusesIsNoFinding) {
  const Ended gateway = assay(ask_for_job(kTarget, {"--proxy", refusing_.url()}));
  EXPECT_EQ(gateway.exit_code, 3);
  EXPECT_THAT(gateway.out, HasSubstr("answered 502: it got no whole answer from"));
  const Ended login = assay(ask_for_job(kTarget, {"--proxy", guarded_.url()}));
  EXPECT_EQ(login.exit_code, 3);
  EXPECT_THAT(login.out, HasSubstr("answered 407, authentication required;"));
  EXPECT_THAT(guarded_.heads(), SizeIs(1)) << "asking again would not help";
  expect_sound_reports(path("reports/latest"));
  EXPECT_EQ(results_of(path("reports/latest"))["exchanges"][0]["error"]["failure"], "proxy");
  const ClosedPort nobody;
  EXPECT_THAT(assay(ask_for_job(kTarget, {"--proxy", nobody.url()})).out,
              HasSubstr("connection refused"));
}

TEST_F(ProxyTest, TunnelHidesTheTokenFromTheProxy) {
  const TestingServer::Tls files = {path("ca.pem"), path("key.pem"), ""};
  exchange::testing::write_certificate(files, "DNS:images.test");
  const TestingServer server({answers(job_answer())}, &files);
  const TestingProxy proxy(server.port(), kBasic);
  environment_["PROXY_LOGIN"] = kLogin;
  environment_["https_proxy"] = proxy.url();
  const Words more = {"--cacert", "ca.pem", "--proxy-credentials-env", "PROXY_LOGIN"};
  const Ended run = assay(ask_for_job("https://images.test", more));
  EXPECT_EQ(run.exit_code, 0) << run.out << run.err;
  ASSERT_THAT(proxy.heads(), SizeIs(1));
  EXPECT_THAT(proxy.heads()[0], StartsWith("CONNECT images.test:443 HTTP/1.1\r\n"));
  EXPECT_THAT(proxy.heads()[0], Not(HasSubstr(kToken)));
  EXPECT_THAT(server.requests(), Each(HasSubstr(kToken)));
  EXPECT_THAT(server.requests(), Each(Not(HasSubstr("Proxy-"))));
}

TEST_F(ProxyTest, TunnelThatIsRefused) {
  const Ended login = assay(ask_for_job("https://images.test", {"--proxy", guarded_.url()}));
  EXPECT_EQ(login.exit_code, 3);
  EXPECT_THAT(login.out, HasSubstr("refused the tunnel with 407 Proxy Authentication"));
  const Ended gateway = assay(ask_for_job("https://images.test", {"--proxy", refusing_.url()}));
  EXPECT_EQ(gateway.exit_code, 3);
  EXPECT_THAT(gateway.out, HasSubstr("refused the tunnel with 502 Bad Gateway"));
}

TEST_F(ProxyTest, WrongOnesAreRefused) {
  EXPECT_THAT(refusal(ask_for_job(kTarget, {"--proxy", "socks5://p:1"})),
              HasSubstr("only http:// is spoken to a proxy"));
  environment_["HTTP_PROXY"] = "http://";
  EXPECT_THAT(refusal(ask_for_job(kTarget)),
              HasSubstr("environment variable HTTP_PROXY: not a usable proxy"));
  EXPECT_THAT(refusal(ask_for_job(kTarget, {"--proxy", "p:1", "--unix-socket", "s"})),
              HasSubstr("through a proxy or on a Unix socket"));
}

TEST_F(WayTest, UnixSocket) {
  const TestingServer server({answers(exchange::testing::ok("{}"))}, path("target.sock"));
  const Ended run = assay(ask_for_job(kTarget, {"--unix-socket", "target.sock"}));
  EXPECT_EQ(run.exit_code, 1) << run.out << run.err;
  EXPECT_THAT(server.requests(), Each(HasSubstr("\r\nHost: images.test\r\n")));
  EXPECT_THAT(read("reports/latest/junit.xml"),
              HasSubstr("curl -sS -i --unix-socket 'target.sock' "));
  EXPECT_THAT(results_of(path("reports/latest"))["run"]["again"].get<std::string>(),
              HasSubstr(" --unix-socket target.sock"));
}

TEST_F(WayTest, UnixSocketBesideTheTargetFile) {
  file("targets/t.json", R"({"name": "n", "base_url": "http://h", "unix_socket": "../a.sock"})");
  environment_["http_proxy"] = "http://127.0.0.1:1";
  const Ended missing = assay(ask_for_job("targets/t.json"));
  EXPECT_EQ(missing.exit_code, 3);
  EXPECT_THAT(missing.out, HasSubstr("socket a.sock: there is no such socket"));
  const TestingServer server({answers(job_answer())}, path("a.sock"));
  EXPECT_EQ(assay(ask_for_job("targets/t.json")).exit_code, 0);
}

}  // namespace
}  // namespace assay::cli::testing
