// The observed profile as bytes.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "mock/raw_client.h"
#include "mock/server.h"
#include "mock/signature.h"
#include "mock/testing_support.h"
#include "mock/times.h"

namespace assay::mock {
namespace {

using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class ObservedServer : public testing::Test {
 protected:
  ObservedServer() {
    Options options;
    options.profile = Profile::kObserved;
    server_ = std::move(Server::start(options)).value();
  }
  // The whole answer to one message, without the end of the connection.
  std::string ask(const std::string& start, const std::string& headers = "",
                  const std::string& body = "") const {
    const RawClient client(
        std::stoi(server_->base_url().substr(server_->base_url().rfind(':') + 1)));
    client.send(start + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + headers +
                "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    return client.receive_to_end();
  }
  std::string oauth(const std::string& name) const {
    return "Authorization: OAuth " + server_->token(name) + "\r\n";
  }
  std::string actions() const {
    const Subject image = subject_with(server_->subjects(), {{"state", "Enabled"}});
    return "PUT /zstack/v1/images/" + image.parameters.at("uuid") + "/actions";
  }

  std::unique_ptr<Server> server_;
};

TEST_F(ObservedServer, AnActionIsFollowedToItsEnd) {
  const std::string accepted =
      ask(actions(), oauth("valid"), R"({"changeImageState":{"stateEvent":"disable"}})");
  EXPECT_THAT(accepted,
              AllOf(StartsWith("HTTP/1.1 202 "), Not(HasSubstr("Content-Type")),
                    HasSubstr("\"location\":\"http://management-node.invalid:8080/zstack/")));
  const std::size_t at = accepted.find("/zstack/v1/api-jobs/");
  const std::string poll = "GET " + accepted.substr(at, accepted.find('"', at) - at);
  for (int i = 0; i < 2; ++i) {
    EXPECT_THAT(ask(poll), AllOf(StartsWith("HTTP/1.1 202 "), EndsWith("\r\n\r\n{}<end>")));
  }
  EXPECT_THAT(ask(poll),
              AllOf(StartsWith("HTTP/1.1 200 "), Not(HasSubstr("Content-Type")),
                    HasSubstr("\r\n\r\n{\"inventory\":{"), HasSubstr("\"state\":\"Disabled\"")));
  EXPECT_THAT(ask("DELETE" + poll.substr(3)), StartsWith("HTTP/1.1 405 "));
}

TEST_F(ObservedServer, NoAnswerOfThePlatformSaysItsMediaType) {
  EXPECT_THAT(ask("GET /zstack/v1/images/upload-job/details/x", oauth("valid")),
              AllOf(StartsWith("HTTP/1.1 200 "), Not(HasSubstr("Content-Type")),
                    EndsWith("\r\n\r\n{\"success\":true}<end>")));
  EXPECT_THAT(ask("GET /zstack/v1/images/upload-job/details/x"),
              AllOf(StartsWith("HTTP/1.1 400 "), Not(HasSubstr("Content-Type"))));
  EXPECT_THAT(ask("HEAD /zstack/v1/images/upload-job/details/x", oauth("valid")),
              AllOf(StartsWith("HTTP/1.1 200 "), Not(HasSubstr("Content-Type")),
                    HasSubstr("Content-Length: 16\r\n"), EndsWith("\r\n\r\n<end>")));
  EXPECT_THAT(ask("GET /v1/a/jobs/b"), HasSubstr("\r\nContent-Type: application/json\r\n"));
}

TEST_F(ObservedServer, ErrorsOfOtherVendorsHaveManyForms) {
  const std::string ecl = "GET /v2/extension/image_replicator/jobs/x";
  EXPECT_THAT(ask(ecl), AllOf(StartsWith("HTTP/1.1 401 "), HasSubstr("text/plain")));
  EXPECT_THAT(ask(ecl, "Accept: */*\r\n"),
              AllOf(StartsWith("HTTP/1.1 401 "), HasSubstr("text/html"), HasSubstr("<h1>401 ")));
  EXPECT_THAT(ask(ecl, "Accept: application/json\r\n"),
              AllOf(StartsWith("HTTP/1.1 401 "), HasSubstr("\"code\":\"401 Unauthorized\"")));
  EXPECT_THAT(ask("GET /v1/a/jobs/b", "Prefer: code=503\r\n"),
              AllOf(StartsWith("HTTP/1.1 503 "), HasSubstr("text/html"), HasSubstr("<hr>")));
  EXPECT_THAT(ask("GET /v1/a/jobs"), AllOf(StartsWith("HTTP/1.1 404 "), HasSubstr("request_id")));
}

// Signed with what arrives: the header block as httplib reads it is what is verified.
TEST_F(ObservedServer, ASignedQuestionNeedsNoToken) {
  const Subject job = subject_with(server_->subjects(), {{"status", "SUCCESS"}});
  const std::string path = "/v1/" + job.parameters.at("project_id") + "/jobs/" +
                           job.parameters.at("job_id") + "?b=2&a=%7e";
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  std::string date = iso_time(now).substr(0, 19) + "Z";
  std::erase_if(date, [](char c) { return c == '-' || c == ':'; });
  const std::vector<std::string> names = {"host", "x-sdk-date"};
  const wire::Request sent = request("GET", path, {{"Host", "a"}, {"X-Sdk-Date", date}});
  const auto ask_with = [&](const std::string& secret_key) {
    return ask("GET " + path, "X-Sdk-Date: " + date + "\r\nAuthorization: SDK-HMAC-SHA256 Access=" +
                                  server_->token("access_key") +
                                  ", SignedHeaders=host;x-sdk-date, Signature=" +
                                  expected_signature(sent, names, secret_key) + "\r\n");
  };
  EXPECT_THAT(ask_with(server_->token("secret_key")),
              AllOf(StartsWith("HTTP/1.1 200 "), HasSubstr(job.parameters.at("job_id"))));
  EXPECT_THAT(ask_with("another"), AllOf(StartsWith("HTTP/1.1 401 "), HasSubstr("aksk")));
}

TEST_F(ObservedServer, AFaultIsPutInPlaceAndTakenBack) {
  const std::string made =
      ask("POST /_assay/faults", "", R"({"status": 500, "operation": "otc-ims-job"})");
  EXPECT_THAT(made, StartsWith("HTTP/1.1 201 "));
  const std::size_t at = made.find("\"id\":\"") + 6;
  const std::string id = made.substr(at, made.find('"', at) - at);
  EXPECT_THAT(ask("GET /v1/a/jobs/b", "X-Assay-Fault: " + id + "\r\n"),
              StartsWith("HTTP/1.1 500 "));
  EXPECT_THAT(ask("DELETE /_assay/faults/" + id),
              AllOf(StartsWith("HTTP/1.1 204 "), Not(HasSubstr("Content-Type"))));
  EXPECT_THAT(ask("GET /v1/a/jobs/b", "X-Assay-Fault: " + id + "\r\n"),
              StartsWith("HTTP/1.1 401 "));
}

}  // namespace
}  // namespace assay::mock
