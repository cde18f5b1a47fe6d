#include "report/answer_view.h"

#include <gtest/gtest.h>

#include "base/text.h"

namespace assay::report {
namespace {

// The lines, with the place in brackets.
std::string text_of(const AnswerView& view) {
  std::string out;
  for (const AnswerView::Line& line : view.lines) {
    out += line.before;
    if (!line.marked.empty()) out += "[" + line.marked + "]";
    out += line.after + "\n";
  }
  return out;
}

TEST(AnswerViewTest, MarksAMemberWithItsName) {
  const AnswerView view = view_answer(R"({"a":1,"b":{"c":"x"}})", {.pointer = "/b/c"});
  EXPECT_EQ(text_of(view), "{\n  \"a\": 1,\n  \"b\": {\n    [\"c\": \"x\"]\n  }\n}\n");
  EXPECT_TRUE(view.is_json);
  EXPECT_EQ(view.place, 3u);
  EXPECT_EQ(view.above + view.below, 0u);
}

TEST(AnswerViewTest, ShortObjectIsMarkedWholeAndALongOneWhereItBegins) {
  EXPECT_EQ(text_of(view_answer(R"([{"a":1},2])", {.pointer = "/0"})),
            "[\n  [{]\n[    \"a\": 1]\n[  }],\n  2\n]\n");
  const std::string long_one = R"({"o":{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6,"g":7,"h":8}})";
  const AnswerView view = view_answer(long_one, {.pointer = "/o"});
  EXPECT_TRUE(text_of(view).starts_with("{\n  [\"o\": {]\n    \"a\": 1,\n")) << text_of(view);
  EXPECT_EQ(view.place, 1u);
}

TEST(AnswerViewTest, LongAnswerIsShownAroundThePlace) {
  std::string body = "[";
  for (int i = 0; i < 1000; ++i) body += (i == 0 ? "" : ",") + std::to_string(i);
  const AnswerView view = view_answer(body + "]", {.pointer = "/500"});
  ASSERT_EQ(view.lines.size(), 2 * kContextLines + 1);
  EXPECT_EQ(view.lines[kContextLines].marked, "500");
  EXPECT_EQ(view.place, kContextLines);
  EXPECT_EQ(view.above, 501 - kContextLines);
  EXPECT_EQ(view.above + view.lines.size() + view.below, 1002u);
  const AnswerView top = view_answer(body + "]", {.pointer = "/nowhere"});
  EXPECT_EQ(top.above, 0u);
  EXPECT_EQ(top.place, top.lines.size()) << "nothing is marked";
}

TEST(AnswerViewTest, WhatIsNoJsonIsMarkedByLineAndColumn) {
  const AnswerView view = view_answer("{\"a\": 1,\n \"b\": x}\n", {.line = 2, .column = 7});
  EXPECT_FALSE(view.is_json);
  EXPECT_EQ(text_of(view), "{\"a\": 1,\n \"b\": [x}]\n\n");
  EXPECT_EQ(text_of(view_answer("abc", {.line = 9, .column = 9})), "abc\n");
  EXPECT_EQ(text_of(view_answer("abc\r\ndef", {.line = 1, .column = 99})), "abc\ndef\n");
}

// A line of an answer can be as long as the answer, and hold anything.
TEST(AnswerViewTest, TextIsPrintableAndBounded) {
  const std::string body =
      "{\"a\": \"" + std::string(50'000, 'x') + "\xE2\x80\xAE\", \"b\": \"\xC2\x9B\"}";
  const std::string text = text_of(view_answer(body, {.pointer = "/b"}));
  EXPECT_LT(text.size(), 1000u);
  EXPECT_NE(text.find("[\"b\": \"\\u009b\"]"), std::string::npos) << text;
  const std::string broken = text_of(view_answer("\x1b[2J\xff\x01", {}));
  EXPECT_EQ(broken, base::printable("\x1b[2J\xff\x01") + "\n");
}

}  // namespace
}  // namespace assay::report
