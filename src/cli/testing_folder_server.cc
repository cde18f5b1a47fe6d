#include "cli/testing_folder_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace assay::cli::testing {
namespace {

// What Jenkins sends with an artefact, but for its sandbox, in which no script could run anyway.
constexpr const char* kPolicy =
    "Content-Security-Policy: default-src 'none'; img-src 'self'; style-src 'self';\r\n";

// Up to the empty line; "" when the client goes before that.
std::string read_head(int socket) {
  std::string head;
  std::array<char, 4096> block;
  while (head.find("\r\n\r\n") == std::string::npos) {
    const ssize_t got = recv(socket, block.data(), block.size(), 0);
    if (got <= 0) return "";
    head.append(block.data(), static_cast<std::size_t>(got));
  }
  return head;
}

std::string answer_with(const std::string& file) {
  if (file.ends_with(kIcon)) return "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n";
  std::ifstream stream(file, std::ios::binary);
  if (!stream.good()) return "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
  std::ostringstream body;
  body << stream.rdbuf();
  const std::string text = body.str();
  const bool is_sheet = file.ends_with(".css");
  return std::string("HTTP/1.1 200 OK\r\nConnection: close\r\n") + kPolicy +
         "Content-Type: " + (is_sheet ? "text/css" : "text/html") +
         "; charset=utf-8\r\nContent-Length: " + std::to_string(text.size()) + "\r\n\r\n" + text;
}

}  // namespace

FolderServer::FolderServer(std::string folder) : folder_(std::move(folder)) {
  listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const any = reinterpret_cast<sockaddr*>(&address);
  if (bind(listener_, any, size) != 0 || listen(listener_, 64) != 0 ||
      getsockname(listener_, any, &size) != 0) {
    throw std::runtime_error("no port for a server");
  }
  port_ = ntohs(address.sin_port);
  acceptor_ = std::thread([this] { accept_all(); });
}

FolderServer::~FolderServer() {
  shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  {
    const std::lock_guard lock(mutex_);
    for (const int socket : sockets_) shutdown(socket, SHUT_RDWR);
  }
  for (std::thread& thread : threads_) thread.join();
  for (const int socket : sockets_) ::close(socket);
  ::close(listener_);
}

std::vector<std::string> FolderServer::asked() const {
  const std::lock_guard lock(mutex_);
  return asked_;
}

void FolderServer::accept_all() {
  for (;;) {
    const int socket = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0) return;
    const std::lock_guard lock(mutex_);
    sockets_.push_back(socket);
    // A browser opens connections on which it asks for nothing.
    threads_.emplace_back([this, socket] { serve(socket); });
  }
}

void FolderServer::serve(int socket) {
  std::istringstream line(read_head(socket));
  std::string method;
  std::string path;
  if (line >> method >> path) {
    if (path != kIcon) {
      const std::lock_guard lock(mutex_);
      asked_.push_back(path);
    }
    const std::string answer = answer_with(folder_ + path);
    std::size_t at = 0;
    while (at < answer.size()) {
      const ssize_t sent = ::send(socket, answer.data() + at, answer.size() - at, MSG_NOSIGNAL);
      if (sent <= 0) break;
      at += static_cast<std::size_t>(sent);
    }
  }
  shutdown(socket, SHUT_RDWR);
}

}  // namespace assay::cli::testing
