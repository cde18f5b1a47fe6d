#include "exchange/testing_certificate.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <cstdio>

namespace assay::exchange::testing {

void write_certificate(const TestingServer::Tls& files, const char* alternative_names,
                       long valid_for_seconds) {
  EVP_PKEY* key = EVP_EC_gen("P-256");
  X509* certificate = X509_new();
  X509_set_version(certificate, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate), -7200);
  X509_gmtime_adj(X509_getm_notAfter(certificate), valid_for_seconds);
  X509_set_pubkey(certificate, key);
  X509_NAME* name = X509_get_subject_name(certificate);
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>("a test"), -1, -1, 0);
  X509_set_issuer_name(certificate, name);
  X509_EXTENSION* extension =
      X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, alternative_names);
  X509_add_ext(certificate, extension, -1);
  X509_sign(certificate, key, EVP_sha256());
  FILE* out = std::fopen(files.certificate_file.c_str(), "w");
  PEM_write_X509(out, certificate);
  std::fclose(out);
  out = std::fopen(files.key_file.c_str(), files.key_file == files.certificate_file ? "a" : "w");
  PEM_write_PrivateKey(out, key, nullptr, nullptr, 0, nullptr, nullptr);
  std::fclose(out);
  X509_EXTENSION_free(extension);
  X509_free(certificate);
  EVP_PKEY_free(key);
}

void lock_key(const std::string& key_file, const std::string& locked_file) {
  FILE* in = std::fopen(key_file.c_str(), "r");
  EVP_PKEY* key = PEM_read_PrivateKey(in, nullptr, nullptr, nullptr);
  std::fclose(in);
  FILE* out = std::fopen(locked_file.c_str(), "w");
  const auto* password = reinterpret_cast<const unsigned char*>("pass");
  PEM_write_PrivateKey(out, key, EVP_aes_128_cbc(), password, 4, nullptr, nullptr);
  std::fclose(out);
  EVP_PKEY_free(key);
}

}  // namespace assay::exchange::testing
