#ifndef ASSAY_MOCK_CONNECTION_H_
#define ASSAY_MOCK_CONNECTION_H_

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace assay::mock {

// One accepted TCP connection with a buffer in each direction: a message leaves in one piece, and a
// request that arrives byte by byte costs no system call a byte. Closes the socket at the end. One
// thread at a time.
class Connection {
 public:
  // Takes `socket` over. `patience` is how long a read or a write may wait.
  Connection(int socket, std::chrono::milliseconds patience);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection();

  int socket() const { return socket_; }
  // True when a read would return at once: bytes are buffered or have arrived, or the peer has
  // gone.
  bool wait(std::chrono::milliseconds patience) const;
  // Sends what is buffered first. 0 at the end of the stream, -1 on an error or when nothing comes
  // in time.
  ssize_t read(char* to, std::size_t size);
  // Keeps the bytes until the next read, flush, or 256 KiB. -1 when an earlier write has failed.
  ssize_t write(const char* from, std::size_t size);
  bool flush();
  // Says that nothing follows and reads on for a moment, so that the peer gets the last answer even
  // if it was still sending. Without this the kernel resets the connection and discards it.
  void finish();

 private:
  const int socket_;
  const std::chrono::milliseconds patience_;
  std::vector<char> in_;
  std::size_t begin_ = 0;  // Of the unread part of `in_`.
  std::size_t end_ = 0;
  std::string out_;
  bool broken_ = false;
};

// The open connections of a server, so that all can be ended from outside. Thread-safe.
class ConnectionSet {
 public:
  // False after end_all: the connection must not be served.
  bool add(int socket);
  void remove(int socket);  // Before the socket is closed.
  // Wakes every reader and writer with an error, once and for all.
  void end_all();

 private:
  std::mutex mutex_;
  std::set<int> sockets_;
  bool ended_ = false;
};

}  // namespace assay::mock

#endif  // ASSAY_MOCK_CONNECTION_H_
