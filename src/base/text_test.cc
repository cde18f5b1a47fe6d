#include "base/text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/document.h"
#include "base/error.h"
#include "base/pointer.h"

namespace assay::base {
namespace {

using ::testing::ElementsAre;

TEST(NearestTest, FindsSlipsOfTheHand) {
  const std::vector<std::string> names = {"documented", "strict", "observed", "title"};
  EXPECT_EQ(nearest("strcit", names), "strict");
  EXPECT_EQ(nearest("Strict", names), "strict");
  EXPECT_EQ(nearest("documentd", names), "documented");
  EXPECT_EQ(nearest("tilte", names), "title");
  EXPECT_EQ(nearest("sandwich", names), std::nullopt);
  EXPECT_EQ(nearest("", names), std::nullopt);
  EXPECT_EQ(nearest("x", names), std::nullopt);
  EXPECT_EQ(suggestion("observd", names), "did you mean \"observed\"?");
  EXPECT_EQ(suggestion("zzz", names), "");
}

TEST(NearestTest, LetterCaseCountsHalf) {
  const std::vector<std::string> names = {"abX", "abc"};
  EXPECT_EQ(nearest("abC", names), "abc");
  // Three letters allow one edit: two wrong cases, not three.
  const std::vector<std::string> upper = {"ABC"};
  EXPECT_EQ(nearest("aBc", upper), "ABC");
  EXPECT_EQ(nearest("abc", upper), std::nullopt);
}

TEST(NearestTest, TheFirstOfEquallyNearWins) {
  const std::vector<std::string> names = {"case1", "case2"};
  EXPECT_EQ(nearest("case3", names), "case1");
  EXPECT_EQ(nearest(std::string(100'000, 'a'), names), std::nullopt);
}

TEST(GlobTest, StarsAndQuestionMarks) {
  EXPECT_TRUE(glob_match("*", ""));
  EXPECT_TRUE(glob_match("otc-*/success/*", "otc-ims-job/success/imsImportImageJob"));
  EXPECT_TRUE(glob_match("a?c", "abc"));
  EXPECT_TRUE(glob_match("a*b*c", "aXbYbZc"));
  EXPECT_TRUE(glob_match("a.c[x]", "a.c[x]"));
  EXPECT_TRUE(glob_match("", ""));
  EXPECT_FALSE(glob_match("", "a"));
  EXPECT_FALSE(glob_match("a?c", "ac"));
  EXPECT_FALSE(glob_match("a.c", "abc"));
  EXPECT_FALSE(glob_match("a*b", "abc"));
  EXPECT_FALSE(glob_match("abc", "ab"));
}

TEST(GlobTest, HostilePatternsEnd) {
  std::string pattern;
  for (int i = 0; i < 30; ++i) pattern += "*a";
  EXPECT_FALSE(glob_match(pattern + "b", std::string(5000, 'a')));
}

TEST(SplitTest, KeepsEmptyParts) {
  EXPECT_THAT(split("a,,b,", ','), ElementsAre("a", "", "b", ""));
  EXPECT_THAT(split("", ','), ElementsAre(""));
  const std::vector<std::string> parts = {"a", "", "b"};
  EXPECT_EQ(join(parts, ", "), "a, , b");
  EXPECT_EQ(join({}, ","), "");
}

TEST(CaseTest, AsciiOnly) {
  EXPECT_EQ(lower("X-Auth-Token É"), "x-auth-token É");
  EXPECT_TRUE(equals_ignoring_case("Content-Type", "content-type"));
  EXPECT_FALSE(equals_ignoring_case("Content-Type", "content-typ"));
  EXPECT_FALSE(equals_ignoring_case("[", "{"));
}

TEST(Utf8Test, FollowsRfc3629) {
  for (const char* text : {"", "abc", "é", "€", "😀", "\xF4\x8F\xBF\xBF", "\xED\x9F\xBF"}) {
    EXPECT_TRUE(is_valid_utf8(text)) << text;
  }
  for (const char* text :
       {"\x80", "\xC0\x80", "\xC1\xBF", "\xC3", "\xE0\x80\x80", "\xE2\x82", "\xED\xA0\x80",
        "\xF0\x80\x80\x80", "\xF4\x90\x80\x80", "\xF5", "\xFF"}) {
    EXPECT_FALSE(is_valid_utf8(text)) << base::quoted(text);
  }
  EXPECT_EQ(count_code_points("aé€😀"), 4u);
}

TEST(PrintableTest, EscapesWhatActsOrHides) {
  EXPECT_EQ(printable("\x1b[31mred"), "\\x1b[31mred");
  EXPECT_EQ(printable("a\nb\tc\r"), "a\\nb\\tc\\r");
  EXPECT_EQ(printable(std::string("\0\x7f", 2)), "\\x00\\x7f");
  EXPECT_EQ(printable("\xC2\x9B"
                      "31m"),
            "\\u009b31m");
  EXPECT_EQ(printable("\u202eabc\u2066\u200b\ufeff\u2028"),
            "\\u202eabc\\u2066\\u200b\\ufeff\\u2028");
  EXPECT_EQ(printable("\U000E0041"), "\\U000e0041");
  EXPECT_EQ(printable("a\xFFz\xE2\x82"), "a\\xffz\\xe2\\x82");
  EXPECT_EQ(printable("plain é 日本 \"quotes\" \\"), "plain é 日本 \"quotes\" \\");
}

TEST(PrintableTest, EveryListedCharacterIsEscaped) {
  const auto encode = [](unsigned c) {
    std::string out;
    if (c < 0x80) return std::string(1, static_cast<char>(c));
    if (c < 0x800) {
      out += static_cast<char>(0xC0 | (c >> 6));
    } else {
      out += static_cast<char>(0xE0 | (c >> 12));
      out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    }
    out += static_cast<char>(0x80 | (c & 0x3F));
    return out;
  };
  const std::vector<std::pair<unsigned, unsigned>> ranges = {{0, 0x1F},        {0x7F, 0x9F},
                                                             {0x200B, 0x200F}, {0x2028, 0x202E},
                                                             {0x2066, 0x2069}, {0xFEFF, 0xFEFF}};
  for (const auto& [first, last] : ranges) {
    for (unsigned c = first; c <= last; ++c) {
      const std::string shown = printable(encode(c));
      EXPECT_EQ(shown[0], '\\') << std::hex << c;
      for (const char byte : shown) EXPECT_TRUE(byte >= 0x20 && byte < 0x7F) << std::hex << c;
    }
  }
}

TEST(PrintableTest, CutTextsAreKnown) {
  EXPECT_TRUE(ends_cut(printable("abcdef", 3)));
  EXPECT_FALSE(ends_cut(printable("abcdef", 6)));
  for (const char* whole : {"", " more)", "(3 more)", "... ( more)", "\"... (3 more)\""}) {
    EXPECT_FALSE(ends_cut(whole)) << whole;
  }
}

TEST(PrintableTest, LimitCountsCodePoints) {
  EXPECT_EQ(printable("ééé", 3), "ééé");
  EXPECT_EQ(printable("éééé", 3), "ééé... (1 more)");
  EXPECT_EQ(printable(std::string(1000, 'x')), std::string(200, 'x') + "... (800 more)");
  EXPECT_EQ(printable("abc", 0), "... (3 more)");
}

TEST(QuotedTest, IsAJsonLiteral) {
  EXPECT_EQ(quoted("a\"b\\c\n"), R"("a\"b\\c\n")");
  EXPECT_EQ(quoted("\x01\u202e\U000E0041"), R"("\u0001\u202e\udb40\udc41")");
  EXPECT_EQ(quoted("é\xFF"), "\"é\xEF\xBF\xBD\"");
  const std::string hard = "\x1b \u2028 \"\\ 😀 \t\r\x7f";
  const auto document = Document::parse(base::quoted(hard));
  ASSERT_TRUE(document.ok());
  EXPECT_EQ(document->root().string(), hard);
}

TEST(PercentDecodeTest, TakesWhatStartsNoEscapeAsItIs) {
  EXPECT_EQ(percent_decode("a%2Fb%20c%25%C3%a9"), "a/b c%é");
  EXPECT_EQ(percent_decode("100%"), "100%");
  EXPECT_EQ(percent_decode("%2"), "%2");
  EXPECT_EQ(percent_decode("%zz%+1%-1%0x%4%41"), "%zz%+1%-1%0x%4A");
  EXPECT_EQ(percent_decode("%252F+"), "%2F+") << "once, and a plus is a plus";
}

TEST(PercentEncodeTest, LeavesUnreservedAlone) {
  EXPECT_EQ(percent_encode("aZ09-._~"), "aZ09-._~");
  EXPECT_EQ(percent_encode("a/b c%é"), "a%2Fb%20c%25%C3%A9");
}

TEST(TemplateTest, ExpandsNamesAndReportsUnknownOnes) {
  const auto lookup = [](const std::string& name) -> std::optional<std::string> {
    if (name == "id") return "{7}";
    return std::nullopt;
  };
  std::string missing;
  EXPECT_EQ(expand_template("/jobs/{id}/x{id}", lookup, &missing), "/jobs/{7}/x{7}");
  EXPECT_EQ(expand_template("no { close", lookup, &missing), "no { close");
  EXPECT_EQ(expand_template("/{id}/{uuid}", lookup, &missing), std::nullopt);
  EXPECT_EQ(missing, "uuid");
}

TEST(PointerTest, EscapesTokens) {
  EXPECT_EQ(pointer_append("", "a/b~c"), "/a~1b~0c");
  EXPECT_EQ(pointer_append("/x", std::size_t{3}), "/x/3");
  EXPECT_EQ(pointer_append("/x", ""), "/x/");
  EXPECT_EQ(pointer_escape("~1"), "~01");
  EXPECT_EQ(pointer_unescape("~01~1~~2~"), "~1/~~2~");
}

TEST(ErrorTest, NamesPlaceAndHint) {
  const Error full{.message = "must be a string",
                   .file = "suites/x.json",
                   .pointer = "/cases/0/name",
                   .line = 12,
                   .column = 7,
                   .hint = "did you mean \"title\"?"};
  EXPECT_EQ(full.to_string(),
            "suites/x.json:12:7: /cases/0/name: must be a string (did you mean \"title\"?)");
  EXPECT_EQ(Error{.message = "nothing selected"}.to_string(), "nothing selected");
  EXPECT_EQ((Error{.message = "is missing", .file = "a.json"}).to_string(), "a.json: is missing");
}

}  // namespace
}  // namespace assay::base
