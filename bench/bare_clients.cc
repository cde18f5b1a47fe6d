#include "bench/bare_clients.h"

#include <httplib.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <functional>
#include <string_view>
#include <thread>

namespace assay::bench {
namespace {

constexpr std::string_view kToken = "a-token-that-nobody-has";

// Calls `work` on so many threads; each takes the next index from the counter until all are done.
double timed(int connections, const std::function<void(std::atomic<std::size_t>&)>& work) {
  std::atomic<std::size_t> next = 0;
  const auto begin = std::chrono::steady_clock::now();
  std::vector<std::thread> threads;
  for (int i = 0; i < connections; ++i) threads.emplace_back([&] { work(next); });
  for (std::thread& thread : threads) thread.join();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

int connected(int port) {
  const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int on = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) std::abort();
  return fd;
}

bool is_whole(std::string_view answer) {
  constexpr std::string_view kLength = "Content-Length: ";
  const std::size_t end = answer.find("\r\n\r\n");
  if (end == std::string_view::npos) return false;
  const std::size_t length = answer.find(kLength);
  const long size = std::atol(answer.data() + length + kLength.size());
  return answer.size() >= end + 4 + static_cast<std::size_t>(size);
}

void ask_once(int fd, const std::string& target) {
  const std::string request =
      "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Auth-Token: " + std::string(kToken) +
      "\r\n\r\n";
  if (send(fd, request.data(), request.size(), MSG_NOSIGNAL) < 0) std::abort();
  std::string answer;
  std::array<char, 16384> block;
  while (!is_whole(answer)) {
    const ssize_t got = recv(fd, block.data(), block.size(), 0);
    if (got <= 0) std::abort();
    answer.append(block.data(), static_cast<std::size_t>(got));
  }
}

}  // namespace

double ask_by_sockets(int port, const std::vector<std::string>& targets, int connections) {
  return timed(connections, [&](std::atomic<std::size_t>& next) {
    const int fd = connected(port);
    for (std::size_t i = next++; i < targets.size(); i = next++) ask_once(fd, targets[i]);
    close(fd);
  });
}

double ask_by_httplib(int port, const std::vector<std::string>& targets, int connections) {
  return timed(connections, [&](std::atomic<std::size_t>& next) {
    httplib::Client client("127.0.0.1", port);
    client.set_keep_alive(true);
    client.set_tcp_nodelay(true);
    const httplib::Headers headers = {{"X-Auth-Token", std::string(kToken)}};
    for (std::size_t i = next++; i < targets.size(); i = next++) {
      if (!client.Get(targets[i], headers)) std::abort();
    }
  });
}

}  // namespace assay::bench
