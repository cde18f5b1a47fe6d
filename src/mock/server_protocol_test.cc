// What clients send that no HTTP library would.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "mock/raw_client.h"
#include "mock/server.h"
#include "mock/testing_support.h"

namespace assay::mock {
namespace {

using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class Protocol : public testing::Test {
 protected:
  int port() const {
    return std::stoi(server_->base_url().substr(server_->base_url().rfind(':') + 1));
  }
  // The answer to one message, up to the end of the connection.
  std::string ask_to_end(const std::string& message) const {
    const RawClient client(port());
    client.send(message);
    return client.receive_to_end();
  }
  std::string image_path() const {
    const Subject image = subject_with(server_->subjects(), {{"mediaType", "ISO"}});
    return "/zstack/v1/images/" + image.parameters.at("uuid") + "/actions";
  }
  std::string authorization() const {
    return "Authorization: OAuth " + server_->token("valid") + "\r\n";
  }

  std::unique_ptr<Server> server_ = std::move(Server::start({})).value();
};

TEST_F(Protocol, GarbageIs400WithARequestIdAndTheEnd) {
  for (const char* message :
       {"hello\r\n\r\n", "GET /\r\n\r\n", "BREW / HTTP/1.1\r\n\r\n", "GET / HTTP/9\r\n\r\n"}) {
    EXPECT_THAT(ask_to_end(message),
                AllOf(StartsWith("HTTP/1.1 400 "), HasSubstr("\r\nX-Request-Id: "),
                      HasSubstr("\r\nDate: "), EndsWith("<end>")))
        << message;
  }
}

TEST_F(Protocol, ATargetThatIsTooLongIs414) {
  EXPECT_THAT(ask_to_end("GET /" + std::string(9000, 'a') + " HTTP/1.1\r\n\r\n"),
              AllOf(StartsWith("HTTP/1.1 414 "), EndsWith("<end>")));
}

TEST_F(Protocol, ABodyThatIsTooLargeIs413) {
  const std::string body(17 * 1024 * 1024, 'x');
  EXPECT_THAT(ask_to_end("PUT /imagestore/upload/a HTTP/1.1\r\nConnection: close\r\n"
                         "Content-Length: " +
                         std::to_string(body.size()) + "\r\n\r\n" + body),
              StartsWith("HTTP/1.1 413 "));
}

TEST_F(Protocol, APutWithoutLengthHasNoBodyAndIsAnsweredAtOnce) {
  const RawClient client(port());
  client.send("PUT " + image_path() + " HTTP/1.1\r\n" + authorization() + "\r\n");
  EXPECT_THAT(client.receive_until("]}}"),
              AllOf(StartsWith("HTTP/1.1 200 OK\r\n"), Not(HasSubstr("<silence>"))));
}

TEST_F(Protocol, AChunkedBodyIsRead) {
  const RawClient client(port());
  client.send("PUT " + image_path() + " HTTP/1.1\r\nTransfer-Encoding: chunked\r\n" +
              authorization() + "\r\n9\r\n{\"params\"\r\n7\r\n:[1,2]}\r\n0\r\n\r\n");
  EXPECT_THAT(client.receive_until("must be a JSON object"),
              AllOf(StartsWith("HTTP/1.1 400 "), Not(HasSubstr("<silence>"))));
}

TEST_F(Protocol, PipelinedRequestsAreAnsweredInOrder) {
  const RawClient client(port());
  client.send("GET / HTTP/1.1\r\n\r\nGET /nowhere HTTP/1.1\r\n\r\nHEAD / HTTP/1.1\r\n\r\n");
  const std::string answers = client.receive_until("\r\n\r\n", 3);
  EXPECT_THAT(answers, StartsWith("HTTP/1.1 200 "));
  EXPECT_LT(answers.find("HTTP/1.1 404 "), answers.rfind("HTTP/1.1 200 "));
}

TEST_F(Protocol, TheBodyOfAGetIsNotTakenForARequest) {
  const std::string answer =
      ask_to_end("GET / HTTP/1.1\r\nContent-Length: 19\r\n\r\nGET /x HTTP/1.1\r\n\r\n");
  EXPECT_THAT(answer, AllOf(StartsWith("HTTP/1.1 200 "), EndsWith("<end>")));
  EXPECT_EQ(answer.find("HTTP/1.1 404"), std::string::npos);
}

TEST_F(Protocol, ConnectionCloseAndOldClientsEndTheConnection) {
  EXPECT_THAT(ask_to_end("GET / HTTP/1.1\r\nConnection: close\r\n\r\n"),
              AllOf(HasSubstr("Connection: close"), EndsWith("<end>")));
  EXPECT_THAT(ask_to_end("GET / HTTP/1.0\r\n\r\n"), EndsWith("<end>"));
}

TEST_F(Protocol, FormDataIsRefusedWhole) {
  const std::string body =
      "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nvalue\r\n--b--\r\n";
  const RawClient client(port());
  client.send("PUT " + image_path() +
              " HTTP/1.1\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: " +
              std::to_string(body.size()) + "\r\n\r\n" + body + "GET / HTTP/1.1\r\n\r\n");
  const std::string answers = client.receive_until("]}");
  EXPECT_THAT(answers, AllOf(StartsWith("HTTP/1.1 415 "), HasSubstr("HTTP/1.1 200 ")));
}

TEST_F(Protocol, RangesAreIgnored) {
  EXPECT_THAT(ask_to_end("GET / HTTP/1.1\r\nRange: bytes=0-3\r\nConnection: close\r\n\r\n"),
              AllOf(StartsWith("HTTP/1.1 200 "), HasSubstr("reference server")));
}

TEST_F(Protocol, EscapesInTheTargetReachNobodysHeaders) {
  const std::string answer =
      ask_to_end("GET /zstack/%0d%0aX-Evil:%201 HTTP/1.1\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 404 "));
  EXPECT_THAT(answer, Not(HasSubstr("\nX-Evil")));
}

TEST_F(Protocol, ClientsThatVanishLeaveTheServerRunning) {
  for (int i = 0; i < 50; ++i) {
    RawClient client(port());
    client.send(i % 2 == 0 ? "GET / HT" : "GET / HTTP/1.1\r\n\r\n");
  }
  EXPECT_THAT(ask_to_end("GET / HTTP/1.0\r\n\r\n"), StartsWith("HTTP/1.1 200 "));
}

}  // namespace
}  // namespace assay::mock
