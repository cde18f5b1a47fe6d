#ifndef ASSAY_MOCK_FAULTS_H_
#define ASSAY_MOCK_FAULTS_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "mock/ids.h"

namespace assay::mock {

// Errors that clients have asked the server to answer until they take them back. Thread-safe.
class Faults {
 public:
  static constexpr std::size_t kLimit = 1000;

  struct Fault {
    int status = 0;
    std::string operation;                    // Empty: all.
    std::optional<std::uint64_t> count = {};  // Requests still to be answered so; unset: all.
  };

  explicit Faults(const Ids& ids) : ids_(ids) {}

  // Its id, or nullopt where there are kLimit already.
  std::optional<std::string> add(Fault fault);
  bool remove(std::string_view id);
  // The status to answer a request for `operation` that names the fault with; counts it. Nothing
  // where there is no such fault, it is for another operation, or used up.
  std::optional<int> take(std::string_view id, std::string_view operation);

 private:
  const Ids ids_;
  std::mutex mutex_;  // Guards what follows.
  std::map<std::string, Fault, std::less<>> faults_;
  std::uint64_t made_ = 0;
};

}  // namespace assay::mock

#endif  // ASSAY_MOCK_FAULTS_H_
