#ifndef ASSAY_CLI_PROXY_CHOICE_H_
#define ASSAY_CLI_PROXY_CHOICE_H_

#include <string>
#include <string_view>

#include "base/result.h"
#include "exchange/origin.h"

namespace assay::cli {

// The proxy that the environment has for a target.
struct ProxyChoice {
  std::string url;          // Without user information; "" for a direct way.
  std::string credentials;  // "user:password" of the variable's URL, or "".
  std::string variable;     // Where they come from.
};

// HTTPS_PROXY for https, HTTP_PROXY for http; the lower-case name wins. None for a host of the
// machine itself, nor for one that NO_PROXY has; and no HTTP_PROXY where REQUEST_METHOD is set,
// since a CGI server makes that of a client's header. Refused: a value that is no proxy.
base::Result<ProxyChoice> proxy_of_environment(const exchange::Origin& origin);

// Whether a list such as "localhost, .example.com, 10.0.0.0/8, host:8080" or "*" has the host. A
// name stands for all names below it, with or without a dot before it.
bool is_excepted(std::string_view no_proxy, const exchange::Origin& origin);

}  // namespace assay::cli

#endif  // ASSAY_CLI_PROXY_CHOICE_H_
