#include "exchange/tls_context.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <string>

#include "base/files.h"

namespace assay::exchange {
namespace {

using base::Done;
using base::Error;
using base::Result;
using base::Status;

// Bytes; the bundle of a whole system has a quarter of a megabyte.
constexpr std::size_t kLargestFile = 16u * 1024 * 1024;

struct Free {
  void operator()(BIO* bio) const { BIO_free(bio); }
  void operator()(X509* certificate) const { X509_free(certificate); }
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
template <typename T>
using Owned = std::unique_ptr<T, Free>;

// OpenSSL would ask on the terminal; `locked` tells that it wanted to.
int no_password(char*, int, int, void* locked) {
  *static_cast<bool*>(locked) = true;
  return -1;
}

Owned<BIO> reader(const std::string& text) {
  return Owned<BIO>(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

Error wrong(std::string message, const std::string& file) {
  return Error{.message = std::move(message), .file = file};
}

// The certificates of a file, one after the other.
class Certificates {
 public:
  explicit Certificates(const std::string& text) : from_(reader(text)) {}

  // Null at the end, and at one that can't be read.
  Owned<X509> next() {
    ERR_clear_error();
    Owned<X509> certificate(PEM_read_bio_X509_AUX(from_.get(), nullptr, nullptr, nullptr));
    const unsigned long error = ERR_peek_last_error();
    ERR_clear_error();
    at_end_ = ERR_GET_LIB(error) == ERR_LIB_PEM && ERR_GET_REASON(error) == PEM_R_NO_START_LINE;
    if (certificate) ++count_;
    return certificate;
  }
  int count() const { return count_; }
  // After next() gave null: whether nothing was left out.
  Status all_read(const std::string& file) const {
    if (at_end_) return Done{};
    return wrong("certificate number " + std::to_string(count_ + 1) + " of it can't be read", file);
  }

 private:
  Owned<BIO> from_;
  int count_ = 0;
  bool at_end_ = false;
};

// Instead of the system's authorities.
Status add_authorities(SSL_CTX* context, const std::string& file) {
  const Result<std::string> text = base::read_file(file, kLargestFile);
  if (!text) return text.error();
  Certificates from(*text);
  X509_STORE* store = SSL_CTX_get_cert_store(context);
  while (const Owned<X509> certificate = from.next()) {
    if (X509_STORE_add_cert(store, certificate.get()) != 1) {
      return wrong("holds a certificate that can't be used", file);
    }
  }
  if (Status status = from.all_read(file); !status) return status;
  if (from.count() == 0) return wrong("holds no certificate of an authority in PEM", file);
  return Done{};
}

// The first is ours, the others lead to an authority.
Status use_certificates(SSL_CTX* context, const std::string& text, const std::string& file) {
  Certificates from(text);
  const Owned<X509> own = from.next();
  if (!own) return wrong("holds no client certificate in PEM", file);
  if (SSL_CTX_use_certificate(context, own.get()) != 1) {
    ERR_clear_error();
    return wrong("holds a client certificate that can't be used", file);
  }
  while (const Owned<X509> next = from.next()) {
    SSL_CTX_add1_chain_cert(context, next.get());
  }
  return from.all_read(file);
}

Status use_key(SSL_CTX* context, const std::string& text, const std::string& file,
               const std::string& certificate_file) {
  bool locked = false;
  const Owned<BIO> from = reader(text);
  const Owned<EVP_PKEY> key(PEM_read_bio_PrivateKey(from.get(), nullptr, no_password, &locked));
  ERR_clear_error();
  if (locked) return wrong("the client key is locked by a password, and nobody can be asked", file);
  if (!key) return wrong("holds no client key in PEM", file);
  const bool fits =
      SSL_CTX_use_PrivateKey(context, key.get()) == 1 && SSL_CTX_check_private_key(context) == 1;
  ERR_clear_error();
  if (fits) return Done{};
  return wrong("the client key is not the one of the certificate in " + certificate_file, file);
}

Status add_client_certificate(SSL_CTX* context, const TlsOptions& options) {
  const std::string& file = options.client_certificate;
  const Result<std::string> text = base::read_file(file, kLargestFile);
  if (!text) return text.error();
  if (Status status = use_certificates(context, *text, file); !status) return status;
  if (options.client_key.empty()) return use_key(context, *text, file, file);
  const Result<std::string> key = base::read_file(options.client_key, kLargestFile);
  if (!key) return key.error();
  return use_key(context, *key, options.client_key, file);
}

}  // namespace

void SslFree::operator()(SSL* ssl) const {
  SSL_free(ssl);
}
void SslFree::operator()(SSL_CTX* context) const {
  SSL_CTX_free(context);
}

Result<TlsContext> make_tls_context(const TlsOptions& options) {
  TlsContext context(SSL_CTX_new(TLS_client_method()));
  if (!context) return Error{.message = "no TLS is possible with this OpenSSL"};
  SSL_CTX_set_verify(context.get(), options.insecure ? SSL_VERIFY_NONE : SSL_VERIFY_PEER, nullptr);
  if (options.ca_file.empty()) {
    SSL_CTX_set_default_verify_paths(context.get());
  } else if (Status status = add_authorities(context.get(), options.ca_file); !status) {
    return status.error();
  }
  if (options.client_certificate.empty() && !options.client_key.empty()) {
    return wrong("a client key without a client certificate", options.client_key);
  }
  if (!options.client_certificate.empty()) {
    if (Status status = add_client_certificate(context.get(), options); !status) {
      return status.error();
    }
  }
  SSL_CTX_set_mode(context.get(), SSL_MODE_ENABLE_PARTIAL_WRITE);
  return context;
}

}  // namespace assay::exchange
