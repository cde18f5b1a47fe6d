#ifndef ASSAY_PLAN_CONNECTION_H_
#define ASSAY_PLAN_CONNECTION_H_

#include <string>

#include "base/document.h"

namespace assay::plan {

// How the target's base URL is reached; "" for what nobody said. Files are PEM.
struct Connection {
  std::string ca_file;
  std::string client_certificate;
  std::string client_key;  // "" when it stands beside the certificate.
  std::string server_name;
  bool insecure = false;          // Whoever answers is believed to be the target.
  std::string proxy;              // "http://host:port"
  std::string proxy_credentials;  // Variable that holds "user:password".
  std::string unix_socket;

  // This, and `lower` where it says nothing. A certificate brings its own key, a proxy its own
  // credentials, and a proxy or socket replaces either.
  Connection over(const Connection& lower) const;

  bool operator==(const Connection&) const = default;
};

// `path` as a file names it that stands in `folder`, to be opened from where we are.
std::string path_from(const std::string& folder, const std::string& path);

// From a target file that was held to its format; paths are relative to `folder`.
Connection connection_from(const base::Value& root, const std::string& folder);

}  // namespace assay::plan

#endif  // ASSAY_PLAN_CONNECTION_H_
