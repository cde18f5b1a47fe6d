#ifndef ASSAY_BASE_RESULT_H_
#define ASSAY_BASE_RESULT_H_

#include <utility>
#include <variant>

#include "base/error.h"

namespace assay::base {

// Either a value or the reason why there is none. Both convert implicitly, so a function ends in
// `return value;` or `return Error{...};`. Reading the side that is not there is a programming
// mistake and throws.
template <typename T, typename E = Error>
class [[nodiscard]] Result {
 public:
  Result(T value)  // NOLINT(google-explicit-constructor)
      : state_(std::in_place_index<0>, std::move(value)) {}
  Result(E error)  // NOLINT(google-explicit-constructor)
      : state_(std::in_place_index<1>, std::move(error)) {}

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  T& value() & { return std::get<0>(state_); }
  const T& value() const& { return std::get<0>(state_); }
  T&& value() && { return std::get<0>(std::move(state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  const E& error() const& { return std::get<1>(state_); }
  E&& error() && { return std::get<1>(std::move(state_)); }

 private:
  std::variant<T, E> state_;
};

// The value of a Result that only tells success from failure.
struct Done {};
using Status = Result<Done>;

}  // namespace assay::base

#endif  // ASSAY_BASE_RESULT_H_
