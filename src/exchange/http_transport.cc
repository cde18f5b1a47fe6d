#include <httplib.h>

#include <algorithm>
#include <cassert>
#include <optional>
#include <string>
#include <utility>

#include "base/text.h"
#include "exchange/channel.h"
#include "exchange/conversation.h"
#include "exchange/dialer.h"
#include "exchange/origin.h"
#include "exchange/outcome.h"
#include "exchange/tls_context.h"
#include "exchange/transport.h"
#include "exchange/tunnel.h"

namespace assay::exchange {
namespace {

using wire::TransportError;
using wire::TransportFailure;

// What the transports of one factory share. Immutable but for the dialer's addresses.
struct Site {
  TransportOptions options;
  Origin origin;
  std::optional<Dialer> dialer;  // To the proxy or the socket, where there is one.
  TlsContext tls;                // Null for http.
  std::string server_name;
  bool proxied = false;
  std::string proxy_authorization;
  std::string way;  // Before messages about it: "proxy 127.0.0.1:3128: "; "" when it is direct.
};

// Lets cpp-httplib talk through a conversation.
class ConversationStream : public httplib::Stream {
 public:
  ConversationStream(Conversation& conversation, int socket)
      : conversation_(conversation), socket_(socket) {}

  bool is_readable() const override { return true; }
  bool is_writable() const override { return true; }
  ssize_t read(char* to, size_t size) override { return conversation_.read(to, size); }
  ssize_t write(const char* from, size_t size) override {
    return conversation_.write({from, size}) ? static_cast<ssize_t>(size) : -1;
  }
  void get_remote_ip_and_port(std::string&, int&) const override {}
  void get_local_ip_and_port(std::string&, int&) const override {}
  socket_t socket() const override { return socket_; }

 private:
  Conversation& conversation_;
  int socket_;
};

// A cpp-httplib client that connects, waits and reads in our way, because its own can neither keep
// to a deadline for the whole exchange, nor be cancelled while it connects, nor tell why it failed.
class Client : public httplib::ClientImpl {
 public:
  Client(const Site& site, const Cancellation& cancellation)
      : ClientImpl(site.origin.host, site.origin.port), site_(site), cancellation_(cancellation) {
    set_keep_alive(true);
    set_follow_location(false);
    set_url_encode(false);
    set_decompress(false);
  }
  ~Client() override { stop(); }

  // Before each exchange. A kept connection that the peer has closed, or on which something
  // unasked has arrived, is given up.
  void begin(Clock::time_point deadline) {
    deadline_ = deadline;
    connected_now_ = false;
    connect_error_.reset();
    conversation_.reset();
    if (channel_ && !channel_->is_idle()) stop();
  }

  bool connected_now() const { return connected_now_; }
  const std::optional<TransportError>& connect_error() const { return connect_error_; }
  // Null when there was no connection.
  Conversation* conversation() { return conversation_ ? &*conversation_ : nullptr; }

 protected:
  bool create_and_connect_socket(Socket& socket, httplib::Error& error) override {
    connected_now_ = true;
    const Clock::time_point until =
        std::min(deadline_, Clock::now() + site_.options.connect_timeout);
    const Patience patience{until, &cancellation_};
    const auto dialed = site_.dialer->dial(patience);
    if (!dialed.ok()) return refuse(on_the_way(dialed.error()), error);
    channel_ = std::make_unique<Channel>(*dialed);
    channel_->set_patience(patience);
    if (site_.tls) connect_error_ = secure();
    if (!connect_error_) {
      socket.sock = *dialed;
      return true;
    }
    channel_.reset();
    ::close(*dialed);
    return refuse(*connect_error_, error);
  }

  void shutdown_ssl(Socket&, bool) override { channel_.reset(); }

 private:
  bool process_socket(const Socket& socket,
                      std::function<bool(httplib::Stream&)> callback) override {
    channel_->set_patience({deadline_, &cancellation_});
    conversation_.emplace(*channel_);
    ConversationStream stream(*conversation_, socket.sock);
    return callback(stream);
  }

  std::optional<TransportError> secure() {
    if (site_.proxied) {
      const auto refused =
          open_tunnel(*channel_, site_.origin.authority(), site_.proxy_authorization);
      if (refused) return on_the_way(*refused);
    }
    return channel_->secure(site_.tls.get(), site_.server_name);
  }

  TransportError on_the_way(const TransportError& error) const {
    return {error.failure, site_.way + error.message};
  }

  bool refuse(const TransportError& reason, httplib::Error& error) {
    connect_error_ = reason;
    error = httplib::Error::Connection;
    return false;
  }

  const Site& site_;
  const Cancellation& cancellation_;
  Clock::time_point deadline_;
  bool connected_now_ = false;
  std::optional<TransportError> connect_error_;
  std::unique_ptr<Channel> channel_;
  std::optional<Conversation> conversation_;
};

// What cpp-httplib's callbacks leave behind.
struct Answer {
  std::string body;
  bool no_body = false;  // By its status, whatever the header says.
  bool too_long = false;
};

class HttpTransport : public Transport {
 public:
  explicit HttpTransport(std::shared_ptr<const Site> site)
      : site_(std::move(site)), client_(std::make_unique<Client>(*site_, cancellation_)) {}

  wire::Exchange send(const wire::Request& request) override;
  void end_by(Clock::time_point deadline) override { end_ = deadline; }
  void cancel() override { cancellation_.cancel(); }

 private:
  // Fills response or error; true when the same request may be sent again.
  bool attempt(wire::Exchange* exchange, Clock::time_point deadline);
  httplib::Request compose(const wire::Request& request, Answer* answer) const;
  bool call(httplib::Request request, httplib::Response* response);
  wire::Response conclude(bool whole, int status, Answer answer);
  TransportError explain() const;

  std::shared_ptr<const Site> site_;
  Clock::time_point end_ = Clock::time_point::max();
  std::chrono::milliseconds allowed_{0};  // For the exchange under way.
  Cancellation cancellation_;
  std::unique_ptr<Client> client_;
};

bool is_idempotent(const std::string& method) {
  return method == "GET" || method == "HEAD" || method == "PUT" || method == "DELETE";
}

wire::Exchange HttpTransport::send(const wire::Request& request) {
  const Clock::time_point start = Clock::now();
  wire::Exchange exchange;
  exchange.request = request;
  if (const std::string problem = unsendable(request); !problem.empty()) {
    exchange.error = TransportError{TransportFailure::kOther, "not sent: " + problem};
  } else {
    const auto deadline = std::min(start + site_->options.timeout, end_);
    allowed_ = std::chrono::round<std::chrono::milliseconds>(deadline - start);
    if (attempt(&exchange, deadline)) {
      exchange.error.reset();
      attempt(&exchange, deadline);
    }
  }
  if (exchange.error) {
    exchange.error->message = site_->origin.authority() + ": " + exchange.error->message;
  }
  exchange.duration = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - start);
  return exchange;
}

bool HttpTransport::attempt(wire::Exchange* exchange, Clock::time_point deadline) {
  if (cancellation_.cancelled()) {
    exchange->error = TransportError{TransportFailure::kCancelled, "cancelled"};
    return false;
  }
  Answer answer;
  httplib::Response response;
  client_->begin(deadline);
  const bool whole = call(compose(exchange->request, &answer), &response);
  const Conversation* conversation = client_->conversation();
  const bool answered = conversation != nullptr && conversation->head().finished() &&
                        conversation->trouble() != Channel::Trouble::kCancelled;
  if (!answered || response.status < 100) {
    exchange->error = explain();
    return exchange->error->failure == TransportFailure::kReset && !client_->connected_now() &&
           conversation->received() == 0 && is_idempotent(exchange->request.method);
  }
  if (site_->proxied && !site_->tls) {
    if (auto refused = refused_by_proxy(response.status)) {
      exchange->error = TransportError{refused->failure, site_->way + refused->message};
      client_->stop();
      return false;
    }
  }
  exchange->response = conclude(whole, response.status, std::move(answer));
  if (!exchange->response->complete && conversation->trouble() == Channel::Trouble::kTimeout) {
    exchange->error =
        TransportError{TransportFailure::kTimeout, exchange->response->incomplete_reason};
  }
  // What follows an answer unasked must not be taken for the next one.
  if (conversation->has_leftover()) client_->stop();
  return false;
}

httplib::Request HttpTransport::compose(const wire::Request& request, Answer* answer) const {
  httplib::Request composed;
  composed.method = request.method;
  composed.path = site_->origin.prefix + request.target;
  const bool to_proxy = site_->proxied && !site_->tls;
  if (to_proxy) composed.path = "http://" + site_->origin.host_header() + composed.path;
  for (const auto& [name, value] : request.headers) composed.headers.emplace(name, value);
  const auto add = [&composed](const char* name, const std::string& value) {
    if (!composed.has_header(name)) composed.headers.emplace(name, value);
  };
  add("Host", site_->origin.host_header());
  add("User-Agent", "assay");
  add("Accept", "*/*");
  add("Accept-Encoding", "identity");
  if (to_proxy && !site_->proxy_authorization.empty()) {
    composed.headers.erase("Proxy-Authorization");
    composed.headers.emplace("Proxy-Authorization", site_->proxy_authorization);
  }
  if (!request.body.empty()) {
    // By a provider: a body given as text would get a Content-Type when it has none.
    composed.content_length_ = request.body.size();
    composed.content_provider_ = [&body = request.body](size_t offset, size_t length,
                                                        httplib::DataSink& sink) {
      return sink.write(body.data() + offset, length);
    };
  }
  composed.response_handler = [this, answer](const httplib::Response& response) {
    // 204 is known to cpp-httplib; for the others it would wait for a body.
    answer->no_body = response.status < 200 || response.status == 304;
    return client_->conversation()->framing().problem.empty() && !answer->no_body;
  };
  const std::size_t limit = site_->options.max_body_bytes;
  composed.content_receiver = [answer, limit](const char* bytes, size_t size, uint64_t, uint64_t) {
    answer->too_long = size > limit - answer->body.size();
    answer->body.append(bytes, std::min(size, limit - answer->body.size()));
    return !answer->too_long;
  };
  return composed;
}

bool HttpTransport::call(httplib::Request request, httplib::Response* response) {
  auto error = httplib::Error::Success;
  try {
    return client_->send(request, *response, error);
  } catch (const std::exception&) {
    // Memory, or the expression that matches the status line. The client's books are now wrong.
    client_ = std::make_unique<Client>(*site_, cancellation_);
    return false;
  }
}

wire::Response HttpTransport::conclude(bool whole, int status, Answer answer) {
  const Conversation& conversation = *client_->conversation();
  wire::Response response;
  response.status = status;
  response.headers = conversation.head().headers();
  response.body = std::move(answer.body);
  if (answer.no_body) return response;
  if (whole) return response;
  response.complete = false;
  if (!conversation.framing().problem.empty()) {
    response.incomplete_reason = "the body was not read: " + conversation.framing().problem;
  } else if (answer.too_long) {
    response.incomplete_reason =
        "the body is longer than " + std::to_string(site_->options.max_body_bytes) + " bytes";
  } else {
    response.incomplete_reason = why_incomplete(conversation, allowed_);
  }
  return response;
}

TransportError HttpTransport::explain() const {
  if (client_->connect_error()) return *client_->connect_error();
  if (client_->conversation() == nullptr)
    return {TransportFailure::kOther, "the HTTP library gave up"};
  return why_unanswered(*client_->conversation(), allowed_);
}

bool wants_tls(const TlsOptions& tls) {
  return !tls.ca_file.empty() || !tls.client_certificate.empty() || !tls.client_key.empty() ||
         !tls.server_name.empty() || tls.insecure;
}

// Whom to connect to, and how messages call it when that is not the target.
base::Result<Dialer> make_dialer(const TransportOptions& options, Site& site) {
  if (!options.unix_socket.empty()) {
    if (!options.proxy.empty()) {
      return base::Error{.message = "a target is reached through a proxy or on a Unix socket",
                         .file = options.unix_socket};
    }
    site.way = "socket " + base::printable(options.unix_socket) + ": ";
    return Dialer::to_socket(options.unix_socket);
  }
  if (options.proxy.empty()) return Dialer(site.origin.host, site.origin.port);
  const base::Result<Origin> proxy = parse_proxy(options.proxy);
  if (!proxy.ok()) return proxy.error();
  site.proxied = true;
  site.proxy_authorization = basic_authorization(options.proxy_credentials);
  site.way = "proxy " + proxy->authority() + ": ";
  return Dialer(proxy->host, proxy->port);
}

base::Result<TlsContext> make_context(const TransportOptions& options, const Origin& origin) {
  if (origin.tls) return make_tls_context(options.tls);
  if (!wants_tls(options.tls)) return TlsContext();
  return base::Error{.message = "TLS options for a target that is asked without TLS",
                     .file = options.base_url,
                     .hint = "its base URL would start with https://"};
}

}  // namespace

base::Result<TransportFactory> http_transport(const TransportOptions& options) {
  using std::chrono::milliseconds;
  assert(options.timeout > milliseconds::zero() && options.connect_timeout > milliseconds::zero());
  auto origin = parse_origin(options.base_url);
  if (!origin.ok()) return origin.error();
  auto tls = make_context(options, *origin);
  if (!tls.ok()) return tls.error();
  const std::string& name = options.tls.server_name;
  const auto site = std::make_shared<Site>(Site{.options = options,
                                                .origin = *origin,
                                                .dialer = std::nullopt,
                                                .tls = *std::move(tls),
                                                .server_name = name.empty() ? origin->host : name});
  auto dialer = make_dialer(options, *site);
  if (!dialer.ok()) return dialer.error();
  site->dialer = *std::move(dialer);
  return TransportFactory(
      [site = std::shared_ptr<const Site>(site)] { return std::make_unique<HttpTransport>(site); });
}

}  // namespace assay::exchange
