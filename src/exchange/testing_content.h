#ifndef ASSAY_EXCHANGE_TESTING_CONTENT_H_
#define ASSAY_EXCHANGE_TESTING_CONTENT_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace assay::exchange::testing {

// Bytes that a server under test sends, made while they are sent: a gibibyte of them takes no
// memory, so that what a peer needs can be measured beside it.
struct Piece {
  enum class Coding : std::uint8_t { kNone, kGzip, kBrotli };

  std::string text;         // Each "${n}" in it is the number of the repetition, from 0.
  std::uint64_t times = 1;  // How often it comes.
  Coding coding = Coding::kNone;
  std::vector<Piece> inside;  // What a coding encodes, instead of `text`.
};
using Content = std::vector<Piece>;

// Is given one block after another; false when it wants no more.
using Take = std::function<bool(std::string_view block)>;

// Hands all of it over in blocks of some tens of KiB; false when it was not wanted to the end.
bool pour(const Content& content, const Take& take);
// Bytes of it, for a Content-Length; makes them all once.
std::uint64_t size_of(const Content& content);

}  // namespace assay::exchange::testing

#endif  // ASSAY_EXCHANGE_TESTING_CONTENT_H_
