#include "cli/reach.h"

#include <utility>

#include "base/shell.h"
#include "cli/proxy_choice.h"
#include "exchange/origin.h"

namespace assay::cli {
namespace {

using base::Error;
using base::Result;
using base::Status;

Status take_from_environment(TargetSetup& setup) {
  const auto origin = exchange::parse_origin(setup.target.base_url);
  if (!origin.ok()) return base::Done{};  // Refused where it is used.
  Result<ProxyChoice> choice = proxy_of_environment(*origin);
  if (!choice) return choice.error();
  setup.target.connection.proxy = choice->url;
  if (choice->credentials.empty()) return base::Done{};
  setup.target.connection.proxy_credentials = choice->variable;
  setup.proxy_url_has_credentials = true;
  setup.secrets.emplace(choice->variable, choice->credentials);
  return base::Done{};
}

Status read_proxy_credentials(TargetSetup& setup) {
  const std::string& variable = setup.target.connection.proxy_credentials;
  if (variable.empty()) return base::Done{};
  const auto credentials = environment(variable);
  if (!credentials) {
    return Error{.message = "environment variable " + variable +
                            " is not set: no user and password for the proxy"};
  }
  setup.secrets.emplace(variable, *credentials);
  return base::Done{};
}

std::string quoted_words(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) {
    out += (out.empty() ? "" : " ") + base::shell_quoted(word);
  }
  return out;
}

void add_secrets(const plan::Credentials& credentials, judge::ByHand& out) {
  for (const auto& [name, source] : credentials) {
    if (!source.file.empty()) {
      out.secrets[source.name] = "\"$(cat " + base::shell_quoted(source.file) + ")\"";
    } else if (!source.command.empty()) {
      out.secrets[source.name] = "\"$(" + quoted_words(source.command) + ")\"";
    }
  }
}

// curl announces and checks the URL's host: the URL gets the other name, and leads to the host.
void add_server_name(const plan::Target& target, judge::ByHand& out) {
  const std::string& name = target.connection.server_name;
  const auto origin = exchange::parse_origin(target.base_url);
  if (name.empty() || !origin.ok()) return;
  const std::string port = ":" + std::to_string(origin->port);
  out.base_url = "https://" + name + port + origin->prefix;
  for (const std::string& word :
       {std::string("--connect-to"), name + port + ":" + origin->authority(),
        std::string("--header"), "Host: " + origin->host_header()}) {
    out.curl_options.push_back(word);
  }
}

}  // namespace

Status choose_way(const RunOptions& options, TargetSetup& setup) {
  if (setup.target.built_in) {
    if (options.connection == plan::Connection{}) return base::Done{};
    return Error{.message = "options for a way to a target, and no --target",
                 .hint = "the reference server runs in this process"};
  }
  plan::Connection& connection = setup.target.connection;
  connection = options.connection.over(connection);
  if (connection.proxy.empty() && connection.unix_socket.empty()) {
    const std::string named = connection.proxy_credentials;
    if (Status status = take_from_environment(setup); !status) return status;
    if (named.empty()) return base::Done{};
    connection.proxy_credentials = named;
    setup.proxy_url_has_credentials = false;
  }
  return read_proxy_credentials(setup);
}

exchange::TransportOptions transport_options(const TargetSetup& setup) {
  const plan::Connection& connection = setup.target.connection;
  const auto credentials = setup.secrets.find(connection.proxy_credentials);
  return {.base_url = setup.target.base_url,
          .tls = {.ca_file = connection.ca_file,
                  .client_certificate = connection.client_certificate,
                  .client_key = connection.client_key,
                  .server_name = connection.server_name,
                  .insecure = connection.insecure},
          .proxy = connection.proxy,
          .proxy_credentials = credentials == setup.secrets.end() ? "" : credentials->second,
          .unix_socket = connection.unix_socket};
}

exchange::SigningPlace signing_place(const plan::Target& target) {
  const auto origin = exchange::parse_origin(target.base_url);
  if (!origin.ok()) return {};
  return {.host = origin->host_header(), .prefix = origin->prefix};
}

judge::ByHand by_hand(const TargetSetup& setup) {
  const plan::Connection& connection = setup.target.connection;
  judge::ByHand out;
  const auto add = [&](const char* name, const std::string& value) {
    if (value.empty()) return;
    out.curl_options.emplace_back(name);
    out.curl_options.push_back(value);
  };
  if (connection.insecure) out.curl_options.emplace_back("--insecure");
  add("--cacert", connection.ca_file);
  add("--cert", connection.client_certificate);
  add("--key", connection.client_key);
  add("--proxy", setup.proxy_url_has_credentials ? "${" + connection.proxy_credentials + "}"
                                                 : connection.proxy);
  if (!connection.proxy_credentials.empty() && !setup.proxy_url_has_credentials) {
    add("--proxy-user", "${" + connection.proxy_credentials + "}");
  }
  add("--unix-socket", connection.unix_socket);
  add_server_name(setup.target, out);
  add_secrets(setup.target.credentials, out);
  for (const auto& [name, own] : setup.target.operations) add_secrets(own.credentials, out);
  return out;
}

std::string again_options(const RunOptions& options) {
  const plan::Connection& connection = options.connection;
  std::string out;
  const auto add = [&](const char* name, const std::string& value) {
    if (!value.empty()) out += std::string(" ") + name + " " + base::shell_word(value);
  };
  add("--token-env", options.token_env);
  add("--token-file", options.token_file);
  add("--token-command", options.token_command);
  add("--cacert", connection.ca_file);
  add("--cert", connection.client_certificate);
  add("--key", connection.client_key);
  add("--tls-server-name", connection.server_name);
  if (connection.insecure) out += " --insecure";
  add("--proxy", connection.proxy);
  add("--proxy-credentials-env", connection.proxy_credentials);
  add("--unix-socket", connection.unix_socket);
  return out;
}

}  // namespace assay::cli
