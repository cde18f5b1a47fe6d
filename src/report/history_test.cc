#include "report/history.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "base/document.h"
#include "base/files.h"
#include "contract/catalog.h"
#include "report/html_text.h"
#include "report/trend_charts.h"
#include "results/sample_history.h"
#include "results/sample_run.h"

namespace assay::report {
namespace {

using results::History;
using results::sample_history;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class HistoryPageTest : public ::testing::Test {
 protected:
  std::string page(const History& history) {
    document_.reset();
    make_history_page(history, document_);
    return html_text(document_);
  }
  std::string text_at(const std::string& path) const {
    std::string out;
    const pugi::xpath_node_set all = pugi::xpath_query((path + "//text()").c_str())
                                         .evaluate_node_set(document_.document_element());
    for (const pugi::xpath_node& node : all) out += node.node().value();
    return out;
  }
  std::size_t count(const std::string& path) const {
    return document_.document_element().select_nodes(path.c_str()).size();
  }

  pugi::xml_document document_;
};

// A row of so many runs that broke in the last one.
std::string long_row(std::size_t runs) {
  return std::string(runs - 1, 'H') + "B";
}

std::string violation(const std::string& json) {
  const auto data = base::data_folder(ASSAY_SOURCE_DIR);
  const auto document = base::Document::parse(json);
  if (!document) return document.error().message;
  const base::Status status = contract::check_format(**data, "history", *document, "history.json");
  return status ? "" : status.error().to_string();
}

// Of values that want to break a report, in every place that comes from a file.
History hostile_history() {
  results::HistoryBuilder builder({});
  results::Results run = results::hostile_values()->results();
  const std::string hostile(results::kHostile);
  run.run.started = run.run.tool_version = hostile;
  run.shapes.push_back({.operation = hostile, .what = {}});
  run.shapes.back().what.latency.add(std::chrono::milliseconds(1));
  for (results::Rule& rule : run.rules) rule.id += hostile;
  builder.add(run, {.path = hostile, .page = "a%22b/index.html", .fingerprint = 0});
  run.run.shards = 2;
  builder.add(run, {.path = hostile, .page = "", .fingerprint = 1});
  builder.note_unreadable({.message = hostile, .file = hostile});
  History history = builder.finish();
  history.renamed = {hostile};
  return history;
}

TEST_F(HistoryPageTest, FirstTheVerdictOfTheLastRun) {
  page(sample_history({"HHB", "HHH"}));
  EXPECT_EQ(text_at("//h1"), "The trend of 3 runs");
  EXPECT_EQ(text_at("//h2"), "server, profile documented");
  EXPECT_EQ(text_at("//p[@class='verdict bad']"),
            "does not conform: 1 of 2 cases failed (the last run, 2026-01-03 02:00)");
  EXPECT_THAT(text_at("//section"), HasSubstr("Rules: 1 broken now, 0 warned, 0 waived; 0 fixed"));
}

TEST_F(HistoryPageTest, EveryDrawingIsToldAndHasItsNumbersBesideIt) {
  page(sample_history({"HBH", "HHW"}));
  EXPECT_EQ(count("//figure"), 4u);
  EXPECT_EQ(count("//figure[svg[@role='img'][title][desc]][details/div/table]"), 4u);
  EXPECT_EQ(count("//td/svg[@role='img'][title][desc]"), 2u);
  EXPECT_EQ(count("//svg[not(@role='img') and not(@aria-hidden='true')]"), 0u);
  EXPECT_EQ(text_at("//figure[1]//desc"),
            "Of 3 runs, 2 conform and 1 does not. The last one: conforms; 2 of 2 cases ran, none "
            "failed.");
  EXPECT_EQ(text_at("//figure[1]//tbody/tr[2]"), "2026-01-02 02:00does not conform100010");
  EXPECT_EQ(text_at("//figure[2]//tbody/tr[1]"), "2026-01-03 02:00010");
}

// What a colour says, a shape says, too.
TEST_F(HistoryPageTest, VerdictsHaveSignsAndStatesHaveShapes) {
  page(sample_history({"HB"}));
  EXPECT_EQ(count("//figure[1]/svg/path[@class='sign']"), 1u);
  EXPECT_THAT(text_at("//figure[1]/ul"), AllOf(HasSubstr("conforms"), HasSubstr("failed")));
  std::set<std::string> shapes;
  page(sample_history({"BWVHN"}));
  for (const pugi::xpath_node& node : document_.document_element().select_nodes("//td/svg/path")) {
    const std::string outline = node.node().attribute("d").value();
    shapes.insert(outline.substr(outline.find(' ')));
  }
  EXPECT_EQ(shapes.size(), 5u);
  EXPECT_EQ(text_at("//td/svg/desc"),
            "broken in 1, warned in 1, waived in 1, held in 1, not exercised in 1");
}

TEST_F(HistoryPageTest, RowsAreToldInWords) {
  page(sample_history({"HHBBNH"}));
  EXPECT_EQ(text_at("//details[summary='The rows in words']//tbody/tr/td"),
            "held 2026-01-01 02:00 to 2026-01-02 02:00 (2 runs); broken 2026-01-03 02:00 to "
            "2026-01-04 02:00 (2 runs, at most 2 places); not_exercised 2026-01-05 02:00 (1 run); "
            "held 2026-01-06 02:00 (1 run)");
}

TEST_F(HistoryPageTest, WhatTheLastRunDidNotExerciseIsNeitherGoodNorBad) {
  page(sample_history({"HBHN", "HHBN", "HHHB", "HBHH"}));
  const std::string rows = "//table[caption='Rules by run']/tbody/tr";
  EXPECT_EQ(text_at(rows + "[th='x:a']/td[1][@class='doubt']"), "not exercised; held before");
  EXPECT_EQ(text_at(rows + "[th='x:b']/td[1][@class='doubt']"), "not exercised; broken before");
  EXPECT_EQ(text_at(rows + "[th='x:c']/td[1][@class='bad']"), "broken");
  EXPECT_EQ(text_at(rows + "[th='x:d']/td[1][@class='good']"), "held");
  EXPECT_THAT(text_at("//section"),
              HasSubstr("Rules: 1 broken now, 0 warned, 0 waived; 1 fixed; 2 broken or fixed "
                        "before, not exercised in the last run; 0 flap."));
}

TEST_F(HistoryPageTest, OneRunIsNoTrendButIsShown) {
  page(sample_history({"B"}));
  EXPECT_EQ(text_at("//h1"), "The trend of 1 run");
  EXPECT_EQ(text_at("//figure[1]//desc"),
            "Of 1 run, 0 conform and 1 does not. The last one: does not conform; 1 of 1 case "
            "failed.");
  EXPECT_THAT(text_at("//section"), HasSubstr("since 2026-01-01 02:00 or earlier, in 1 run"));
}

TEST_F(HistoryPageTest, NoRunsAreSaid) {
  page({});
  EXPECT_EQ(text_at("//h1"), "The trend of 0 runs");
}

TEST_F(HistoryPageTest, ColumnStandsForNeighboursAndShowsTheWorst) {
  std::string row(600, 'H');
  row[301] = 'B';
  const std::string text = page(sample_history({row}));
  EXPECT_THAT(text_at("//section"), HasSubstr("a column of a drawing stands for up to 10 "));
  EXPECT_EQ(count("//figure[1]//tbody/tr"), 60u);
  EXPECT_EQ(count("//figure[1]//tbody/tr[td='does not conform']"), 1u);
  EXPECT_EQ(count("//figure[2]//tbody/tr[td='1']"), 1u);
  EXPECT_THAT(text_at("//section"), HasSubstr("Of 600 runs, these are the last 100."));
  EXPECT_THAT(text_at("//section"), HasSubstr("The last 250 of 600 runs"));
}

TEST_F(HistoryPageTest, ManyRulesAndRunsAreCutAtAStatedNumber) {
  const std::string text = page(sample_history(results::Rows(300, long_row(1000))));
  EXPECT_EQ(count("//table[caption='Rules by run']/tbody/tr"), 200u);
  EXPECT_THAT(text_at("//section"), HasSubstr("200 of 300 rules stand here"));
  EXPECT_LT(text.size(), 2'000'000u);
}

TEST_F(HistoryPageTest, ManyTargetsAreListedAndTheNewestDrawn) {
  results::HistoryBuilder builder({});
  for (std::size_t i = 0; i < 25; ++i) {
    results::Results run = results::sample_night({std::string(25, 'H')}, i);
    run.run.target = "server " + std::to_string(i);
    builder.add(run, {});
  }
  page(builder.finish());
  EXPECT_EQ(count("//section"), 20u);
  EXPECT_EQ(text_at("(//h2)[1]"), "server 24, profile documented");
  EXPECT_THAT(text_at("//main"), HasSubstr("The 20 with the newest runs, of 25"));
}

TEST_F(HistoryPageTest, RunLeadsToItsPage) {
  results::HistoryBuilder builder({});
  builder.add(results::sample_night({"H"}, 0),
              {.path = "a b/results.json", .page = "../a%20b/index.html", .fingerprint = 0});
  page(builder.finish());
  EXPECT_EQ(text_at("//a[@href='../a%20b/index.html']"), "2026-01-01 02:00");
}

TEST_F(HistoryPageTest, HostileValuesAreText) {
  const std::string text = page(hostile_history());
  EXPECT_THAT(text, AllOf(Not(HasSubstr("<script")), HasSubstr("&lt;script&gt;")));
  for (const char c : text) EXPECT_FALSE(c == '\x7f' || (c >= 0 && c < 0x20 && c != '\n'));
  EXPECT_THAT(text, Not(HasSubstr("\xE2\x80\xAE")));
  EXPECT_EQ(count("//@style | //@*[starts-with(name(), 'on')] | //script | //style"), 0u);
  const std::string console = history_text(hostile_history(), Style(false));
  EXPECT_THAT(console, AllOf(Not(HasSubstr("\x1b")), Not(HasSubstr("\xE2\x80\xAE"))));
}

TEST_F(HistoryPageTest, LinksLeadSomewhereAndNoNameComesTwice) {
  results::HistoryBuilder builder({});
  for (std::size_t i = 0; i < 4; ++i) {
    results::Results run = results::sample_night({"HBWV", "HHBB"}, i);
    if (i % 2 == 1) run.run.target = "other";
    builder.add(run, {});
  }
  page(builder.finish());
  std::set<std::string> names;
  for (const pugi::xpath_node& node : document_.document_element().select_nodes("//@id")) {
    EXPECT_TRUE(names.insert(node.attribute().value()).second) << node.attribute().value();
  }
  EXPECT_EQ(count("//a[starts-with(@href, '#')]"), 2u);
  for (const pugi::xpath_node& node :
       document_.document_element().select_nodes("//@href[starts-with(., '#')]")) {
    EXPECT_TRUE(names.contains(std::string(node.attribute().value()).substr(1)));
  }
}

TEST(HistoryJson, IsDescribedByItsSchema) {
  EXPECT_EQ(violation(history_json(sample_history({"HBHB", "HWVN", "BBB-"}, 3))), "");
  EXPECT_EQ(violation(history_json(hostile_history())), "");
  EXPECT_EQ(violation(history_json({})), "");
}

TEST(HistoryText, ListsAreCut) {
  const std::string text =
      history_text(sample_history(results::Rows(30, long_row(50))), Style(false));
  EXPECT_THAT(text, HasSubstr("broken now (30)"));
  EXPECT_THAT(text, HasSubstr("  and 10 more\n"));
  EXPECT_THAT(text, HasSubstr("  40 runs before\n"));
}

TEST(HistoryText, TellsWhatIsNotExercisedAnyMore) {
  const std::string text = history_text(sample_history({"HBN", "HHH"}), Style(false));
  EXPECT_THAT(text, HasSubstr("\nbroken or fixed before, not exercised in the last run (1)\n"));
  EXPECT_THAT(text,
              HasSubstr("; broken at 2 places on\n      2026-01-02 02:00, not exercised since\n"));
  EXPECT_THAT(text, Not(HasSubstr("broken now")));
  EXPECT_THAT(text, HasSubstr("exercised 1 rule, 1 fewer than that of 2026-01-02 02:00."));
}

TEST(HistoryText, FlappingAndFixedRulesThatNobodyLookedAtDoNotHoldNow) {
  const std::string text = history_text(sample_history({"HBHBHN"}), Style(false));
  EXPECT_THAT(text, HasSubstr("4 changes in the last 6 runs; held on 2026-01-05 02:00, not "
                              "exercised since\n"));
  EXPECT_THAT(text,
              HasSubstr("fixed 2026-01-05 02:00; had been broken since 2026-01-04 02:00, in 1 "
                        "run; held on\n      2026-01-05 02:00, not exercised since\n"));
  EXPECT_THAT(text, AllOf(Not(HasSubstr("held now")), Not(HasSubstr("fixed lately"))));
  EXPECT_THAT(history_text(sample_history({"HBHBHB"}), Style(false)),
              HasSubstr("5 changes in the last 6 runs; broken now\n"));
}

TEST(HistoryText, NamesAllOperationsThatWereNotTestedUpToAStatedNumber) {
  results::HistoryBuilder builder({});
  results::Results run = results::sample_night(results::Rows(15, "H"), 0);
  for (std::size_t i = 0; i < 15; ++i) {
    run.rules[i].operation = "operation-" + std::to_string(10 + i);
  }
  builder.add(run, {.path = "0"});
  builder.add(results::sample_night({"HH"}, 1), {.path = "1"});
  const std::string text = history_text(builder.finish(), Style(false));
  EXPECT_THAT(text, HasSubstr("The last run did not test operation-10 (last tested 2026-01-01 "
                              "02:00, 1 rule), "));
  EXPECT_THAT(text, AllOf(HasSubstr("operation-19 ("), Not(HasSubstr("operation-20 ("))));
  EXPECT_THAT(text, HasSubstr("5 more"));
}

// The operation is named where too few of its rules were exercised.
TEST(HistoryText, CauseOfAVerdictIsPrintable) {
  results::Results run = results::sample_night({"H", "N"}, 0);
  run.run.required.coverage = 100;
  for (results::Rule& rule : run.rules) rule.operation = results::kHostile;
  for (results::Case& one : run.cases) one.operation = results::kHostile;
  results::HistoryBuilder builder({});
  builder.add(run, {});
  const std::string text = history_text(builder.finish(), Style(false));
  EXPECT_THAT(text, HasSubstr("nothing shown: 50 % of the rules of "));
  EXPECT_THAT(text, AllOf(Not(HasSubstr("\x1b")), Not(HasSubstr("\xE2\x80\xAE"))));
}

TEST(HistoryText, NoLineIsLongerThanATerminalTakes) {
  const std::string text =
      history_text(sample_history({"HBHBHBN", "HWVHHHH", "HHHHHBH"}), Style(false));
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    EXPECT_LE(end - at, kConsoleWidth) << text.substr(at, end - at);
    at = end + 1;
  }
}

}  // namespace
}  // namespace assay::report
