#include "mock/server.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>

#include <chrono>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "mock/raw_client.h"
#include "mock/testing_support.h"

namespace assay::mock {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::StartsWith;

std::unique_ptr<Server> started(const Options& options = {}) {
  auto server = Server::start(options);
  EXPECT_TRUE(server.ok()) << (server.ok() ? "" : server.error().message);
  return std::move(server).value();
}

int port_of(const Server& server) {
  return std::stoi(server.base_url().substr(server.base_url().rfind(':') + 1));
}

const std::string kIndexEnd = "]}";  // Of the body of GET /.

TEST(Server, AnswersAllOperationsOverHttp) {
  const auto server = started();
  httplib::Client client(server->base_url());
  client.set_keep_alive(true);
  const httplib::Headers headers = {{"X-Auth-Token", server->token("valid")},
                                    {"Authorization", "OAuth " + server->token("valid")}};
  const auto index = client.Get("/");
  ASSERT_TRUE(index);
  const json operations = json::parse(index->body)["operations"];
  EXPECT_EQ(operations.size(), 5u);
  std::set<std::string> request_ids;
  for (const json& operation : operations) {
    const std::string path = operation["example"];
    const auto answer = operation["method"] == "GET"
                            ? client.Get(path, headers)
                            : client.Put(path, headers, "{}", "application/json");
    ASSERT_TRUE(answer) << operation;
    EXPECT_EQ(answer->status, 200) << operation;
    EXPECT_TRUE(json::accept(answer->body));
    EXPECT_THAT(answer->get_header_value("Date"), testing::EndsWith(" GMT"));
    request_ids.insert(answer->get_header_value("X-Request-Id"));
  }
  EXPECT_EQ(request_ids.size(), 5u);
}

TEST(Server, HeadHasTheHeadersOfGetAndNoBody) {
  const auto server = started();
  httplib::Client client(server->base_url());
  const auto get = client.Get("/");
  const auto head = client.Head("/");
  ASSERT_TRUE(get && head);
  EXPECT_EQ(head->status, 200);
  EXPECT_EQ(head->body, "");
  EXPECT_EQ(head->get_header_value("Content-Length"), std::to_string(get->body.size()));
}

TEST(Server, RefusesOverHttpAsItsHandlersDo) {
  const auto server = started();
  httplib::Client client(server->base_url());
  const json index = json::parse(client.Get("/")->body)["operations"];
  const std::string otc = index[0]["example"], ecl = index[1]["example"],
                    zstack = index[3]["example"];
  EXPECT_EQ(client.Get(otc)->status, 401);
  EXPECT_EQ(client.Get(otc, {{"X-Auth-Token", ""}})->status, 401);
  EXPECT_EQ(client.Get(otc, {{"X-Auth-Token", server->token("foreign")}})->status, 403);
  EXPECT_EQ(client.Get(ecl)->body, "401 Unauthorized\n\nAuthentication required.");
  EXPECT_EQ(client.Put(zstack, {}, "{}", "application/json")->status, 400);
  EXPECT_EQ(client.Get(zstack)->status, 405);
  EXPECT_EQ(client.Get(zstack)->get_header_value("Allow"), "PUT");
  EXPECT_EQ(client.Options(otc)->status, 405);
  EXPECT_EQ(client.Get("/nowhere")->status, 404);
  const auto preferred = client.Get(otc, {{"Prefer", "code=503"}});
  EXPECT_EQ(preferred->status, 503);
  EXPECT_EQ(preferred->get_header_value("Preference-Applied"), "code=503");
}

TEST(Server, AStateThatWasChangedStaysOverConnections) {
  const auto server = started();
  const Subject image = subject_with(server->subjects(), {{"state", "Enabled"}});
  const std::string path = "/zstack/v1/images/" + image.parameters.at("uuid") + "/actions";
  const httplib::Headers headers = {{"Authorization", "OAuth " + server->token("valid")}};
  httplib::Client first(server->base_url()), second(server->base_url());
  const auto changed =
      first.Put(path, headers, R"({"params":{"stateEvent":"disable"}})", "text/json");
  EXPECT_EQ(json::parse(changed->body)["inventory"]["state"], "Disabled");
  // curl without --data sends neither body nor length.
  const auto after = second.Put(path, headers, "", "");
  EXPECT_EQ(json::parse(after->body)["inventory"]["state"], "Disabled");
}

TEST(Server, AnUploadProgressesThroughItsUrl) {
  const auto server = started();
  httplib::Client client(server->base_url());
  const Subject subject = subject_with(server->subjects(), {{"longJobState", "Suspended"}});
  const std::string path =
      "/zstack/v1/images/upload-job/details/" + subject.parameters.at("imageId");
  const httplib::Headers headers = {{"Authorization", "OAuth " + server->token("valid")}};
  const json job =
      json::parse(client.Put(path, headers, "{}", "text/json")->body)["existingJobDetails"][0];
  const std::string url = job["imageUploadUrl"];
  ASSERT_THAT(url, StartsWith(server->base_url() + "/"));
  const std::string upload = url.substr(server->base_url().size());
  // More than 8 KiB as a form is what curl --data-binary sends without being told a type.
  const auto put =
      client.Put(upload, std::string(60'000, 'x'), "application/x-www-form-urlencoded");
  EXPECT_EQ(put->status, 200);
  EXPECT_EQ(json::parse(put->body)["offset"], job["offset"].get<std::int64_t>() + 60'000);
  EXPECT_EQ(client.Post(upload, std::string(5'536, 'x'), "application/octet-stream")->status, 200);
  const json done = json::parse(client.Put(path, headers, "{}", "text/json")->body);
  EXPECT_FALSE(done.contains("existingJobDetails"));
}

TEST(Server, ServesMoreThan64ConnectionsThatAreKeptAlive) {
  const auto server = started();
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 100; ++i) clients.push_back(std::make_unique<RawClient>(port_of(*server)));
  for (int round = 0; round < 2; ++round) {
    for (const auto& client : clients) {
      ASSERT_TRUE(client->connected());
      client->send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
      const std::string answer = client->receive_until(kIndexEnd);
      ASSERT_THAT(answer, StartsWith("HTTP/1.1 200 OK\r\n"));
      ASSERT_THAT(answer, testing::Not(HasSubstr("Connection: close")));
    }
  }
}

TEST(Server, StopsAtOnceWithIdleAndBusyClients) {
  const auto server = started();
  RawClient idle(port_of(*server)), half(port_of(*server)), kept(port_of(*server));
  kept.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  kept.receive_until(kIndexEnd);
  half.send("GET / HTTP/1.1\r\nHo");
  const auto begin = std::chrono::steady_clock::now();
  server->stop();
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(1));
  EXPECT_THAT(kept.receive_to_end(), HasSubstr("<end>"));
  EXPECT_FALSE(RawClient(port_of(*server)).connected());
  server->stop();
}

TEST(Server, StopsWhileClientsAreAsking) {
  const auto server = started();
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([port = port_of(*server)] {
      RawClient client(port);
      for (int k = 0; k < 100'000; ++k) {
        client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        if (client.receive_until(kIndexEnd).find("<end>") != std::string::npos) return;
      }
    });
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(30));
  server->stop();
  for (std::thread& thread : threads) thread.join();
}

TEST(Server, TheSameSeedMakesTheSameServer) {
  Options options;
  options.seed = 42;
  options.tokens = {{"valid", "given-secret"}};
  const auto one = started(options), two = started(options);
  EXPECT_NE(one->base_url(), two->base_url());
  EXPECT_EQ(one->token("valid"), "given-secret");
  EXPECT_EQ(one->token("expired"), two->token("expired"));
  ASSERT_EQ(one->subjects().size(), two->subjects().size());
  for (std::size_t i = 0; i < one->subjects().size(); ++i) {
    EXPECT_EQ(one->subjects()[i].parameters, two->subjects()[i].parameters);
  }
  EXPECT_EQ(httplib::Client(one->base_url()).Get("/")->get_header_value("X-Request-Id"),
            httplib::Client(two->base_url()).Get("/")->get_header_value("X-Request-Id"));
  EXPECT_NE(started()->token("expired"), one->token("expired"));
}

TEST(Server, RefusesAPortThatIsTaken) {
  const auto server = started();
  Options options;
  options.port = port_of(*server);
  const auto second = Server::start(options);
  ASSERT_FALSE(second.ok());
  EXPECT_EQ(second.error().message, "can't listen there");
  EXPECT_EQ(second.error().file, "127.0.0.1:" + std::to_string(options.port));
  EXPECT_NE(second.error().hint, "");
}

TEST(Server, RefusesOptionsThatCannotWork) {
  Options options;
  for (const int port : {-1, 65'536}) {
    options.port = port;
    EXPECT_FALSE(Server::start(options).ok()) << port;
  }
  options = {};
  options.host = "192.0.2.1";  // Reserved for documentation: never ours.
  EXPECT_FALSE(Server::start(options).ok());
  options = {};
  options.tokens = {{"root", "secret"}};
  const auto server = Server::start(options);
  ASSERT_FALSE(server.ok());
  EXPECT_THAT(server.error().message, HasSubstr("\"root\""));
}

TEST(Server, APortIsFreeAgainAfterTheStop) {
  Options options;
  options.port = port_of(*started());
  EXPECT_TRUE(Server::start(options).ok());
}

}  // namespace
}  // namespace assay::mock
