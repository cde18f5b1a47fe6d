#include "report/leak_readings.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace assay::report {
namespace {

std::string read(Escape escape, std::string_view text) {
  Reading reading;
  return read_as(escape, text, reading) ? reading.text : "(no escape)";
}

TEST(LeakReadings, Json) {
  EXPECT_EQ(read(Escape::kJson, R"(a\"\\\/\b\f\n\r\tz)"), "a\"\\/\b\f\n\r\tz");
  EXPECT_EQ(read(Escape::kJson, R"(\u0041\u00e9\u20AC\ud83D\uDd11)"),
            "A\xC3\xA9\xE2\x82\xAC\xF0\x9F\x94\x91");
  // What only looks like an escape, beside one that is.
  EXPECT_EQ(read(Escape::kJson, R"(\/\q\u12\ud83d\u0041\udd11\ud83d)"),
            R"(/\q\u12\ud83dA\udd11\ud83d)");
  EXPECT_EQ(read(Escape::kJson, R"(\u12 &amp;%41 \)"), "(no escape)");
}

TEST(LeakReadings, Xml) {
  EXPECT_EQ(read(Escape::kXml, "&amp;&lt;&gt;&quot;&apos;|"), "&<>\"'|");
  EXPECT_EQ(read(Escape::kXml, "&#65;&#x42;&#X043;&#8364;&#x1F511;"),
            "ABC\xE2\x82\xAC\xF0\x9F\x94\x91");
  EXPECT_EQ(read(Escape::kXml, "&lt;&;&#;&#x;&#xD800;&#x110000;&nbsp;&lt"),
            "<&;&#;&#x;&#xD800;&#x110000;&nbsp;&lt");
  EXPECT_EQ(read(Escape::kXml, "a & b; %41 \\n"), "(no escape)");
}

TEST(LeakReadings, Percent) {
  EXPECT_EQ(read(Escape::kPercent, "%41%2f%2F%c3%A9%25"), "A//\xC3\xA9%");
  EXPECT_EQ(read(Escape::kPercent, "%41%4%zz%%42%"), "A%4%zz%B%");
  EXPECT_EQ(read(Escape::kPercent, "100 % + &amp; \\n"), "(no escape)");
}

TEST(LeakReadings, EscapesAreReadOnce) {
  EXPECT_EQ(read(Escape::kJson, R"(\\u0041\\\/)"), R"(\u0041\/)");
  EXPECT_EQ(read(Escape::kXml, "&amp;#65;"), "&#65;");
  EXPECT_EQ(read(Escape::kPercent, "%2541"), "%41");
}

TEST(LeakReadings, PlacesLeadBackToTheText) {
  Reading reading;
  ASSERT_TRUE(read_as(Escape::kJson, R"(ab\/c\u00e9d)", reading));
  ASSERT_EQ(reading.text,
            "ab/c\xC3\xA9"
            "d");
  const std::size_t origins[] = {0, 1, 2, 4, 5, 6, 11};
  for (std::size_t i = 0; i < std::size(origins); ++i) EXPECT_EQ(reading.origin(i), origins[i]);
}

TEST(LeakReadings, AReadingIsUsedAgain) {
  Reading reading;
  ASSERT_TRUE(read_as(Escape::kPercent, "%41%42", reading));
  ASSERT_TRUE(read_as(Escape::kPercent, "x%43", reading));
  EXPECT_EQ(reading.text, "xC");
  EXPECT_EQ(reading.origin(1), 1u);
  EXPECT_FALSE(read_as(Escape::kXml, "%41", reading));
  EXPECT_EQ(reading.text, "xC");
}

}  // namespace
}  // namespace assay::report
