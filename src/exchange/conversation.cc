#include "exchange/conversation.h"

#include <algorithm>
#include <cstring>

namespace assay::exchange {
namespace {

constexpr std::size_t kReadSize = 16 * 1024;   // One TLS record.
constexpr std::size_t kFlushSize = 64 * 1024;  // More is not held back.
// Chunk sizes and compression headers are read without any body coming out; nobody needs this much.
constexpr std::size_t kMaxWithoutProgress = 1024 * 1024;
constexpr std::size_t kTail = 4;

}  // namespace

bool Conversation::write(std::string_view bytes) {
  unsent_.append(bytes);
  return unsent_.size() < kFlushSize || flush();
}

bool Conversation::flush() {
  if (unsent_.empty()) return true;
  const bool written = channel_.write(unsent_);
  unsent_.clear();
  trouble_ = channel_.trouble();
  // A server may answer and close before it has read everything: then the answer is still there.
  return written || trouble_ == Channel::Trouble::kReset;
}

ssize_t Conversation::refill() {
  buffer_.resize(kReadSize);
  taken_ = 0;
  const ssize_t count = channel_.read(buffer_.data(), buffer_.size());
  buffer_.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
  received_ += buffer_.size();
  if (count == 0) ended_ = true;
  if (count < 0) trouble_ = channel_.trouble();
  return count;
}

ssize_t Conversation::read(char* to, std::size_t size) {
  if (!flush() || stalled_ || !head_.problem().empty()) return -1;
  if (!has_leftover()) {
    const ssize_t count = refill();
    if (count <= 0) return count;
  }
  // The header is handed on byte by byte, so that its end is seen.
  if (!head_.finished()) size = 1;
  size = std::min(size, buffer_.size() - taken_);
  std::memcpy(to, buffer_.data() + taken_, size);
  taken_ += size;
  if (!head_.finished()) return head_.feed(*to) ? 1 : -1;
  body_bytes_ += size;
  since_progress_ += size;
  stalled_ = since_progress_ > kMaxWithoutProgress;
  tail_.append(to + (size > kTail ? size - kTail : 0), std::min(size, kTail));
  if (tail_.size() > kTail) tail_.erase(0, tail_.size() - kTail);
  return stalled_ ? -1 : static_cast<ssize_t>(size);
}

}  // namespace assay::exchange
