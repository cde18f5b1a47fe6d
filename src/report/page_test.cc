#include "report/page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <set>

#include "report/html_text.h"
#include "results/sample_run.h"

namespace assay::report {
namespace {

using results::every_outcome;
using results::hostile_values;
using results::Results;
using results::SampleRun;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

const contract::Contradiction kContradiction{
    .id = "OTC-3",
    .documents = {"004"},
    .where = "One table has capitals, one has not.",
    .readings = {"capitals", "small letters"},
    .choice = {{contract::Profile::kDocumented, "Capitals."},
               {contract::Profile::kStrict, "As each table has it."}}};

class PageTest : public ::testing::Test {
 protected:
  std::string page(const Results& results) {
    document_.reset();
    make_page(results, {kContradiction}, has_selftest_, document_);
    return html_text(document_);
  }

  // Text of the first element that the path names, its children's included.
  std::string text_at(const char* path) const {
    std::string out;
    const pugi::xpath_node_set all = pugi::xpath_query((std::string(path) + "//text()").c_str())
                                         .evaluate_node_set(document_.document_element());
    for (const pugi::xpath_node& node : all) out += node.node().value();
    return out;
  }
  std::size_t count(const char* path) const {
    return document_.document_element().select_nodes(path).size();
  }

  pugi::xml_document document_;
  bool has_selftest_ = false;
};

TEST_F(PageTest, FirstScreenTellsTheVerdictAndWhatItRestsOn) {
  page(every_outcome()->results());
  EXPECT_EQ(text_at("//h1"), "reference server");
  EXPECT_EQ(text_at("//p[@class='verdict bad']"),
            "does not conform: 2 of 9 cases failed, 1 waived");
  const std::string first = text_at("//section[@id='verdict']");
  EXPECT_THAT(first, HasSubstr("1 not_provoked"));
  EXPECT_THAT(first, HasSubstr("http://127.0.0.1:8080"));
  EXPECT_THAT(first, HasSubstr("2024-05-01 12:00:00 UTC"));
  EXPECT_THAT(first, HasSubstr("3.2 s"));
  EXPECT_THAT(first, HasSubstr("assay run sample-job"));
  EXPECT_EQ(count("//a[@href='junit.xml']"), 1u);
  EXPECT_EQ(count("//p[@class='banner bad']"), 0u);
}

TEST_F(PageTest, InsecureAndStoppedRunsSaySo) {
  Results results = every_outcome()->results();
  results.run.insecure = true;
  results.run.aborted = true;
  page(results);
  EXPECT_THAT(text_at("//p[@class='banner bad']"), HasSubstr("INSECURE"));
  EXPECT_THAT(text_at("//p[@class='banner doubt']"), HasSubstr("Stopped"));
}

TEST_F(PageTest, GreenRunSaysThatNoRuleWasBroken) {
  SampleRun sample;
  sample.add_case("good");
  page(sample.results());
  EXPECT_EQ(text_at("//p[@class='verdict good']"), "conforms: 1 of 1 case ran, none failed");
  EXPECT_EQ(text_at("//section[@id='findings']/p"), "No rule was broken.");
  EXPECT_EQ(count("//section[@id='unseen']"), 0u);
}

TEST_F(PageTest, FindingStandsInsideTheAnswer) {
  SampleRun sample;
  sample.add_finding(sample.add_case("bad"), "status/enum");
  page(sample.results());
  EXPECT_EQ(text_at("//pre[@class='answer']"),
            "{\n  \"job_id\": \"j1\",\n  \"status\": \"success\"\n"
            "  ^ expected one of SUCCESS, FAIL, actual \"success\"\n}\n");
  EXPECT_EQ(text_at("//mark"), "\"status\": \"success\"");
}

TEST_F(PageTest, FindingTellsRuleSourceAndContradiction) {
  SampleRun sample;
  sample.add_finding(sample.add_case("bad"), "status/enum");
  page(sample.results());
  const std::string rule = text_at("//article");
  EXPECT_THAT(rule, HasSubstr("sample-job:status/enum"));
  EXPECT_THAT(rule, HasSubstr("document 004, Response parameters, row status (table)"));
  EXPECT_THAT(rule, HasSubstr("must: a case that breaks it fails"));
  EXPECT_EQ(text_at("//div[@class='contradiction']"),
            "The document contradicts itself, OTC-3: One table has capitals, one has not."
            "It can be read as capitals or small letters."
            "The profile documented takes: Capitals.");
}

TEST_F(PageTest, FindingHasWhatIsToBeCopied) {
  SampleRun sample;
  sample.add_finding(sample.add_case("bad"), "status/enum");
  page(sample.results());
  EXPECT_EQ(text_at("(//pre[@class='copy'])[1]"),
            "curl -sS -i -H 'X-Auth-Token: '\"$SAMPLE_TOKEN\" 'http://127.0.0.1:8080/v1/jobs/j1'");
  EXPECT_EQ(text_at("(//pre[@class='copy'])[2]"), "assay run sample-job --case 'sample-job/bad'");
  EXPECT_EQ(text_at("(//pre[@class='copy'])[3]"),
            "{\n  \"rule\": \"sample-job:status/enum\",\n  \"operation\": \"sample-job\",\n"
            "  \"target\": \"reference server\",\n  \"pointer\": \"/status\",\n"
            "  \"actual\": \"\\\"success\\\"\",\n  \"reason\": \"\"\n}");
}

TEST_F(PageTest, MissingBodyIsSaid) {
  SampleRun sample;
  judge::CaseRecord& record = sample.add_case("bad");
  sample.add_finding(record, "status/enum");
  record.transcript.front().response->body.clear();
  page(sample.results());
  EXPECT_THAT(text_at("//article"), HasSubstr("The answer's body is empty."));
  record.transcript.front().response->headers.clear();
  page(sample.results());
  EXPECT_THAT(text_at("//article"), HasSubstr("The answer was not kept for this page"));
  EXPECT_EQ(count("//pre[@class='answer']"), 0u);
}

TEST_F(PageTest, RuleHasThreeExamplesAndAList) {
  SampleRun sample;
  sample.run.cases.reserve(600);
  for (int i = 0; i < 600; ++i) {
    sample.add_finding(sample.add_case(std::to_string(i)), "status/enum");
  }
  page(sample.results());
  EXPECT_EQ(count("//article"), 1u);
  EXPECT_EQ(count("//div[@class='example']"), 3u);
  EXPECT_EQ(count("//article/div[@class='example']"), 1u) << "only the first is open";
  EXPECT_EQ(count("//article/details/div/table/tbody/tr"), 200u);
  EXPECT_THAT(text_at("//article"), HasSubstr("597 more findings of this rule"));
  EXPECT_THAT(text_at("//article"), HasSubstr("200 of them stand here; results.json has all."));
}

TEST_F(PageTest, WhatGatesStandsBeforeWhatIsMoreFrequent) {
  SampleRun sample;
  sample.run.cases.reserve(3);
  sample.add_finding(sample.add_case("a"), "job_type/maxLength");
  sample.add_finding(sample.add_case("b"), "job_type/maxLength");
  sample.add_finding(sample.add_case("c"), "status/enum");
  page(sample.results());
  EXPECT_EQ(text_at("(//article)[1]/h3"), "sample-job:status/enum");
  EXPECT_EQ(text_at("(//article)[2]/h3"), "sample-job:job_type/maxLength");
}

TEST_F(PageTest, MatrixLeadsToTheRuleThatFailed) {
  SampleRun sample;
  sample.run.cases.reserve(2);
  sample.add_case("good");
  sample.add_finding(sample.add_case("bad"), "status/enum");
  page(sample.results());
  EXPECT_EQ(text_at("//table[@class='matrix']/tbody/tr/td[2]"), "2 passed");
  EXPECT_EQ(text_at("//table[@class='matrix']/tbody/tr/td[5]"), "1 failed of 2");
  const std::string address =
      document_.document_element().select_node("//td/a[.='1 failed']/@href").attribute().value();
  EXPECT_EQ(count(("//article[@id='" + address.substr(1) + "']").c_str()), 1u);
}

TEST_F(PageTest, OutcomesWithoutVerdictTellTheirReasons) {
  page(every_outcome()->results());
  const std::string unseen = text_at("//section[@id='unseen']");
  for (const char* reason : {"connection refused", "SAMPLE_TOKEN is not set", "known until May",
                             "the target has no expired credential", "nothing to try"}) {
    EXPECT_THAT(unseen, HasSubstr(reason));
  }
}

TEST_F(PageTest, WaiversTellWhatBecameOfThem) {
  SampleRun sample;
  sample.add_finding(sample.add_case("bad"), "status/enum");
  Results results = sample.results();
  judge::WaiverRecord applied;
  applied.waiver = {.rule = "sample-job:status/enum", .reason = "known", .ticket = "T-1"};
  applied.waiver.file = "w.json";
  applied.state = judge::WaiverState::kApplied;
  applied.matched = applied.waived = 1;
  judge::WaiverRecord stale;
  stale.waiver = {.rule = "sample-job:job_id/type", .reason = "<b>old</b>"};
  stale.state = judge::WaiverState::kStale;
  results.waivers = {applied, stale};
  results.findings[0].outcome = judge::Outcome::kWaived;
  results.findings[0].waiver = 0;
  page(results);
  EXPECT_THAT(text_at("//section[@id='waivers']//tr[1]/th[@scope='row']"),
              HasSubstr("sample-job:job_id/type"))
      << "what makes the run fail stands first";
  EXPECT_THAT(text_at("//section[@id='waivers']//td[@class='bad']"), HasSubstr("stale"));
  EXPECT_EQ(text_at("(//section[@id='waivers']//tbody/tr)[1]/td[3]"), "<b>old</b>");
  EXPECT_THAT(text_at("//div[@class='example']"), HasSubstr("known (T-1)"));
  EXPECT_THAT(text_at("//div[@class='example']"), Not(HasSubstr("To waive it")));
}

TEST_F(PageTest, RulesThatNothingExercisedAreListed) {
  SampleRun sample;
  sample.add_case("good");
  page(sample.results());
  EXPECT_THAT(text_at("//section[@id='rules']/details"), HasSubstr("sample-job:status/enum"));
}

TEST_F(PageTest, ThousandsOfCasesAreCutAtAStatedNumber) {
  SampleRun sample;
  sample.run.cases.reserve(5001);
  for (int i = 0; i < 5000; ++i) sample.add_case(std::to_string(i));
  sample.add_finding(sample.add_case("bad"), "status/enum");
  const std::string text = page(sample.results());
  EXPECT_EQ(count("//section[@id='cases']//tbody/tr"), 2000u);
  EXPECT_EQ(count("//section[@id='cases']//tbody[count(tr) > 250]"), 0u);
  EXPECT_EQ(text_at("//section[@id='cases']/details[1]/summary"), "sample-job, failed: 1 case");
  EXPECT_THAT(text_at("//section[@id='cases']"), HasSubstr("2000 of 5001 cases stand here"));
  EXPECT_LT(text.size(), 1'000'000u);
}

TEST_F(PageTest, TimingsAreDrawnAndTold) {
  Results results = every_outcome()->results();
  judge::Latency latency;
  for (int i = 1; i <= 100; ++i) latency.add(std::chrono::microseconds(i * 1000));
  results.shapes.push_back(
      {.operation = "sample-job", .what = {.answers = {}, .latency = latency}});
  page(results);
  EXPECT_EQ(count("//figure/svg[@role='img']/rect"), latency.buckets().size());
  EXPECT_EQ(count("//figure/svg/line[@class='percentile']"), 3u);
  EXPECT_THAT(text_at("//figure/svg/desc"), HasSubstr("100 answers; half came within "));
}

TEST_F(PageTest, FollowedJobIsDrawnAndTold) {
  SampleRun sample;
  judge::CaseRecord& record = sample.add_case("followed");
  const char* states[] = {"INIT", "RUNNING", "RUNNING", "SUCCESS"};
  record.transcript.resize(5, record.transcript.front());  // The last tells no state.
  for (std::size_t i = 0; i < 4; ++i) {
    record.transcript[i].state = states[i];
    record.transcript[i].began = std::chrono::seconds(i);
  }
  Results results = sample.results();
  judge::Latency latency;
  latency.add(std::chrono::milliseconds(1));
  results.shapes.push_back(
      {.operation = "sample-job", .what = {.answers = {}, .latency = latency}});
  page(results);
  EXPECT_EQ(count("//svg[title='States of sample-job/followed']/rect"), 3u);
  EXPECT_EQ(text_at("//svg/desc[@id='job-0-desc']"),
            "INIT from 1.499 ms, RUNNING from 1.0 s, SUCCESS from 3.0 s.");
  EXPECT_EQ(count("//figure/details//tbody/tr"), 4u);
}

// Nothing that came from elsewhere may act, whatever shows the page.
TEST_F(PageTest, HostileValuesAreText) {
  const std::string text = page(hostile_values()->results());
  EXPECT_THAT(text, Not(HasSubstr("<script")));
  EXPECT_THAT(text, HasSubstr("&lt;script&gt;alert(&#39;1&#39;)"));
  for (const char c : text) EXPECT_FALSE(c == '\x7f' || (c >= 0 && c < 0x20 && c != '\n'));
  EXPECT_THAT(text, Not(HasSubstr("\xE2\x80\xAE")));
  EXPECT_LT(text.size(), 100'000u);
}

TEST_F(PageTest, NeedsNoPolicyButItsStyleSheet) {
  page(every_outcome()->results());
  EXPECT_EQ(count("//@style"), 0u);
  EXPECT_EQ(count("//@*[starts-with(name(), 'on')]"), 0u);
  EXPECT_EQ(count("//style | //script | //img | //iframe"), 0u);
  std::set<std::string> addresses;
  for (const pugi::xpath_node& node : document_.document_element().select_nodes("//@href")) {
    const std::string address = node.attribute().value();
    if (!address.starts_with('#')) addresses.insert(address);
  }
  EXPECT_THAT(addresses, ElementsAre("assay.css", "junit.xml", "results.json"));
}

TEST_F(PageTest, LeadsToTheSelfTestWhereThatIsBesideIt) {
  page(every_outcome()->results());
  EXPECT_EQ(count("//a[@href='selftest.html']"), 0u);
  has_selftest_ = true;
  page(every_outcome()->results());
  EXPECT_EQ(count("//section[@id='verdict']//a[@href='selftest.html']"), 1u);
}

TEST_F(PageTest, EveryLinkInsideThePageLeadsSomewhereAndNoNameComesTwice) {
  page(every_outcome()->results());
  std::set<std::string> names;
  for (const pugi::xpath_node& node : document_.document_element().select_nodes("//@id")) {
    EXPECT_TRUE(names.insert(node.attribute().value()).second) << node.attribute().value();
  }
  for (const pugi::xpath_node& node :
       document_.document_element().select_nodes("//@href[starts-with(., '#')]")) {
    EXPECT_TRUE(names.contains(std::string(node.attribute().value()).substr(1)))
        << node.attribute().value();
  }
}

}  // namespace
}  // namespace assay::report
