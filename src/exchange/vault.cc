#include "exchange/vault.h"

#include <algorithm>
#include <utility>

namespace assay::exchange {

Vault::Vault(const Credentials& credentials, wire::Redactor redactor, Now now)
    : now_(std::move(now)), redactor_(std::make_shared<const wire::Redactor>(std::move(redactor))) {
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
    if (now_() < entry.read_at + entry.pause) return std::nullopt;
  }
  base::Result<std::string> token = entry.credential.read_again(cancellation);
  const std::lock_guard guard(mutex_);
  rest(entry);
  if (!token) {
    if (entry.credential.not_renewed && !cancellation.cancelled()) {
      entry.credential.not_renewed(redactor_->apply(token.error().to_string()));
    }
    return std::nullopt;
  }
  if (*token == entry.credential.token) return std::nullopt;
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
  if (entry.edition != taken.edition || entry.accepted) return;
  entry.accepted = true;
  entry.pause = kFirstPause;
}

// After a reading. What comes of it counts as nothing until the target has taken it.
void Vault::rest(Entry& entry) const {
  entry.read_at = now_();
  entry.pause = std::clamp(entry.pause * 2, kFirstPause, kLongestPause);
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
