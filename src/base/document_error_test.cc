#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/document.h"

namespace assay::base {
namespace {

using Reason = ParseError::Reason;

struct BadText {
  std::string text;
  Reason reason;
  std::uint32_t offset;
};

void PrintTo(const BadText& bad, std::ostream* out) {
  *out << ::testing::PrintToString(bad.text);
}

class BadTextTest : public ::testing::TestWithParam<BadText> {};

TEST_P(BadTextTest, IsRefusedWithReasonAndPlace) {
  const BadText& bad = GetParam();
  const auto document = Document::parse(bad.text);
  ASSERT_FALSE(document.ok());
  const ParseError& error = document.error();
  EXPECT_EQ(static_cast<int>(error.reason), static_cast<int>(bad.reason)) << error.message;
  EXPECT_EQ(error.position.offset, bad.offset) << error.message;
  EXPECT_FALSE(error.message.empty());
}

INSTANTIATE_TEST_SUITE_P(Empty, BadTextTest,
                         ::testing::Values(BadText{"", Reason::kEmpty, 0},
                                           BadText{" \r\n\t", Reason::kEmpty, 4},
                                           BadText{"\xEF\xBB\xBF ", Reason::kEmpty, 4}));

INSTANTIATE_TEST_SUITE_P(
    Syntax, BadTextTest,
    ::testing::Values(
        BadText{"{} x", Reason::kSyntax, 3}, BadText{"1 2", Reason::kSyntax, 2},
        BadText{"[1 2]", Reason::kSyntax, 3}, BadText{"[1,]", Reason::kSyntax, 3},
        BadText{"[1,,2]", Reason::kSyntax, 3}, BadText{R"({"a" "bcd"})", Reason::kSyntax, 5},
        BadText{R"({"a":1,})", Reason::kSyntax, 7}, BadText{"{a:1}", Reason::kSyntax, 1},
        BadText{"[1:2]", Reason::kSyntax, 2}, BadText{"NaN", Reason::kSyntax, 0},
        BadText{"[Infinity]", Reason::kSyntax, 1}, BadText{"[-Infinity]", Reason::kSyntax, 1},
        BadText{"01", Reason::kSyntax, 1}, BadText{"[1.]", Reason::kSyntax, 1},
        BadText{"'a'", Reason::kSyntax, 0}, BadText{"// x", Reason::kSyntax, 0},
        BadText{"[\"a\tb\"]", Reason::kSyntax, 3}, BadText{R"(["\x"])", Reason::kSyntax, 3},
        BadText{"]", Reason::kSyntax, 0}, BadText{"<html>", Reason::kSyntax, 0},
        BadText{"\xC3\xA9", Reason::kSyntax, 0}, BadText{"\xEF\xBB\xA0[]", Reason::kSyntax, 0}));

INSTANTIATE_TEST_SUITE_P(Truncated, BadTextTest,
                         ::testing::Values(BadText{"{", Reason::kSyntax, 1},
                                           BadText{R"({"a")", Reason::kSyntax, 4},
                                           BadText{R"({"a": )", Reason::kSyntax, 6},
                                           BadText{R"({"a": "xyz)", Reason::kSyntax, 10},
                                           BadText{R"({"a": tr)", Reason::kSyntax, 8},
                                           BadText{R"({"a": 1)", Reason::kSyntax, 7},
                                           BadText{R"([[1], )", Reason::kSyntax, 6}));

INSTANTIATE_TEST_SUITE_P(Encoding, BadTextTest,
                         ::testing::Values(BadText{"[\"ab\xFFz\"]", Reason::kEncoding, 4},
                                           BadText{"[\"a\xC3\"]", Reason::kEncoding, 3},
                                           BadText{"[\"\xED\xA0\x80\"]", Reason::kEncoding, 2},
                                           BadText{"[\"\xC0\x80\"]", Reason::kEncoding, 2},
                                           BadText{R"(["x\ud800"])", Reason::kEncoding, 3},
                                           BadText{R"(["\udc00"])", Reason::kEncoding, 2},
                                           BadText{R"(["\ud800\u0041"])", Reason::kEncoding, 2},
                                           BadText{R"({"\ud83d\ude00": "\ud83d"})",
                                                   Reason::kEncoding, 18},
                                           BadText{"\xFF\xFE{", Reason::kEncoding, 0},
                                           BadText{"[1, \xA0]", Reason::kEncoding, 4},
                                           BadText{"\xEF\xBB", Reason::kEncoding, 0}));

// The reader stops at the first problem, so what comes later must not be blamed.
INSTANTIATE_TEST_SUITE_P(FirstProblem, BadTextTest,
                         ::testing::Values(BadText{"[\"a\x01\xFF\"]", Reason::kSyntax, 3},
                                           BadText{"[\"a\\x\\ud800\"]", Reason::kSyntax, 4}));

INSTANTIATE_TEST_SUITE_P(NulBytes, BadTextTest,
                         ::testing::Values(BadText{std::string("{}\0x", 4), Reason::kSyntax, 2},
                                           BadText{std::string("1\0", 2), Reason::kSyntax, 1},
                                           BadText{std::string("[1,\0 2]", 7), Reason::kSyntax, 3},
                                           BadText{std::string("\0", 1), Reason::kSyntax, 0}));

// Numbers beyond double make the text be read a second time; what is wrong must stay wrong.
INSTANTIATE_TEST_SUITE_P(HugeNumbers, BadTextTest,
                         ::testing::Values(BadText{"[1e999, 01]", Reason::kSyntax, 9},
                                           BadText{"[1e999, 1.]", Reason::kSyntax, 8},
                                           BadText{"[1e999 1e999]", Reason::kSyntax, 7},
                                           BadText{"[1e999e1]", Reason::kSyntax, 6},
                                           BadText{"1e999 \"a\"", Reason::kSyntax, 6},
                                           BadText{"[1e999, \"\\ud800\"]", Reason::kEncoding, 9}));

TEST(DocumentLimitTest, DepthIsRefusedNotCrashed) {
  for (const std::string open : {"[", "{\"a\":"}) {
    std::string text;
    for (int i = 0; i < 100'000; ++i) text += open;
    const auto document = Document::parse(text);
    ASSERT_FALSE(document.ok());
    EXPECT_EQ(document.error().reason, Reason::kDepth);
    EXPECT_EQ(document.error().position.offset, 512 * open.size());
    EXPECT_EQ(document.error().message, "nested deeper than 512 levels");
  }
  EXPECT_TRUE(Document::parse("[[[]]]", ParseLimits{.depth = 3}).ok());
  EXPECT_FALSE(Document::parse("[[[]]]", ParseLimits{.depth = 2}).ok());
}

TEST(DocumentLimitTest, SizeIsRefused) {
  const auto bytes = Document::parse("[1,2,3]", ParseLimits{.bytes = 6});
  ASSERT_FALSE(bytes.ok());
  EXPECT_EQ(bytes.error().reason, Reason::kSize);
  EXPECT_TRUE(Document::parse("[1,2,3]", ParseLimits{.bytes = 7}).ok());

  const auto values = Document::parse("[1,2,3]", ParseLimits{.values = 3});
  ASSERT_FALSE(values.ok());
  EXPECT_EQ(values.error().reason, Reason::kSize);
  EXPECT_EQ(values.error().position.offset, 5u);
  EXPECT_TRUE(Document::parse("[1,2,3]", ParseLimits{.values = 4}).ok());
}

TEST(ParseErrorTest, WordsQuoteNothingOfTheText) {
  const auto document = Document::parse("[\"\x1b[31m'; expected " + std::string(5000, 'x'));
  ASSERT_FALSE(document.ok());
  EXPECT_EQ(document.error().message.find('\x1b'), std::string::npos);
  EXPECT_LT(document.error().message.size(), 400u);
}

TEST(ParseErrorTest, LineAndColumnAreOneBased) {
  const auto document = Document::parse("{\n \"a\": 1\n \"b\": 2}");
  ASSERT_FALSE(document.ok());
  EXPECT_EQ(document.error().position.line, 3u);
  EXPECT_EQ(document.error().position.column, 2u);
  EXPECT_THAT(document.error().message, ::testing::HasSubstr("expected '}'"));
}

}  // namespace
}  // namespace assay::base
