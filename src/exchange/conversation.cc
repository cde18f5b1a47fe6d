#include "exchange/conversation.h"

#include <algorithm>
#include <cstring>

#include "base/text.h"

namespace assay::exchange {
namespace {

constexpr std::size_t kReadSize = 16 * 1024;   // One TLS record.
constexpr std::size_t kFlushSize = 64 * 1024;  // More is not held back.

// Without what would have cpp-httplib look for chunks again.
std::string without_transfer_coding(const std::string& head) {
  std::string out;
  bool dropping = false;
  for (std::size_t at = 0; at < head.size();) {
    const std::size_t end = std::min(head.find('\n', at), head.size() - 1) + 1;
    const std::string_view line = std::string_view(head).substr(at, end - at);
    const bool is_folded = line.front() == ' ' || line.front() == '\t';
    if (!is_folded) {
      dropping = base::equals_ignoring_case(line.substr(0, line.find(':')), "Transfer-Encoding");
    }
    if (!dropping) out += line;
    at = end;
  }
  return out;
}

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
  cut_off_ = ended_ && channel_.cut_off();
  if (count < 0) trouble_ = channel_.trouble();
  return count;
}

ssize_t Conversation::read_head() {
  while (!head_.finished()) {
    if (!head_.problem().empty()) return -1;
    if (!has_leftover()) {
      const ssize_t count = refill();
      if (count <= 0) return count;
    }
    if (!head_.feed(buffer_[taken_++])) return -1;
  }
  framing_ = framing_of(head_.headers());
  handed_ = framing_.chunked ? without_transfer_coding(head_.text()) : head_.text();
  return 1;
}

ssize_t Conversation::read_chunks(char* to, std::size_t size) {
  for (;;) {
    if (chunks_.finished()) return 0;
    if (!has_leftover()) {
      // The end of the connection is not the end of the body.
      if (refill() <= 0) return -1;
    }
    const auto step = chunks_.read(std::string_view(buffer_).substr(taken_), to, size);
    taken_ += step.taken;
    body_bytes_ += step.made;
    if (step.made > 0) return static_cast<ssize_t>(step.made);
    if (!chunks_.problem().empty()) return -1;
  }
}

ssize_t Conversation::read(char* to, std::size_t size) {
  if (!flush()) return -1;
  if (!head_.finished()) {
    const ssize_t head = read_head();
    if (head <= 0) return head;
  }
  if (handed_to_ < handed_.size()) {
    size = handed_.copy(to, size, handed_to_);
    handed_to_ += size;
    return static_cast<ssize_t>(size);
  }
  if (framing_.chunked) return read_chunks(to, size);
  if (!has_leftover()) {
    const ssize_t count = refill();
    // Who was cut off may have been about to say more, unless a length tells that it was all.
    if (count == 0 && cut_off_ && !framing_.has_length) return -1;
    if (count <= 0) return count;
  }
  size = std::min(size, buffer_.size() - taken_);
  std::memcpy(to, buffer_.data() + taken_, size);
  taken_ += size;
  body_bytes_ += size;
  return static_cast<ssize_t>(size);
}

}  // namespace assay::exchange
