#include "results/writing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "results/exchange_json.h"
#include "results/sample_run.h"

namespace assay::results {
namespace {

using Json = nlohmann::json;

Json results_of(const SampleRun& sample) {
  return Json::parse(results_json(sample.results()));
}

TEST(Results, RunAndSummary) {
  const auto sample = every_outcome();
  const Json json = results_of(*sample);
  EXPECT_EQ(json["schema_version"], 2);
  EXPECT_EQ(json["run"], Json::parse(R"({
    "tool": "assay", "tool_version": "0.1.0", "profile": "documented", "origin": "target",
    "target": "reference server", "base_url": "http://127.0.0.1:8080", "insecure": false,
    "started": "2024-05-01T12:00:00.250Z", "duration_us": 3210000, "aborted": false,
    "again": "assay run sample-job",
    "by_hand": { "base_url": "", "curl_options": [], "secrets": {} },
    "documents": { "sample-job": "004" }, "shard": { "index": 0, "count": 1 } })"));
  EXPECT_EQ(json["summary"]["exit_code"], 1);
  EXPECT_EQ(json["summary"]["verdict"], "does not conform");
  EXPECT_EQ(json["summary"]["cases"], Json::parse(R"({
    "total": 9, "passed": 1, "failed": 1, "warned": 1, "waived": 1, "unexpected_pass": 1,
    "not_applicable": 1, "not_provoked": 1, "setup_failed": 1, "could_not_run": 1 })"));
  EXPECT_EQ(json["summary"]["checks"]["total"], 19);
}

TEST(Results, FindingCarriesItsRuleAndItsOutcome) {
  const Json json = results_of(*every_outcome());
  EXPECT_EQ(json["findings"][0], Json::parse(R"({
    "rule": "sample-job:status/enum", "case": "sample-job/failed",
    "category": "StatusEnumeration", "exchange": 0, "pointer": "/status", "line": 1,
    "column": 25, "level": "must", "expected": "one of SUCCESS, FAIL",
    "actual": "\"success\"", "hint": "did you mean \"SUCCESS\"?",
    "source": { "document": "004", "section": "Response parameters", "row": "status",
                "kind": "table" },
    "contradictions": ["OTC-3"], "outcome": "failed" })"));
  EXPECT_EQ(json["findings"][1]["outcome"], "warned");
  EXPECT_EQ(json["findings"][2]["outcome"], "waived");
}

TEST(Results, ChecksPointToTheFindingsOfTheirCase) {
  const Json json = results_of(*every_outcome());
  std::size_t referred = 0;
  for (const Json& one : json["cases"]) {
    for (const Json& check : one["checks"]) {
      for (const Json& index : check["findings"]) {
        EXPECT_EQ(json["findings"].at(index.get<std::size_t>())["case"], one["id"]);
        ++referred;
      }
    }
  }
  EXPECT_EQ(referred, json["findings"].size());
  EXPECT_EQ(referred, 3u);
}

TEST(Results, RulesAreCounted) {
  const auto sample = every_outcome();
  const Json json = results_of(*sample);
  ASSERT_EQ(json["rules"].size(), sample->contract().rules().size());
  for (const Json& rule : json["rules"]) {
    if (rule["id"] == "sample-job:status/enum") {
      EXPECT_EQ(rule["exercised"], 2);
      EXPECT_EQ(rule["broken"], 2);
    }
  }
  EXPECT_EQ(json["coverage"][0]["document"], "004");
  EXPECT_EQ(json["coverage"][0]["rules"]["exercised"], 3);
  EXPECT_EQ(json["coverage"][0]["rules"], json["summary"]["rules"]);
}

TEST(Results, RequiredCoverageDecidesTheExitCode) {
  SampleRun sample;
  sample.add_case("good");
  EXPECT_EQ(results_of(sample)["summary"]["exit_code"], 0);
  sample.run.required.coverage = 100;
  EXPECT_EQ(results_of(sample)["summary"]["exit_code"], 4);
  EXPECT_EQ(results_of(sample)["summary"]["verdict"], "nothing shown");
}

TEST(Results, UndeclaredMembersAreGrouped) {
  SampleRun sample;
  sample.run.cases.reserve(2);
  sample.add_case("one").verdict.undeclared = {{0, "list[]", "/list/0/x~0y"},
                                               {0, "list[]", "/list/1/x~0y"}};
  sample.add_case("two").verdict.undeclared = {{0, "$", "/z"}, {0, "list[]", "/list/7/x~0y"}};
  EXPECT_EQ(results_of(sample)["undeclared"], Json::parse(R"([
    { "operation": "sample-job", "place": "$", "member": "z", "count": 1,
      "first": { "case": "sample-job/two", "exchange": 0, "pointer": "/z" } },
    { "operation": "sample-job", "place": "list[]", "member": "x~y", "count": 3,
      "first": { "case": "sample-job/one", "exchange": 0, "pointer": "/list/0/x~0y" } }])"));
}

TEST(Results, ExchangesAreWhole) {
  const Json json = results_of(*every_outcome());
  EXPECT_EQ(json["exchanges"].size(), 9u);
  EXPECT_EQ(json["exchanges"][0], Json::parse(R"({
    "case": "sample-job/passed", "exchange": 0, "part": "step", "step": 0,
    "request": { "method": "GET", "target": "/v1/jobs/j1",
                 "headers": [{ "name": "X-Auth-Token", "value": "${SAMPLE_TOKEN}" }],
                 "body": { "text": "", "bytes": 0, "truncated": false, "utf8": true } },
    "response": { "status": 200,
                  "headers": [{ "name": "Content-Type", "value": "application/json" }],
                  "body": { "text": "{\"job_id\":\"j1\",\"status\":\"success\"}", "bytes": 34,
                            "truncated": false, "utf8": true },
                  "complete": true, "incomplete_reason": "" },
    "attempts": 1, "began_us": 0, "duration_us": 1499 })"));
  EXPECT_EQ(json["exchanges"][8]["error"]["message"], "connection refused");
}

Json body_json(const std::string& body) {
  std::string text;
  JsonText json(text);
  append_body(body, json);
  return Json::parse(text);
}

TEST(Results, LongBodiesAreCutBetweenCharacters) {
  std::string body(kBodyLimit - 1, 'x');
  EXPECT_EQ(body_json(body)["truncated"], false);
  body += "\xe4\xb8\xad";
  const Json json = body_json(body);
  EXPECT_EQ(json["text"], std::string(kBodyLimit - 1, 'x'));
  EXPECT_EQ(json["bytes"], kBodyLimit + 2);
  EXPECT_EQ(json["truncated"], true);
  EXPECT_EQ(json["utf8"], true);
  EXPECT_EQ(body_json(std::string(kBodyLimit, 'x'))["truncated"], false);
  EXPECT_EQ(body_json(std::string(2 * kBodyLimit, '\x80'))["utf8"], false);
}

TEST(Results, HostileTextStaysText) {
  const std::string text = results_json(hostile_values()->results());
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    EXPECT_TRUE(byte == '\n' || (byte >= 0x20 && byte <= 0x7f)) << int{byte};
  }
  const Json json = Json::parse(text);
  EXPECT_EQ(json["exchanges"][0]["response"]["body"]["utf8"], false);
  EXPECT_EQ(json["findings"][1]["actual"].get<std::string>().size(), 10'000u);
}

TEST(Results, EmptyRunHasEmptyLists) {
  const Json json = results_of(*empty_run());
  EXPECT_EQ(json["summary"]["exit_code"], 4);
  for (const char* list : {"cases", "findings", "rules", "coverage", "undeclared", "exchanges"}) {
    EXPECT_EQ(json[list], Json::array()) << list;
  }
}

}  // namespace
}  // namespace assay::results
