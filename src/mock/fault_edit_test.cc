#include "mock/fault_edit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "mock/testing_support.h"

namespace assay::mock {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Kind = FaultChange::Kind;

struct Row {
  FaultChange change;
  std::string before;
  std::string after;
};

TEST(FaultEdit, ChangesBodies) {
  const std::vector<Row> rows = {
      {{.kind = Kind::kSet, .at = "/a", .value = "4.5E2"}, R"({"a": 1})", R"({"a": 4.5E2})"},
      {{.kind = Kind::kSet, .at = "/b", .value = "null"}, R"({"a": 1})", R"({"a": 1, "b": null})"},
      {{.kind = Kind::kSet, .at = "/x/*/n", .value = "0"},
       R"({"x": [{"n": 1}, {}, 7]})",
       R"({"x": [{"n": 0}, {"n": 0}, 7]})"},
      {{.kind = Kind::kRemove, .at = "/x/*"}, R"({"x": [1, 2, 3]})", R"({"x": []})"},
      {{.kind = Kind::kRemove, .at = "/x/1"}, R"({"x": [1, 2, 3]})", R"({"x": [1, 3]})"},
      {{.kind = Kind::kRename, .at = "/x/*/a", .value = "b/c"},
       R"({"x": [{"a": 1.50}]})",
       R"({"x": [{"b/c": 1.50}]})"},
      {{.kind = Kind::kText, .at = "/a"}, R"({"a": 1.50})", R"({"a": "1.50"})"},
      {{.kind = Kind::kList, .at = "/a"}, R"({"a": {}})", R"({"a": [{}]})"},
      {{.kind = Kind::kList, .at = ""}, R"({"a": 1})", R"([{"a": 1}])"},
      {{.kind = Kind::kFirst, .at = "/a"}, R"({"a": [5, 6]})", R"({"a": 5})"},
      {{.kind = Kind::kLower, .at = "/a"}, R"({"a": "INIT"})", R"({"a": "init"})"},
      {{.kind = Kind::kUpper, .at = "/a"}, R"({"a": "ok"})", R"({"a": "OK"})"},
      {{.kind = Kind::kNull, .at = "/a"}, R"({"a": "ok"})", R"({"a": null})"},
      {{.kind = Kind::kReplace, .name = "a", .value = "bb"}, "xaya", "xbbya"},
      {{.kind = Kind::kPrepend, .value = "\xEF\xBB\xBF"}, "{}", "\xEF\xBB\xBF{}"},
      {{.kind = Kind::kAppend, .value = "{}"}, "{}", "{}{}"},
      {{.kind = Kind::kCut, .number = 2}, "abcd", "ab"},
      {{.kind = Kind::kCut, .number = 9}, "abcd", ""},
      {{.kind = Kind::kBody, .value = "whole"}, "{}", "whole"},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(changed_body(row.before, row.change), row.after) << row.before;
  }
}

TEST(FaultEdit, LeavesUndoneWhatCantBeDone) {
  const std::vector<Row> rows = {
      {{.kind = Kind::kSet, .at = "/a/b", .value = "1"}, R"({"c": 1})", {}},
      {{.kind = Kind::kSet, .at = "/a", .value = "1"}, "no JSON", {}},
      {{.kind = Kind::kSet, .at = "/a/0", .value = "1"}, R"({"a": []})", {}},
      {{.kind = Kind::kRemove, .at = "/a"}, R"({"b": 1})", {}},
      {{.kind = Kind::kRename, .at = "/a", .value = "x"}, R"({"b": 1})", {}},
      {{.kind = Kind::kText, .at = "/a"}, R"({"a": "text"})", {}},
      {{.kind = Kind::kNull, .at = "/a"}, R"({"b": 1})", {}},
      {{.kind = Kind::kFirst, .at = "/a"}, R"({"a": []})", {}},
      {{.kind = Kind::kFirst, .at = "/a"}, R"({"a": {"b": 1}})", {}},
      {{.kind = Kind::kLower, .at = "/a"}, R"({"a": 1})", {}},
      {{.kind = Kind::kReplace, .name = "x", .value = "y"}, "abc", {}},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(changed_body(row.before, row.change), row.before) << row.change.at;
  }
}

TEST(FaultEdit, ChangesWhatIsAroundTheBody) {
  wire::Response right;
  right.status = 200;
  right.headers = {{"content-type", "application/json"}, {"X-Other", "1"}};
  right.body = "{}";
  const wire::Response wrong =
      changed(right, {{.kind = Kind::kStatus, .number = 503},
                      {.kind = Kind::kHeader, .name = "Content-Type", .value = "text/html"},
                      {.kind = Kind::kNoHeader, .name = "x-other"},
                      {.kind = Kind::kAppend, .value = "!"},
                      {.kind = Kind::kLength, .number = -2}});
  EXPECT_EQ(wrong.status, 503);
  EXPECT_EQ(wrong.body, "{}!");
  ASSERT_EQ(wrong.headers.size(), 2u);
  EXPECT_EQ(header_of(wrong, "Content-Type"), "text/html");
  EXPECT_EQ(header_of(wrong, "Content-Length"), "1");
}

TEST(FaultEdit, FiltersByStatusAndValues) {
  wire::Response answer;
  answer.status = 200;
  answer.body = R"({"a": 1.0, "b": {"c": "x"}})";
  EXPECT_TRUE(matches({}, answer));
  EXPECT_TRUE(matches({.status = 200}, answer));
  EXPECT_FALSE(matches({.status = 201}, answer));
  EXPECT_TRUE(matches({.is = {{"/a", "1"}, {"/b/c", "\"x\""}}}, answer));
  EXPECT_TRUE(matches({.is = {{"/b", R"({"c":"x"})"}}}, answer));
  EXPECT_FALSE(matches({.is = {{"/a", "1"}, {"/b/c", "\"y\""}}}, answer));
  EXPECT_FALSE(matches({.is = {{"/d", "null"}}}, answer)) << "absent is not null";
  EXPECT_TRUE(matches({.is_not = {{"/d", "null"}}}, answer));
  EXPECT_FALSE(matches({.is_not = {{"/a", "1"}}}, answer));
  EXPECT_TRUE(matches({.is_not = {{"", "{}"}}}, answer)) << "the whole";
  answer.body = "text";
  EXPECT_TRUE(matches({.status = 200}, answer));
  EXPECT_FALSE(matches({.is_not = {{"/a", "1"}}}, answer)) << "nothing can be told of a text";
}

TEST(FaultEdit, FindsPlaces) {
  const auto document = base::Document::parse(R"({"a": [{"b": 1}, {"c": 2}], "*": 3, "d/e": 4})");
  ASSERT_TRUE(document.ok());
  const base::Value root = document->root();
  EXPECT_THAT(places(root, ""), ElementsAre(""));
  EXPECT_THAT(places(root, "/a/*"), ElementsAre("/a/0", "/a/1"));
  EXPECT_THAT(places(root, "/a/*/b"), ElementsAre("/a/0/b", "/a/1/b"));
  EXPECT_THAT(places(root, "/*"), ElementsAre("/*")) << "of an object, a name like any other";
  EXPECT_THAT(places(root, "/d~1e"), ElementsAre("/d~1e"));
  EXPECT_THAT(places(root, "/x/y"), IsEmpty());
  EXPECT_THAT(places(root, "/a/2"), IsEmpty());
}

}  // namespace
}  // namespace assay::mock
