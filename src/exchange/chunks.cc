#include "exchange/chunks.h"

#include <algorithm>
#include <cstring>

namespace assay::exchange {
namespace {

constexpr int kMaxDigits = 16;  // Of 64 bits.

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

ChunkReader::Step ChunkReader::read(std::string_view in, char* to, std::size_t size) {
  Step step;
  while (step.taken < in.size() && !finished() && problem_.empty()) {
    if (state_ != State::kData) {
      if (!take(in[step.taken])) return step;
      ++step.taken;
      continue;
    }
    if (step.made == size) return step;
    std::size_t count = std::min(in.size() - step.taken, size - step.made);
    count = static_cast<std::size_t>(std::min<std::uint64_t>(count, left_));
    std::memcpy(to + step.made, in.data() + step.taken, count);
    step.taken += count;
    step.made += count;
    left_ -= count;
    if (left_ == 0) state_ = State::kDataReturn;
  }
  return step;
}

bool ChunkReader::take(char c) {
  switch (state_) {
    case State::kSize:
      return take_of_size(c);
    case State::kExtension:
      if (c == '\r') state_ = State::kSizeEnd;
      return c == '\r' || skip();
    case State::kSizeEnd:
      skipped_ = 0;
      digits_ = 0;
      return expect(c, '\n', left_ > 0 ? State::kData : State::kTrailer, "a size without a line");
    case State::kDataReturn:
      return expect(c, '\r', State::kDataEnd, "a chunk longer than its size");
    case State::kDataEnd:
      return expect(c, '\n', State::kSize, "a chunk longer than its size");
    case State::kTrailer:
      return take_of_trailer(c);
    case State::kTrailerEnd:
      if (line_size_ == 0) return expect(c, '\n', State::kFinished, "a trailer without a line");
      line_size_ = 0;
      return expect(c, '\n', State::kTrailer, "a trailer without a line");
    case State::kData:
    case State::kFinished:
      break;
  }
  return false;
}

bool ChunkReader::take_of_size(char c) {
  const int digit = hex_digit(c);
  if (digit >= 0) {
    if (++digits_ > kMaxDigits) return refuse("a size of more than 64 bits");
    left_ = left_ << 4 | static_cast<std::uint64_t>(digit);
    return true;
  }
  if (digits_ == 0) return refuse("a size that is no number");
  // Blanks before an extension are bad grammar, but were allowed once.
  if (c == ';' || c == ' ' || c == '\t') {
    state_ = State::kExtension;
    return true;
  }
  return expect(c, '\r', State::kSizeEnd, "a size that is no number");
}

bool ChunkReader::take_of_trailer(char c) {
  if (c == '\r') {
    state_ = State::kTrailerEnd;
    return true;
  }
  ++line_size_;
  return skip();
}

bool ChunkReader::skip() {
  return ++skipped_ <= kMaxSkipped || refuse("extensions or trailer fields without end");
}

bool ChunkReader::expect(char c, char wanted, State next, std::string_view problem) {
  if (c != wanted) return refuse(problem);
  state_ = next;
  return true;
}

bool ChunkReader::refuse(std::string_view problem) {
  problem_ = problem;
  return false;
}

}  // namespace assay::exchange
