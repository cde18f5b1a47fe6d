#include "mock/zstack_images.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "mock/testing_support.h"
#include "mock/zstack.h"

namespace assay::mock {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::UnorderedElementsAre;

class ZstackImage : public testing::Test {
 protected:
  wire::Response put(const std::string& uuid, const std::string& body,
                     const std::string& authorization) {
    const wire::Request sent = request("PUT", "/", {{"Authorization", authorization}}, body);
    return images_.answer({sent, {{"uuid", uuid}}});
  }
  wire::Response put(const std::string& uuid, const std::string& body) {
    return put(uuid, body, "OAuth " + credentials_.token("valid"));
  }
  std::string uuid_with(const std::map<std::string, std::string>& traits) const {
    return subject_with(images_.subjects(), traits).parameters.at("uuid");
  }

  Credentials credentials_ = test_credentials();
  ZstackImages images_{Ids(1), credentials_};
};

TEST_F(ZstackImage, SubjectsAreThreeToSynchroniseAndTwoToChange) {
  std::vector<std::string> seen;
  for (const Subject& subject : images_.subjects()) {
    EXPECT_TRUE(is_lower_hex(subject.parameters.at("uuid"), 32));
    for (const auto& [name, value] : subject.traits) {
      seen.push_back(subject.operation + " " + name + "=" + value);
    }
  }
  EXPECT_THAT(seen, ElementsAre("zstack-sync-image-size mediaType=RootVolumeTemplate",
                                "zstack-sync-image-size mediaType=DataVolumeTemplate",
                                "zstack-sync-image-size mediaType=ISO",
                                "zstack-change-image-state state=Enabled",
                                "zstack-change-image-state state=Disabled"));
}

TEST_F(ZstackImage, CanBeLookedAt) {
  const auto look = [&](const std::string& uuid, const std::string& token) {
    const wire::Request sent = request("GET", "/", {{"Authorization", "OAuth " + token}}, "");
    return json_of(images_.query({sent, {{"uuid", uuid}}}));
  };
  const std::string uuid = uuid_with({{"state", "Enabled"}});
  const std::string valid = credentials_.token("valid");
  EXPECT_EQ(look(uuid, valid)["inventories"][0]["state"], "Enabled");
  put(uuid, R"({"params":{"stateEvent":"disable"}})");
  EXPECT_EQ(look(uuid, valid)["inventories"][0]["state"], "Disabled");
  EXPECT_TRUE(look("00000000000040008000000000000000", valid)["inventories"].empty());
  EXPECT_TRUE(look(uuid, credentials_.token("foreign"))["inventories"].empty());
  EXPECT_EQ(look(uuid, credentials_.token("expired"))["error"]["code"], "ID.1001");
}

// The union of what the two pages tabulate.
TEST_F(ZstackImage, InventoryIsComplete) {
  for (const Subject& subject : images_.subjects()) {
    const wire::Response response = put(subject.parameters.at("uuid"), "{}");
    ASSERT_EQ(response.status, 200);
    EXPECT_EQ(header_of(response, "Content-Type"), "application/json;charset=UTF-8");
    const json inventory = json_of(response)["inventory"];
    EXPECT_THAT(keys_of(inventory),
                UnorderedElementsAre("uuid", "name", "description", "state", "status", "size",
                                     "actualSize", "md5Sum", "url", "mediaType", "guestOsType",
                                     "type", "platform", "architecture", "format", "system",
                                     "virtio", "createDate", "lastOpDate", "backupStorageRefs"));
    EXPECT_EQ(inventory["uuid"], subject.parameters.at("uuid"));
    EXPECT_TRUE(inventory["size"].is_number_integer());
    EXPECT_TRUE(inventory["system"].is_boolean());
    EXPECT_THAT(inventory["createDate"].get<std::string>(),
                testing::MatchesRegex("[A-Z][a-z][a-z] [0-9]+, 2022 [0-9]+:[0-9]+:[0-9]+ [AP]M"));
    ASSERT_FALSE(inventory["backupStorageRefs"].empty());
    for (const json& ref : inventory["backupStorageRefs"]) {
      EXPECT_THAT(keys_of(ref), UnorderedElementsAre("id", "imageUuid", "backupStorageUuid",
                                                     "installPath", "exportUrl", "exportMd5Sum",
                                                     "status", "createDate", "lastOpDate"));
      EXPECT_EQ(ref["imageUuid"], inventory["uuid"]);
    }
  }
}

TEST_F(ZstackImage, ANewStateStays) {
  const std::string uuid = uuid_with({{"state", "Enabled"}});
  const json before = json_of(put(uuid, R"({"params":{"stateEvent":"enable"}})"));
  EXPECT_EQ(before["inventory"]["state"], "Enabled");
  const json changed =
      json_of(put(uuid, R"({"params":{"stateEvent":"disable"},"systemTags":["a"],"userTags":[]})"));
  EXPECT_EQ(changed["success"], true);
  EXPECT_TRUE(changed.contains("error") && changed["error"].is_null());
  EXPECT_EQ(changed["inventory"]["state"], "Disabled");
  EXPECT_NE(changed["inventory"]["lastOpDate"], before["inventory"]["lastOpDate"]);
  EXPECT_EQ(json_of(put(uuid, "{}"))["inventory"]["state"], "Disabled");
  EXPECT_EQ(
      json_of(put(uuid, R"({"changeImageState":{"stateEvent":"enable"}})"))["inventory"]["state"],
      "Enabled");
}

TEST_F(ZstackImage, SynchronisingRefreshesSizes) {
  const std::string uuid = uuid_with({{"mediaType", "ISO"}});
  const std::string change = R"({"params":{"stateEvent":"enable"}})";
  EXPECT_EQ(json_of(put(uuid, change))["inventory"]["size"], 0);
  const json synchronised = json_of(put(uuid, R"({"systemTags":["<systemTags>"]})"));
  EXPECT_THAT(keys_of(synchronised), ElementsAre("inventory"));
  EXPECT_GT(synchronised["inventory"]["size"].get<std::int64_t>(), 200'000'000);
  EXPECT_GT(synchronised["inventory"]["actualSize"].get<std::int64_t>(), 0);
  EXPECT_EQ(json_of(put(uuid, change))["inventory"]["size"], synchronised["inventory"]["size"]);
}

TEST_F(ZstackImage, TheBodyTellsTheOperation) {
  const std::string uuid = uuid_with({{"state", "Disabled"}});
  for (const char* body :
       {"", "{}", R"({"syncImageSize":{}})", R"({"params":{}})", R"({"params":{"other":1}})"}) {
    const wire::Response response = put(uuid, body);
    EXPECT_EQ(response.status, 200) << body;
    EXPECT_FALSE(json_of(response).contains("success")) << body;
  }
  for (const char* body : {R"({"params":{"stateEvent":"disable"}})",
                           R"({"changeImageState":{"stateEvent":"disable"}})"}) {
    EXPECT_TRUE(json_of(put(uuid, body)).contains("success")) << body;
  }
}

TEST_F(ZstackImage, RefusesAStateEventThatIsNone) {
  const std::string uuid = uuid_with({{"state", "Enabled"}});
  for (const char* body :
       {R"({"params":{"stateEvent":"Enable"}})", R"({"params":{"stateEvent":""}})",
        R"({"params":{"stateEvent":1}})", R"({"params":{"stateEvent":null}})",
        R"({"changeImageState":{}})", R"({"changeImageState":{"stateEvent ":"enable"}})"}) {
    const wire::Response response = put(uuid, body);
    EXPECT_EQ(response.status, 503) << body;
    EXPECT_EQ(json_of(response)["error"]["code"], "SYS.1007") << body;
  }
}

TEST_F(ZstackImage, RefusesBodiesInPlainText) {
  const std::string uuid = uuid_with({{"state", "Enabled"}});
  const std::string deep(100'000, '[');
  for (const std::string& body :
       {std::string("{"), std::string("[]"), std::string("null"), std::string("\xff"),
        std::string(R"({"params":[]})"), std::string(R"({"systemTags":"a"})"),
        std::string(R"({"userTags":[1]})"), std::string(R"({"changeImageState":"x"})"), deep,
        R"({"params":)" + deep + std::string(100'000, ']') + "}"}) {
    const wire::Response response = put(uuid, body);
    EXPECT_EQ(response.status, 400) << body.substr(0, 40);
    EXPECT_TRUE(header_of(response, "Content-Type").starts_with("text/plain"));
  }
}

TEST_F(ZstackImage, UnknownImagesAreAnErrorObject) {
  for (const std::string& uuid :
       {std::string(32, '0'), std::string("x\xff"), std::string(900, 'a')}) {
    const wire::Response response = put(uuid, "{}");
    EXPECT_EQ(response.status, 503);
    const json error = json_of(response)["error"];
    EXPECT_EQ(error["code"], "SYS.1003");
    EXPECT_THAT(keys_of(error), UnorderedElementsAre("code", "description", "details",
                                                     "elaboration", "opaque", "cause"));
    EXPECT_TRUE(error["cause"].is_null());
  }
}

TEST_F(ZstackImage, RefusesByCredential) {
  const std::string uuid = uuid_with({{"state", "Enabled"}});
  const std::string valid = credentials_.token("valid");
  const wire::Request bare = request("PUT", "/");
  const wire::Response missing = images_.answer({bare, {{"uuid", uuid}}});
  EXPECT_EQ(missing.status, 400);
  EXPECT_EQ(missing.body, "missing header 'Authorization'");
  for (const std::string& authorization :
       {std::string(), "Bearer " + valid, valid, "oauth " + valid, std::string("OAuth")}) {
    const wire::Response response = put(uuid, "{}", authorization);
    EXPECT_EQ(response.status, 400) << authorization;
    EXPECT_TRUE(header_of(response, "Content-Type").starts_with("text/plain"));
  }
  for (const std::string& session :
       {credentials_.token("expired"), std::string("garbage"), std::string(), std::string("  ")}) {
    const wire::Response response = put(uuid, "{}", "OAuth " + session);
    EXPECT_EQ(response.status, 503) << session;
    EXPECT_EQ(json_of(response)["error"]["code"], "ID.1001") << session;
  }
  const wire::Response foreign = put(uuid, "{}", "OAuth " + credentials_.token("foreign"));
  EXPECT_EQ(foreign.status, 503);
  EXPECT_EQ(json_of(foreign)["error"]["code"], "ID.1002");
  const std::string read_only = "OAuth " + credentials_.token("read_only");
  for (const char* body : {"{}", R"({"params":{"stateEvent":"enable"}})"}) {
    const wire::Response refused = put(uuid, body, read_only);
    EXPECT_EQ(refused.status, 503) << body;
    EXPECT_EQ(json_of(refused)["error"]["code"], "ID.1002");
  }
  EXPECT_EQ(put(uuid, "{}", "OAuth   " + valid + " ").status, 200);
}

TEST_F(ZstackImage, ChangesFromManyThreadsAreAllDone) {
  const std::string uuid = uuid_with({{"state", "Enabled"}});
  const auto second_of = [](const json& answer) {
    const std::string text = answer["inventory"]["lastOpDate"];
    const std::size_t colon = text.find(':');
    return std::stoi(text.substr(colon + 1, 2)) * 60 + std::stoi(text.substr(colon + 4, 2));
  };
  const int first = second_of(json_of(put(uuid, "{}")));
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      for (int k = 0; k < 10; ++k) put(uuid, R"({"params":{"stateEvent":"disable"}})");
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ((second_of(json_of(put(uuid, "{}"))) - first + 3600) % 3600, 81);
}

TEST(ZstackErrors, AreAll4xxAnd5xxAndHaveACause) {
  for (int status = 100; status < 700; ++status) {
    const auto response = zstack_documented_error(status);
    ASSERT_EQ(response.has_value(), status >= 400 && status <= 599) << status;
    if (!response) continue;
    EXPECT_EQ(response->status, status);
    EXPECT_EQ(json_of(*response)["error"].size(), 6u);
    EXPECT_TRUE(json_of(*response)["error"]["cause"]["code"].is_string());
  }
}

}  // namespace
}  // namespace assay::mock
