#include "report/waiver_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pugixml.hpp>
#include <set>

#include "report/junit.h"
#include "report/junit_properties.h"
#include "results/sample_run.h"
#include "results/summary.h"

namespace assay::report {
namespace {

using judge::WaiverState;
using ::testing::HasSubstr;
using ::testing::Not;

judge::WaiverRecord record(WaiverState state) {
  return {.waiver = {.rule = "a:b/c",
                     .target = "staging",
                     .reason = "known",
                     .ticket = "T-1",
                     .expires = "2026-05-01",
                     .max = 2,
                     .file = "w.json",
                     .index = 0,
                     .line = 4},
          .state = state,
          .matched = 3,
          .waived = 2,
          .unexercised = {"a:b/c"}};
}

TEST(WaiverText, EveryStateHasWordsOfItsOwn) {
  std::set<std::string> seen;
  for (std::size_t i = 0; i < judge::kWaiverStateCount; ++i) {
    const std::string words = state_words(record(static_cast<WaiverState>(i)));
    EXPECT_NE(words, "");
    EXPECT_TRUE(seen.insert(words).second) << words;
  }
}

// Whoever mistyped a pointer is not told that something was mended.
TEST(WaiverText, PointerOfAStaleEntryMayBeWrong) {
  judge::WaiverRecord one = record(WaiverState::kStale);
  EXPECT_THAT(state_words(one), HasSubstr("nothing matches it any more; take it out"));
  one.waiver.pointer = "/staus";
  EXPECT_THAT(state_words(one), HasSubstr("fixed, or its pointer is wrong; "));
}

TEST(WaiverText, ChangedEntryNamesTheValueThatIsGone) {
  judge::WaiverRecord one = record(WaiverState::kChanged);
  one.waiver.actual = "\"failed\"";
  EXPECT_THAT(state_words(one), HasSubstr("but not by the value that it names: \"failed\"; "));
  results::Results run;
  run.waivers = {one};
  const std::vector<Property> properties = overview_properties(run);
  ASSERT_EQ(properties.size(), 1u);
  EXPECT_EQ(properties[0].name, "waivers.changed");
  EXPECT_EQ(properties[0].value, "a:b/c (w.json, line 4)");
}

TEST(WaiverText, EntriesThatGateComeFirst) {
  results::Results run;
  run.waivers = {record(WaiverState::kApplied), record(WaiverState::kExpired)};
  const std::string text = waivers_text(run, Style(false));
  EXPECT_EQ(text,
            "waivers\n"
            "  expired        a:b/c (w.json, line 4)\n"
            "        expired on 2026-05-01: waives nothing any more; 3 findings match it\n"
            "        because: known (T-1)\n"
            "  applied        a:b/c (w.json, line 4)\n"
            "        waives 2 findings of 3 that match, up to 2026-05-01\n"
            "        because: known (T-1)\n"
            "\n");
  EXPECT_EQ(waivers_text({}, Style(false)), "");
}

// However many there are, those that make the run fail are all told.
TEST(WaiverText, CountsTheRest) {
  results::Results run;
  run.waivers.assign(30, record(WaiverState::kApplied));
  run.waivers.insert(run.waivers.end(), 20, record(WaiverState::kStale));
  const std::string text = waivers_text(run, Style(false));
  EXPECT_THAT(text, HasSubstr("        and 18 more that don't gate\n"));
  std::size_t stale = 0;
  for (std::size_t at = 0; (at = text.find("  stale  ", at)) != text.npos; ++at) ++stale;
  EXPECT_EQ(stale, 20u);
}

TEST(WaiverText, NothingInAnEntryActs) {
  results::Results run;
  judge::WaiverRecord one = record(WaiverState::kStale);
  one.waiver.rule = one.waiver.reason = one.waiver.ticket = one.waiver.file = one.waiver.target =
      one.waiver.expires = std::string(results::kHostile);
  for (std::size_t i = 0; i < judge::kWaiverStateCount; ++i) {
    one.state = static_cast<WaiverState>(i);
    run.waivers.push_back(one);
  }
  const std::string text = waivers_text(run, Style(false));
  EXPECT_THAT(text, Not(HasSubstr("\x1b")));
  EXPECT_THAT(text, Not(HasSubstr("\xe2\x80\xae")));
  const std::string junit = junit_xml(run);
  EXPECT_THAT(junit, Not(HasSubstr("<script>")));
  pugi::xml_document document;
  ASSERT_TRUE(document.load_string(junit.c_str()));
  const pugi::xml_node root = document.child("testsuites");
  EXPECT_EQ(root.attribute("tests").as_int(), 3);
  EXPECT_EQ(root.attribute("failures").as_int(), 3);
  EXPECT_STREQ(root.child("testsuite").attribute("name").value(), "assay.Waivers");
}

TEST(WaiverText, EntriesThatGateDecideTheExitCode) {
  for (std::size_t i = 0; i < judge::kWaiverStateCount; ++i) {
    const auto state = static_cast<WaiverState>(i);
    results::Results run;
    run.cases.push_back({.operation = "x", .outcome = judge::Outcome::kPassed});
    run.waivers.push_back(record(state));
    EXPECT_EQ(results::exit_for(run),
              gates(state) ? results::Exit::kDoesNotConform : results::Exit::kConforms)
        << to_string(state);
    EXPECT_EQ(results::count_checks(run).total, gates(state) ? 1u : 0u);
  }
}

}  // namespace
}  // namespace assay::report
