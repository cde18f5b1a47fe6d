#include "results/merge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>

#include "results/sample_run.h"
#include "results/summary.h"

namespace assay::results {
namespace {

using testing::HasSubstr;

class MergeTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = testing::TempDir() + "mergeXXXXXX";
    ASSERT_NE(mkdtemp(folder_.data()), nullptr);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  // every_outcome(), of which a shard has each second case.
  static std::unique_ptr<SampleRun> part(std::uint32_t shard, std::uint32_t shards) {
    auto sample = every_outcome();
    std::uint32_t position = 0;
    for (judge::CaseRecord& record : sample->run.cases) {
      const_cast<plan::Case*>(record.planned)->position = position++;  // NOLINT
    }
    std::erase_if(sample->run.cases, [&](const judge::CaseRecord& record) {
      return record.planned->position % shards != shard;
    });
    const bool has_waived =
        std::any_of(sample->run.cases.begin(), sample->run.cases.end(),
                    [](const auto& record) { return record.outcome == judge::Outcome::kWaived; });
    for (judge::WaiverRecord& waiver : sample->run.waivers) {
      if (!has_waived) waiver.matched = waiver.waived = 0;
    }
    sample->run.coverage.front().reason = "";
    sample->run.shard = shards == 1 ? 0 : shard;
    sample->run.shards = shards;
    return sample;
  }
  ResultsFile file(const SampleRun& sample, const std::string& name) {
    return file(results_json(sample.results()), name);
  }
  ResultsFile file(const std::string& text, const std::string& name) {
    EXPECT_TRUE(base::write_file(folder_ + "/" + name, text).ok());
    auto read = read_results(*base::data_folder(ASSAY_SOURCE_DIR).value(), folder_ + "/" + name);
    EXPECT_TRUE(read) << read.error().to_string();
    return *std::move(read);
  }
  std::vector<ResultsFile> files(std::unique_ptr<SampleRun> a, std::unique_ptr<SampleRun> b) {
    std::vector<ResultsFile> out;
    out.push_back(file(*a, "a.json"));
    out.push_back(file(*b, "b.json"));
    return out;
  }
  std::string refusal(const std::vector<ResultsFile>& given) {
    const auto merged = merge(given);
    return merged ? "" : merged.error().to_string();
  }

  std::string folder_;
};

std::string text_of(const Merged& merged) {
  std::string text;
  EXPECT_TRUE(write_results(merged.results, merged.exchanges, [&](std::string_view part) {
                text += part;
              }).ok());
  return text;
}

TEST_F(MergeTest, IsTheRunInOnePiece) {
  const auto whole = part(0, 1);
  whole->run.coverage.front().reason = "4 of 5 rules were exercised";
  const std::string expected = results_json(whole->results());
  const std::vector<ResultsFile> in_order = files(part(0, 2), part(1, 2));
  const auto forth = merge(in_order);
  ASSERT_TRUE(forth) << forth.error().to_string();
  const std::string merged = text_of(*forth);
  // What is said of coverage is said by the merge itself.
  const auto masked = [](std::string text) {
    const std::size_t at = text.find("\"reason\": \"", text.find("\"coverage\": ["));
    return text.replace(at, text.find('\n', at) - at, "");
  };
  EXPECT_TRUE(masked(merged) == masked(expected)) << merged;
  const std::vector<ResultsFile> reversed = files(part(1, 2), part(0, 2));
  EXPECT_TRUE(text_of(*merge(reversed)) == merged) << "in any order";
}

TEST_F(MergeTest, RequirementsAreThoseOfTheWhole) {
  auto first = part(0, 2);
  auto second = part(1, 2);
  for (const auto& sample : {first.get(), second.get()}) {
    sample->run.required.coverage = 100;
    std::erase_if(sample->run.cases, [](const judge::CaseRecord& record) {
      return record.outcome != judge::Outcome::kPassed && record.outcome != judge::Outcome::kWarned;
    });
  }
  const auto given = files(std::move(first), std::move(second));
  EXPECT_EQ(exit_for(given[0].results), Exit::kConforms) << "of a shard nothing is required";
  const auto merged = merge(given);
  ASSERT_TRUE(merged);
  EXPECT_EQ(exit_for(merged->results), Exit::kNothingShown);
  EXPECT_EQ(merged->results.coverage[0].outcome, judge::Outcome::kFailed);
  EXPECT_THAT(merged->results.coverage[0].reason, HasSubstr("below the required 100 %"));
}

TEST_F(MergeTest, OnlyTheShardsOfOneRunAreTaken) {
  EXPECT_THAT(refusal(files(part(0, 1), part(1, 2))), HasSubstr("a.json: is no shard of a run"));
  EXPECT_THAT(refusal(files(part(0, 2), part(0, 2))),
              HasSubstr("b.json: is shard 0 of 2, as " + folder_ + "/a.json is"));
  EXPECT_THAT(refusal(files(part(0, 3), part(2, 3))), HasSubstr("there is no shard 1"));
  auto other = part(1, 2);
  other->run.target_name = "production";
  EXPECT_THAT(refusal(files(part(0, 2), std::move(other))), HasSubstr("is of another target than"));
  auto same = part(0, 2);
  same->run.shard = 1;
  EXPECT_THAT(refusal(files(part(0, 2), std::move(same))), HasSubstr("is in another shard, too"));
}

}  // namespace
}  // namespace assay::results
