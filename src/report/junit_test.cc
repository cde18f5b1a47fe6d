#include "report/junit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <pugixml.hpp>
#include <string>

#include "results/sample_run.h"

namespace assay::report {
namespace {

using results::empty_run;
using results::every_outcome;
using results::hostile_values;
using results::kHostile;
using results::SampleRun;

using testing::HasSubstr;
using testing::Not;

pugi::xml_document parsed(const std::string& xml) {
  pugi::xml_document document;
  const pugi::xml_parse_result result = document.load_string(xml.c_str());
  EXPECT_TRUE(result) << result.description() << "\n" << xml;
  return document;
}

// The first testcase of that case in the suite of that category.
pugi::xml_node find_test(const pugi::xml_document& document, const std::string& category,
                         const std::string& name) {
  return document
      .select_node(
          ("//testsuite[@name='assay." + category + "']/testcase[@name='sample-job/" + name + "']")
              .c_str())
      .node();
}

std::int64_t milliseconds(pugi::xml_node node) {
  return std::llround(node.attribute("time").as_double() * 1000);
}

void expect_counts(pugi::xml_node node, const std::string& path) {
  const auto count = [&](const std::string& what) {
    return static_cast<int>(node.select_nodes((path + what).c_str()).size());
  };
  EXPECT_EQ(node.attribute("tests").as_int(-1), count("testcase"));
  EXPECT_EQ(node.attribute("failures").as_int(-1), count("testcase[failure]"));
  EXPECT_EQ(node.attribute("failures").as_int(-1), count("testcase/failure"));
  EXPECT_EQ(node.attribute("errors").as_int(-1), count("testcase[error]"));
  if (path.empty()) {
    EXPECT_EQ(node.attribute("skipped").as_int(-1), count("testcase[skipped]"));
  }
  std::int64_t sum = 0;
  for (const pugi::xpath_node& test : node.select_nodes((path + "testcase").c_str())) {
    sum += milliseconds(test.node());
  }
  EXPECT_EQ(milliseconds(node), sum);
}

TEST(JUnit, CountsEqualElements) {
  for (const auto& sample : {every_outcome(), hostile_values(), empty_run()}) {
    const pugi::xml_document document = parsed(junit_xml(sample->results()));
    expect_counts(document.child("testsuites"), "testsuite/");
    for (const pugi::xml_node suite : document.child("testsuites").children("testsuite")) {
      expect_counts(suite, "");
      EXPECT_GT(suite.attribute("tests").as_int(), 0);
    }
  }
}

TEST(JUnit, EachOutcomeHasItsElement) {
  const pugi::xml_document document = parsed(junit_xml(every_outcome()->results()));
  const std::map<std::string, std::string> expected = {
      {"passed", ""},        {"failed", "failure"},       {"warned", "system-out"},
      {"waived", "skipped"}, {"unexpected", "failure"},   {"not-applicable", "skipped"},
      {"setup", "error"},    {"not-provoked", "skipped"}, {"could-not-run", "error"}};
  for (const auto& [name, element] : expected) {
    const pugi::xml_node test = find_test(document, "StatusEnumeration", name);
    ASSERT_TRUE(test) << name;
    EXPECT_EQ(test.first_child().name(), element) << name;
  }
  EXPECT_STREQ(document.select_node("//testcase[@name='sample-job/coverage']")
                   .node()
                   .attribute("classname")
                   .value(),
               "sample-job.Coverage");
}

TEST(JUnit, FailureTellsAllAboutTheFinding) {
  const auto sample = every_outcome();
  const pugi::xml_document document = parsed(junit_xml(sample->results()));
  const pugi::xml_node test = find_test(document, "StatusEnumeration", "failed");
  EXPECT_STREQ(test.attribute("classname").value(), "sample-job.StatusEnumeration");
  const pugi::xml_node failure = test.child("failure");
  EXPECT_STREQ(failure.attribute("type").value(), "sample-job:status/enum");
  EXPECT_STREQ(failure.attribute("message").value(),
               "sample-job:status/enum at /status (line 1, column 25): expected one of SUCCESS, "
               "FAIL, actual \"success\"");
  EXPECT_STREQ(
      failure.text().get(),
      "rule      sample-job:status/enum\n"
      "place     /status (line 1, column 25)\n"
      "expected  one of SUCCESS, FAIL\n"
      "actual    \"success\"\n"
      "hint      did you mean \"SUCCESS\"?\n"
      "source    document 004, Response parameters, row status (table); contradiction OTC-3\n"
      "\n"
      "exchange  GET /v1/jobs/j1 -> 200 in 1.499 ms\n"
      "curl      curl -sS -i -H 'X-Auth-Token: '\"$SAMPLE_TOKEN\" "
      "'http://127.0.0.1:8080/v1/jobs/j1'\n"
      "again     assay run sample-job --case 'sample-job/failed'\n");
}

TEST(JUnit, EveryFindingIsInTheTextAndMustLeads) {
  SampleRun sample;
  judge::CaseRecord& record = sample.add_case("many");
  sample.add_finding(record, "job_type/maxLength");
  for (int i = 0; i < 50; ++i) {
    sample.add_finding(record, "status/enum").pointer = "/list/" + std::to_string(i);
  }
  const pugi::xml_document document = parsed(junit_xml(sample.results()));
  const pugi::xml_node failure = find_test(document, "StatusEnumeration", "many").child("failure");
  EXPECT_STREQ(failure.attribute("type").value(), "sample-job:status/enum");
  EXPECT_THAT(failure.attribute("message").value(), HasSubstr("(and 50 more)"));
  EXPECT_THAT(failure.text().get(), HasSubstr("sample-job:job_type/maxLength (should)"));
  for (int i = 0; i < 50; ++i) {
    EXPECT_THAT(failure.text().get(), HasSubstr("/list/" + std::to_string(i) + " (line"));
  }
}

TEST(JUnit, ReasonsReachTheReader) {
  const pugi::xml_document document = parsed(junit_xml(every_outcome()->results()));
  const pugi::xml_node skipped = find_test(document, "Transport", "not-provoked").child("skipped");
  EXPECT_STREQ(skipped.attribute("message").value(),
               "not_provoked: the target has no expired credential");
  EXPECT_STREQ(skipped.text().get(), skipped.attribute("message").value());
  const pugi::xml_node error = find_test(document, "Transport", "could-not-run").child("error");
  EXPECT_STREQ(error.attribute("type").value(), "could_not_run");
  EXPECT_STREQ(error.attribute("message").value(), "connection refused");
  EXPECT_THAT(error.text().get(), HasSubstr("GET /v1/jobs/j1 -> no answer"));
  EXPECT_THAT(error.text().get(), HasSubstr("\"$SAMPLE_TOKEN\""));
}

TEST(JUnit, SuitesSayWhatWasTested) {
  const pugi::xml_document document = parsed(junit_xml(every_outcome()->results()));
  const pugi::xml_node suite = document.child("testsuites").child("testsuite");
  EXPECT_STREQ(suite.attribute("timestamp").value(), "2024-05-01T12:00:00");
  std::map<std::string, std::string> properties;
  for (const pugi::xml_node property : suite.child("properties").children()) {
    properties[property.attribute("name").value()] = property.attribute("value").value();
  }
  EXPECT_EQ(properties,
            (std::map<std::string, std::string>{{"tool", "assay"},
                                                {"tool.version", "0.1.0"},
                                                {"profile", "documented"},
                                                {"target", "reference server"},
                                                {"target.base_url", "http://127.0.0.1:8080"},
                                                {"document.sample-job", "004"}}));
}

TEST(JUnit, TimeIsBookedOnce) {
  SampleRun sample;
  sample.add_case("slow").duration = std::chrono::microseconds(12'345'678);
  const pugi::xml_document document = parsed(junit_xml(sample.results()));
  const auto time = [&](const char* category) {
    return std::string(find_test(document, category, "slow").attribute("time").value());
  };
  EXPECT_EQ(time("Transport"), "12.346");
  EXPECT_EQ(time("StatusEnumeration"), "0.000");
}

TEST(JUnit, NothingHostileGetsThrough) {
  const auto sample = hostile_values();
  const std::string xml = junit_xml(sample->results());
  for (const char c : xml) {
    const auto byte = static_cast<unsigned char>(c);
    EXPECT_TRUE(byte >= 0x20 || byte == '\n') << int{byte};
    EXPECT_NE(byte, 0x7f);
  }
  EXPECT_THAT(xml, Not(HasSubstr("<script")));
  for (const char* forbidden : {"\xe2\x80\xae", "\xef\xbf\xbe", "\xef\xbf\xbf", "\xc2\x9b"}) {
    EXPECT_THAT(xml, Not(HasSubstr(forbidden)));
  }
  const pugi::xml_document document = parsed(xml);
  const pugi::xml_node failure =
      find_test(document, "StatusEnumeration", "hostile").child("failure");
  EXPECT_THAT(failure.text().get(), HasSubstr("</failure>]]><script>"));
  EXPECT_THAT(failure.text().get(), HasSubstr("\\x1b[31m"));
  EXPECT_LT(std::string(failure.attribute("message").value()).size(), 2000u);
}

TEST(JUnit, OrdinaryTextNeedsNoEntities) {
  SampleRun sample;
  judge::CaseRecord& record = sample.add_case("plain");
  sample.add_finding(record, "status/enum").actual = R"("a & b")";
  const std::string xml = junit_xml(sample.results());
  EXPECT_THAT(xml, HasSubstr("actual \"a &amp; b\"' type="));
  EXPECT_THAT(xml, HasSubstr("actual    \"a & b\"\n"));
}

TEST(JUnit, RecordedAnswerHasNoRequestToRepeat) {
  SampleRun sample;
  sample.run.again = "";
  judge::CaseRecord& record = sample.add_case("recorded/answer.json");
  record.transcript.front().request = {};
  sample.add_finding(record, "status/enum");
  const std::string xml = junit_xml(sample.results());
  EXPECT_THAT(xml, HasSubstr("exchange  recorded answer, 200\n]]></failure>"));
  EXPECT_THAT(xml, Not(HasSubstr("curl")));
}

TEST(JUnit, TimestampThatIsNoneIsLeftOut) {
  SampleRun sample;
  sample.add_case("one");
  sample.run.started = "yesterday, at half past seven";
  EXPECT_THAT(junit_xml(sample.results()), Not(HasSubstr("timestamp")));
}

}  // namespace
}  // namespace assay::report
