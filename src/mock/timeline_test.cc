#include "mock/timeline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

namespace assay::mock {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

const std::vector<std::string_view> kStates = {"INIT", "RUNNING", "FAIL"};

std::vector<std::size_t> stages_of(TimelineRun& run, int questions) {
  std::vector<std::size_t> stages;
  for (int i = 0; i < questions; ++i) stages.push_back(run.ask().stage);
  return stages;
}

std::string refusal(std::string_view text) {
  const auto timeline = Timeline::parse(text, kStates);
  return timeline ? "" : timeline.error().to_string();
}

TEST(Timeline, RunsByAnswers) {
  TimelineRun run(Timeline::parse("INIT 1x, RUNNING 3x, FAIL", kStates).value());
  EXPECT_THAT(stages_of(run, 6), ElementsAre(0u, 1u, 1u, 1u, 2u, 2u));
}

TEST(Timeline, TellsHowMuchOfAStageIsOver) {
  TimelineRun run(Timeline::parse("RUNNING 4x, FAIL", kStates).value());
  EXPECT_EQ(run.ask().part, 0);
  EXPECT_EQ(run.ask().part, 0.25);
}

TEST(Timeline, RunsByTimeSinceTheFirstQuestion) {
  TimelineRun run(Timeline::parse("INIT 40ms,RUNNING 1000s,FAIL", kStates).value());
  EXPECT_EQ(run.ask().stage, 0u);
  std::this_thread::sleep_for(50ms);
  EXPECT_EQ(run.ask().stage, 1u);
}

TEST(Timeline, OneStateStays) {
  TimelineRun run(Timeline::parse("FAIL", kStates).value());
  EXPECT_THAT(stages_of(run, 3), ElementsAre(0u, 0u, 0u));
}

TEST(Timeline, IsRefusedWhereItCannotRun) {
  EXPECT_THAT(refusal(""), HasSubstr("no job is ever \"\""));
  EXPECT_THAT(refusal("init 1x, FAIL"), HasSubstr("no job is ever \"init\""));
  EXPECT_THAT(refusal("INIT, FAIL"), HasSubstr("\"INIT\" needs a duration"));
  EXPECT_THAT(refusal("INIT 0s, FAIL"), HasSubstr("needs a duration"));
  EXPECT_THAT(refusal("INIT 5h, FAIL"), HasSubstr("needs a duration"));
  EXPECT_THAT(refusal("INIT 1x, RUNNING 2s, FAIL"), HasSubstr("not by both"));
}

}  // namespace
}  // namespace assay::mock
