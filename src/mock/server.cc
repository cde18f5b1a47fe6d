#include "mock/server.h"

#include <fmt/format.h>
#include <httplib.h>
#include <sys/socket.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "base/text.h"
#include "mock/connection.h"
#include "mock/credentials.h"
#include "mock/ecl.h"
#include "mock/otc_content.h"
#include "mock/pause.h"
#include "mock/router.h"
#include "mock/services.h"
#include "mock/times.h"
#include "mock/worker_pool.h"

namespace assay::mock {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t kMaxConnections = 512;
constexpr std::size_t kMaxBody = 16u * 1024 * 1024;
constexpr milliseconds kIdle{60'000};      // Between two requests of a connection.
constexpr milliseconds kPatience{10'000};  // Inside one.
// httplib asks for 5, and a burst of 64 clients would then wait a second for their SYN to be
// repeated.
constexpr int kBacklog = 512;

class Tasks final : public httplib::TaskQueue {
 public:
  void enqueue(std::function<void()> work) override { pool_.enqueue(std::move(work)); }
  void shutdown() override { pool_.shutdown(); }

 private:
  WorkerPool pool_{kMaxConnections};
};

// The header of an answer that does not say its media type, and the line end before it.
constexpr std::string_view kNoType = "\r\nContent-Type: \r\n";

constexpr std::string_view kClose = "\r\nConnection: close\r\n";

// What httplib's parser reads from and its writer writes to.
class ConnectionStream final : public httplib::Stream {
 public:
  explicit ConnectionStream(Connection& connection) : connection_(connection) {}

  bool is_readable() const override { return connection_.wait(kPatience); }
  bool is_writable() const override { return true; }
  ssize_t read(char* to, std::size_t size) override { return connection_.read(to, size); }
  ssize_t write(const char* from, std::size_t size) override {
    wrote_ = true;
    const std::string_view text(from, size);
    if (text.starts_with("HTTP/1.1 ")) said_close_ = text.find(kClose) < text.find("\r\n\r\n");
    // Heads come whole. httplib gives every body a type; one that we have left empty is to go.
    const std::size_t at = text.starts_with("HTTP/1.1 ") ? text.find(kNoType) : text.npos;
    if (at == text.npos || at > text.find("\r\n\r\n")) return connection_.write(from, size);
    const std::string_view rest = text.substr(at + kNoType.size() - 2);
    const bool sent =
        connection_.write(from, at) >= 0 && connection_.write(rest.data(), rest.size()) >= 0;
    return sent ? static_cast<ssize_t>(size) : -1;
  }
  void get_remote_ip_and_port(std::string& ip, int& port) const override { clear(ip, port); }
  void get_local_ip_and_port(std::string& ip, int& port) const override { clear(ip, port); }
  socket_t socket() const override { return connection_.socket(); }
  bool wrote() const { return wrote_; }
  bool said_close() const { return said_close_; }  // The answer is to be the connection's last.

 private:
  // Nothing here asks who is at the other end.
  static void clear(std::string& ip, int& port) {
    ip.clear();
    port = 0;
  }
  Connection& connection_;
  bool wrote_ = false;
  bool said_close_ = false;
};

wire::Request to_wire(const httplib::Request& request, std::string body) {
  wire::Request out{request.method, request.target, {}, std::move(body)};
  for (const auto& [name, value] : request.headers) out.headers.push_back({name, value});
  return out;
}

// What send_misframed says itself.
bool is_framing(std::string_view name) {
  return base::equals_ignoring_case(name, "Content-Length") ||
         base::equals_ignoring_case(name, "Content-Type");
}

// Content-Length says `length`, and `body` is what comes; then the connection ends.
void send_misframed(std::size_t length, std::string body, const std::string& type,
                    httplib::Response& response) {
  response.set_header("Connection", "close");
  response.set_content_provider(
      length, type,
      [body = std::move(body)](std::size_t offset, std::size_t, httplib::DataSink& sink) {
        if (offset > 0 || body.empty()) return false;
        return sink.write(body.data(), body.size());
      });
}

void from_wire(wire::Response answer, httplib::Response& response) {
  response.status = answer.status;
  const auto length = wire::find_header(answer.headers, "Content-Length");
  for (const auto& [name, value] : answer.headers) {
    if (!length || !is_framing(name)) response.set_header(name, value);
  }
  const auto type = wire::find_header(answer.headers, "Content-Type");
  if (length) {
    const std::size_t claimed = std::strtoul(length->data(), nullptr, 10);
    return send_misframed(claimed, std::move(answer.body), std::string(type.value_or("")),
                          response);
  }
  if (!type) response.set_header("Content-Type", "");
  response.body = std::move(answer.body);
}

bool has_body(const httplib::Request& request) {
  return request.has_header("Transfer-Encoding") ||
         (request.has_header("Content-Length") &&
          request.get_header_value("Content-Length") != "0");
}

bool takes_body(const std::string& method) {
  return method == "PUT" || method == "POST" || method == "PATCH" || method == "DELETE";
}

// httplib's parser, router and writer on connections of our own: its connection loop polls with
// sleeps and can't be ended before its timeout.
class HttpServer final : public httplib::Server {
 public:
  // The port that was bound, or nullopt.
  std::optional<int> bind(const std::string& host, int port) {
    set_socket_options([](socket_t socket) {
      // Not SO_REUSEPORT, which would let two servers share a port and its clients.
      const int on = 1;
      ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    });
    const int bound = port == 0 ? bind_to_any_port(host) : bind_to_port(host, port) ? port : -1;
    if (bound <= 0) return std::nullopt;
    ::listen(svr_sock_, kBacklog);
    return bound;
  }

  void set_latency(milliseconds latency) { latency_.set(latency); }
  void end_connections() {
    latency_.end();
    connections_.end_all();
  }

 private:
  // Called by a worker; overrides the loop of the base.
  bool process_and_close_socket(socket_t socket) override {
    Connection connection(socket, kPatience);
    if (!connections_.add(socket)) return false;
    while (connection.wait(kIdle) && serve_one(connection) && connection.flush()) continue;
    connection.finish();
    connections_.remove(socket);
    return true;
  }

  // False when the connection must end after this request.
  bool serve_one(Connection& connection) {
    ConnectionStream stream(connection);
    bool understood = false;
    bool unread_body = false;
    bool closed = false;
    const bool served = process_request(stream, false, closed, [&](httplib::Request& request) {
      understood = true;
      unread_body = !takes_body(request.method) && has_body(request);
      prepare(request);
    });
    if (stream.wrote()) latency_.hold();  // The answer is still in the connection's buffer.
    return served && understood && !unread_body && !closed && !stream.said_close();
  }

  static void prepare(httplib::Request& request) {
    request.ranges.clear();  // An answer is whole or not at all.
    request.path = "/";      // Routes are ours; the router reads `target`.
    // RFC 9112, 6.3: no framing header means no body. httplib would read until the connection ends.
    if (takes_body(request.method) && !request.has_header("Transfer-Encoding") &&
        !request.has_header("Content-Length")) {
      request.set_header("Content-Length", "0");
    }
  }

  ConnectionSet connections_;
  Pause latency_;
};

base::Error refused(std::string message, std::string option, std::string hint = {}) {
  base::Error error;
  error.message = std::move(message);
  error.file = std::move(option);
  error.hint = std::move(hint);
  return error;
}

base::Result<Timelines> parse_timelines(const std::vector<JobTimeline>& all) {
  Timelines timelines;
  for (const JobTimeline& one : all) {
    const bool otc = one.operation == "otc-ims-job";
    if (!otc && one.operation != "ecl-image-copy-job") {
      return refused("no job of " + base::quoted(one.operation) + " moves along a timeline",
                     "timeline", "those of otc-ims-job and ecl-image-copy-job do");
    }
    auto timeline = Timeline::parse(one.text, otc ? otc_states() : EclJobs::states());
    if (!timeline) return refused(timeline.error().message, "timeline", timeline.error().hint);
    (otc ? timelines.otc : timelines.ecl).push_back(*std::move(timeline));
  }
  return timelines;
}

// The address that a client uses to reach a server that listens on `host`.
std::string url_of(const std::string& host, int port) {
  if (host == "0.0.0.0") return fmt::format("http://127.0.0.1:{}", port);
  if (host == "::") return fmt::format("http://[::1]:{}", port);
  const bool ipv6 = host.find(':') != std::string::npos;
  return ipv6 ? fmt::format("http://[{}]:{}", host, port) : fmt::format("http://{}:{}", host, port);
}

}  // namespace

class Server::Impl {
 public:
  Impl(Setting setting, milliseconds latency)
      : setting_(std::move(setting)), request_prefix_(setting_.ids.hex("request", 8)) {
    http_.set_latency(latency);
  }
  ~Impl() { stop(); }

  base::Status start(const std::string& host, int port, std::unique_ptr<FaultPlan> faults) {
    http_.new_task_queue = [] { return new Tasks; };
    const auto bound = http_.bind(host, port);
    if (!bound) {
      return refused("can't listen there", fmt::format("{}:{}", host, port),
                     "another program may have the port; 0 takes any that is free");
    }
    base_url_ = url_of(host, *bound);
    setting_.base_url = base_url_;
    router_ = std::make_unique<Router>(make_service(setting_), setting_.ids, std::move(faults));
    configure();
    listener_ = std::thread([this] {
      http_.listen_after_bind();
      ended_ = true;
    });
    // stop() has an effect only on a server that runs.
    while (!http_.is_running() && !ended_) {
      std::this_thread::sleep_for(std::chrono::microseconds(50));
    }
    return base::Done{};
  }

  void stop() {
    const std::lock_guard lock(stopping_);
    if (!listener_.joinable()) return;
    http_.stop();
    http_.end_connections();
    listener_.join();
  }

  const std::string& base_url() const { return base_url_; }
  const std::vector<Subject>& subjects() const { return router_->subjects(); }
  std::vector<std::string> unmet_faults() const { return router_->unmet_faults(); }
  const Credentials& credentials() const { return setting_.credentials; }
  std::string token(std::string_view name) const { return setting_.credentials.token(name); }

 private:
  void configure() {
    http_.set_payload_max_length(kMaxBody);
    http_.set_keep_alive_max_count(1'000'000);
    http_.set_keep_alive_timeout(kIdle / std::chrono::seconds(1));
    const auto bodiless = [this](const httplib::Request& request, httplib::Response& response) {
      from_wire(router_->answer(to_wire(request, {})), response);
    };
    const auto whole = [this](const httplib::Request& request, httplib::Response& response,
                              const httplib::ContentReader& reader) {
      answer_with_body(request, response, reader);
    };
    http_.Get("/", bodiless).Options("/", bodiless);
    http_.Put("/", whole).Post("/", whole).Patch("/", whole).Delete("/", whole);
    http_.set_error_handler([](const httplib::Request&, httplib::Response& response) {
      // Ours say a media type, if only ""; this is what httplib refuses before routing.
      if (response.has_header("Content-Type")) return;
      response.set_content("the request was refused", "text/plain");
    });
    http_.set_exception_handler(
        [](const httplib::Request&, httplib::Response& response, const std::exception_ptr&) {
          response.status = 500;
          response.set_content("the reference server failed", "text/plain");
        });
    http_.set_post_routing_handler(
        [this](const httplib::Request&, httplib::Response& response) { stamp(response); });
  }

  void answer_with_body(const httplib::Request& request, httplib::Response& response,
                        const httplib::ContentReader& reader) {
    if (request.is_multipart_form_data()) {
      reader([](const httplib::MultipartFormData&) { return true; },
             [](const char*, std::size_t) { return true; });
      response.status = 415;
      response.set_content("form data is not accepted here", "text/plain");
      return;
    }
    std::string body;
    const bool read = reader([&body](const char* data, std::size_t size) {
      body.append(data, size);
      return true;
    });
    // Otherwise httplib has set the status: 413 or 400.
    if (read) from_wire(router_->answer(to_wire(request, std::move(body))), response);
  }

  void stamp(httplib::Response& response) {
    response.set_header("X-Request-Id", fmt::format("{}-{:06}", request_prefix_, ++requests_));
    response.set_header(
        "Date",
        http_date(std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now())));
  }

  Setting setting_;
  const std::string request_prefix_;
  std::atomic<std::uint64_t> requests_{0};
  std::string base_url_;
  std::unique_ptr<Router> router_;
  HttpServer http_;
  std::mutex stopping_;
  std::thread listener_;
  std::atomic<bool> ended_{false};
};

base::Result<std::unique_ptr<Server>> Server::start(const Options& options) {
  if (options.port < 0 || options.port > 65'535) {
    return refused(fmt::format("{} is no port", options.port), "port",
                   "0 to 65535, where 0 takes any that is free");
  }
  if (options.latency < milliseconds::zero()) {
    return refused("a latency can't be negative", "latency");
  }
  const Ids ids(options.seed);
  auto credentials = Credentials::make(options.tokens, ids);
  if (!credentials) return std::move(credentials).error();
  auto timelines = parse_timelines(options.timelines);
  if (!timelines) return std::move(timelines).error();
  auto impl = std::make_unique<Impl>(Setting{.ids = ids,
                                             .credentials = *std::move(credentials),
                                             .timelines = *std::move(timelines),
                                             .base_url = {},
                                             .profile = options.profile,
                                             .location_host = options.location_host,
                                             .pending_polls = options.pending_polls},
                                     options.latency);
  auto faults = options.faults.empty()
                    ? nullptr
                    : std::make_unique<FaultPlan>(options.faults, impl->credentials());
  const base::Status started = impl->start(options.host, options.port, std::move(faults));
  if (!started) return started.error();
  return std::unique_ptr<Server>(new Server(std::move(impl)));
}

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::~Server() = default;
const std::string& Server::base_url() const {
  return impl_->base_url();
}
const std::vector<Subject>& Server::subjects() const {
  return impl_->subjects();
}
std::string Server::token(std::string_view name) const {
  return impl_->token(name);
}
std::vector<std::string> Server::unmet_faults() const {
  return impl_->unmet_faults();
}
void Server::stop() {
  impl_->stop();
}

}  // namespace assay::mock
