#include "judge/waiver_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "contract/testing_contract.h"

namespace assay::judge {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

base::Result<std::vector<Waiver>> read(const std::string& text) {
  return read_waivers(contract::shipped_data(), text, "w.json");
}

std::string refusal(const std::string& entries) {
  const auto waivers = read("{ \"waivers\": [\n" + entries + "\n] }");
  EXPECT_FALSE(waivers) << entries;
  return waivers ? "" : waivers.error().to_string();
}

TEST(WaiverFile, HasEveryMember) {
  const auto waivers = read(R"({ "waivers": [
    { "rule": "a:b/c", "reason": "first" },
    { "rule": "a:*", "operation": "a", "target": "stag*", "case": "a/*", "pointer": "/x/*",
      "actual": "\"?\"", "reason": "why", "ticket": "T-1", "expires": "2028-02-29", "max": 3 }] })");
  ASSERT_TRUE(waivers) << waivers.error().to_string();
  ASSERT_THAT(*waivers, SizeIs(2));
  const Waiver& bare = waivers->front();
  EXPECT_EQ(bare.max, 0u);
  EXPECT_FALSE(bare.pointer.has_value());
  const Waiver wanted{.rule = "a:*",
                      .operation = "a",
                      .target = "stag*",
                      .case_id = "a/*",
                      .pointer = "/x/*",
                      .actual = "\"?\"",
                      .reason = "why",
                      .ticket = "T-1",
                      .expires = "2028-02-29",
                      .max = 3};
  EXPECT_TRUE(waivers->back().says_the_same(wanted));
  EXPECT_EQ(waivers->back().file, "w.json");
  EXPECT_EQ(waivers->back().index, 1u);
  EXPECT_EQ(waivers->back().line, 3u);
}

TEST(WaiverFile, DemandsAReasonBeforeAnythingElse) {
  EXPECT_THAT(refusal(R"({ "rule": "a", "reason": " \n", "unknown": 1 })"),
              HasSubstr("w.json:2:26: /waivers/0/reason: say why this may not gate"));
}

TEST(WaiverFile, RefusesWhatIsNoEntry) {
  EXPECT_THAT(refusal(R"({ "rule": "a" })"), HasSubstr("/waivers/0"));
  EXPECT_THAT(refusal(R"({ "reason": "r" })"), HasSubstr("/waivers/0"));
  EXPECT_THAT(refusal(R"({ "rule": "a", "reason": "r", "rules": "b" })"), HasSubstr("rules"));
  EXPECT_THAT(refusal(R"({ "rule": "a", "reason": "r", "max": 0 })"), HasSubstr("/waivers/0/max"));
  EXPECT_THAT(refusal(R"({ "rule": "a", "reason": "r", "pointer": "x" })"),
              HasSubstr("w.json:2:42: /waivers/0/pointer"));
  EXPECT_THAT(refusal(R"({ "rule": "a", "reason": "r", "expires": "tomorrow" })"),
              HasSubstr("/waivers/0/expires"));
  EXPECT_THAT(refusal(R"({ "rule": "a", "reason": "r", "level": "must" })"), HasSubstr("level"));
  EXPECT_FALSE(read("[]"));
  EXPECT_FALSE(read(R"({ "waivers": {} })"));
}

TEST(WaiverFile, RefusesADayOfNoCalendar) {
  EXPECT_THAT(refusal(R"({ "rule": "a", "reason": "r", "expires": "2026-02-29" })"),
              HasSubstr("w.json:2: /waivers/0/expires: no calendar has the day 2026-02-29"));
}

// The same selectors, whatever the rest says.
TEST(WaiverFile, RefusesAnEntryThatStandsThereTwice) {
  EXPECT_THAT(refusal(R"({ "rule": "a", "reason": "r" },
    { "rule": "a", "pointer": "", "reason": "r" },
    { "rule": "a", "reason": "another", "max": 2 })"),
              HasSubstr("w.json:4: /waivers/2: waives the same findings as the entry in line 2"));
}

TEST(WaiverFile, KnowsWhichOperationsAnEntryMayConcern) {
  EXPECT_TRUE(may_concern({.rule = "ab:x/type"}, "ab"));
  EXPECT_FALSE(may_concern({.rule = "ab:x/type"}, "a"));
  EXPECT_FALSE(may_concern({.rule = "ab:x/type"}, "abc"));
  EXPECT_TRUE(may_concern({.rule = "a*"}, "ab"));
  EXPECT_TRUE(may_concern({.rule = "*:x/type"}, "ab"));
  EXPECT_FALSE(may_concern({.rule = "*", .operation = "b"}, "ab"));
}

TEST(WaiverFile, NamesRulesOfItsOperationOnly) {
  const std::vector<std::string> ids = {"a:x/type", "b:y/type"};
  EXPECT_TRUE(names_any({.rule = "*/type"}, ids));
  EXPECT_TRUE(names_any({.rule = "b:y/type"}, ids));
  EXPECT_FALSE(names_any({.rule = "b:y/type", .operation = "a"}, ids));
  EXPECT_FALSE(names_any({.rule = "*/enum"}, ids));
}

TEST(Waiver, PointerMatchesTokenByToken) {
  EXPECT_TRUE(pointer_matches("", ""));
  EXPECT_TRUE(pointer_matches("/a/*/b", "/a/0/b"));
  EXPECT_TRUE(pointer_matches("/*", "/a"));
  EXPECT_TRUE(pointer_matches("/a/", "/a/"));
  EXPECT_FALSE(pointer_matches("", "/a"));
  EXPECT_FALSE(pointer_matches("/*", "/a/b"));
  EXPECT_FALSE(pointer_matches("/*", ""));
  EXPECT_FALSE(pointer_matches("/a/*", "/a"));
  EXPECT_FALSE(pointer_matches("/a/", "/a"));
  EXPECT_FALSE(pointer_matches("/a*", "/ab")) << "only a whole token is wild";
}

TEST(Waiver, TargetIsANameOrABaseUrl) {
  const Waiver waiver{.target = "https://*.example.com"};
  EXPECT_TRUE(is_for_target(waiver, "staging", "https://ims.example.com"));
  EXPECT_FALSE(is_for_target(waiver, "staging", "http://ims.example.com"));
  EXPECT_TRUE(is_for_target({.target = "stag*"}, "staging", ""));
  EXPECT_TRUE(is_for_target({}, "anything", ""));
}

TEST(Waiver, StatesKeepTheirWords) {
  for (std::size_t i = 0; i < kWaiverStateCount; ++i) {
    const auto state = static_cast<WaiverState>(i);
    EXPECT_EQ(waiver_state_from(to_string(state)), state);
  }
  EXPECT_EQ(waiver_state_from("fine"), std::nullopt);
  EXPECT_EQ(to_string(WaiverState::kOtherTarget), "other_target");
}

}  // namespace
}  // namespace assay::judge
