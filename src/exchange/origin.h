#ifndef ASSAY_EXCHANGE_ORIGIN_H_
#define ASSAY_EXCHANGE_ORIGIN_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace assay::exchange {

// A base URL taken apart: where to connect and what to put before each request target.
struct Origin {
  bool tls = false;
  std::string host;  // As it is looked up: lower case, an IPv6 address without brackets.
  std::uint16_t port = 0;
  std::string prefix;  // "/base" or "", without a slash at the end.

  // "host:port", "[::1]:8080": how messages name the peer.
  std::string authority() const;
  // The same without the port where it is the scheme's own.
  std::string host_header() const;
};

base::Result<Origin> parse_origin(std::string_view base_url);

}  // namespace assay::exchange

#endif  // ASSAY_EXCHANGE_ORIGIN_H_
