#include "mock/zstack_uploads.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "mock/testing_support.h"

namespace assay::mock {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::UnorderedElementsAre;

class ZstackUpload : public testing::Test {
 protected:
  wire::Response ask(const std::string& image_id, const std::string& token,
                     const std::string& body = "{}") {
    const wire::Request sent = request("PUT", "/", {{"Authorization", "OAuth " + token}}, body);
    return uploads_.details({sent, {{"imageId", image_id}}});
  }
  json ask(const std::map<std::string, std::string>& traits) {
    return json_of(ask(image_id_with(traits), credentials_.token("valid")));
  }
  std::string image_id_with(const std::map<std::string, std::string>& traits) const {
    return subject_with(uploads_.subjects(), traits).parameters.at("imageId");
  }
  wire::Response send(const json& job, const std::string& range, const std::string& bytes) {
    const std::string url = job["imageUploadUrl"];
    std::vector<wire::Header> headers;
    if (!range.empty()) headers.push_back({"Content-Range", range});
    const wire::Request sent = request("PUT", "/", headers, bytes);
    return uploads_.receive({sent, {{"imageUuid", url.substr(url.rfind('/') + 1)}}});
  }

  Credentials credentials_ = test_credentials();
  ZstackUploads uploads_{Ids(1), credentials_, "http://host:1"};
};

TEST_F(ZstackUpload, SubjectsAreNoneOneInEachStateAndSeveral) {
  std::vector<std::string> seen;
  for (const Subject& subject : uploads_.subjects()) {
    EXPECT_EQ(subject.operation, "zstack-upload-image-job");
    std::string text;
    for (const auto& [name, value] : subject.traits) text += name + "=" + value + " ";
    seen.push_back(text);
  }
  EXPECT_THAT(
      seen, ElementsAre("uploads=none ", "longJobState=Waiting uploads=one ",
                        "longJobState=Suspended uploads=one ", "longJobState=Running uploads=one ",
                        "longJobState=Canceling uploads=one ", "uploads=several "));
}

TEST_F(ZstackUpload, WithoutUploadsTheListIsAbsent) {
  EXPECT_EQ(ask({{"uploads", "none"}}), json({{"success", true}, {"error", nullptr}}));
  const wire::Response unknown = ask("chosen/by the user", credentials_.token("valid"), "");
  EXPECT_EQ(unknown.status, 200);
  EXPECT_FALSE(json_of(unknown).contains("existingJobDetails"));
}

TEST_F(ZstackUpload, AnUploadHasTheFiveDocumentedMembers) {
  for (const char* state : {"Waiting", "Suspended", "Running", "Canceling"}) {
    const json answer = ask({{"longJobState", state}});
    EXPECT_EQ(answer["success"], true);
    ASSERT_EQ(answer["existingJobDetails"].size(), 1u);
    const json job = answer["existingJobDetails"][0];
    EXPECT_THAT(keys_of(job), UnorderedElementsAre("longJobUuid", "longJobState", "imageUuid",
                                                   "imageUploadUrl", "offset"));
    EXPECT_EQ(job["longJobState"], state);
    EXPECT_TRUE(is_lower_hex(job["longJobUuid"].get<std::string>(), 32));
    EXPECT_EQ(job["imageUploadUrl"],
              "http://host:1/imagestore/upload/" + job["imageUuid"].get<std::string>());
    EXPECT_TRUE(job["offset"].is_number_unsigned());
  }
}

TEST_F(ZstackUpload, SeveralUploadsHaveTheirOwnStatesAndOneIsBeyond32Bits) {
  const json jobs = ask({{"uploads", "several"}})["existingJobDetails"];
  ASSERT_EQ(jobs.size(), 3u);
  EXPECT_GT(jobs[0]["offset"].get<std::int64_t>(), std::int64_t{1} << 32);
  EXPECT_NE(jobs[0]["imageUuid"], jobs[1]["imageUuid"]);
}

TEST_F(ZstackUpload, BytesMoveTheOffsetUntilTheJobIsDone) {
  const json job = ask({{"longJobState", "Suspended"}})["existingJobDetails"][0];
  const std::int64_t offset = job["offset"];
  const std::int64_t size = offset + 65'536;
  const auto range = [size](std::int64_t first, std::int64_t last) {
    return "bytes " + std::to_string(first) + "-" + std::to_string(last) + "/" +
           std::to_string(size);
  };
  const wire::Response first = send(job, range(offset, offset + 999), std::string(1000, 'x'));
  EXPECT_EQ(first.status, 200);
  EXPECT_EQ(json_of(first), json({{"offset", offset + 1000}, {"size", size}}));
  const json resumed = ask({{"longJobState", "Suspended"}})["existingJobDetails"][0];
  EXPECT_EQ(resumed["offset"], offset + 1000);
  EXPECT_EQ(resumed["longJobState"], "Running");

  const wire::Response last =
      send(job, range(offset + 1000, size - 1), std::string(65'536 - 1000, 'x'));
  EXPECT_EQ(last.status, 200);
  EXPECT_EQ(json_of(last)["offset"], size);
  EXPECT_FALSE(ask({{"longJobState", "Suspended"}}).contains("existingJobDetails"));
  EXPECT_EQ(send(job, "", "more").status, 404);
}

TEST_F(ZstackUpload, OneOfSeveralFinishesAlone) {
  const json jobs = ask({{"uploads", "several"}})["existingJobDetails"];
  EXPECT_EQ(send(jobs[1], "", std::string(65'536, 'x')).status, 200);
  const json left = ask({{"uploads", "several"}})["existingJobDetails"];
  ASSERT_EQ(left.size(), 2u);
  EXPECT_EQ(left[0], jobs[0]);
  EXPECT_EQ(left[1], jobs[2]);
}

TEST_F(ZstackUpload, RefusesBytesThatDoNotFit) {
  const json job = ask({{"longJobState", "Running"}})["existingJobDetails"][0];
  const std::string offset = std::to_string(job["offset"].get<std::int64_t>());
  const std::string end = std::to_string(job["offset"].get<std::int64_t>() + 3);
  struct Row {
    std::string range, bytes;
    int status;
  };
  const std::vector<Row> rows = {
      {"bytes 0-3/*", "four", 409},
      {"bytes " + offset + "-" + end + "/*", "five!", 400},
      {"bytes " + offset + "-" + end + "/17", "four", 400},
      {"bytes " + end + "-" + offset + "/*", "four", 400},
      {"bytes -1-2/*", "four", 400},
      {"bytes 0-99999999999999999999/*", "four", 400},
      {"items 0-3/*", "four", 400},
      {"bytes 0-3", "four", 400},
      {"bytes 0-3/4x", "four", 400},
      {"", std::string(65'537, 'x'), 416},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(send(job, row.range, row.bytes).status, row.status) << row.range;
  }
  EXPECT_EQ(ask({{"longJobState", "Running"}})["existingJobDetails"][0], job);
  EXPECT_EQ(send(job, "bytes " + offset + "-" + end + "/*", "four").status, 200);
}

TEST_F(ZstackUpload, ACancelledUploadTakesNothing) {
  const json job = ask({{"longJobState", "Canceling"}})["existingJobDetails"][0];
  EXPECT_EQ(send(job, "", "four").status, 409);
  EXPECT_EQ(ask({{"longJobState", "Canceling"}})["existingJobDetails"][0], job);
}

TEST_F(ZstackUpload, RefusesByCredentialAndBody) {
  const std::string id = image_id_with({{"uploads", "none"}});
  EXPECT_EQ(json_of(ask(id, credentials_.token("expired")))["error"]["code"], "ID.1001");
  EXPECT_EQ(json_of(ask(id, credentials_.token("foreign")))["error"]["code"], "ID.1002");
  EXPECT_EQ(ask(id, credentials_.token("read_only")).status, 200);
  EXPECT_EQ(ask(id, credentials_.token("valid"), "[]").status, 400);
  EXPECT_EQ(ask(id, credentials_.token("valid"), R"({"userTags":{}})").status, 400);
  const wire::Request bare = request("PUT", "/");
  EXPECT_EQ(uploads_.details({bare, {{"imageId", id}}}).status, 400);
}

// 64 parts of 1 KiB without a range from eight threads: all are taken, none twice.
TEST_F(ZstackUpload, PartsFromManyThreadsAllCount) {
  const json job = ask({{"longJobState", "Waiting"}})["existingJobDetails"][0];
  std::atomic<int> taken{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      for (int k = 0; k < 9; ++k) taken += send(job, "", std::string(1024, 'x')).status == 200;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(taken, 64);
  EXPECT_FALSE(ask({{"longJobState", "Waiting"}}).contains("existingJobDetails"));
}

}  // namespace
}  // namespace assay::mock
