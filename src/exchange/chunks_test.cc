#include "exchange/chunks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

namespace assay::exchange {
namespace {

using ::testing::HasSubstr;

struct Body {
  std::string text;
  bool finished = false;
  std::string problem;
  std::size_t taken = 0;
};

// Fed in pieces of `piece` bytes, taken out by `room` bytes.
Body decode(std::string_view in, std::size_t piece, std::size_t room) {
  ChunkReader reader;
  Body body;
  std::array<char, 64> to;
  while (body.taken < in.size()) {
    const ChunkReader::Step step = reader.read(in.substr(body.taken, piece), to.data(), room);
    body.text.append(to.data(), step.made);
    body.taken += step.taken;
    if (reader.finished() || !reader.problem().empty()) break;
  }
  body.finished = reader.finished();
  body.problem = reader.problem();
  return body;
}

TEST(ChunkReader, TakesTheFramingOffHoweverItArrives) {
  const std::string_view in =
      "4\r\nwiki\r\n0005;name=value;other=\"x;y\"\r\npedia\r\nE \r\n in\r\n\r\nchunks.\r\n"
      "0;end\r\nX-Trailer: y\r\nAnd: another\r\n\r\nHTTP/1.1 200 the next";
  for (std::size_t piece = 1; piece < in.size(); ++piece) {
    for (const std::size_t room : {1u, 3u, 64u}) {
      const Body body = decode(in, piece, room);
      EXPECT_EQ(body.text, "wikipedia in\r\n\r\nchunks.");
      EXPECT_TRUE(body.finished);
      EXPECT_EQ(in.substr(body.taken), "HTTP/1.1 200 the next");
    }
  }
}

TEST(ChunkReader, HasNoEndBeforeTheLastChunk) {
  for (const char* text : {"", "4", "4\r", "4\r\nwi", "4\r\nwiki", "4\r\nwiki\r\n", "0\r\n",
                           "0\r\n\r", "0\r\nA: b\r\n"}) {
    const Body body = decode(text, 64, 64);
    EXPECT_FALSE(body.finished) << text;
    EXPECT_EQ(body.problem, "") << text;
  }
}

TEST(ChunkReader, RefusesWhatIsNoFraming) {
  for (const char* text :
       {"-2\r\n", "+2\r\n", "\r\n", "nonsense\r\n", ";x\r\n", "2\n", "2z\r\n", " 2\r\n"}) {
    EXPECT_NE(decode(text, 64, 64).problem, "") << text;
  }
  EXPECT_THAT(decode("0x2\r\n", 64, 64).problem, HasSubstr("no number"));
  EXPECT_THAT(decode("2\r\nabc\r\n", 64, 64).problem, HasSubstr("longer than its size"));
  EXPECT_THAT(decode("00000000000000002\r\n", 64, 64).problem, HasSubstr("64 bits"));
  EXPECT_EQ(decode("ffffffffffffffff\r\nab", 64, 64).text, "ab");
}

TEST(ChunkReader, SkipsWithinBounds) {
  const std::string most(ChunkReader::kMaxSkipped, 'x');
  EXPECT_TRUE(decode("1;" + most + "\r\na\r\n0\r\n\r\n", 64, 64).finished);
  EXPECT_THAT(decode("1;x" + most, 64, 64).problem, HasSubstr("without end"));
  std::string fields;
  while (fields.size() <= ChunkReader::kMaxSkipped) fields += "A: b\r\n";
  fields += fields;
  EXPECT_THAT(decode("0\r\n" + fields, 64, 64).problem, HasSubstr("without end"));
}

}  // namespace
}  // namespace assay::exchange
