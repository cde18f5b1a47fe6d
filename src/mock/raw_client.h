#ifndef ASSAY_MOCK_RAW_CLIENT_H_
#define ASSAY_MOCK_RAW_CLIENT_H_

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cstdint>
#include <string>

namespace assay::mock {

// For tests: a TCP connection without any knowledge of HTTP.
class RawClient {
 public:
  explicit RawClient(int port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval patience{5, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  }
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;
  ~RawClient() { ::close(socket_); }

  bool connected() const { return connected_; }
  void send(const std::string& text) const {
    ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
  }
  // All that arrives until `end` occurs `times` times, the server hangs up (adds "<end>") or five
  // seconds pass.
  std::string receive_until(const std::string& end, int times = 1) const {
    std::string out;
    std::size_t from = 0;
    while (times > 0) {
      const std::size_t found = out.find(end, from);
      if (found != std::string::npos) {
        from = found + end.size();
        --times;
        continue;
      }
      char buffer[4096];
      const ssize_t got = ::recv(socket_, buffer, sizeof buffer, 0);
      if (got == 0) return out + "<end>";
      if (got < 0) return out + "<silence>";
      out.append(buffer, static_cast<std::size_t>(got));
    }
    return out;
  }
  std::string receive_to_end() const { return receive_until("\nnever sent by anyone\n"); }

 private:
  int socket_;
  bool connected_ = false;
};

}  // namespace assay::mock

#endif  // ASSAY_MOCK_RAW_CLIENT_H_
