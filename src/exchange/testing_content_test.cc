#include "exchange/testing_content.h"

#include <brotli/decode.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <array>

namespace assay::exchange::testing {
namespace {

std::string all_of(const Content& content) {
  std::string all;
  pour(content, [&](std::string_view block) {
    all += block;
    return true;
  });
  return all;
}

TEST(TestingContent, RepeatsAndCounts) {
  EXPECT_EQ(all_of({}), "");
  EXPECT_EQ(all_of({{.text = "a"}, {.text = "bc", .times = 3}, {.text = "d"}}), "abcbcbcd");
  EXPECT_EQ(all_of({{.text = "${n}-${n};", .times = 3}}), "0-0;1-1;2-2;");
  EXPECT_EQ(all_of({{.text = "xyz", .times = 100'000}}).size(), 300'000u);
  EXPECT_EQ(size_of({{.text = "1234567", .times = 1u << 24}}), std::uint64_t{7} << 24);
}

TEST(TestingContent, StopsWhenNobodyWantsMore) {
  std::uint64_t taken = 0;
  EXPECT_FALSE(pour({{.text = "x", .times = std::uint64_t{1} << 40}}, [&](std::string_view block) {
    taken += block.size();
    return taken < 1'000'000;
  }));
  EXPECT_LT(taken, 2'000'000u);
}

TEST(TestingContent, SpeaksGzip) {
  const std::string coded =
      all_of({{.coding = Piece::Coding::kGzip, .inside = {{.text = "ab", .times = 50'000}}}});
  EXPECT_LT(coded.size(), 1000u);
  std::string plain(100'001, '?');
  z_stream stream{};
  ASSERT_EQ(inflateInit2(&stream, 15 + 16), Z_OK);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(coded.data()));
  stream.avail_in = static_cast<uInt>(coded.size());
  stream.next_out = reinterpret_cast<Bytef*>(plain.data());
  stream.avail_out = static_cast<uInt>(plain.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  EXPECT_EQ(stream.total_out, 100'000u);
  EXPECT_EQ(plain.substr(0, 4), "abab");
  inflateEnd(&stream);
}

TEST(TestingContent, SpeaksBrotli) {
  const std::string coded =
      all_of({{.coding = Piece::Coding::kBrotli, .inside = {{.text = "ab", .times = 50'000}}}});
  EXPECT_LT(coded.size(), 1000u);
  std::string plain(100'001, '?');
  std::size_t size = plain.size();
  EXPECT_EQ(
      BrotliDecoderDecompress(coded.size(), reinterpret_cast<const std::uint8_t*>(coded.data()),
                              &size, reinterpret_cast<std::uint8_t*>(plain.data())),
      BROTLI_DECODER_RESULT_SUCCESS);
  EXPECT_EQ(size, 100'000u);
  EXPECT_EQ(plain.substr(0, 4), "abab");
}

}  // namespace
}  // namespace assay::exchange::testing
