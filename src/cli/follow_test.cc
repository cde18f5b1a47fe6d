// Jobs that move: followed to their end over real HTTP, in order and out of it.

#include <gmock/gmock.h>

#include <memory>

#include "cli/testing_cli.h"
#include "cli/testing_reports.h"

namespace assay::cli::testing {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;

class FollowTest : public CliTest {
 protected:
  FollowTest() {
    environment_ = {{"ASSAY_TOKEN", "a-good-token"},
                    {"ASSAY_EXPIRED_TOKEN", "an-old-token"},
                    {"ASSAY_FOREIGN_TOKEN", "a-foreign-token"}};
  }

  // Starts a server with one more job, and writes a target file that has this job alone.
  std::unique_ptr<MockServer> server_with(const std::string& timeline,
                                          const std::string& end) const {
    auto server = std::make_unique<MockServer>(
        command({"mock", "--port", "0", "--timeline", timeline, "--write-target", "all.json"}));
    json target = json::parse(read("all.json"));
    const std::string operation = timeline.substr(0, timeline.find('='));
    json job = target["operations"][operation]["subjects"].back();
    job["traits"] = json::object();
    if (!end.empty()) job["traits"]["end"] = end;
    target["operations"] = {{operation, {{"subjects", json::array({job})}}}};
    file("target.json", target.dump());
    return server;
  }
  json exchanges() const { return results_of(path("reports/latest"))["exchanges"]; }
};

TEST_F(FollowTest, JobIsAskedAboutUntilItHasEndedAndOnceMore) {
  const auto server = server_with(
      "ecl-image-copy-job=replicate_requested 2x, replicating 3x, replicated", "replicated");
  const Ended run = assay(
      {"run", "ecl-image-copy-job", "--target", "target.json", "--case", "*/lifecycle/replicated"});
  EXPECT_EQ(run.exit_code, 0) << run.out;
  expect_sound_reports(path("reports/latest"));
  EXPECT_EQ(exchanges().size(), 7u);
}

TEST_F(FollowTest, AnyJobIsFollowedWhenAsked) {
  const auto server = server_with("otc-ims-job=INIT 2x, RUNNING 2x, FAIL", "");
  const Words words = {"run",    "otc-ims-job", "--target", "target.json",
                       "--case", "*/job/*",     "--poll",   "10ms"};
  EXPECT_EQ(assay(words).exit_code, 0);
  EXPECT_EQ(exchanges().size(), 1u);
  Words follow = words;
  follow.emplace_back("--follow");
  const Ended run = assay(follow);
  EXPECT_EQ(run.exit_code, 0) << run.out;
  EXPECT_EQ(exchanges().size(), 5u) << "INIT, RUNNING twice, FAIL and once more";
  EXPECT_THAT(exchanges().back()["response"]["body"]["text"].get<std::string>(),
              HasSubstr("\"FAIL\""));
}

TEST_F(FollowTest, WrongEndIsToldAtOnce) {
  const auto server = server_with("otc-ims-job=INIT 1x, RUNNING 1x, FAIL", "SUCCESS");
  const Ended run =
      assay({"run", "otc-ims-job", "--target", "target.json", "--case", "*/lifecycle/SUCCESS"});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.out, HasSubstr("otc-ims-job:status/ends-as"));
  EXPECT_THAT(run.out, HasSubstr("answer 3 of 3, /status"));
  EXPECT_THAT(run.out, HasSubstr("expected  \"SUCCESS\", as the target has it"));
}

TEST_F(FollowTest, GoingBackIsAFinding) {
  const auto server =
      server_with("otc-ims-job=RUNNING 1x, INIT 1x, RUNNING 1x, SUCCESS", "SUCCESS");
  const Ended run =
      assay({"run", "otc-ims-job", "--target", "target.json", "--case", "*/lifecycle/SUCCESS"});
  EXPECT_THAT(run.out, HasSubstr("otc-ims-job:status/transition"));
  EXPECT_THAT(run.out, HasSubstr("expected RUNNING to stay or become SUCCESS or FAIL"));
}

TEST_F(FollowTest, JobThatDoesNotEndCouldNotBeTold) {
  const auto server = server_with("otc-ims-job=INIT 1000s, SUCCESS", "SUCCESS");
  const Ended run = assay({"run", "otc-ims-job", "--target", "target.json", "--case",
                           "*/lifecycle/SUCCESS", "--follow-limit", "100ms"});
  EXPECT_EQ(run.exit_code, 3);
  EXPECT_THAT(run.out, HasSubstr("still INIT after "));
  expect_sound_reports(path("reports/latest"));
}

TEST_F(FollowTest, TimelinesThatCannotRunAreRefused) {
  EXPECT_THAT(refusal({"mock", "--port", "0", "--timeline", "otc-ims-job=DONE"}),
              HasSubstr("no job is ever \"DONE\""));
  EXPECT_THAT(refusal({"mock", "--port", "0", "--timeline", "zstack=DONE"}),
              HasSubstr("no job of \"zstack\" moves"));
}

}  // namespace
}  // namespace assay::cli::testing
