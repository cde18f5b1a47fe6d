#include "exchange/dialer.h"

#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <system_error>
#include <thread>

namespace assay::exchange {
namespace {

using wire::TransportError;
using wire::TransportFailure;

// How often a look-up that takes long asks whether it is still wanted.
constexpr std::chrono::milliseconds kLookupPoll{20};
// Before a Unix socket whose queue is full is tried again: unlike a port, it tells so at once.
constexpr std::chrono::milliseconds kQueuePause{2};

TransportError no_connection(Waited waited) {
  if (waited == Waited::kCancelled) return {TransportFailure::kCancelled, "cancelled"};
  return {TransportFailure::kTimeout, "no connection in time"};
}

TransportError refused(int error) {
  const bool late = error == ETIMEDOUT;
  return {late ? TransportFailure::kTimeout : TransportFailure::kConnect, describe_errno(error)};
}

}  // namespace

struct Dialer::Lookup {
  std::string host;
  std::uint16_t port = 0;
  std::mutex mutex;
  std::condition_variable changed;
  bool running = false;
  unsigned rounds = 0;  // Look-ups that have ended.
  std::vector<Address> found;
  std::string reason;  // Of the last look-up that found nothing.
};

Dialer::Dialer() : lookup_(std::make_shared<Lookup>()) {}

Dialer::Dialer(std::string host, std::uint16_t port) : Dialer() {
  std::string reason;
  lookup_->found = look_up(host, port, AI_NUMERICHOST, &reason);
  lookup_->host = std::move(host);
  lookup_->port = port;
}

base::Result<Dialer> Dialer::to_socket(const std::string& path) {
  Address address{};
  auto* name = reinterpret_cast<sockaddr_un*>(&address.storage);
  if (path.size() >= sizeof name->sun_path) {
    return base::Error{.message = "the path of a Unix socket has at most " +
                                  std::to_string(sizeof name->sun_path - 1) + " bytes",
                       .file = path};
  }
  name->sun_family = AF_UNIX;
  std::memcpy(name->sun_path, path.data(), path.size());
  address.size = sizeof *name;
  Dialer dialer;
  dialer.lookup_->found.push_back(address);
  return dialer;
}

std::vector<Dialer::Address> Dialer::look_up(const std::string& host, std::uint16_t port, int flags,
                                             std::string* reason) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = flags | AI_NUMERICSERV;
  addrinfo* list = nullptr;
  const int error = getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &list);
  if (error != 0) {
    *reason = error == EAI_NONAME ? "the name is not known" : gai_strerror(error);
    return {};
  }
  std::vector<Address> found;
  for (const addrinfo* entry = list; entry != nullptr; entry = entry->ai_next) {
    Address address{};
    std::memcpy(&address.storage, entry->ai_addr, entry->ai_addrlen);
    address.size = entry->ai_addrlen;
    found.push_back(address);
  }
  freeaddrinfo(list);
  return found;
}

base::Result<std::vector<Dialer::Address>, TransportError> Dialer::addresses(
    const Patience& patience) const {
  std::unique_lock lock(lookup_->mutex);
  if (!lookup_->found.empty()) return lookup_->found;
  const unsigned round = lookup_->rounds;
  if (!lookup_->running) {
    lookup_->running = true;
    std::thread([lookup = lookup_] {
      std::string reason;
      std::vector<Address> found = look_up(lookup->host, lookup->port, 0, &reason);
      const std::lock_guard guard(lookup->mutex);
      lookup->found = std::move(found);
      lookup->reason = std::move(reason);
      lookup->running = false;
      ++lookup->rounds;
      lookup->changed.notify_all();
    }).detach();
  }
  while (lookup_->rounds == round) {
    if (patience.cancellation->cancelled()) return no_connection(Waited::kCancelled);
    if (Clock::now() >= patience.deadline) {
      return TransportError{TransportFailure::kTimeout, "no address for the name in time"};
    }
    lookup_->changed.wait_for(lock, kLookupPoll);
  }
  if (!lookup_->found.empty()) return lookup_->found;
  return TransportError{TransportFailure::kResolve, lookup_->reason};
}

base::Result<int, TransportError> Dialer::dial(const Patience& patience) const {
  const auto addresses = this->addresses(patience);
  if (!addresses.ok()) return addresses.error();
  TransportError first;
  for (std::size_t i = 0; i < addresses->size(); ++i) {
    const auto share = (patience.deadline - Clock::now()) / (addresses->size() - i);
    auto socket = connect_to(addresses.value()[i], {Clock::now() + share, patience.cancellation});
    if (socket.ok() || socket.error().failure == TransportFailure::kCancelled) return socket;
    if (i == 0) first = socket.error();
  }
  return first;
}

base::Result<int, TransportError> Dialer::connect_to(const Address& address,
                                                     const Patience& patience) {
  if (patience.cancellation->cancelled()) return no_connection(Waited::kCancelled);
  const int socket =
      ::socket(address.storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (socket < 0) return refused(errno);
  const int yes = 1;
  setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);  // Without effect on Unix's own.
  int error = 0;
  const auto* name = reinterpret_cast<const sockaddr*>(&address.storage);
  while ((error = connect(socket, name, address.size) == 0 ? 0 : errno) == EAGAIN) {
    const Clock::time_point again = Clock::now() + kQueuePause;
    if (again < patience.deadline && pause_until(again, *patience.cancellation)) continue;
    close(socket);
    return no_connection(patience.cancellation->cancelled() ? Waited::kCancelled
                                                            : Waited::kTimeout);
  }
  if (error == EINPROGRESS) {
    const Waited waited = wait_for(socket, POLLOUT, patience);
    if (waited != Waited::kReady) {
      close(socket);
      return no_connection(waited);
    }
    socklen_t size = sizeof error;
    getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &size);
  }
  if (error == 0) return socket;
  close(socket);
  return refused(error);
}

std::string describe_errno(int error) {
  switch (error) {
    case ECONNREFUSED:
      return "connection refused";
    case ENOENT:
      return "there is no such socket";
    case EHOSTUNREACH:
      return "host unreachable";
    case ENETUNREACH:
      return "network unreachable";
    case ETIMEDOUT:
      return "no connection in time";
    case EPIPE:
    case ECONNRESET:
      return "connection reset";
    default:
      return "system error: " + std::generic_category().message(error);
  }
}

}  // namespace assay::exchange
