#include "exchange/testing_server.h"

#include <netinet/in.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <memory>
#include <utility>

#include "base/text.h"

namespace assay::exchange::testing {
namespace {

using std::chrono::milliseconds;

// No test waits this long unless something hangs.
constexpr std::chrono::seconds kPatience{30};

// A connection as the server sees it; blocking, but for waits that end when the server stops.
class Peer {
 public:
  Peer(int socket, const Cancellation& stop) : socket_(socket), stop_(stop) {}
  ~Peer() {
    if (ssl_ != nullptr) SSL_free(ssl_);
    close(socket_);
  }
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;

  bool secure(SSL_CTX* context) {
    ssl_ = SSL_new(context);
    SSL_set_fd(ssl_, socket_);
    return SSL_accept(ssl_) == 1;
  }

  std::string announced_name() const {
    const char* name = SSL_get_servername(ssl_, TLSEXT_NAMETYPE_host_name);
    return name == nullptr ? "" : name;
  }

  // False at the end of the stream.
  bool read(std::string* into) {
    char buffer[4096];
    const bool pending = ssl_ != nullptr && SSL_pending(ssl_) > 0;
    if (!pending && !ready(POLLIN)) return false;
    const auto count = ssl_ != nullptr ? SSL_read(ssl_, buffer, sizeof buffer)
                                       : recv(socket_, buffer, sizeof buffer, 0);
    if (count > 0) into->append(buffer, static_cast<std::size_t>(count));
    return count > 0;
  }

  bool write(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
      if (!ready(POLLOUT)) return false;
      const auto count =
          ssl_ != nullptr
              ? SSL_write(ssl_, text.data() + at, static_cast<int>(text.size() - at))
              : ::send(socket_, text.data() + at, text.size() - at, MSG_NOSIGNAL | MSG_DONTWAIT);
      if (count <= 0) return false;
      at += static_cast<std::size_t>(count);
    }
    return true;
  }

  void reset() {
    const linger now{1, 0};
    setsockopt(socket_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
  }

  bool pause(milliseconds duration) {
    return wait_for(-1, 0, {Clock::now() + duration, &stop_}) == Waited::kTimeout;
  }

 private:
  bool ready(short events) {
    return wait_for(socket_, events, {Clock::now() + kPatience, &stop_}) == Waited::kReady;
  }

  int socket_;
  const Cancellation& stop_;
  SSL* ssl_ = nullptr;
};

std::size_t body_length(const std::string& head) {
  const std::size_t at = base::lower(head).find("content-length:");
  return at == std::string::npos ? 0 : std::strtoul(head.c_str() + at + 15, nullptr, 10);
}

// The next request on the connection; "" when the peer has gone.
std::string next_request(Peer& peer, std::string* buffer) {
  std::size_t end;
  while ((end = buffer->find("\r\n\r\n")) == std::string::npos) {
    if (!peer.read(buffer)) return "";
  }
  const std::size_t size = end + 4 + body_length(buffer->substr(0, end + 2));
  while (buffer->size() < size) {
    if (!peer.read(buffer)) return "";
  }
  std::string request = buffer->substr(0, size);
  buffer->erase(0, size);
  return request;
}

bool act(Peer& peer, const Action& action) {
  switch (action.kind) {
    case Action::Kind::kReadRequest:
      break;
    case Action::Kind::kSend:
      return peer.write(action.text);
    case Action::Kind::kDrip:
      for (const char c : action.text) {
        if (!peer.pause(action.pause) || !peer.write(std::string(1, c))) return false;
      }
      return true;
    case Action::Kind::kFlood:
      while (peer.write(action.text)) continue;
      return false;
    case Action::Kind::kPour:
      return pour(action.content, [&](std::string_view block) { return peer.write(block); });
    case Action::Kind::kPause:
      return peer.pause(action.pause);
    case Action::Kind::kReset:
      peer.reset();
      return false;
    case Action::Kind::kHold: {
      std::string ignored;
      while (peer.read(&ignored)) continue;
      return false;
    }
  }
  return true;
}

std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> server_context(const TestingServer::Tls& tls) {
  SSL_CTX* context = SSL_CTX_new(TLS_server_method());
  SSL_CTX_use_certificate_file(context, tls.certificate_file.c_str(), SSL_FILETYPE_PEM);
  SSL_CTX_use_PrivateKey_file(context, tls.key_file.c_str(), SSL_FILETYPE_PEM);
  if (!tls.client_authority_file.empty()) {
    SSL_CTX_load_verify_file(context, tls.client_authority_file.c_str());
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
  }
  return {context, SSL_CTX_free};
}

// OpenSSL writes with SIGPIPE; the client under test must not be protected from it by accident.
void block_sigpipe() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

}  // namespace

Action read_request() {
  return {Action::Kind::kReadRequest, ""};
}
Action send(std::string text) {
  return {Action::Kind::kSend, std::move(text)};
}
Action drip(std::string text, milliseconds pause) {
  return {Action::Kind::kDrip, std::move(text), pause};
}
Action flood(std::string text) {
  return {Action::Kind::kFlood, std::move(text)};
}
Action pour_out(Content content) {
  return {Action::Kind::kPour, "", milliseconds(0), std::move(content)};
}
Action wait(milliseconds pause) {
  return {Action::Kind::kPause, "", pause};
}
Action reset() {
  return {Action::Kind::kReset, ""};
}
Action hold() {
  return {Action::Kind::kHold, ""};
}

std::string ok(const std::string& body) {
  return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

Script answers(const std::string& text) {
  return {read_request(), send(text)};
}

TestingServer::TestingServer(std::vector<Script> scripts, const Tls* tls, bool ipv6)
    : scripts_(std::move(scripts)), tls_(tls), ipv6_(ipv6) {
  sockaddr_storage storage{};
  socklen_t size = ipv6 ? sizeof(sockaddr_in6) : sizeof(sockaddr_in);
  storage.ss_family = ipv6 ? AF_INET6 : AF_INET;
  if (ipv6) {
    reinterpret_cast<sockaddr_in6*>(&storage)->sin6_addr = in6addr_loopback;
  } else {
    reinterpret_cast<sockaddr_in*>(&storage)->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  }
  listener_ = ::socket(storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (bind(listener_, reinterpret_cast<sockaddr*>(&storage), size) != 0) return;
  listen(listener_, 64);
  getsockname(listener_, reinterpret_cast<sockaddr*>(&storage), &size);
  port_ = ntohs(ipv6 ? reinterpret_cast<sockaddr_in6*>(&storage)->sin6_port
                     : reinterpret_cast<sockaddr_in*>(&storage)->sin_port);
  acceptor_ = std::thread([this] { accept_all(); });
}

TestingServer::TestingServer(std::vector<Script> scripts, const std::string& unix_socket)
    : scripts_(std::move(scripts)), tls_(nullptr), ipv6_(false) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, unix_socket.c_str(), sizeof address.sun_path - 1);
  listener_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) return;
  listen(listener_, 64);
  acceptor_ = std::thread([this] { accept_all(); });
}

TestingServer::~TestingServer() {
  stop_.cancel();
  if (acceptor_.joinable()) acceptor_.join();
  for (std::thread& thread : threads_) thread.join();
  close(listener_);
}

std::string TestingServer::url() const {
  return std::string(tls_ != nullptr ? "https://" : "http://") + (ipv6_ ? "[::1]:" : "127.0.0.1:") +
         std::to_string(port_);
}

std::vector<std::string> TestingServer::requests() const {
  const std::lock_guard guard(mutex_);
  return requests_;
}

std::size_t TestingServer::connections() const {
  const std::lock_guard guard(mutex_);
  return threads_.size();
}

std::vector<std::string> TestingServer::announced_names() const {
  const std::lock_guard guard(mutex_);
  return announced_names_;
}

void TestingServer::accept_all() {
  const auto forever = Clock::now() + std::chrono::hours(1);
  while (wait_for(listener_, POLLIN, {forever, &stop_}) == Waited::kReady) {
    const int socket = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0) continue;
    const std::lock_guard guard(mutex_);
    const std::size_t number = threads_.size();
    threads_.emplace_back([this, socket, number] { serve(socket, number); });
  }
}

void TestingServer::serve(int socket, std::size_t number) {
  block_sigpipe();
  Peer peer(socket, stop_);
  if (tls_ != nullptr) {
    const bool secured = peer.secure(server_context(*tls_).get());
    const std::lock_guard guard(mutex_);
    announced_names_.push_back(peer.announced_name());
    if (!secured) return;
  }
  std::string buffer;
  for (const Action& action : scripts_[std::min(number, scripts_.size() - 1)]) {
    if (action.kind != Action::Kind::kReadRequest) {
      if (!act(peer, action)) return;
      continue;
    }
    std::string request = next_request(peer, &buffer);
    if (request.empty()) return;
    const std::lock_guard guard(mutex_);
    requests_.push_back(std::move(request));
  }
}

}  // namespace assay::exchange::testing
