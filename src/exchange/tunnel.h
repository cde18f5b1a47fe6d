#ifndef ASSAY_EXCHANGE_TUNNEL_H_
#define ASSAY_EXCHANGE_TUNNEL_H_

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "exchange/channel.h"
#include "exchange/origin.h"
#include "wire/transcript.h"

namespace assay::exchange {

// What is particular to a way through an HTTP proxy.

// "http://proxy:3128" or "proxy:3128". Refused: another scheme, a path, user information, which is
// not repeated.
base::Result<Origin> parse_proxy(const std::string& url);

// The value of Proxy-Authorization for "user:password"; "" for "".
std::string basic_authorization(const std::string& credentials);

// Asks the proxy at the other end of `channel` for a connection to `authority` ("host:443"). What
// the proxy is told is that and `authorization`, nothing of the request that will follow. A refusal
// is an error with the proxy's own words: kConnect where it may pass (5xx), else kProxy.
std::optional<wire::TransportError> open_tunnel(Channel& channel, const std::string& authority,
                                                const std::string& authorization);

// Why an answer that came through a proxy unencrypted is no answer of the target's, or nullopt. 407
// is never one; of 502 and 504 nobody can tell, so that they must not be judged, nor whether the
// target has carried out what was asked.
std::optional<wire::TransportError> refused_by_proxy(int status);

}  // namespace assay::exchange

#endif  // ASSAY_EXCHANGE_TUNNEL_H_
