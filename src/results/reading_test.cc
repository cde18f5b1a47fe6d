#include "results/reading.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>

#include "results/sample_run.h"
#include "results/summary.h"

namespace assay::results {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class ReadingTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = testing::TempDir() + "resultsXXXXXX";
    ASSERT_NE(mkdtemp(folder_.data()), nullptr);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  base::Result<ResultsFile> read(const std::string& text, Exchanges exchanges = Exchanges::kTold) {
    const std::string file = folder_ + "/results.json";
    EXPECT_TRUE(base::write_file(file, text).ok());
    return read_results(*base::data_folder(ASSAY_SOURCE_DIR).value(), file, exchanges);
  }
  // What is said against a good file in which `from` stands as `to`.
  std::string refusal(const std::string& from, const std::string& to) {
    std::string text = results_json(every_outcome()->results());
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    text.replace(at, from.size(), to);
    const auto file = read(text);
    return file ? "" : file.error().to_string().substr(folder_.size() + 1);
  }

  std::string folder_;
};

TEST_F(ReadingTest, WhatWasWrittenComesBack) {
  for (const auto& sample : {every_outcome(), hostile_values(), empty_run()}) {
    sample->run.shard = 1;
    sample->run.shards = 3;
    sample->run.by_hand = {
        .base_url = "https://x", .curl_options = {"-k"}, .secrets = {{"A", "b"}}};
    const Results results = sample->results();
    std::string again;
    const auto file = read(results_json(results));
    ASSERT_TRUE(file) << file.error().to_string();
    ASSERT_TRUE(write_results(file->results, file->exchange_texts(), [&](std::string_view text) {
                  again += text;
                }).ok());
    EXPECT_EQ(again, results_json(results));
    EXPECT_EQ(exit_for(file->results), exit_for(results));
  }
}

// A long run exercises a rule more often than 32 bits count.
TEST_F(ReadingTest, LargeCountsAreWhole) {
  constexpr std::uint64_t kMany = (1ULL << 40) + 1;
  Results results = every_outcome()->results();
  results.rules.front().exercised = kMany;
  const auto file = read(results_json(results));
  ASSERT_TRUE(file) << file.error().to_string();
  EXPECT_EQ(file->results.rules.front().exercised, kMany);
}

TEST_F(ReadingTest, ExchangesAreThoseThatReportsTell) {
  const std::string text = results_json(every_outcome()->results());
  const auto told = read(text);
  ASSERT_TRUE(told);
  const Results& results = told->results;
  EXPECT_THAT(results.exchanges_of(results.cases[0]), IsEmpty()) << "it just passed";
  ASSERT_THAT(results.exchanges_of(results.cases[1]), SizeIs(1));
  const Exchange& exchange = results.exchanges_of(results.cases[1])[0];
  EXPECT_EQ(exchange.what.request.target, "/v1/jobs/j1");
  EXPECT_EQ(exchange.what.response->status, 200);
  EXPECT_EQ(exchange.response_bytes, 34u);
  EXPECT_EQ(exchange.what.duration.count(), 1499);
  EXPECT_EQ(results.exchanges.back().what.error->failure, wire::TransportFailure::kConnect);
  EXPECT_THAT(read(text, Exchanges::kNone)->results.exchanges, IsEmpty());
}

TEST_F(ReadingTest, EarlierVersionsAreRead) {
  const auto file = read_results(*base::data_folder(ASSAY_SOURCE_DIR).value(),
                                 ASSAY_SOURCE_DIR "/fixtures/results/version-1.json");
  ASSERT_TRUE(file) << file.error().to_string();
  EXPECT_THAT(file->results.cases, SizeIs(2));
  EXPECT_THAT(file->results.shapes, IsEmpty());
  EXPECT_EQ(file->results.run.shards, 1u);
  EXPECT_EQ(file->results.cases[1].position, 1u);
  EXPECT_EQ(file->results.run.documents.at("ecl-image-copy-job"), "003");
}

TEST_F(ReadingTest, LaterVersionsAreRefused) {
  EXPECT_EQ(
      refusal("\"schema_version\": 2", "\"schema_version\": 3"),
      "results.json:2:21: /schema_version: is of version 3, and this assay reads versions 1 to "
      "2 (a newer assay wrote it)");
}

TEST_F(ReadingTest, WhatIsNoResultsFileIsRefused) {
  EXPECT_THAT(read("[]").error().to_string(), HasSubstr("is no results file of assay"));
  EXPECT_THAT(read("{\"cases\": []}").error().to_string(), HasSubstr("is no results file"));
  EXPECT_THAT(read("{").error().to_string(), HasSubstr("is no JSON document"));
  EXPECT_FALSE(read_results(*base::data_folder(ASSAY_SOURCE_DIR).value(), folder_ + "/none"));
}

TEST_F(ReadingTest, WhatDoesNotFitTogetherIsRefused) {
  EXPECT_THAT(refusal("\"case\": \"sample-job/failed\"", "\"case\": \"sample-job/none\""),
              HasSubstr("/findings/0: case \"sample-job/none\" is not in the file"));
  EXPECT_THAT(refusal("\"rule\": \"sample-job:status/enum\"", "\"rule\": \"x:y/z\""),
              HasSubstr("/findings/0: rule \"x:y/z\" is not in the file"));
  EXPECT_THAT(refusal("\"id\": \"sample-job/failed\"", "\"id\": \"sample-job/passed\""),
              HasSubstr("/cases/1: the case is there twice"));
  EXPECT_THAT(refusal("\"case\": \"sample-job/passed\",\n      \"exchange\"",
                      "\"case\": \"sample-job/failed\",\n      \"exchange\""),
              "")
      << "the first of two";
  EXPECT_THAT(refusal("\"case\": \"sample-job/passed\",\n      \"exchange\"",
                      "\"case\": \"sample-job/could-not-run\",\n      \"exchange\""),
              HasSubstr("/exchanges/1: exchanges must be in the order of the cases"));
  EXPECT_THAT(refusal("\"findings\": [\n            0", "\"findings\": [\n            2"),
              HasSubstr("/cases/1: finding 2 is not of this case"));
  EXPECT_THAT(refusal("\"waiver\": 0", "\"waiver\": 1"),
              HasSubstr("/findings/2: waiver 1 is not in the file"));
  EXPECT_THAT(refusal("\"outcome\": \"passed\"", "\"outcome\": \"past\""),
              HasSubstr("/cases/0/outcome"));
}

}  // namespace
}  // namespace assay::results
