#ifndef ASSAY_EXCHANGE_TESTING_CERTIFICATE_H_
#define ASSAY_EXCHANGE_TESTING_CERTIFICATE_H_

#include "exchange/testing_server.h"

namespace assay::exchange::testing {

// A key and a certificate that signs itself, as PEM files; into one file where both have its name.
// `alternative_names` as OpenSSL writes them: "IP:127.0.0.1,DNS:localhost".
void write_certificate(const TestingServer::Tls& files, const char* alternative_names,
                       long valid_for_seconds = 3600);
// The same key, to be opened with the password "pass".
void lock_key(const std::string& key_file, const std::string& locked_file);

}  // namespace assay::exchange::testing

#endif  // ASSAY_EXCHANGE_TESTING_CERTIFICATE_H_
