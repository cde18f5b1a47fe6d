#include "wire/transcript.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace assay::wire {
namespace {

TEST(FindHeader, IgnoresLetterCaseAndTakesTheFirst) {
  const std::vector<Header> headers = {
      {"X-Other", "0"}, {"Content-Type", "a"}, {"content-type", "b"}};
  EXPECT_EQ(find_header(headers, "CONTENT-TYPE"), "a");
}

TEST(FindHeader, HasNothingWhereTheNameIsOnlyAPrefix) {
  const std::vector<Header> headers = {{"Content-Type", "a"}};
  EXPECT_EQ(find_header(headers, "Content"), std::nullopt);
  EXPECT_EQ(find_header({}, "Content-Type"), std::nullopt);
}

TEST(FindHeader, TellsAnEmptyValueFromNoHeader) {
  EXPECT_EQ(find_header({{"X", ""}}, "x"), "");
}

TEST(MediaType, DropsParametersBlanksAndLetterCase) {
  EXPECT_EQ(media_type("Application/JSON; charset=utf-8"), "application/json");
  EXPECT_EQ(media_type(" \ttext/plain\t ;q=1"), "text/plain");
  EXPECT_EQ(media_type("application/problem+json"), "application/problem+json");
}

TEST(MediaType, IsEmptyWhereNothingIsSaid) {
  EXPECT_EQ(media_type(""), "");
  EXPECT_EQ(media_type("  "), "");
  EXPECT_EQ(media_type("; charset=utf-8"), "");
}

TEST(TransportFailure, EachHasItsOwnWord) {
  std::set<std::string_view> words;
  for (int i = 0; i <= static_cast<int>(TransportFailure::kOther); ++i) {
    words.insert(to_string(static_cast<TransportFailure>(i)));
  }
  EXPECT_EQ(words.size(), static_cast<std::size_t>(TransportFailure::kOther) + 1);
  EXPECT_EQ(to_string(TransportFailure::kTls), "tls");
}

TEST(TranscriptSize, IsThatOfTheAnswers) {
  Transcript transcript(3);
  transcript[0].response = Response{.status = 200, .headers = {{"A", "bc"}}, .body = "body"};
  transcript[1].request.body = "of no account";
  transcript[2].response = Response{.status = 200, .headers = {}, .body = "x"};
  EXPECT_EQ(size_of(transcript), 8u);
  EXPECT_EQ(size_of({}), 0u);
}

}  // namespace
}  // namespace assay::wire
