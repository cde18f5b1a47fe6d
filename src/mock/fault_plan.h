#ifndef ASSAY_MOCK_FAULT_PLAN_H_
#define ASSAY_MOCK_FAULT_PLAN_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "mock/credentials.h"
#include "mock/fault.h"
#include "wire/transcript.h"

namespace assay::mock {

// The faults of a running server, and what they have to remember: how often each was met, and which
// operation an address belongs to that an accepted request was given. Thread-safe.
class FaultPlan {
 public:
  // Beyond this many remembered things, all are forgotten.
  static constexpr std::size_t kLimit = 65'536;

  FaultPlan(std::vector<Fault> faults, const Credentials& credentials);

  bool empty() const { return faults_.empty(); }
  // The request as the server takes it. `operation_of` says what is asked for, "" for nothing
  // documented; a misreading must end in its fault's operation.
  wire::Request heard(const wire::Request& request,
                      const std::function<std::string(const wire::Request&)>& operation_of);
  // What is sent instead of the right answer to a request for `operation`.
  wire::Response answered(std::string operation, const wire::Request& request,
                          wire::Response response);
  // Names of the faults that have changed no answer and no reading of a request yet.
  std::vector<std::string> unmet() const;

 private:
  void note_effect(std::size_t fault);
  std::string expanded(const std::string& text) const;
  bool fits(const Misreading& misreading, const wire::Request& request) const;
  bool is_due(std::size_t fault, const wire::Request& request, const wire::Response& response);
  // The operation whose address this is, or the one given.
  std::string owner(std::string operation, const wire::Request& request,
                    const wire::Response& response);

  const std::vector<Fault> faults_;
  const Credentials credentials_;
  mutable std::mutex mutex_;  // Guards what follows.
  std::vector<bool> effective_;
  std::map<std::string, std::uint64_t> met_;      // By fault and path.
  std::map<std::string, std::string> addresses_;  // Operations by path.
};

}  // namespace assay::mock

#endif  // ASSAY_MOCK_FAULT_PLAN_H_
