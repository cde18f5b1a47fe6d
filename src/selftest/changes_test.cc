#include "selftest/changes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

namespace assay::selftest {
namespace {

using ::testing::Contains;
using ::testing::Not;
using ::testing::SizeIs;

// "kind pointer body" of every change.
std::vector<std::string> changes(const std::string& body,
                                 const std::map<std::string, Words>& words = {}) {
  const auto document = base::Document::parse(body);
  std::vector<std::string> lines;
  for_each_change(*document, words, [&](const Change& change) {
    lines.push_back(std::string(change.kind) + " " + change.pointer + " " + change.body);
    EXPECT_TRUE(base::Document::parse(change.body)) << change.body;
    EXPECT_NE(change.body, body);
  });
  return lines;
}

TEST(ChangesTest, BreakAValueInEveryWay) {
  const auto all = changes(R"({"a": "Ab"})");
  EXPECT_THAT(all, Contains("member removed /a {}"));
  EXPECT_THAT(all, Contains("null /a {\"a\": null}"));
  EXPECT_THAT(all, Contains("other type /a {\"a\": 7}"));
  EXPECT_THAT(all, Contains("wrapped /a {\"a\": [\"Ab\"]}"));
  EXPECT_THAT(all, Contains("letter case /a {\"a\": \"AB\"}"));
  EXPECT_THAT(all, Contains("letter case /a {\"a\": \"ab\"}"));
  EXPECT_THAT(all, Contains("blank /a {\"a\": \" Ab\"}"));
  EXPECT_THAT(all, Contains("length /a {\"a\": \"A\"}"));
  EXPECT_THAT(all, Contains("null  null")) << "the document itself";
  EXPECT_THAT(
      all,
      Contains("unknown member /assay_unknown {\"a\": \"Ab\", \"assay_unknown\": {\"a\":[1]}}"));
}

TEST(ChangesTest, TryBothNotationsOfNumbers) {
  const auto all = changes("[7]");
  EXPECT_THAT(all, Contains("number notation /0 [7.0]"));
  EXPECT_THAT(all, Contains("number notation /0 [7e0]"));
  EXPECT_THAT(all, Contains("quoted /0 [\"7\"]"));
  EXPECT_THAT(changes("[[8]]"), Contains("unwrapped /0 [8]"));
  EXPECT_THAT(all, Contains("empty list  []"));
  EXPECT_THAT(all, Contains("element added /- [7, null]"));
}

TEST(ChangesTest, TryWhatTheSchemasName) {
  const std::map<std::string, Words> words = {
      {"", {.members = {"state", "inner"}, .strings = {}, .numbers = {}}},
      {"/state", {.members = {}, .strings = {"DONE"}, .numbers = {}}},
      {"/inner", {.members = {"deep"}, .strings = {}, .numbers = {}}},
      {"/inner/deep", {.members = {}, .strings = {}, .numbers = {"5"}}}};
  const auto all = changes(R"({"state": "NEW"})", words);
  EXPECT_THAT(all, Contains("other word /state {\"state\": \"DONE\"}"));
  EXPECT_THAT(all, Contains("member added /inner {\"state\": \"NEW\", \"inner\": null}"));
  EXPECT_THAT(all, Contains("object /inner {\"state\": \"NEW\", \"inner\": {\"deep\":6}}"));
  EXPECT_THAT(changes(R"({"state": "NEW"})"),
              Not(Contains("other word /state {\"state\": \"DONE\"}")));
}

TEST(ChangesTest, AreMadeOnce) {
  const auto all = changes(R"({"a": {"b": ["", 1, true, null]}})");
  EXPECT_THAT(std::set<std::string>(all.begin(), all.end()), SizeIs(all.size()));
}

}  // namespace
}  // namespace assay::selftest
