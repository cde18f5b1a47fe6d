#include "mock/connection.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace assay::mock {
namespace {

constexpr std::size_t kReadBuffer = 16 * 1024;
constexpr std::size_t kWriteBuffer = 256 * 1024;
// A client that was told why it is refused needs a round trip to hang up; loopback takes
// microseconds.
constexpr std::chrono::milliseconds kLinger{50};
constexpr std::size_t kLingerBytes = 1024 * 1024;

bool poll_for(int socket, short events, std::chrono::milliseconds patience) {
  pollfd entry{socket, events, 0};
  int ready = 0;
  do {
    ready = ::poll(&entry, 1, static_cast<int>(patience.count()));
  } while (ready < 0 && errno == EINTR);
  return ready > 0;
}

}  // namespace

Connection::Connection(int socket, std::chrono::milliseconds patience)
    : socket_(socket), patience_(patience), in_(kReadBuffer) {
  const int on = 1;
  ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

Connection::~Connection() {
  ::close(socket_);
}

bool Connection::wait(std::chrono::milliseconds patience) const {
  return begin_ < end_ || poll_for(socket_, POLLIN, patience);
}

ssize_t Connection::read(char* to, std::size_t size) {
  if (begin_ == end_) {
    if (!flush() || !poll_for(socket_, POLLIN, patience_)) return -1;
    ssize_t received = 0;
    do {
      received = ::recv(socket_, in_.data(), in_.size(), 0);
    } while (received < 0 && errno == EINTR);
    if (received <= 0) return received;
    begin_ = 0;
    end_ = static_cast<std::size_t>(received);
  }
  const std::size_t taken = std::min(size, end_ - begin_);
  std::memcpy(to, in_.data() + begin_, taken);
  begin_ += taken;
  return static_cast<ssize_t>(taken);
}

ssize_t Connection::write(const char* from, std::size_t size) {
  out_.append(from, size);
  if (out_.size() > kWriteBuffer) flush();
  return broken_ ? -1 : static_cast<ssize_t>(size);
}

bool Connection::flush() {
  std::size_t sent = 0;
  while (!broken_ && sent < out_.size()) {
    const ssize_t now =
        ::send(socket_, out_.data() + sent, out_.size() - sent, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (now >= 0) {
      sent += static_cast<std::size_t>(now);
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      broken_ = !poll_for(socket_, POLLOUT, patience_);
    } else if (errno != EINTR) {
      broken_ = true;
    }
  }
  out_.clear();
  return !broken_;
}

void Connection::finish() {
  if (!flush()) return;
  ::shutdown(socket_, SHUT_WR);
  for (std::size_t drained = 0; drained < kLingerBytes;) {
    if (!poll_for(socket_, POLLIN, kLinger)) return;
    const ssize_t received = ::recv(socket_, in_.data(), in_.size(), MSG_DONTWAIT);
    if (received <= 0) return;
    drained += static_cast<std::size_t>(received);
  }
}

bool ConnectionSet::add(int socket) {
  const std::lock_guard lock(mutex_);
  if (ended_) return false;
  sockets_.insert(socket);
  return true;
}

void ConnectionSet::remove(int socket) {
  const std::lock_guard lock(mutex_);
  sockets_.erase(socket);
}

void ConnectionSet::end_all() {
  const std::lock_guard lock(mutex_);
  ended_ = true;
  for (const int socket : sockets_) ::shutdown(socket, SHUT_RDWR);
}

}  // namespace assay::mock
