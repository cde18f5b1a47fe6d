#include "cli/testing_proxy.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <stdexcept>

namespace assay::cli::testing {
namespace {

// How often a thread looks whether it is still needed.
constexpr int kTickMs = 10;

sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

// A socket on a free port, and which.
int bound_socket(int& port) {
  const int made = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  auto* plain = reinterpret_cast<sockaddr*>(&address);
  if (::bind(made, plain, size) != 0 || ::getsockname(made, plain, &size) != 0) {
    throw std::runtime_error("no loopback port");
  }
  port = ntohs(address.sin_port);
  return made;
}

bool is_readable(int socket) {
  pollfd one{.fd = socket, .events = POLLIN, .revents = 0};
  return ::poll(&one, 1, kTickMs) > 0;
}

}  // namespace

CuttingProxy::CuttingProxy(int server_port, std::size_t bytes, std::function<void()> at_end)
    : server_port_(server_port), at_end_(std::move(at_end)), left_(bytes) {
  listener_ = bound_socket(port_);
  ::listen(listener_, 64);
  acceptor_ = std::thread([this] { accept_all(); });
}

CuttingProxy::~CuttingProxy() {
  stop_ = true;
  acceptor_.join();
}

std::string CuttingProxy::url() const {
  return "http://127.0.0.1:" + std::to_string(port_);
}

void CuttingProxy::accept_all() {
  while (!stop_) {
    if (!is_readable(listener_)) continue;
    const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    const int server = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_in address = loopback(server_port_);
    // A server that is gone shows in the first write.
    (void)::connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    threads_.emplace_back([this, client, server] { pass(client, server); });
  }
  ::close(listener_);
  for (std::thread& thread : threads_) thread.join();
}

void CuttingProxy::pass(int client, int server) {
  std::array<char, 4096> block;
  std::array<pollfd, 2> sides = {pollfd{.fd = client, .events = POLLIN, .revents = 0},
                                 pollfd{.fd = server, .events = POLLIN, .revents = 0}};
  for (bool open = true; open && !stop_;) {
    ::poll(sides.data(), sides.size(), kTickMs);
    for (std::size_t side = 0; side < sides.size() && open; ++side) {
      if (sides[side].revents == 0) continue;
      const ssize_t got = ::recv(sides[side].fd, block.data(), block.size(), 0);
      open = got > 0 && (side == 0 || spend(static_cast<std::size_t>(got)));
      if (!open) break;
      ::send(sides[1 - side].fd, block.data(), static_cast<std::size_t>(got), MSG_NOSIGNAL);
    }
  }
  ::close(client);
  ::close(server);
}

bool CuttingProxy::spend(std::size_t bytes) {
  const std::lock_guard lock(mutex_);
  if (stop_) return false;
  if (bytes < left_) {
    left_ -= bytes;
    return true;
  }
  stop_ = true;
  at_end_();
  return false;
}

ClosedPort::ClosedPort() : socket_(bound_socket(port_)) {}

ClosedPort::~ClosedPort() {
  ::close(socket_);
}

std::string ClosedPort::url() const {
  return "http://127.0.0.1:" + std::to_string(port_);
}

}  // namespace assay::cli::testing
