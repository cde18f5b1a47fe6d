#ifndef ASSAY_EXCHANGE_DIALER_H_
#define ASSAY_EXCHANGE_DIALER_H_

#include <sys/socket.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "exchange/patience.h"
#include "wire/transcript.h"

namespace assay::exchange {

// From a host and a port to a connected socket. Messages do not name the peer: the caller does.
// Looks a name up once and keeps the addresses; thread-safe.
class Dialer {
 public:
  Dialer(std::string host, std::uint16_t port);
  // To a Unix socket; refused when the path is longer than the system allows.
  static base::Result<Dialer> to_socket(const std::string& path);

  // A socket that does not block and does not delay; the caller closes it. Tries the addresses in
  // the order of the look-up, each with its share of the time that is left.
  base::Result<int, wire::TransportError> dial(const Patience& patience) const;

 private:
  struct Address {
    sockaddr_storage storage;
    socklen_t size;
  };
  struct Lookup;

  Dialer();
  static std::vector<Address> look_up(const std::string& host, std::uint16_t port, int flags,
                                      std::string* reason);
  static base::Result<int, wire::TransportError> connect_to(const Address& address,
                                                            const Patience& patience);
  base::Result<std::vector<Address>, wire::TransportError> addresses(
      const Patience& patience) const;

  // Shared with the thread that asks the resolver: a look-up can't be called back, and may outlive
  // whoever asked.
  std::shared_ptr<Lookup> lookup_;
};

// "connection refused", "host unreachable"; the system's words for the less common ones.
std::string describe_errno(int error);

}  // namespace assay::exchange

#endif  // ASSAY_EXCHANGE_DIALER_H_
