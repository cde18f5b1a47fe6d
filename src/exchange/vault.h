#ifndef ASSAY_EXCHANGE_VAULT_H_
#define ASSAY_EXCHANGE_VAULT_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "base/result.h"
#include "exchange/patience.h"
#include "exchange/signing.h"
#include "wire/redaction.h"

namespace assay::exchange {

// By what the requests of a step prove who they are from.
struct Credential {
  std::string token;                // Replaces {token} in headers.
  std::optional<SigningKeys> keys;  // Sign each attempt instead.
  // Where the token comes from, to be asked again when it is refused. Called by any thread, never
  // by two at once. Empty for what can't change.
  std::function<base::Result<std::string>(const Cancellation&)> read_again;
  // Told, unless empty, why nothing usable came from there, in words that hold no secret of the
  // run. Called like read_again.
  std::function<void(const std::string&)> not_renewed;

  Credential() = default;
  // A token that can't change.
  Credential(std::string unchanging)  // NOLINT(google-explicit-constructor)
      : token(std::move(unchanging)) {}
  Credential(const char* unchanging)  // NOLINT(google-explicit-constructor)
      : token(unchanging) {}
};

// By the name that a step calls them.
using Credentials = std::map<std::string, Credential>;

// The credentials of a run, which may be renewed while it goes on, and the redactor that knows all
// of them, old and new. Thread-safe.
class Vault {
 public:
  using Now = std::function<Clock::time_point()>;
  // At least so long after a source was read it is not read again; twice as long each time that
  // nothing came of it, up to the longest.
  static constexpr std::chrono::milliseconds kFirstPause{1000};
  static constexpr std::chrono::milliseconds kLongestPause{32000};

  Vault(const Credentials& credentials, wire::Redactor redactor, Now now = Clock::now);

  struct Held {
    std::string token;
    const SigningKeys* keys = nullptr;  // Owned by the vault.
    std::uint32_t edition = 0;          // Of the token; counts its renewals.
  };
  // nullopt: no such credential.
  std::optional<Held> hold(const std::string& name) const;

  // After the target refused `held`: the credential to try instead, or nullopt when there is no
  // other now. Whoever asks while the source is being read waits for what comes of it. A source
  // that had nothing else, or nothing that the target took, is left alone for a pause: it may have
  // something later, and a target that takes nothing does not make us ask all the time.
  std::optional<Held> renew(const std::string& name, const Held& held,
                            const Cancellation& cancellation);
  // The target took it.
  void accepted(const std::string& name, const Held& held);

  wire::Exchange redact(wire::Exchange exchange) const;

 private:
  struct Entry {
    Credential credential;
    std::uint32_t edition = 0;
    bool accepted = true;  // A renewed token is not until the target has taken it.
    Clock::time_point read_at;
    std::chrono::milliseconds pause{0};  // After read_at.
    std::mutex reading;                  // Held while the source is read. Taken before mutex_.
  };

  static Held held(const Entry& entry);
  void rest(Entry& entry) const;

  const Now now_;
  std::map<std::string, Entry> entries_;  // Keys never change; what is in an entry is guarded.
  mutable std::mutex mutex_;              // Of entries' insides and the pointer below.
  std::shared_ptr<const wire::Redactor> redactor_;  // What it points to never changes.
};

}  // namespace assay::exchange

#endif  // ASSAY_EXCHANGE_VAULT_H_
