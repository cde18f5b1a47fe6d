#include "exchange/channel.h"

#include <arpa/inet.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <limits>

namespace assay::exchange {
namespace {

using wire::TransportError;
using wire::TransportFailure;

bool would_block(int error) {
  return error == EAGAIN || error == EWOULDBLOCK;
}

int clamp(std::size_t size) {
  return static_cast<int>(
      std::min<std::size_t>(size, static_cast<std::size_t>(std::numeric_limits<int>::max())));
}

// OpenSSL's own socket BIO writes in a way that raises SIGPIPE once the peer has gone; this one
// does not. The socket travels as the BIO's data.
int socket_of(BIO* bio) {
  return static_cast<int>(reinterpret_cast<std::intptr_t>(BIO_get_data(bio)));
}

int bio_read(BIO* bio, char* to, int size) {
  BIO_clear_retry_flags(bio);
  const ssize_t count = recv(socket_of(bio), to, static_cast<std::size_t>(size), 0);
  if (count < 0 && would_block(errno)) BIO_set_retry_read(bio);
  if (count == 0) BIO_set_flags(bio, BIO_FLAGS_IN_EOF);
  return static_cast<int>(count);
}

int bio_write(BIO* bio, const char* from, int size) {
  BIO_clear_retry_flags(bio);
  const ssize_t count = send(socket_of(bio), from, static_cast<std::size_t>(size), MSG_NOSIGNAL);
  if (count < 0 && would_block(errno)) BIO_set_retry_write(bio);
  return static_cast<int>(count);
}

long bio_control(BIO* bio, int command, long, void*) {
  if (command == BIO_CTRL_FLUSH) return 1;
  if (command == BIO_CTRL_EOF) return BIO_test_flags(bio, BIO_FLAGS_IN_EOF) != 0 ? 1 : 0;
  return 0;
}

// Lives as long as the process.
const BIO_METHOD* bio_method() {
  static const BIO_METHOD* const method = [] {
    BIO_METHOD* made =
        BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "socket, no signal");
    BIO_meth_set_read(made, bio_read);
    BIO_meth_set_write(made, bio_write);
    BIO_meth_set_ctrl(made, bio_control);
    return made;
  }();
  return method;
}

BIO* make_bio(int socket) {
  BIO* bio = BIO_new(bio_method());
  // OpenSSL keeps one pointer for us, and a socket fits into it.
  // NOLINTNEXTLINE(performance-no-int-to-ptr)
  BIO_set_data(bio, reinterpret_cast<void*>(static_cast<std::intptr_t>(socket)));
  BIO_set_init(bio, 1);
  return bio;
}

// An address is looked for among the certificate's addresses, a name among its names; only a name
// is announced to the server (RFC 6066 allows no address there).
void expect_host(SSL* ssl, const std::string& host) {
  X509_VERIFY_PARAM* expected = SSL_get0_param(ssl);
  if (X509_VERIFY_PARAM_set1_ip_asc(expected, host.c_str()) == 1) return;
  X509_VERIFY_PARAM_set_hostflags(expected, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
  SSL_set1_host(ssl, host.c_str());
  SSL_set_tlsext_host_name(ssl, host.c_str());
}

}  // namespace

Channel::~Channel() {
  if (ssl_ && !broken_) SSL_shutdown(ssl_.get());
  ERR_clear_error();
}

void Channel::set_patience(const Patience& patience) {
  patience_ = patience;
  trouble_ = Trouble::kNone;
}

std::optional<TransportError> Channel::secure(SSL_CTX* context, const std::string& host) {
  ssl_.reset(SSL_new(context));
  if (!ssl_) return TransportError{TransportFailure::kTls, "no TLS session can be made"};
  BIO* bio = make_bio(socket_);
  SSL_set_bio(ssl_.get(), bio, bio);
  expect_host(ssl_.get(), host);
  for (;;) {
    ERR_clear_error();
    const int result = SSL_connect(ssl_.get());
    if (result == 1) return std::nullopt;
    if (!retry(result)) return handshake_error(result);
  }
}

TransportError Channel::handshake_error(int result) {
  broken_ = true;
  if (trouble_ == Trouble::kTimeout) {
    return {TransportFailure::kTimeout, "no TLS handshake in time"};
  }
  if (trouble_ == Trouble::kCancelled) return {TransportFailure::kCancelled, "cancelled"};
  const long verdict = SSL_get_verify_result(ssl_.get());
  if (verdict != X509_V_OK && SSL_get_verify_mode(ssl_.get()) != SSL_VERIFY_NONE) {
    return {TransportFailure::kTls,
            std::string("certificate refused: ") + X509_verify_cert_error_string(verdict)};
  }
  const char* reason = ERR_reason_error_string(ERR_peek_error());
  if (result == 0 || reason == nullptr) reason = "the connection ended";
  return {TransportFailure::kTls, std::string("TLS handshake failed: ") + reason};
}

bool Channel::wait(short events) {
  switch (wait_for(socket_, events, patience_)) {
    case Waited::kReady:
      return true;
    case Waited::kTimeout:
      trouble_ = Trouble::kTimeout;
      return false;
    case Waited::kCancelled:
      trouble_ = Trouble::kCancelled;
      return false;
  }
  return false;
}

bool Channel::retry(int result) {
  switch (SSL_get_error(ssl_.get(), result)) {
    case SSL_ERROR_WANT_READ:
      return wait(POLLIN);
    case SSL_ERROR_WANT_WRITE:
      return wait(POLLOUT);
    case SSL_ERROR_ZERO_RETURN:
      return false;
    case SSL_ERROR_SYSCALL:
      broken_ = true;
      trouble_ = Trouble::kReset;
      return false;
    default:
      broken_ = true;
      // Servers commonly close without a farewell; whether a body is whole is told by its framing.
      cut_off_ = ERR_GET_REASON(ERR_peek_error()) == SSL_R_UNEXPECTED_EOF_WHILE_READING;
      if (!cut_off_) trouble_ = Trouble::kTls;
      return false;
  }
}

ssize_t Channel::read(char* to, std::size_t size) {
  // Patience first: a peer that always has something ready must not outlast it.
  if (patience_.cancellation->cancelled()) return trouble_ = Trouble::kCancelled, -1;
  if (Clock::now() >= patience_.deadline) return trouble_ = Trouble::kTimeout, -1;
  for (;;) {
    if (ssl_) {
      ERR_clear_error();
      const int count = SSL_read(ssl_.get(), to, clamp(size));
      if (count > 0) return count;
      if (retry(count)) continue;
      return trouble_ == Trouble::kNone ? 0 : -1;
    }
    const ssize_t count = recv(socket_, to, size, 0);
    if (count >= 0) return count;
    if (would_block(errno)) {
      if (!wait(POLLIN)) return -1;
    } else if (errno != EINTR) {
      trouble_ = Trouble::kReset;
      return -1;
    }
  }
}

bool Channel::write(std::string_view bytes) {
  while (!bytes.empty()) {
    if (ssl_) {
      ERR_clear_error();
      const int count = SSL_write(ssl_.get(), bytes.data(), clamp(bytes.size()));
      if (count > 0) {
        bytes.remove_prefix(static_cast<std::size_t>(count));
      } else if (!retry(count)) {
        if (trouble_ == Trouble::kNone) trouble_ = Trouble::kReset;
        return false;
      }
      continue;
    }
    const ssize_t count = send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(count));
    } else if (would_block(errno)) {
      if (!wait(POLLOUT)) return false;
    } else if (errno != EINTR) {
      trouble_ = Trouble::kReset;
      return false;
    }
  }
  return true;
}

bool Channel::is_idle() {
  char byte;
  if (!ssl_) return recv(socket_, &byte, 1, MSG_PEEK) < 0 && would_block(errno);
  ERR_clear_error();
  const int count = SSL_peek(ssl_.get(), &byte, 1);
  return count <= 0 && SSL_get_error(ssl_.get(), count) == SSL_ERROR_WANT_READ;
}

}  // namespace assay::exchange
