// The profile of real servers, against a server that behaves as they do: accepted requests, what
// each profile makes of the answers, and documented errors that are seen or missed.

#include <gmock/gmock.h>

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "cli/testing_cli.h"
#include "cli/testing_reports.h"

namespace assay::cli::testing {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class ObservedTest : public CliTest {
 protected:
  ObservedTest() {
    environment_ = {{"ASSAY_TOKEN", "a-good-token"},
                    {"ASSAY_EXPIRED_TOKEN", "an-old-token"},
                    {"ASSAY_FOREIGN_TOKEN", "a-foreign-token"},
                    {"ASSAY_READ_ONLY_TOKEN", "a-reading-token"}};
  }

  // The server, and target.json for it.
  std::unique_ptr<MockServer> server(const Words& more = {}) const {
    Words words = {"mock", "--port", "0", "--profile", "observed", "--write-target", "target.json"};
    words.insert(words.end(), more.begin(), more.end());
    return std::make_unique<MockServer>(command(words));
  }
  Ended run(const Words& more) const {
    Words words = {"run", "--profile", "observed", "--target", "target.json", "--allow-changes"};
    words.insert(words.end(), more.begin(), more.end());
    return assay(words);
  }
  json results() const { return results_of(path("reports/latest")); }
  // "otc-ims-job 503" for each documented error status with one of these kinds of evidence.
  std::set<std::string> documented(const std::set<std::string>& evidence) const {
    std::set<std::string> out;
    const json all = results();
    for (const json& one : all["evidence"]) {
      if (!one["documented"].get<bool>() || !evidence.contains(one["evidence"])) continue;
      out.insert(one["operation"].get<std::string>() + " " + one["status"].get<std::string>());
    }
    return out;
  }
};

TEST_F(ObservedTest, EveryDocumentedErrorIsSeenOnATarget) {
  const auto target = server();
  const Ended ended = run({});
  EXPECT_EQ(ended.exit_code, 0) << ended.out << ended.err;
  EXPECT_THAT(documented({"never", "reference_server", "recorded"}), IsEmpty());
  EXPECT_THAT(documented({"hook", "live"}), SizeIs(25));
  EXPECT_EQ(run({"--require-evidence", "400,401,403,404,429,500,503"}).exit_code, 0);
  expect_sound_reports(path("reports/latest"));
}

TEST_F(ObservedTest, WithoutHooksTheGapsAreNamed) {
  const auto target = server();
  json without = json::parse(read("target.json"));
  without.erase("hooks");
  file("target.json", without.dump());
  EXPECT_EQ(run({}).exit_code, 0) << "what can't be provoked is no failure by itself";
  const std::set<std::string> gaps = {"ecl-image-copy-job 500",
                                      "otc-ims-job 429",
                                      "otc-ims-job 500",
                                      "otc-ims-job 503",
                                      "zstack-change-image-state 403",
                                      "zstack-change-image-state 500",
                                      "zstack-sync-image-size 403",
                                      "zstack-sync-image-size 500",
                                      "zstack-upload-image-job 403",
                                      "zstack-upload-image-job 500"};
  EXPECT_EQ(documented({"never"}), gaps);
  const Ended required = run({"--require-evidence", "401,500"});
  EXPECT_EQ(required.exit_code, 4);
  EXPECT_THAT(required.out, HasSubstr("never seen: 500 of ecl-image-copy-job"));
}

TEST_F(ObservedTest, AcceptedRequestsArePolledAtTheTarget) {
  const auto target = server({"--location-host", "192.0.2.1:1"});
  const Ended ended = run({"zstack-sync-image-size", "--case", "*/media/ISO"});
  EXPECT_EQ(ended.exit_code, 0) << ended.out;
  std::vector<std::string> parts;
  const json all = results();
  for (const json& exchange : all["exchanges"]) {
    parts.push_back(exchange["part"].get<std::string>() + " " +
                    std::to_string(exchange["response"]["status"].get<int>()));
  }
  EXPECT_THAT(parts, ElementsAre("step 202", "poll 202", "poll 202", "poll 200"));
  EXPECT_THAT(all["exchanges"][0]["response"]["body"]["text"].get<std::string>(),
              HasSubstr("192.0.2.1"));
}

TEST_F(ObservedTest, ThreeProfilesReadTheSameAnswers) {
  const auto target = server();
  const Ended ended = run({"otc-ims-job", "--case", "*/running/imsImportImageJob"});
  EXPECT_THAT(ended.out, HasSubstr("the same answers under       passed  warned  failed\n"));
  const json readings = results()["cases"][0]["readings"];
  ASSERT_EQ(readings.size(), 2u);
  EXPECT_EQ(readings[0]["profile"], "documented");
  EXPECT_EQ(readings[1]["profile"], "strict");
  EXPECT_EQ(readings[1]["outcome"], "failed") << "null is no String";
  EXPECT_GE(readings[1]["must"], 2);
  const std::string junit = read("reports/latest/junit.xml");
  EXPECT_THAT(junit, HasSubstr(R"(name="reading.strict" value="passed 0, warned 0, failed 1")"));
  EXPECT_THAT(junit, HasSubstr(R"(name="evidence.otc-ims-job.503" value="never")"));
}

}  // namespace
}  // namespace assay::cli::testing
