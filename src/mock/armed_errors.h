#ifndef ASSAY_MOCK_ARMED_ERRORS_H_
#define ASSAY_MOCK_ARMED_ERRORS_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "mock/ids.h"

namespace assay::mock {

// Documented errors that clients have asked the server to answer until they take them back; the
// control requests call them faults, and clients their fault hook. Thread-safe.
class ArmedErrors {
 public:
  static constexpr std::size_t kLimit = 1000;

  struct ArmedError {
    int status = 0;
    std::string operation;                    // Empty: all.
    std::optional<std::uint64_t> count = {};  // Requests still to be answered so; unset: all.
  };

  explicit ArmedErrors(const Ids& ids) : ids_(ids) {}

  // Its id, or nullopt where there are kLimit already.
  std::optional<std::string> add(ArmedError error);
  bool remove(std::string_view id);
  // The status to answer a request for `operation` that names the error with; counts it. Nothing
  // where there is no such error, it is for another operation, or used up.
  std::optional<int> take(std::string_view id, std::string_view operation);

 private:
  const Ids ids_;
  std::mutex mutex_;  // Guards what follows.
  std::map<std::string, ArmedError, std::less<>> errors_;
  std::uint64_t made_ = 0;
};

}  // namespace assay::mock

#endif  // ASSAY_MOCK_ARMED_ERRORS_H_
