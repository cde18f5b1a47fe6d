#include "exchange/tunnel.h"

#include <openssl/evp.h>

#include "base/text.h"
#include "exchange/head.h"

namespace assay::exchange {
namespace {

using wire::TransportError;
using wire::TransportFailure;

constexpr int kProxyAuthenticationRequired = 407;
constexpr int kBadGateway = 502;
constexpr int kGatewayTimeout = 504;

base::Error refused(std::string url, std::string reason) {
  return {.message = "not a usable proxy: " + std::move(reason),
          .file = std::move(url),
          .hint = "an example: http://proxy.example.com:3128"};
}

// "407 Proxy Authentication Required" from a header's first line; "" when that is no status line.
std::string status_of(const std::string& head) {
  const std::string line = head.substr(0, head.find_first_of("\r\n"));
  const std::size_t blank = line.find(' ');
  if (!line.starts_with("HTTP/") || blank == std::string::npos) return "";
  return line.substr(blank + 1);
}

TransportError no_answer(Channel::Trouble trouble) {
  switch (trouble) {
    case Channel::Trouble::kTimeout:
      return {TransportFailure::kTimeout, "no answer to CONNECT in time"};
    case Channel::Trouble::kCancelled:
      return {TransportFailure::kCancelled, "cancelled"};
    default:
      return {TransportFailure::kConnect, "closed the connection instead of answering CONNECT"};
  }
}

TransportError refusal(const std::string& status) {
  const bool passing = status.starts_with('5');
  const std::string hint =
      status.starts_with("407") ? "; --proxy-credentials-env names its user and password" : "";
  return {passing ? TransportFailure::kConnect : TransportFailure::kProxy,
          "refused the tunnel with " + base::printable(status, 100) + hint};
}

}  // namespace

base::Result<Origin> parse_proxy(const std::string& url) {
  const std::size_t at = url.rfind('@');
  if (at != std::string::npos) {
    return refused("...@" + base::printable(url.substr(at + 1)),
                   "it holds user information; --proxy-credentials-env names a variable for that");
  }
  const bool has_scheme = url.find("://") != std::string::npos;
  if (has_scheme && !base::lower(url).starts_with("http://")) {
    return refused(base::printable(url), "only http:// is spoken to a proxy");
  }
  base::Result<Origin> origin = parse_origin(has_scheme ? url : "http://" + url);
  if (!origin.ok()) {
    const std::string& message = origin.error().message;
    return refused(base::printable(url), message.substr(message.find(": ") + 2));
  }
  if (!origin->prefix.empty()) return refused(base::printable(url), "it has a path");
  return origin;
}

std::string basic_authorization(const std::string& credentials) {
  if (credentials.empty()) return "";
  std::string encoded(4 * ((credentials.size() + 2) / 3) + 1, '\0');
  const int size = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(encoded.data()),
                                   reinterpret_cast<const unsigned char*>(credentials.data()),
                                   static_cast<int>(credentials.size()));
  encoded.resize(static_cast<std::size_t>(size));
  return "Basic " + encoded;
}

std::optional<TransportError> open_tunnel(Channel& channel, const std::string& authority,
                                          const std::string& authorization) {
  std::string request =
      "CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\nUser-Agent: assay\r\n";
  if (!authorization.empty()) request += "Proxy-Authorization: " + authorization + "\r\n";
  // A proxy that refuses may close before it has read all: its words may be there all the same.
  if (!channel.write(request + "\r\n") && channel.trouble() != Channel::Trouble::kReset) {
    return no_answer(channel.trouble());
  }
  ResponseHead head;
  while (!head.finished()) {
    // Byte by byte: what follows the header is the target's.
    char byte = 0;
    if (channel.read(&byte, 1) <= 0) return no_answer(channel.trouble());
    if (!head.feed(byte)) return TransportError{TransportFailure::kProtocol, head.problem()};
  }
  const std::string status = status_of(head.text());
  if (status.empty()) {
    return TransportError{TransportFailure::kProtocol, "the answer to CONNECT is not HTTP"};
  }
  if (status.starts_with('2')) return std::nullopt;
  return refusal(status);
}

std::optional<TransportError> refused_by_proxy(int status) {
  switch (status) {
    case kProxyAuthenticationRequired:
      return TransportError{TransportFailure::kProxy,
                            "answered 407, authentication required; --proxy-credentials-env names "
                            "its user and password"};
    // Not kConnect: the proxy may have passed the request on, and the target may have acted.
    case kBadGateway:
      return TransportError{TransportFailure::kReset,
                            "answered 502: it got no whole answer from the target"};
    case kGatewayTimeout:
      return TransportError{TransportFailure::kTimeout,
                            "answered 504: it got no answer from the target in time"};
    default:
      return std::nullopt;
  }
}

}  // namespace assay::exchange
