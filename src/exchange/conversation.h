#ifndef ASSAY_EXCHANGE_CONVERSATION_H_
#define ASSAY_EXCHANGE_CONVERSATION_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/channel.h"
#include "exchange/chunks.h"
#include "exchange/head.h"

namespace assay::exchange {

// The bytes of one exchange on a channel, between the channel and cpp-httplib, which composes the
// request and takes the answer apart. Sends the request in as few packets as it can, keeps the
// answer's header as it was sent, hands on neither interim answers nor the framing of chunks, and
// bounds what an endless answer can cost.
class Conversation {
 public:
  explicit Conversation(Channel& channel) : channel_(channel) {}

  // Held back until the answer is read, or there is much of it.
  bool write(std::string_view bytes);
  // Sends what was held back, then reads: bytes, 0 at the end, -1 when the exchange is over.
  ssize_t read(char* to, std::size_t size);

  const ResponseHead& head() const { return head_; }
  const Framing& framing() const { return framing_; }  // Once the header is there.
  // The channel may be gone by the time this is asked.
  Channel::Trouble trouble() const { return trouble_; }
  bool ended() const { return ended_; }  // The peer has closed in order.
  // The peer has gone without TLS's farewell: anybody on the way may have cut the stream.
  bool cut_off() const { return cut_off_; }
  // The last chunk has arrived, with all that belongs to it.
  bool ends_chunked() const { return chunks_.finished(); }
  const std::string& chunk_problem() const { return chunks_.problem(); }
  std::uint64_t received() const { return received_; }      // Bytes from the network.
  std::uint64_t body_bytes() const { return body_bytes_; }  // Without the framing of chunks.
  bool has_leftover() const { return taken_ < buffer_.size(); }

 private:
  bool flush();
  ssize_t refill();
  // Up to the end of the header; what read() returns when that is not reached.
  ssize_t read_head();
  ssize_t read_chunks(char* to, std::size_t size);

  Channel& channel_;
  Channel::Trouble trouble_ = Channel::Trouble::kNone;
  ResponseHead head_;
  Framing framing_;
  std::string handed_;  // The header as cpp-httplib is to see it.
  std::size_t handed_to_ = 0;
  ChunkReader chunks_;
  std::string unsent_;
  std::string buffer_;
  std::size_t taken_ = 0;  // Of buffer_.
  std::uint64_t received_ = 0;
  std::uint64_t body_bytes_ = 0;
  bool ended_ = false;
  bool cut_off_ = false;
};

}  // namespace assay::exchange

#endif  // ASSAY_EXCHANGE_CONVERSATION_H_
