#include "exchange/vault.h"

#include <utility>

namespace assay::exchange {

Vault::Vault(const Credentials& credentials, wire::Redactor redactor)
    : redactor_(std::make_shared<const wire::Redactor>(std::move(redactor))) {
  for (const auto& [name, credential] : credentials) {
    entries_[name].credential = credential;
  }
}

Vault::Held Vault::held(const Entry& entry) {
  const auto& keys = entry.credential.keys;
  return {
      .token = entry.credential.token, .keys = keys ? &*keys : nullptr, .edition = entry.edition};
}

std::optional<Vault::Held> Vault::hold(const std::string& name) const {
  const auto entry = entries_.find(name);
  if (entry == entries_.end()) return std::nullopt;
  const std::lock_guard guard(mutex_);
  return held(entry->second);
}

std::optional<Vault::Held> Vault::renew(const std::string& name, const Held& refused,
                                        const Cancellation& cancellation) {
  Entry& entry = entries_.at(name);
  if (!entry.credential.read_again) return std::nullopt;  // Never changes, so needs no lock.
  const std::lock_guard one_reader(entry.reading);
  {
    const std::lock_guard guard(mutex_);
    if (entry.edition != refused.edition) return held(entry);
    if (entry.exhausted || !entry.accepted) return std::nullopt;
  }
  std::optional<std::string> token = entry.credential.read_again(cancellation);
  const std::lock_guard guard(mutex_);
  if (!token || *token == entry.credential.token) {
    entry.exhausted = !cancellation.cancelled();
    return std::nullopt;
  }
  // Known to the redactor before anybody can send it.
  wire::Redactor knowing = *redactor_;
  knowing.add(name, *token);
  redactor_ = std::make_shared<const wire::Redactor>(std::move(knowing));
  entry.credential.token = *std::move(token);
  ++entry.edition;
  entry.accepted = false;
  return held(entry);
}

void Vault::accepted(const std::string& name, const Held& taken) {
  Entry& entry = entries_.at(name);
  if (!entry.credential.read_again) return;
  const std::lock_guard guard(mutex_);
  if (entry.edition == taken.edition) entry.accepted = true;
}

wire::Exchange Vault::redact(wire::Exchange exchange) const {
  std::shared_ptr<const wire::Redactor> redactor;
  {
    const std::lock_guard guard(mutex_);
    redactor = redactor_;
  }
  return redactor->apply(std::move(exchange));
}

}  // namespace assay::exchange
