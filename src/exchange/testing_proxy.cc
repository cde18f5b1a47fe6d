#include "exchange/testing_proxy.h"

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <utility>

namespace assay::exchange::testing {
namespace {

// How often a relay looks whether it is still needed.
constexpr int kTickMs = 10;
constexpr const char* kAuthenticate =
    "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n"
    "Content-Length: 0\r\nConnection: close\r\n\r\n";

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

void send_all(int socket, const std::string& text) {
  (void)::send(socket, text.data(), text.size(), MSG_NOSIGNAL);
}

}  // namespace

TestingProxy::TestingProxy(std::uint16_t server_port, std::string authorization)
    : server_port_(server_port), authorization_(std::move(authorization)) {
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0) return;
  listen(listener_, 64);
  getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
  port_ = ntohs(address.sin_port);
  acceptor_ = std::thread([this] { accept_all(); });
}

TestingProxy::~TestingProxy() {
  stop_.cancel();
  if (acceptor_.joinable()) acceptor_.join();
  for (std::thread& thread : threads_) thread.join();
  close(listener_);
}

std::string TestingProxy::url() const {
  return "http://127.0.0.1:" + std::to_string(port_);
}

std::vector<std::string> TestingProxy::heads() const {
  const std::lock_guard guard(mutex_);
  return heads_;
}

void TestingProxy::accept_all() {
  const auto forever = Clock::now() + std::chrono::hours(1);
  while (wait_for(listener_, POLLIN, {forever, &stop_}) == Waited::kReady) {
    const int client = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client >= 0) threads_.emplace_back([this, client] { serve(client); });
  }
}

void TestingProxy::serve(int client) {
  std::string head;
  std::array<char, 4096> block;
  while (head.find("\r\n\r\n") == std::string::npos) {
    const auto limit = Clock::now() + std::chrono::seconds(30);
    if (wait_for(client, POLLIN, {limit, &stop_}) != Waited::kReady) break;
    const ssize_t got = recv(client, block.data(), block.size(), 0);
    if (got <= 0) break;
    head.append(block.data(), static_cast<std::size_t>(got));
  }
  {
    const std::lock_guard guard(mutex_);
    heads_.push_back(head);
  }
  const std::string wanted = "Proxy-Authorization: " + authorization_ + "\r\n";
  if (!authorization_.empty() && head.find(wanted) == std::string::npos) {
    send_all(client, kAuthenticate);
    close(client);
    return;
  }
  const int server = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in address = loopback(server_port_);
  if (connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
    if (head.starts_with("CONNECT ")) {
      send_all(client, "HTTP/1.1 200 Connection established\r\n\r\n");
    } else {
      send_all(server, head);
    }
    relay(client, server);
  }
  close(client);
  close(server);
}

void TestingProxy::relay(int client, int server) const {
  std::array<char, 4096> block;
  std::array<pollfd, 2> sides = {{{client, POLLIN, 0}, {server, POLLIN, 0}}};
  while (!stop_.cancelled()) {
    poll(sides.data(), sides.size(), kTickMs);
    for (std::size_t side = 0; side < sides.size(); ++side) {
      if (sides[side].revents == 0) continue;
      const ssize_t got = recv(sides[side].fd, block.data(), block.size(), 0);
      if (got <= 0) return;
      send_all(sides[1 - side].fd, std::string(block.data(), static_cast<std::size_t>(got)));
    }
  }
}

}  // namespace assay::exchange::testing
