#ifndef ASSAY_EXCHANGE_TLS_CONTEXT_H_
#define ASSAY_EXCHANGE_TLS_CONTEXT_H_

#include <openssl/types.h>

#include <memory>

#include "base/result.h"
#include "exchange/transport.h"

namespace assay::exchange {

struct SslFree {
  void operator()(SSL* ssl) const;
  void operator()(SSL_CTX* context) const;
};
using TlsContext = std::unique_ptr<SSL_CTX, SslFree>;

// What the client side of every handshake with a target shares. Refused, by the name of the file:
// one that can't be read to its end or does not hold what it should, a key that is another
// certificate's or is locked by a password (nobody could be asked for it).
base::Result<TlsContext> make_tls_context(const TlsOptions& options);

}  // namespace assay::exchange

#endif  // ASSAY_EXCHANGE_TLS_CONTEXT_H_
