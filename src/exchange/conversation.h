#ifndef ASSAY_EXCHANGE_CONVERSATION_H_
#define ASSAY_EXCHANGE_CONVERSATION_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/channel.h"
#include "exchange/head.h"

namespace assay::exchange {

// The bytes of one exchange on a channel, between the channel and cpp-httplib, which composes the
// request and takes the answer apart. Sends the request in as few packets as it can, keeps the
// answer's header as it was sent, and bounds what an endless answer can cost.
class Conversation {
 public:
  explicit Conversation(Channel& channel) : channel_(channel) {}

  // Held back until the answer is read, or there is much of it.
  bool write(std::string_view bytes);
  // Sends what was held back, then reads: bytes, 0 at the end, -1 when the exchange is over.
  ssize_t read(char* to, std::size_t size);
  // Part of the body has arrived where it belongs.
  void note_progress() { since_progress_ = 0; }

  const ResponseHead& head() const { return head_; }
  // The channel may be gone by the time this is asked.
  Channel::Trouble trouble() const { return trouble_; }
  bool ended() const { return ended_; }                     // The peer has closed in order.
  bool stalled() const { return stalled_; }                 // Endless framing without body.
  std::uint64_t received() const { return received_; }      // Bytes from the network.
  std::uint64_t body_bytes() const { return body_bytes_; }  // Read behind the header, encoded.
  bool has_leftover() const { return taken_ < buffer_.size(); }
  // The last bytes that were read are the end of a chunked body.
  bool ends_chunked() const { return tail_ == "\r\n\r\n"; }

 private:
  bool flush();
  ssize_t refill();

  Channel& channel_;
  Channel::Trouble trouble_ = Channel::Trouble::kNone;
  ResponseHead head_;
  std::string unsent_;
  std::string buffer_;
  std::size_t taken_ = 0;  // Of buffer_.
  std::string tail_;       // The last four bytes that were read.
  std::uint64_t received_ = 0;
  std::uint64_t body_bytes_ = 0;
  std::size_t since_progress_ = 0;
  bool ended_ = false;
  bool stalled_ = false;
};

}  // namespace assay::exchange

#endif  // ASSAY_EXCHANGE_CONVERSATION_H_
