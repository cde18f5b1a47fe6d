#ifndef ASSAY_EXCHANGE_TESTING_SERVER_H_
#define ASSAY_EXCHANGE_TESTING_SERVER_H_

#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "exchange/patience.h"
#include "exchange/testing_content.h"

namespace assay::exchange::testing {

// One thing that a server does on a connection.
struct Action {
  enum class Kind {
    kReadRequest,  // Header and Content-Length body.
    kSend,         // All of the text at once.
    kDrip,         // The text byte by byte, with a pause before each.
    kFlood,        // The text again and again, until the peer goes.
    kPour,         // The content, made while it is sent.
    kPause,        // Nothing for a while.
    kReset,        // Ends the connection with RST.
    kHold,         // Does nothing until the peer goes.
  };
  Kind kind;
  std::string text;
  std::chrono::milliseconds pause{0};
  Content content = {};
};
using Script = std::vector<Action>;

Action read_request();
Action send(std::string text);
Action drip(std::string text, std::chrono::milliseconds pause);
Action flood(std::string text);
Action pour_out(Content content);
Action wait(std::chrono::milliseconds pause);
Action reset();
Action hold();

// "HTTP/1.1 200 OK" with a Content-Length and this body.
std::string ok(const std::string& body);
// Reads a request and answers it.
Script answers(const std::string& text);

// A server on a loopback port that does to each connection what its script says and then closes it;
// the last script serves all further connections. Stops, whatever it is doing, when it goes.
class TestingServer {
 public:
  struct Tls {
    std::string certificate_file;  // PEM
    std::string key_file;
    std::string client_authority_file;  // Who vouches for clients; "" when none must prove itself.
  };

  explicit TestingServer(std::vector<Script> scripts, const Tls* tls = nullptr, bool ipv6 = false);
  // On a Unix socket, whose file must not be there.
  TestingServer(std::vector<Script> scripts, const std::string& unix_socket);
  ~TestingServer();
  TestingServer(const TestingServer&) = delete;
  TestingServer& operator=(const TestingServer&) = delete;

  std::uint16_t port() const { return port_; }
  std::string url() const;
  // Whole requests as they came, in order of their ends.
  std::vector<std::string> requests() const;
  std::size_t connections() const;
  // By TLS, one a handshake; "" where the client named nobody.
  std::vector<std::string> announced_names() const;

 private:
  void accept_all();
  void serve(int socket, std::size_t number);

  const std::vector<Script> scripts_;
  const Tls* const tls_;
  const bool ipv6_;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  Cancellation stop_;
  mutable std::mutex mutex_;
  std::vector<std::string> requests_;
  std::vector<std::string> announced_names_;
  std::vector<std::thread> threads_;  // One a connection.
  std::thread acceptor_;
};

}  // namespace assay::exchange::testing

#endif  // ASSAY_EXCHANGE_TESTING_SERVER_H_
