#include "wire/redaction.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace assay::wire {
namespace {

Redactor redactor_of(std::vector<std::pair<std::string, std::string>> secrets) {
  Redactor redactor;
  for (auto& [name, secret] : secrets) redactor.add(name, secret);
  return redactor;
}

std::string redact(std::string_view secret, std::string_view text) {
  return redactor_of({{"TOKEN", std::string(secret)}}).apply(text);
}

TEST(Redactor, LeavesTextWithoutASecretAsItIs) {
  const std::string text("a%2fb \\u00e9 100% + \\ \0 \xff", 24);
  EXPECT_EQ(redact("s3cr3t/value", text), text);
  EXPECT_EQ(Redactor().apply(text), text);
  EXPECT_EQ(redact("s3cr3t", "s3cr3"), "s3cr3");
}

TEST(Redactor, ReplacesEachPlainOccurrence) {
  EXPECT_EQ(redact("s3cr3t", "s3cr3t,s3cr3ts3cr3t."), "${TOKEN},${TOKEN}${TOKEN}.");
}

TEST(Redactor, IgnoresSecretsTooShortToBeOne) {
  EXPECT_EQ(redact("abc", "abc"), "abc");
  EXPECT_EQ(redact("", "abc"), "abc");
  EXPECT_EQ(redact("abcd", "abcd"), "${TOKEN}");
}

TEST(Redactor, FindsThePercentEncodedFormInAnyLetterCaseAndExtent) {
  constexpr std::string_view kSecret = "a/b c+d=%e";
  EXPECT_EQ(redact(kSecret, "?t=a%2Fb%20c%2Bd%3D%25e&x"), "?t=${TOKEN}&x");
  EXPECT_EQ(redact(kSecret, "?t=a%2fb+c%2bd=%25e&x"), "?t=${TOKEN}&x");
  EXPECT_EQ(redact(kSecret, "%61%2F%62%20%63%2B%64%3D%25%65"), "${TOKEN}");
}

TEST(Redactor, FindsTheJsonEscapedForm) {
  constexpr std::string_view kSecret = "a\"b\\c/d\xC3\xA9\xF0\x9F\x94\x91\x01";
  EXPECT_EQ(redact(kSecret, R"({"t":"a\"b\\c/dé🔑\u0001"})"), R"({"t":"${TOKEN}"})");
  EXPECT_EQ(redact(kSecret, R"({"t":"a\u0022b\\c\/d\u00E9\ud83d\uDD11\u0001"})"),
            R"({"t":"${TOKEN}"})");
}

TEST(Redactor, FindsTheXmlEscapedForm) {
  constexpr std::string_view kSecret = "a&b<c>\"d'\xC3\xA9";
  EXPECT_EQ(redact(kSecret, "<p>a&amp;b&lt;c&gt;&quot;d&apos;\xC3\xA9</p>"), "<p>${TOKEN}</p>");
  EXPECT_EQ(redact(kSecret, "&#97;&#x26;&#X062;<&#99;>\"&#x64;'&#233;."), "${TOKEN}.");
}

TEST(Redactor, BrokenEscapesAreOrdinaryText) {
  for (const std::string_view text : {"%",
                                      "%4",
                                      "%zz",
                                      "\\",
                                      "\\u",
                                      "\\u12",
                                      "\\ud83d",
                                      "\\ud83d\\u",
                                      "\\ud83d\\u0041",
                                      "\\udd11",
                                      "\\q",
                                      "s3cr3%",
                                      "&",
                                      "&#;",
                                      "&#x;",
                                      "&#x110000;",
                                      "&#99999999999;",
                                      "&no;",
                                      "&amp",
                                      "s3cr3&#x7"}) {
    EXPECT_EQ(redact("s3cr3t", text), text);
  }
}

TEST(Redactor, ASecretThatLooksEscapedIsFoundPlainAndEscaped) {
  EXPECT_EQ(redact("x%25y\\\\z", "<x%25y\\\\z>"), "<${TOKEN}>");
  EXPECT_EQ(redact("x%25y", "<x%2525y>"), "<${TOKEN}>");
  EXPECT_EQ(redact("x\\\\z", "<x\\\\\\\\z>"), "<${TOKEN}>");
}

TEST(Redactor, FindsTheBase64FormAloneWithAndWithoutPadding) {
  EXPECT_EQ(redact("s3cr3t", "Basic czNjcjN0."), "Basic ${TOKEN}.");
  EXPECT_EQ(redact("s3cr3t!", "[czNjcjN0IQ==]"), "[${TOKEN}]");
  EXPECT_EQ(redact("s3cr3t!", "[czNjcjN0IQ]"), "[${TOKEN}]");
  EXPECT_EQ(redact("s3cr3t!", "[czNjcjN0IQ%3D%3D]"), "[${TOKEN}]");
}

TEST(Redactor, FindsBothBase64Alphabets) {
  const std::string secret = "\xFB\xFF\xFE\xFB\xFF\xFE";  // +//++//+ in base64
  EXPECT_EQ(redact(secret, "<+//++//+>"), "<${TOKEN}>");
  EXPECT_EQ(redact(secret, "<-__--__->"), "<${TOKEN}>");
  EXPECT_EQ(redact(secret, R"(<+\/\/++\/\/+>)"), "<${TOKEN}>");
}

// base64 of "user:s3cr3t", "me:s3cr3t!", "x:s3cr3t#": the secret starts at each of the three
// places.
TEST(Redactor, FindsTheBase64FormInsideALongerText) {
  EXPECT_EQ(redact("s3cr3t", "dXNlcjpzM2NyM3Q="), "dXNlcjp${TOKEN}Q=");
  EXPECT_EQ(redact("s3cr3t", "bWU6czNjcjN0IQ=="), "bWU6${TOKEN}IQ==");
  EXPECT_EQ(redact("s3cr3t", "eDpzM2NyM3Qj"), "eDp${TOKEN}Qj");
  EXPECT_EQ(redact("s3cr3t", "YTpiczNjcjN0"), "YTpi${TOKEN}");
  EXPECT_EQ(redact("s3cr3t", "YTpiOnMzY3IzdA=="), "YTpiOn${TOKEN}A==");
}

TEST(Redactor, OfASecretAndItsPrefixTheLongerWins) {
  for (const bool longer_first : {true, false}) {
    const auto redactor = longer_first
                              ? redactor_of({{"LONG", "s3cr3t-more"}, {"SHORT", "s3cr3t"}})
                              : redactor_of({{"SHORT", "s3cr3t"}, {"LONG", "s3cr3t-more"}});
    EXPECT_EQ(redactor.apply("s3cr3t-more s3cr3t-mor s3cr3t%2dmore"),
              "${LONG} ${SHORT}-mor ${LONG}");
  }
}

TEST(Redactor, NothingOfOverlappingSecretsIsLeft) {
  const auto redactor = redactor_of({{"A", "abcdef"}, {"B", "defghi"}});
  EXPECT_EQ(redactor.apply("-abcdefghi-"), "-${A}${B}-");
  EXPECT_EQ(redactor.apply("-abcdefdefghi-"), "-${A}${B}-");
}

TEST(Redactor, TheFirstNameOfTheSameSecretIsShown) {
  EXPECT_EQ(redactor_of({{"A", "s3cr3t"}, {"B", "s3cr3t"}}).apply("s3cr3t"), "${A}");
}

TEST(Redactor, CoversEveryTextOfAnExchange) {
  Exchange exchange;
  exchange.request = {"GET", "/a?t=s3cr3t%21", {{"X-Auth-Token", "s3cr3t!"}}, R"({"t":"s3cr3t!"})"};
  exchange.response = Response{.status = 401,
                               .headers = {{"X-Echo", "s3cr3t!"}, {"s3cr3t!", ""}},
                               .body = "who is czNjcjN0IQ==?",
                               .complete = false,
                               .incomplete_reason = "cut after s3cr3t!"};
  exchange.error = TransportError{TransportFailure::kOther, "can't send \"s3cr3t!\""};
  exchange.duration = std::chrono::microseconds(7);

  const Exchange shown = redactor_of({{"T", "s3cr3t!"}}).apply(exchange);

  EXPECT_EQ(shown.request.method, "GET");
  EXPECT_EQ(shown.request.target, "/a?t=${T}");
  EXPECT_EQ(shown.request.headers.at(0).value, "${T}");
  EXPECT_EQ(shown.request.body, R"({"t":"${T}"})");
  EXPECT_EQ(shown.response->status, 401);
  EXPECT_EQ(shown.response->headers.at(0).value, "${T}");
  EXPECT_EQ(shown.response->headers.at(1).name, "${T}");
  EXPECT_EQ(shown.response->body, "who is ${T}?");
  EXPECT_FALSE(shown.response->complete);
  EXPECT_EQ(shown.response->incomplete_reason, "cut after ${T}");
  EXPECT_EQ(shown.error->message, "can't send \"${T}\"");
  EXPECT_EQ(shown.duration, std::chrono::microseconds(7));
}

}  // namespace
}  // namespace assay::wire
