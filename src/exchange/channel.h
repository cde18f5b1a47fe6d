#ifndef ASSAY_EXCHANGE_CHANNEL_H_
#define ASSAY_EXCHANGE_CHANNEL_H_

#include <openssl/types.h>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "exchange/patience.h"
#include "exchange/tls_context.h"
#include "wire/transcript.h"

namespace assay::exchange {

// Bytes to and from one connected socket, in the clear or over TLS. Every wait keeps to the
// patience given last; no call blocks beyond it. Used by one thread at a time.
class Channel {
 public:
  enum class Trouble {
    kNone,
    kTimeout,
    kCancelled,
    kReset,  // Refused by the peer's system, or an error of ours; never an orderly end.
    kTls,
  };

  // `socket` does not block and is closed by the caller, after this.
  explicit Channel(int socket) : socket_(socket) {}
  ~Channel();
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;

  void set_patience(const Patience& patience);
  // Handshakes as client; the certificate must be right for `host`, unless
  // the context checks none.
  std::optional<wire::TransportError> secure(SSL_CTX* context, const std::string& host);

  // Bytes read, 0 at the orderly end of the stream, -1 in trouble.
  ssize_t read(char* to, std::size_t size);
  // All of it; false in trouble.
  bool write(std::string_view bytes);
  // Open, with nothing to read: fit for another exchange.
  bool is_idle();

  Trouble trouble() const { return trouble_; }
  // The stream has ended without TLS's farewell.
  bool cut_off() const { return cut_off_; }

 private:
  bool wait(short events);
  // What to do after an SSL call that returned `result`: true to try it again.
  bool retry(int result);
  wire::TransportError handshake_error(int result);

  int socket_;
  std::unique_ptr<SSL, SslFree> ssl_;
  bool broken_ = false;   // TLS forbids a farewell after a fatal error.
  bool cut_off_ = false;  // Read has returned 0 for want of anything better.
  Patience patience_{};
  Trouble trouble_ = Trouble::kNone;
};

}  // namespace assay::exchange

#endif  // ASSAY_EXCHANGE_CHANNEL_H_
