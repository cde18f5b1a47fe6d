#include "exchange/head.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace assay::exchange {
namespace {

using ::testing::HasSubstr;

// How many bytes of the text were taken before the header was refused.
std::size_t feed(ResponseHead* head, std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!head->feed(text[i])) return i + 1;
  }
  return text.size();
}

TEST(ResponseHead, EndsAtTheEmptyLine) {
  ResponseHead head;
  const std::string_view text = "HTTP/1.1 200 OK\r\nA: b\r\n\r\n";
  feed(&head, text.substr(0, text.size() - 1));
  EXPECT_FALSE(head.finished());
  EXPECT_TRUE(head.feed('\n'));
  EXPECT_TRUE(head.finished());
  EXPECT_EQ(head.problem(), "");
  EXPECT_EQ(head.text(), text);
}

TEST(ResponseHead, KeepsOddValuesAsFacts) {
  ResponseHead head;
  feed(&head, "HTTP/1.1 200 OK\r\nA:\t one \r\n\t two\r\nB:x:y\r\nC:\r\nD: \x1b[31m\xff\r\n\r\n");
  ASSERT_TRUE(head.finished());
  const auto headers = head.headers();
  ASSERT_EQ(headers.size(), 4u);
  EXPECT_EQ(headers[0].value, "one two");
  EXPECT_EQ(headers[1].value, "x:y");
  EXPECT_EQ(headers[2].value, "");
  EXPECT_EQ(headers[3].value, "\x1b[31m\xff");
}

TEST(ResponseHead, RefusesLinesThatAreNoFields) {
  using namespace std::string_view_literals;
  for (const std::string_view line :
       {"no colon"sv, ": nameless"sv, "Transfer-Encoding : chunked"sv, "A b: c"sv, "A: b\rC: d"sv,
        "A: b\0c"sv, " folded onto nothing"sv, "\xc3\xa9: x"sv}) {
    ResponseHead head;
    feed(&head, "HTTP/1.1 200 OK\r\n" + std::string(line) + "\r\n\r\n");
    EXPECT_FALSE(head.finished()) << line;
    EXPECT_THAT(head.problem(), HasSubstr("is no field: ")) << line;
  }
}

TEST(ResponseHead, ForgetsInterimAnswers) {
  ResponseHead head;
  feed(&head, "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n");
  EXPECT_FALSE(head.finished());
  feed(&head, "HTTP/1.1 200 OK\r\nA: b\r\n\r\n");
  EXPECT_TRUE(head.finished());
  EXPECT_EQ(head.text(), "HTTP/1.1 200 OK\r\nA: b\r\n\r\n");
}

TEST(ResponseHead, FollowsNobodyToAnotherProtocol) {
  ResponseHead head;
  feed(&head, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n");
  EXPECT_TRUE(head.finished());
}

TEST(ResponseHead, WaitsForNoMoreInterimAnswersThanItTakesHeader) {
  ResponseHead head;
  while (head.problem().empty()) feed(&head, "HTTP/1.1 100 Continue\r\n\r\n");
  EXPECT_EQ(head.size(), ResponseHead::kMaxSize + 1);
  EXPECT_THAT(head.problem(), HasSubstr("longer than 262144 bytes"));
}

TEST(ResponseHead, RefusesAtTheFirstByteThatCannotBeHttp) {
  ResponseHead head;
  EXPECT_EQ(feed(&head, "HTTQ/1.1 200"), 4u);
  EXPECT_THAT(head.problem(), HasSubstr("starts with HTTQ"));
}

TEST(ResponseHead, KeepsToItsLimits) {
  ResponseHead status;
  EXPECT_EQ(feed(&status, "HTTP/1.1 200 " + std::string(5000, 'x')),
            ResponseHead::kMaxStatusLine + 1);
  EXPECT_THAT(status.problem(), HasSubstr("longer than 2048 bytes"));
  ResponseHead line;
  feed(&line, "HTTP/1.1 200 OK\r\n");
  EXPECT_EQ(feed(&line, std::string(9000, 'x')), ResponseHead::kMaxLine + 1);
  ResponseHead whole;
  feed(&whole, "HTTP/1.1 200 OK\r\n");
  while (whole.problem().empty()) feed(&whole, "A: b\r\n");
  EXPECT_EQ(whole.size(), ResponseHead::kMaxSize + 1);
}

TEST(Framing, IsWhatTheHeadersSay) {
  EXPECT_EQ(framing_of({}).problem, "");
  EXPECT_FALSE(framing_of({{"content-length", "9223372036854775807"}}).chunked);
  EXPECT_EQ(framing_of({{"Content-Length", "5"}, {"content-length", "5"}}).problem, "");
  EXPECT_TRUE(framing_of({{"transfer-encoding", "CHUNKED"}}).chunked);
  EXPECT_NE(
      framing_of({{"Transfer-Encoding", "chunked"}, {"Transfer-Encoding", "chunked"}}).problem, "");
  EXPECT_NE(framing_of({{"Content-Length", "5"}, {"Transfer-Encoding", "chunked"}}).problem, "");
  EXPECT_EQ(framing_of({{"Content-Encoding", "identity"}}).problem, "");
  for (const char* coding : {"gzip", "br", "gzip, gzip", "x-unknown", ""}) {
    EXPECT_NE(framing_of({{"Content-Encoding", coding}}).problem, "") << coding;
  }
  for (const char* length : {"", " ", "1 ", "+1", "-1", "1e3", "99999999999999999999"}) {
    EXPECT_NE(framing_of({{"Content-Length", length}}).problem, "") << length;
  }
}

}  // namespace
}  // namespace assay::exchange
