#include "plan/connection.h"

#include <filesystem>

#include "base/fields.h"

namespace assay::plan {

Connection Connection::over(const Connection& lower) const {
  const auto first = [](const std::string& own, const std::string& other) {
    return own.empty() ? other : own;
  };
  Connection out = *this;
  out.ca_file = first(ca_file, lower.ca_file);
  out.server_name = first(server_name, lower.server_name);
  out.insecure = insecure || lower.insecure;
  if (client_certificate.empty()) {
    out.client_certificate = lower.client_certificate;
    out.client_key = first(client_key, lower.client_key);
  }
  if (proxy.empty() && unix_socket.empty()) {
    out.proxy = lower.proxy;
    out.unix_socket = lower.unix_socket;
    out.proxy_credentials = first(proxy_credentials, lower.proxy_credentials);
  }
  return out;
}

std::string path_from(const std::string& folder, const std::string& path) {
  if (path.empty()) return "";
  return (std::filesystem::path(folder) / path).lexically_normal().string();
}

Connection connection_from(const base::Value& root, const std::string& folder) {
  Connection out;
  out.proxy = base::text_field(root, "proxy");
  if (const auto credentials = root.find("proxy_credentials")) {
    out.proxy_credentials = base::text_field(*credentials, "env");
  }
  out.unix_socket = path_from(folder, base::text_field(root, "unix_socket"));
  const auto tls = root.find("tls");
  if (!tls) return out;
  const auto file = [&](std::string_view name) {
    return path_from(folder, base::text_field(*tls, name));
  };
  out.ca_file = file("ca_file");
  out.client_certificate = file("client_certificate");
  out.client_key = file("client_key");
  out.server_name = base::text_field(*tls, "server_name");
  out.insecure = base::flag_field(*tls, "insecure");
  return out;
}

}  // namespace assay::plan
