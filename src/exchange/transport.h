#ifndef ASSAY_EXCHANGE_TRANSPORT_H_
#define ASSAY_EXCHANGE_TRANSPORT_H_

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "base/result.h"
#include "wire/transcript.h"

namespace assay::exchange {

// The one seam to the network: sends one request to the target's origin and comes back with facts.
// Never throws, never judges, never follows a redirect. One thread at a time per object.
class Transport {
 public:
  virtual ~Transport() = default;
  // Headers of `request` go out as they are; Host, Content-Length, Accept, Accept-Encoding (for a
  // body as it is) and User-Agent are added where it has none. Either a response or an error is set
  // in what comes back, and the duration.
  virtual wire::Exchange send(const wire::Request& request) = 0;
  // From now on no exchange lasts beyond that time, however much of its own is left.
  virtual void end_by(std::chrono::steady_clock::time_point /*deadline*/) {}
  // From any thread, and for good: ends the exchange that is under way, and each later one at once,
  // with failure kCancelled.
  virtual void cancel() = 0;
};

// How the target proves who it is, and we. Files are PEM.
struct TlsOptions {
  std::string ca_file;             // Authorities instead of the system's; "" for these.
  std::string client_certificate;  // With what leads from it to an authority; "" for none.
  std::string client_key;          // "" when it stands in the certificate's file.
  std::string server_name;         // Announced and looked for in the certificate; "": the host.
  bool insecure = false;           // The certificate is not checked at all.
};

struct TransportOptions {
  // "https://host:8443/prefix"; the prefix is put before each request target.
  std::string base_url;
  // For name, connection and TLS handshake together.
  std::chrono::milliseconds connect_timeout{5000};
  // For the whole exchange, the above included; so no single wait for bytes is longer.
  std::chrono::milliseconds timeout{30000};
  // More is cut off: the response is then incomplete.
  std::size_t max_body_bytes = wire::kMostBodyBytes;
  TlsOptions tls;                 // Of https only.
  std::string proxy;              // "http://host:port", or "" for a direct way.
  std::string proxy_credentials;  // "user:password", or "".
  std::string unix_socket;        // Path of a socket on which the host is reached, or "".
};

using TransportFactory = std::function<std::unique_ptr<Transport>()>;

// cpp-httplib over TCP or TLS, with connections kept alive. A certificate must be right for the
// host and lead to an authority of the system, or of SSL_CERT_FILE or SSL_CERT_DIR where they are
// set, unless the options say otherwise. Through a proxy, https travels in a tunnel, http with its
// whole URL. An idempotent request is sent once more where a kept connection proves dead before any
// answer. Refused: a URL that is not http or https, without host, with user information, query or
// fragment, or with a port out of range; TLS options that can't be used, or for http; a proxy that
// is no http URL, or beside a socket; a socket whose path is too long. The factory is thread-safe;
// its transports share looked-up addresses.
base::Result<TransportFactory> http_transport(const TransportOptions& options);

}  // namespace assay::exchange

#endif  // ASSAY_EXCHANGE_TRANSPORT_H_
