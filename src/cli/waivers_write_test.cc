// `assay run --write-waivers`: proposals that nobody can use unread.

#include <gmock/gmock.h>

#include "cli/testing_cli.h"
#include "cli/testing_reports.h"
#include "exchange/testing_server.h"

namespace assay::cli::testing {
namespace {

using exchange::testing::answers;
using exchange::testing::ok;
using exchange::testing::TestingServer;
using nlohmann::json;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class WriteWaiversTest : public CliTest {
 protected:
  Ended run(const Words& more) const {
    Words words = {"run", "ecl-image-copy-job", "--fault", "ecl-status-unknown"};
    words.insert(words.end(), more.begin(), more.end());
    return assay(words);
  }
  // As a person would, who has read every entry.
  void give_reasons(const std::string& name) const {
    std::string text = read(name);
    for (std::size_t at; (at = text.find("\"reason\": \"\"")) != std::string::npos;) {
      text.insert(at + 11, "read and accepted");
    }
    file(name, text);
  }
};

TEST_F(WriteWaiversTest, ProposesWhatFailedAndAReasonMakesItGreen) {
  const Ended first = run({"--write-waivers", "p.json"});
  EXPECT_EQ(first.exit_code, 1) << "a proposal changes nothing";
  EXPECT_THAT(first.out, HasSubstr("\n        p.json\n"));
  expect_golden("proposed_waivers.json", read("p.json"));
  EXPECT_THAT(refusal({"run", "--waivers", "p.json"}), HasSubstr("/waivers/0/reason: say why"));
  give_reasons("p.json");
  const Ended second = run({"--waivers", "p.json"});
  EXPECT_EQ(second.exit_code, 0) << second.out;
  const json waivers = results_of(path("reports/latest"))["waivers"];
  for (const json& waiver : waivers) {
    EXPECT_EQ(waiver["state"], "applied");
    EXPECT_EQ(waiver["waived"], waiver["entry"]["max"]);
  }
}

TEST_F(WriteWaiversTest, ProposalHoldsTheNextNightThoughTheBodyIsAnother) {
  // Answers 200 where 401 is due, with a body that is another in each answer.
  const TestingServer server({answers(ok(R"({"at": 1})")), answers(ok(R"({"at": 2})"))});
  environment_ = {{"ASSAY_TOKEN", "a-token-that-nobody-has"}};
  const auto night = [&](const std::string& option) {
    return assay({"run", "ecl-image-copy-job", "--target", server.url(), "--case",
                  "*/error/401/none", "--retries", "0", option, "p.json"});
  };
  EXPECT_EQ(night("--write-waivers").exit_code, 1);
  const json proposals = json::parse(read("p.json"))["waivers"];
  ASSERT_FALSE(proposals.empty());
  for (const json& one : proposals) EXPECT_FALSE(one.contains("actual")) << one;
  EXPECT_THAT(read("reports/latest/index.html"), Not(HasSubstr("&quot;actual&quot;")));
  EXPECT_THAT(read("reports/latest/index.html"), Not(HasSubstr("\"actual\"")));
  give_reasons("p.json");
  const Ended second = night("--waivers");
  EXPECT_EQ(second.exit_code, 0) << second.out << second.err;
}

TEST_F(WriteWaiversTest, KeepsWhatIsThereInFront) {
  const std::string old =
      "{\"waivers\":[{ \"rule\":\"ecl-image-copy-job:status/enum\", \"reason\" : \"kn\\u006fwn\" }";
  file("w.json", old + "\t]\n}\n");
  EXPECT_EQ(run({"--waivers", "w.json", "--write-waivers", "w.json"}).exit_code, 1);
  const std::string text = read("w.json");
  EXPECT_THAT(text, StartsWith(old + ",\n    {\n"));
  EXPECT_THAT(text, EndsWith("\n    }\t]\n}\n"));
  const json waivers = json::parse(text)["waivers"];
  ASSERT_EQ(waivers.size(), 3u);
  for (std::size_t i = 1; i < waivers.size(); ++i) {
    EXPECT_NE(waivers[i]["rule"], "ecl-image-copy-job:status/enum") << "that one is waived";
    EXPECT_EQ(waivers[i]["reason"], "");
  }
}

// A second entry for the same findings would be refused, and nobody but a person widens the first.
TEST_F(WriteWaiversTest, LeavesWhatAnEntryNamesToThatEntry) {
  const std::string entry = R"({"rule": "ecl-image-copy-job:status/*", "reason": "known", )";
  // The second night has the first one's file before it.
  for (const char* why : {R"("max": 1})", R"("expires": "2020-01-01"})"}) {
    file("w.json", R"({"waivers": [)" + entry + why + "]}");
    const Ended ended = run({"--waivers", "w.json", "--write-waivers", "p.json"});
    EXPECT_EQ(ended.exit_code, 1);
    EXPECT_THAT(ended.err, HasSubstr("assay: proposes nothing for what ecl-image-copy-job:status/* "
                                     "(w.json, line 1) names: mend that entry"));
    const json waivers = json::parse(read("p.json"))["waivers"];
    EXPECT_FALSE(waivers.empty());
    for (const json& one : waivers) {
      EXPECT_TRUE(one["reason"] == "known" ||
                  !one["rule"].get<std::string>().starts_with("ecl-image-copy-job:status/"))
          << one;
    }
  }
}

TEST_F(WriteWaiversTest, ReplacesProposalsAndNoReasons) {
  EXPECT_EQ(run({"--write-waivers", "p.json"}).exit_code, 1);
  EXPECT_EQ(run({"--write-waivers", "p.json"}).exit_code, 1) << "nobody has read them";
  give_reasons("p.json");
  const std::string written = read("p.json");
  const std::string said = "p.json: holds waivers with reasons, which the proposals would replace";
  EXPECT_THAT(refusal({"run", "--write-waivers", "p.json"}), HasSubstr(said));
  EXPECT_THAT(refusal({"merge", "a", "b", "--write-waivers", "p.json"}), HasSubstr(said));
  EXPECT_EQ(read("p.json"), written);
  for (int night = 0; night < 2; ++night) {
    EXPECT_EQ(run({"--waivers", "p.json", "--write-waivers", "q.json"}).exit_code, 0);
  }
  EXPECT_EQ(run({"--waivers", "p.json", "--write-waivers", "./p.json"}).exit_code, 0);
  EXPECT_EQ(read("p.json"), written);
}

TEST_F(WriteWaiversTest, ProposesNothingForAGreenRun) {
  EXPECT_EQ(assay({"run", "ecl-image-copy-job", "--write-waivers", "p.json"}).exit_code, 0);
  EXPECT_EQ(json::parse(read("p.json"))["waivers"], json::array());
}

TEST_F(WriteWaiversTest, FileThatCannotBeWrittenIsBadInput) {
  file("folder/inside", "");
  const Ended ended = run({"--write-waivers", "folder"});
  EXPECT_EQ(ended.exit_code, 2);
  EXPECT_THAT(ended.err, HasSubstr("folder"));
  expect_sound_reports(path("reports/latest"));
}

// What is proposed is a file of the run, too.
TEST_F(WriteWaiversTest, IsSearchedForSecrets) {
  file("w.json", R"({ "waivers": [{ "rule": "otc-ims-job:status/enum", "target": "other",
                                    "reason": "the token is s3cret-token-value" }] })");
  environment_ = {{"ASSAY_TOKEN", "s3cret-token-value"}};
  const MockServer mock(command({"mock", "--port", "0"}));
  const Ended ended = assay({"run", "otc-ims-job", "--target", mock.url(), "--param",
                             "project_id=p", "--waivers", "w.json", "--write-waivers", "p.json"});
  EXPECT_EQ(ended.exit_code, 5) << ended.err;
  EXPECT_THAT(ended.err, HasSubstr("p.json: holds the secret in ASSAY_TOKEN"));
}

}  // namespace
}  // namespace assay::cli::testing
