#include "exchange/testing_content.h"

#include <brotli/encode.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <memory>

namespace assay::exchange::testing {
namespace {

constexpr std::size_t kBlock = 64 * 1024;
constexpr std::string_view kNumber = "${n}";
// zlib's own window, with a gzip header around it.
constexpr int kGzipWindow = 15 + 16;

void append_numbered(const std::string& text, std::uint64_t number, std::string& out) {
  std::size_t from = 0;
  for (std::size_t at; (at = text.find(kNumber, from)) != std::string::npos;) {
    out.append(text, from, at - from).append(std::to_string(number));
    from = at + kNumber.size();
  }
  out.append(text, from);
}

bool pour_numbered(const Piece& piece, const Take& take) {
  std::string block;
  for (std::uint64_t i = 0; i < piece.times; ++i) {
    append_numbered(piece.text, i, block);
    if (block.size() < kBlock && i + 1 < piece.times) continue;
    if (!take(block)) return false;
    block.clear();
  }
  return true;
}

bool pour_repeated(const Piece& piece, const Take& take) {
  if (piece.text.empty()) return true;
  const std::uint64_t in_block = std::clamp<std::uint64_t>(kBlock / piece.text.size(), 1,
                                                           std::max<std::uint64_t>(piece.times, 1));
  std::string block;
  for (std::uint64_t i = 0; i < in_block; ++i) block += piece.text;
  std::uint64_t left = piece.times;
  for (; left >= in_block; left -= in_block) {
    if (!take(block)) return false;
  }
  return left == 0 || take(std::string_view(block).substr(0, left * piece.text.size()));
}

bool pour_gzip(const Content& inside, const Take& take) {
  z_stream stream{};
  deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, kGzipWindow, 9, Z_DEFAULT_STRATEGY);
  const std::unique_ptr<z_stream, decltype(&deflateEnd)> ender(&stream, deflateEnd);
  std::array<char, kBlock> out;
  const auto encode = [&](std::string_view block, int flush) {
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(block.data()));
    stream.avail_in = static_cast<uInt>(block.size());
    do {
      stream.next_out = reinterpret_cast<Bytef*>(out.data());
      stream.avail_out = static_cast<uInt>(out.size());
      deflate(&stream, flush);
      const std::size_t made = out.size() - stream.avail_out;
      if (made > 0 && !take({out.data(), made})) return false;
    } while (stream.avail_out == 0);
    return true;
  };
  return pour(inside, [&](std::string_view block) { return encode(block, Z_NO_FLUSH); }) &&
         encode({}, Z_FINISH);
}

bool pour_brotli(const Content& inside, const Take& take) {
  const std::unique_ptr<BrotliEncoderState, decltype(&BrotliEncoderDestroyInstance)> encoder(
      BrotliEncoderCreateInstance(nullptr, nullptr, nullptr), BrotliEncoderDestroyInstance);
  BrotliEncoderSetParameter(encoder.get(), BROTLI_PARAM_QUALITY, 1);
  std::array<std::uint8_t, kBlock> out;
  const auto encode = [&](std::string_view block, BrotliEncoderOperation operation) {
    std::size_t in_size = block.size();
    const auto* in = reinterpret_cast<const std::uint8_t*>(block.data());
    do {
      std::size_t out_size = out.size();
      std::uint8_t* to = out.data();
      BrotliEncoderCompressStream(encoder.get(), operation, &in_size, &in, &out_size, &to, nullptr);
      const std::size_t made = out.size() - out_size;
      if (made > 0 && !take({reinterpret_cast<const char*>(out.data()), made})) return false;
    } while (in_size > 0 || BrotliEncoderHasMoreOutput(encoder.get()) != 0);
    return true;
  };
  return pour(inside,
              [&](std::string_view block) { return encode(block, BROTLI_OPERATION_PROCESS); }) &&
         encode({}, BROTLI_OPERATION_FINISH);
}

bool pour(const Piece& piece, const Take& take) {
  switch (piece.coding) {
    case Piece::Coding::kGzip:
      return pour_gzip(piece.inside, take);
    case Piece::Coding::kBrotli:
      return pour_brotli(piece.inside, take);
    case Piece::Coding::kNone:
      break;
  }
  const bool numbered = piece.text.find(kNumber) != std::string::npos;
  return numbered ? pour_numbered(piece, take) : pour_repeated(piece, take);
}

}  // namespace

bool pour(const Content& content, const Take& take) {
  return std::all_of(content.begin(), content.end(),
                     [&](const Piece& piece) { return pour(piece, take); });
}

std::uint64_t size_of(const Content& content) {
  std::uint64_t size = 0;
  pour(content, [&](std::string_view block) {
    size += block.size();
    return true;
  });
  return size;
}

}  // namespace assay::exchange::testing
