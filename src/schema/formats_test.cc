#include "schema/formats.h"

#include <gtest/gtest.h>

#include <ostream>

#include "schema/patterns.h"
#include "schema/uri.h"

namespace assay::schema {
namespace {

struct Row {
  std::string format;
  std::string text;
  bool valid;
};

void PrintTo(const Row& row, std::ostream* out) {
  *out << row.format << " of " << row.text;
}

class Formats : public testing::TestWithParam<Row> {};

TEST_P(Formats, tell_right_from_wrong) {
  const Format* format = find_format(GetParam().format);
  ASSERT_NE(format, nullptr);
  const bool valid = format->text != nullptr ? format->text(GetParam().text)
                                             : format->number(base::Number(GetParam().text));
  EXPECT_EQ(valid, GetParam().valid) << GetParam().format << " " << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    times, Formats,
    testing::Values(Row{"date", "2024-02-29", true}, Row{"date", "2023-02-29", false},
                    Row{"date", "1900-02-29", false}, Row{"date", "2020-1-01", false},
                    Row{"time", "23:59:60Z", true}, Row{"time", "22:59:60-01:00", true},
                    Row{"time", "22:59:60Z", false}, Row{"time", "12:00:00", false},
                    Row{"time", "24:00:00Z", false}, Row{"time", "12:00:00.Z", false},
                    Row{"date-time", "2020-01-31t12:00:00.25+23:59", true},
                    Row{"date-time", "2020-01-31 12:00:00Z", false},
                    Row{"utc-date-time", "2018-04-18T12:00:00Z", true},
                    Row{"utc-date-time", "2018-04-18T12:00:00.123Z", true},
                    Row{"utc-date-time", "2018-04-18T12:00:00+00:00", false},
                    Row{"utc-date-time", "2018-04-18t12:00:00Z", false},
                    Row{"duration", "P1Y2M3DT4H5M6S", true}, Row{"duration", "P4W", true},
                    Row{"duration", "PT1H5S", false}, Row{"duration", "P", false},
                    Row{"duration", "P1DT", false}, Row{"duration", "P1D1Y", false}));

INSTANTIATE_TEST_SUITE_P(
    texts, Formats,
    testing::Values(Row{"uuid", "2eb8aa08-aa98-11ea-b4aa-73b441d16380", true},
                    Row{"uuid", "2eb8aa08aa9811eab4aa73b441d16380", false},
                    Row{"uuid", "2eb8aa08-aa98-11ea-b4aa-73b441d1638g", false},
                    Row{"uuid-hex", "2eb8aa08aa9811eab4aa73b441d16380", true},
                    Row{"uuid-hex", "2EB8aa08aa9811eab4aa73b441d16380", false},
                    Row{"uuid-any", "2EB8aa08aa9811eab4aa73b441d16380", true},
                    Row{"uuid-any", "2eb8aa08-aa98-11ea-b4aa-73b441d16380", true},
                    Row{"uuid-any", "ot1", false}, Row{"json-pointer", "/a~1/0", true},
                    Row{"json-pointer", "a", false}, Row{"json-pointer", "/~2", false},
                    Row{"regex", "^(a|b)*$", true}, Row{"regex", "(?!a)b", true},
                    Row{"regex", "(", false}, Row{"integer-notation", "12", true},
                    Row{"integer-notation", "452984832E8", false},
                    Row{"integer-notation", "0.0", false}));

INSTANTIATE_TEST_SUITE_P(
    addresses, Formats,
    testing::Values(Row{"uri", "ceph://bak-t-1/x", true}, Row{"uri", "//host/a", false},
                    Row{"uri", "http://[::1]:80/a?b#c", true}, Row{"uri", "http://a b", false},
                    Row{"uri", "http://a:b/", false}, Row{"uri", "urn:x:%4", false},
                    Row{"uri-reference", "a/b:c", true}, Row{"uri-reference", "1a:b", false},
                    Row{"ipv4", "127.0.0.1", true}, Row{"ipv4", "127.0.0.01", false},
                    Row{"ipv4", "256.0.0.1", false}, Row{"ipv4", "1.2.3", false},
                    Row{"ipv6", "::", true}, Row{"ipv6", "1::8", true},
                    Row{"ipv6", "::ffff:1.2.3.4", true}, Row{"ipv6", "1:2:3:4:5:6:7::", true},
                    Row{"ipv6", "1::2::3", false}, Row{"ipv6", "1:2:3:4:5:6:7:8:9", false},
                    Row{"ipv6", ":1", false}, Row{"ipv6", "", false},
                    Row{"hostname", "a-1.example", true}, Row{"hostname", "-a", false},
                    Row{"hostname", "a..b", false}, Row{"hostname", "", false},
                    Row{"email", "a.b@c.example", true}, Row{"email", "\"a b\"@c", true},
                    Row{"email", "a..b@c", false}, Row{"email", "a@[127.0.0.1]", true},
                    Row{"email", "a", false}));

struct PatternRow {
  std::string ecma;
  std::string re2;  // "" when refused.
};

TEST(Patterns, are_written_as_re2_has_them) {
  const PatternRow rows[] = {
      {R"(^[0-9a-f]{32}$)", R"(^[0-9a-f]{32}$)"},
      {R"(\u00e9\u{1F600}\x41)", R"(\x{e9}\x{1f600}\x{41})"},
      {R"(\ud83d\ude00)", R"(\x{1f600})"},
      {R"([[:a])", R"([\[:a])"},
      {R"(\cA\/\-)", R"(\x{1}\/\-)"},
      {R"(\p{Letter}\P{Script=Greek})", R"(\p{L}\P{Greek})"},
      {R"((?<name>a))", R"((?P<name>a))"},
      {R"((?=a))", ""},
      {R"((?<!a))", ""},
      {R"((?i)a)", ""},
      {R"(\1)", ""},
      {R"(\Z)", ""},
      {R"(\)", ""},
  };
  for (const PatternRow& row : rows) {
    const auto translated = to_re2(row.ecma);
    EXPECT_EQ(translated ? *translated : "", row.re2) << row.ecma;
  }
}

TEST(Uris, resolve_as_rfc_3986_has_it) {
  const std::string base = "http://a/b/c/d;p?q";
  const std::pair<std::string, std::string> rows[] = {
      {"g:h", "g:h"},
      {"g", "http://a/b/c/g"},
      {"./g", "http://a/b/c/g"},
      {"g/", "http://a/b/c/g/"},
      {"/g", "http://a/g"},
      {"//g", "http://g"},
      {"?y", "http://a/b/c/d;p?y"},
      {"g?y#s", "http://a/b/c/g?y#s"},
      {"#s", "http://a/b/c/d;p?q#s"},
      {"", "http://a/b/c/d;p?q"},
      {".", "http://a/b/c/"},
      {"..", "http://a/b/"},
      {"../g", "http://a/b/g"},
      {"../../../g", "http://a/g"},
      {"/./g", "http://a/g"},
      {"/../g", "http://a/g"},
      {"./../g", "http://a/b/g"},
      {"g/../h", "http://a/b/c/h"},
  };
  for (const auto& [reference, expected] : rows) {
    EXPECT_EQ(resolve_uri(base, reference), expected) << reference;
  }
  EXPECT_EQ(resolve_uri("assay:/schemas/op/s.json", "../zs/e.json#/a"),
            "assay:/schemas/zs/e.json#/a");
  EXPECT_EQ(resolve_uri("urn:uuid:1", "#/x"), "urn:uuid:1#/x");
}

}  // namespace
}  // namespace assay::schema
