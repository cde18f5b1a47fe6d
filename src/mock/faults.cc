#include "mock/faults.h"

#include <utility>

namespace assay::mock {

std::optional<std::string> Faults::add(Fault fault) {
  const std::lock_guard lock(mutex_);
  if (faults_.size() >= kLimit) return std::nullopt;
  std::string id = ids_.hex("fault/" + std::to_string(++made_), 16);
  faults_.emplace(id, std::move(fault));
  return id;
}

bool Faults::remove(std::string_view id) {
  const std::lock_guard lock(mutex_);
  const auto found = faults_.find(id);
  if (found == faults_.end()) return false;
  faults_.erase(found);
  return true;
}

std::optional<int> Faults::take(std::string_view id, std::string_view operation) {
  const std::lock_guard lock(mutex_);
  const auto found = faults_.find(id);
  if (found == faults_.end()) return std::nullopt;
  Fault& fault = found->second;
  if (!fault.operation.empty() && fault.operation != operation) return std::nullopt;
  if (fault.count && *fault.count == 0) return std::nullopt;
  if (fault.count) --*fault.count;
  return fault.status;
}

}  // namespace assay::mock
