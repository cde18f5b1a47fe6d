// `assay history`: runs of the binary, given dates of many nights, and drawn by it.
#include <gmock/gmock.h>

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>

#include "cli/testing_cli.h"
#include "cli/testing_inert.h"
#include "cli/testing_reports.h"

namespace assay::cli::testing {
namespace {

using nlohmann::json;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

namespace fs = std::filesystem;

class HistoryTest : public CliTest {
 protected:
  // A night of November with the results of a run of that fault; "" for none.
  json night(int day, const std::string& fault, const Words& more = {}) {
    json results = run(fault, more);
    results["run"]["started"] = "2026-11-" + std::to_string(10 + day) + "T02:00:00Z";
    // How long answers took is the machine's affair.
    for (json& shape : results["shapes"]) {
      json& latency = shape["latency"];
      latency["count"] = 40;
      for (const char* member : {"shortest_us", "p50_us", "p90_us", "p99_us", "longest_us"}) {
        latency[member] = 3000;
      }
      latency["buckets"] = {{{"to_us", 3000}, {"count", 40}}};
    }
    file("nightly/" + std::to_string(10 + day) + "/results.json", results.dump(2) + "\n");
    return results;
  }

  // `assay run` once for each kind of run.
  json run(const std::string& fault, const Words& more) {
    const std::string out =
        operation_ + (fault.empty() ? "" : "-" + fault) + std::to_string(more.size());
    if (!fs::exists(path(out))) {
      Words words = {"run", operation_, "--quiet", "--out", out};
      if (!fault.empty()) words.insert(words.end(), {"--fault", fault});
      words.insert(words.end(), more.begin(), more.end());
      const Ended ended = assay(words);
      EXPECT_TRUE(ended.exit_code <= 1 || ended.exit_code == 4) << ended.err;
    }
    return results_of(path(out));
  }

  std::string page() const { return read("reports/history/index.html"); }

  std::string operation_ = "ecl-image-copy-job";  // What the runs try.
};

constexpr const char* kCapitals = "ecl-status-in-upper-case";
constexpr const char* kProgress = "ecl-progress-text";
constexpr const char* kNull = "ecl-destination-null-when-replicated";

TEST_F(HistoryTest, TellsSinceWhenWhatFlapsAndWhatWasFixed) {
  const char* const faults[] = {"",        "",        kProgress, "",    kProgress, "",
                                kProgress, kProgress, "",        kNull, kCapitals, kCapitals};
  for (int day = 0; day < 12; ++day) night(day, faults[day]);
  night(12, kCapitals, {"--case", "*/status/*"});
  file("nightly/notes.json", "{\"schema_version\": 1}");
  const Ended ended = assay({"history", "nightly"});
  EXPECT_EQ(ended.exit_code, 0) << ended.err;
  expect_golden("history.txt", ended.out);
  EXPECT_THAT(page(), HasSubstr("The trend of 13 runs"));
  EXPECT_THAT(read("reports/history/assay.css"), HasSubstr("prefers-color-scheme"));
}

TEST_F(HistoryTest, JsonSaysTheSame) {
  night(0, "");
  night(1, kCapitals);
  night(2, "");
  const Ended ended = assay({"history", "nightly", "--json", "-", "--last", "2"});
  EXPECT_EQ(ended.exit_code, 0) << ended.err;
  const json history = json::parse(ended.out);
  const std::string schema = source_file("schemas/assay/history.schema.json");
  EXPECT_EQ(assay({"schema", "validate", schema, file("h.json", ended.out)}).exit_code, 0);
  const json& series = history["series"][0];
  EXPECT_EQ(series["earlier"], 1);
  EXPECT_EQ(series["runs"].size(), 2u);
  EXPECT_EQ(series["runs"][0]["verdict"], "does not conform");
  ASSERT_FALSE(series["rules"].empty());
  EXPECT_EQ(series["rules"][0]["fixed"], "2026-11-12T02:00:00Z");
  EXPECT_EQ(series["rules"][0]["states"], json({"broken", "held"}));
  EXPECT_FALSE(series["rules"][0].contains("held_before")) << "that run was left out";
}

// Nobody looked: that a rule held once is no news of today.
TEST_F(HistoryTest, WhatIsNotTestedAnyMoreIsNamedAndDoesNotHold) {
  const char* const faults[] = {"", kProgress, "", kProgress, ""};
  for (int day = 0; day < 5; ++day) night(day, faults[day]);
  operation_ = "otc-ims-job";
  night(5, "");
  night(6, "");
  const Ended ended = assay({"history", "nightly", "--json", "h.json"});
  EXPECT_EQ(ended.exit_code, 0) << ended.err;
  expect_golden("history_not_tested.txt", ended.out);
  EXPECT_THAT(ended.out, Not(HasSubstr("held now")));
  EXPECT_THAT(page(), AllOf(Not(HasSubstr("<td class=\"good\">held")),
                            HasSubstr("<td class=\"doubt\">not exercised; held before, flaps"),
                            HasSubstr("held on 2026-11-14 02:00, not exercised since</td>")));
  const std::string sentence =
      "The last run did not test ecl-image-copy-job (last tested 2026-11-14 02:00, 60 rules).";
  EXPECT_THAT(page(), HasSubstr(sentence));
  json series = json::parse(read("h.json"))["series"][0];
  EXPECT_EQ(series["not_tested"], (json::array({{{"operation", "ecl-image-copy-job"},
                                                 {"last_tested", "2026-11-14T02:00:00Z"},
                                                 {"rules", 60}}})));
  EXPECT_EQ(series["rules"][0]["now"], "held");
  EXPECT_EQ(series["rules"][0]["told"], "2026-11-14T02:00:00Z");
  const std::string schema = source_file("schemas/assay/history.schema.json");
  EXPECT_EQ(assay({"schema", "validate", schema, "h.json"}).exit_code, 0);
}

// A run that nothing failed in, and that does not conform, must say why.
TEST_F(HistoryTest, SaysWhatTheVerdictRestsOnAsTheRunDoes) {
  file("w.json", R"({ "waivers": [
    { "rule": "ecl-image-copy-job:job_id/type", "reason": "once" },
    { "rule": "ecl-image-copy-job:*", "reason": "known", "expires": "2020-01-01" }] })");
  night(0, "");
  night(1, "", {"--waivers", "w.json"});
  night(2, "", {"--require-evidence", "401", "--case", "*/status/*"});
  const Ended ended = assay({"history", "nightly"});
  EXPECT_EQ(ended.exit_code, 0) << ended.err;
  expect_golden("history_verdicts.txt", ended.out);
  const Ended before = assay({"history", "nightly/10", "nightly/11", "--json", "h.json"});
  const std::string cause = "0 of 19 cases failed, 2 waivers do not hold";
  EXPECT_THAT(before.out, HasSubstr("does not conform: " + cause));
  EXPECT_THAT(page(),
              AllOf(HasSubstr("does not conform: " + cause),
                    HasSubstr("<td class=\"bad\">does not conform, 2 waivers do not hold<")));
  json run = json::parse(read("h.json"))["series"][0]["runs"][1];
  EXPECT_EQ(run["because"], cause);
  EXPECT_EQ(run["waivers_that_do_not_hold"], 2);
}

TEST_F(HistoryTest, SaysWhereTooFewAnswersCameToTellOfTheirTimes) {
  night(0, "");
  json results = night(1, "");
  EXPECT_EQ(assay({"history", "nightly"}).exit_code, 0);
  EXPECT_THAT(page(), Not(HasSubstr("oo few")));
  for (json& shape : results["shapes"]) shape["latency"]["count"] = 19;
  for (json& shape : results["shapes"]) shape["latency"]["buckets"][0]["count"] = 19;
  file("nightly/11/results.json", results.dump());
  EXPECT_EQ(assay({"history", "nightly"}).exit_code, 0);
  EXPECT_THAT(page(), HasSubstr("to tell whether they take longer than before, which needs "
                                "20 of an operation: ecl-image-copy-job (19 answers)."));
}

TEST_F(HistoryTest, OneBadNightHidesNoGoodOnes) {
  const json good = night(0, "");
  night(1, kCapitals);
  file("nightly/12/results.json", good.dump(2).substr(0, 3000));
  json newer = good;
  newer["schema_version"] = 9;
  file("nightly/13.json", newer.dump());
  json wrong = good;
  wrong["run"]["profile"] = "loose";
  file("nightly/14.json", wrong.dump());
  const Ended ended = assay({"history", "nightly", "--json", "h.json"});
  EXPECT_EQ(ended.exit_code, 2);
  EXPECT_THAT(ended.out,
              AllOf(HasSubstr("2 runs"), HasSubstr("3 results files could not be read")));
  EXPECT_THAT(ended.err, AllOf(HasSubstr("nightly/12/results.json"), HasSubstr("nightly/13.json"),
                               HasSubstr("is of version 9"), HasSubstr("nightly/14.json")));
  EXPECT_THAT(page(), AllOf(HasSubstr("The trend of 2 runs"), HasSubstr("nightly/13.json")));
  EXPECT_EQ(json::parse(read("h.json"))["left_out"]["unreadable"].size(), 3u);
}

TEST_F(HistoryTest, OtherFilesArePassedOver) {
  night(0, "");
  night(1, kCapitals);
  assay({"compare", "nightly/10", "nightly/11", "--json", "nightly/compared.json"});
  file("nightly/settings.json", "{ // with a comment\n}");
  file("nightly/list.json", "[1, 2]");
  file("nightly/results.json", "{\"of\": \"another tool\"}");
  file("nightly/junit.xml", "<testsuites/>");
  const Ended ended = assay({"history", "nightly"});
  EXPECT_EQ(ended.exit_code, 0) << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("note  4 other JSON files passed over\n"));
  // Who names a file means it.
  const Ended named = assay({"history", "nightly/10/results.json", "nightly/list.json"});
  EXPECT_EQ(named.exit_code, 2);
  EXPECT_THAT(named.err, HasSubstr("nightly/list.json: is no results file of assay"));
}

TEST_F(HistoryTest, LinksEndAndCopiesCountOnce) {
  night(0, "");
  night(1, "");
  fs::create_directory_symlink(path("nightly"), path("nightly/10/loop"));
  fs::create_directory_symlink("11", path("nightly/latest"));
  fs::copy_file(path("nightly/11/results.json"), path("nightly/newest.json"));
  fs::create_symlink("nowhere", path("nightly/gone.json"));
  fs::create_directories(path("elsewhere"));
  fs::rename(path("nightly/10"), path("elsewhere/10"));
  fs::create_directory_symlink(path("elsewhere"), path("nightly/moved"));
  const Ended ended = assay({"history", "nightly", "nightly/11"});
  EXPECT_EQ(ended.exit_code, 0) << ended.err;
  EXPECT_THAT(ended.out, AllOf(HasSubstr(": 2 runs,"), HasSubstr("1 copy of a run")));
}

TEST_F(HistoryTest, ShardsAreToldAndLeftOut) {
  environment_ = {{"GTEST_TOTAL_SHARDS", "2"}, {"GTEST_SHARD_INDEX", "0"}};
  night(0, "");
  EXPECT_THAT(refusal({"history", "nightly"}),
              AllOf(HasSubstr("has only shards of runs"), HasSubstr("assay merge")));
  environment_.clear();
  night(1, kCapitals);
  const Ended ended = assay({"history", "nightly"});
  EXPECT_EQ(ended.exit_code, 0) << ended.err;
  EXPECT_THAT(ended.out, HasSubstr("1 shard left out, nightly/10/results.json first: assay merge"));
}

TEST_F(HistoryTest, TargetsAndProfilesAreToldApart) {
  json other = night(0, "");
  night(1, "", {"--profile", "strict"});
  other["run"]["target"] = "staging";
  file("nightly/staging.json", other.dump());
  const Ended ended = assay({"history", "nightly"});
  EXPECT_EQ(ended.exit_code, 0) << ended.err;
  for (const char* name : {"reference server, profile documented: 1 run", "staging, profile docum",
                           "reference server, profile strict: 1 run"}) {
    EXPECT_THAT(ended.out, HasSubstr(name));
  }
  EXPECT_THAT(page(), HasSubstr("Runs of one target under one profile are one trend"));
}

TEST_F(HistoryTest, LeadsToThePageBesideARun) {
  const json results = night(0, "");
  file("a 100% \"night\"/results.json", results.dump());
  file("a 100% \"night\"/index.html", "");
  file("plain/index.html", "");
  json other = results;
  other["run"]["duration_us"] = 1;
  file("plain/10.json", other.dump());
  EXPECT_EQ(assay({"history", "a 100% \"night\"", "plain"}).exit_code, 0);
  EXPECT_THAT(page(), HasSubstr("<a href=\"../../a%20100%25%20%22night%22/index.html\">"));
  EXPECT_THAT(page(), Not(HasSubstr("plain/index.html"))) << "it may be the page of anything";
}

TEST_F(HistoryTest, RenamedRulesAreFollowed) {
  night(0, kProgress);
  night(1, kProgress);
  std::string text = read("nightly/10/results.json");
  const std::string now = "ecl-image-copy-job:copy_progress/type";
  for (std::size_t at = text.find(now); at != std::string::npos; at = text.find(now, at)) {
    text.replace(at, now.size(), "ecl-image-copy-job:progress/kind");
  }
  file("nightly/10/results.json", text);
  EXPECT_THAT(
      assay({"history", "nightly"}).out,
      AllOf(HasSubstr("broken now (1)\n"), HasSubstr("not exercised in the last run (1)\n")));
  const std::string aliases = file("aliases.txt", R"({"rules": {"ecl-image-copy-job:progress/kind":
                               "ecl-image-copy-job:copy_progress/type"}, "cases": {}})");
  const Ended ended = assay({"history", "nightly", "--aliases", aliases});
  EXPECT_THAT(ended.out, AllOf(HasSubstr("broken now (1)\n"), HasSubstr(" in 2 runs"),
                               Not(HasSubstr("not exercised")),
                               HasSubstr("renamed  ecl-image-copy-job:progress/kind -> ")));
}

TEST_F(HistoryTest, OldFormatIsRead) {
  night(0, "");
  const Ended ended = assay({"history", "nightly", source_file("fixtures/results/version-1.json")});
  EXPECT_EQ(ended.exit_code, 0) << ended.err;
}

TEST_F(HistoryTest, HostileValuesStayText) {
  json results = night(0, kCapitals);
  const std::string evil = "</td><script>alert(1)</script>\x1b[31m\u202e";
  for (const char* member : {"target", "started", "tool_version"}) results["run"][member] = evil;
  std::string text = results.dump();
  const std::string rule = "ecl-image-copy-job:status/enum";
  const std::string bad = rule + "<img src=x onerror=x>\\u001b[31m";
  for (std::size_t at = text.find(rule); at != std::string::npos;
       at = text.find(rule, at + bad.size())) {
    text.replace(at, rule.size(), bad);
  }
  file("nightly/10/results.json", text);
  const Ended ended = assay({"history", "nightly"});
  EXPECT_EQ(ended.exit_code, 0) << ended.err;
  EXPECT_EQ(active_in(ended.out), "");
  EXPECT_THAT(ended.out, HasSubstr("<script>"));
  EXPECT_EQ(active_in(page()), "");
  EXPECT_THAT(page(), AllOf(Not(HasSubstr("<script")), Not(HasSubstr("<img")),
                            HasSubstr("&lt;script&gt;"), HasSubstr("&lt;img")));
}

TEST_F(HistoryTest, NonsenseIsRefused) {
  EXPECT_THAT(refusal({"history", "none"}), HasSubstr("none: there is no such file or folder"));
  file("empty/x.json", "{}");
  EXPECT_THAT(refusal({"history", "empty"}), HasSubstr("has no results of a run"));
  EXPECT_THAT(refusal({"history", "empty", "--last", "0"}), HasSubstr("--last"));
  EXPECT_THAT(refusal({"history", "empty", "--aliases", file("a.txt", "{}")}), HasSubstr("a.txt"));
  night(0, "");
  EXPECT_THAT(refusal({"history", "nightly", "--out", "nightly/10"}),
              HasSubstr("has the reports of a run"));
  file("shut", "");
  EXPECT_THAT(refusal({"history", "nightly", "--out", "shut/x"}), HasSubstr("shut/x"));
}

}  // namespace
}  // namespace assay::cli::testing
