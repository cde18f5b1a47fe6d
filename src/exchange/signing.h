#ifndef ASSAY_EXCHANGE_SIGNING_H_
#define ASSAY_EXCHANGE_SIGNING_H_

#include <chrono>
#include <string>

#include "wire/transcript.h"

namespace assay::exchange {

struct SigningKeys {
  std::string access_key;  // Is sent.
  std::string secret_key;  // Never is.
};

// What of a URL stands before a request's target.
struct SigningPlace {
  std::string host;    // As the Host header has it.
  std::string prefix;  // "/base" or "".
};

// `request` with the headers X-Sdk-Date and Authorization, signed by SDK-HMAC-SHA256 as the "API
// Request Signing Guide" of Huawei Cloud publishes it, which OTC's API gateway takes as well. The
// signature covers method, path, query, body, Host, X-Sdk-Date and, where there is one,
// Content-Type. Gateways take it for 15 minutes around `now`. Pure.
wire::Request sign(wire::Request request, const SigningPlace& place, const SigningKeys& keys,
                   std::chrono::system_clock::time_point now);

}  // namespace assay::exchange

#endif  // ASSAY_EXCHANGE_SIGNING_H_
