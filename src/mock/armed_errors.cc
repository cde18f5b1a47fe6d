#include "mock/armed_errors.h"

#include <utility>

namespace assay::mock {

std::optional<std::string> ArmedErrors::add(ArmedError error) {
  const std::lock_guard lock(mutex_);
  if (errors_.size() >= kLimit) return std::nullopt;
  std::string id = ids_.hex("fault/" + std::to_string(++made_), 16);
  errors_.emplace(id, std::move(error));
  return id;
}

bool ArmedErrors::remove(std::string_view id) {
  const std::lock_guard lock(mutex_);
  const auto found = errors_.find(id);
  if (found == errors_.end()) return false;
  errors_.erase(found);
  return true;
}

std::optional<int> ArmedErrors::take(std::string_view id, std::string_view operation) {
  const std::lock_guard lock(mutex_);
  const auto found = errors_.find(id);
  if (found == errors_.end()) return std::nullopt;
  ArmedError& error = found->second;
  if (!error.operation.empty() && error.operation != operation) return std::nullopt;
  if (error.count && *error.count == 0) return std::nullopt;
  if (error.count) --*error.count;
  return error.status;
}

}  // namespace assay::mock
