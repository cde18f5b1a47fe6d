#include "report/leak_scan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace assay::report {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

using Places = std::vector<std::pair<std::uint64_t, std::string>>;  // Offset and form.

// Each place once, in the form that came first, by offset.
Places scan(const std::vector<Secret>& secrets, std::string_view text, std::size_t piece = 1000) {
  const LeakForms forms(secrets);
  Places places;
  LeakScan leak_scan(forms, [&](const LeakScan::Hit& hit) {
    const bool is_known = std::any_of(places.begin(), places.end(),
                                      [&](const auto& place) { return place.first == hit.offset; });
    if (!is_known) places.emplace_back(hit.offset, hit.form);
  });
  for (std::size_t at = 0; at < text.size(); at += piece) leak_scan.add(text.substr(at, piece));
  leak_scan.finish();
  std::sort(places.begin(), places.end());
  return places;
}

Places scan(const std::string& secret, std::string_view text) {
  return scan({{"TOKEN", secret}}, text);
}

constexpr const char* kSpecial = "p/a&b\"c+d=e f%g\\h";

TEST(LeakScan, Plain) {
  EXPECT_THAT(scan("s3cr3t-value", "xx s3cr3t-value, s3cr3t-values3cr3t-value"),
              ElementsAre(Pair(3, "plain"), Pair(17, "plain"), Pair(29, "plain")));
  EXPECT_THAT(scan("s3cr3t-value", "s3cr3t-valu S3cr3t-value 3cr3t-value"), IsEmpty());
  EXPECT_THAT(scan(kSpecial, std::string("<") + kSpecial + ">"), ElementsAre(Pair(1, "plain")));
}

TEST(LeakScan, PercentEncoded) {
  const auto percent = ElementsAre(Pair(3, "percent-encoded"));
  EXPECT_THAT(scan(kSpecial, "?t=p%2Fa%26b%22c%2Bd%3De%20f%25g%5Ch"), percent);
  EXPECT_THAT(scan(kSpecial, "?t=p%2fa%26b%22c%2bd%3de+f%25g%5ch"), percent);
  EXPECT_THAT(scan("a b/c d/e", "?t=a+b%2Fc+d%2fe"), percent);
  EXPECT_THAT(scan("s3cr3t-value", "?t=%73%33%63%72%33%74%2d%76%61%6c%75%65"), percent);
  EXPECT_THAT(scan("s3cr3t-value", "?t=s3cr3t%2Dvalue"), percent);
  EXPECT_THAT(scan("100%25-sure", "?t=100%2525-sure"), percent);
}

TEST(LeakScan, JsonEscaped) {
  EXPECT_THAT(scan(kSpecial, R"({"t":"p/a&b\"c+d=e f%g\\h"})"),
              ElementsAre(Pair(6, "JSON-escaped")));
  EXPECT_THAT(scan(kSpecial, R"("p\/a\u0026b\u0022c+d\u003de f%g\u005Ch")"),
              ElementsAre(Pair(1, "JSON-escaped")));
  EXPECT_THAT(scan("s3cr3t-\xC3\xA9", R"(\u0073\u0033\u0063\u0072\u0033\u0074\u002d\u00e9)"),
              ElementsAre(Pair(0, "JSON-escaped")));
}

TEST(LeakScan, XmlEscaped) {
  EXPECT_THAT(scan(kSpecial, "<a b='p/a&amp;b&quot;c+d=e f%g\\h'/>"),
              ElementsAre(Pair(6, "XML-escaped")));
  EXPECT_THAT(scan("s3cr3t-<v>", "&#115;&#x33;cr3t-&lt;v&gt;"),
              ElementsAre(Pair(0, "XML-escaped")));
}

// How a report shows what a body says: an answer's JSON in JSON or XML.
TEST(LeakScan, OneEscapeInsideAnother) {
  EXPECT_THAT(scan(kSpecial, R"("body": "{\"t\":\"p\\\/a&b\\\"c+d=e f%g\\\\h\"}")"),
              ElementsAre(Pair(18, "JSON-escaped, JSON-escaped")));
  EXPECT_THAT(scan(kSpecial, R"(<a>p/a&amp;b\&quot;c+d=e f%g\\h</a>)"),
              ElementsAre(Pair(3, "JSON-escaped, XML-escaped")));
  EXPECT_THAT(scan("s3cr3t-v&l", R"("<a>s3cr3t-v&#38;l<\/a>"  "s3cr3t-v\u0026amp;l")"),
              ElementsAre(Pair(4, "XML-escaped"), Pair(27, "XML-escaped, JSON-escaped")));
  EXPECT_THAT(scan("s3cr3t/value", "s3cr3t%252Fvalue"),
              ElementsAre(Pair(0, "percent-encoded, percent-encoded")));
}

// base64 of "Aladdin:" and its like before the secret: each of the three places in a group.
TEST(LeakScan, Base64BehindAnything) {
  EXPECT_THAT(scan("s3cr3t-value", "czNjcjN0LXZhbHVl"), ElementsAre(Pair(0, "base64")));
  EXPECT_THAT(scan("s3cr3t-value", "Basic dXNlcjpzM2NyM3QtdmFsdWU="),
              ElementsAre(Pair(13, "base64")));
  EXPECT_THAT(scan("s3cr3t-value", "bWU6czNjcjN0LXZhbHVl"), ElementsAre(Pair(4, "base64")));
  EXPECT_THAT(scan("s3cr3t-value", "eHl6OjpzM2NyM3QtdmFsdWU"), ElementsAre(Pair(7, "base64")));
  EXPECT_THAT(scan("s3cr3t-value", "eHl6OnMzY3IzdC12YWx1ZTo="), ElementsAre(Pair(6, "base64")));
}

TEST(LeakScan, Base64OfBothAlphabetsAndEscaped) {
  const std::string secret = "\xFB\xFF\xFE\xFB\xFF\xFE\xFB\xFF\xFE";  // +//++//++//+ in base64
  EXPECT_THAT(scan(secret, "<+//++//++//+>"), Contains(Pair(1, "base64")));
  EXPECT_THAT(scan(secret, "<-__--__--__->"), Contains(Pair(1, "base64")));
  EXPECT_THAT(scan(secret, R"(<+\/\/++\/\/++\/\/+>)"), Contains(Pair(1, "base64, JSON-escaped")));
  EXPECT_THAT(scan(secret, "<%2B%2F%2f%2b%2B//++//+>"),
              Contains(Pair(1, "base64, percent-encoded")));
  EXPECT_THAT(scan("s3cr3t-value!", "czNjcjN0LXZhbHVlIQ=="), ElementsAre(Pair(0, "base64")));
}

TEST(LeakScan, ShortSecretsAndSecondNamesAreLeftOut) {
  EXPECT_TRUE(LeakForms({{"A", "1234567"}, {"B", ""}}).empty());
  std::set<std::size_t> found;
  const LeakForms forms({{"A", "1234567"}, {"B", "12345678"}, {"C", "12345678"}});
  LeakScan leak_scan(forms, [&](const LeakScan::Hit& hit) { found.insert(hit.secret); });
  leak_scan.add("12345678");
  leak_scan.finish();
  EXPECT_THAT(found, ElementsAre(1));
}

TEST(LeakScan, NothingToLookFor) {
  EXPECT_THAT(scan(std::vector<Secret>{}, "anything at all"), IsEmpty());
  EXPECT_THAT(scan("s3cr3t-value", ""), IsEmpty());
}

// Pieces are put together to 256 KiB and twelve times the longest form, and what is that long at
// the end is looked at again; all around these borders a secret is put, in every form.
TEST(LeakScan, AcrossTheBordersOfPieces) {
  const std::string secret = "s3cr3t/value";
  const std::string forms[] = {secret, R"(\u0073\u0033\u0063\u0072\u0033\u0074\u002F\u0076alue)",
                               "&#x0073;3cr3t&#x002F;value", "s3cr3t%252Fvalue",
                               "czNjcjN0L3ZhbHVl"};
  const std::size_t first = 256 * 1024;
  const std::size_t last = first + 12 * 16;
  for (const std::string& form : forms) {
    for (std::size_t start = first - form.size(); start < last + 8; start += 7) {
      std::string text(start, '.');
      text += form + std::string(300, '.');
      const Places places = scan({{"TOKEN", secret}}, text, 4093);
      ASSERT_EQ(places.size(), 1u) << form << " at " << start;
      EXPECT_EQ(places[0].first, start);
    }
  }
}

// Against the plainest search there is.
TEST(LeakScan, FindsWhatAPlainSearchFinds) {
  std::mt19937 random(7);  // NOLINT(cert-msc51-cpp): the same texts each time.
  for (int round = 0; round < 300; ++round) {
    const auto word = [&](std::size_t size) {
      std::string out;
      for (std::size_t i = 0; i < size; ++i) out += static_cast<char>('a' + random() % 2);
      return out;
    };
    const std::string secret = word(8 + random() % 3);
    const std::string other = word(8 + random() % 30);
    const std::string text = word(random() % 2000);
    std::set<std::uint64_t> expected;
    for (const std::string& one : {secret, other}) {
      for (std::size_t at = text.find(one); at != std::string::npos; at = text.find(one, at + 1)) {
        expected.insert(at);
      }
    }
    std::set<std::uint64_t> found;
    for (const auto& [offset, form] : scan({{"A", secret}, {"B", other}}, text)) {
      found.insert(offset);
    }
    ASSERT_EQ(found, expected) << secret << " " << other << " in " << text;
  }
}

}  // namespace
}  // namespace assay::report
